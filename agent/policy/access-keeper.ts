import { accessKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import type { Day } from '../../core/ids.ts';
import { type Access, viewersOf } from '../../core/organisation/access.ts';
import { keyKindOf } from '../../core/organisation/organisation.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import { type Enrolled, readAccess } from '../enrolment/enrolment.ts';
import type { Vault } from '../vault/vault.ts';

const fact = 'access';

/** Who may open which of the person's days: the newest that this agent has seen signed. */
export class AccessKeeper {
  readonly #enrolled: Enrolled;
  readonly #vault: Vault;
  #current: Access;

  constructor(enrolled: Enrolled, vault: Vault) {
    this.#enrolled = enrolled;
    this.#vault = vault;
    this.#current = enrolled.access;
    const kept = vault.fact(fact);
    this.#current = (kept === null ? null : this.#newer(Buffer.from(kept, 'base64'))) ?? this.#current;
  }

  get current(): Access {
    return this.#current;
  }

  viewersOf(day: Day): Recipient[] {
    return viewersOf(this.#current, day);
  }

  /**
   * Asks the bucket for what is newer; true when there was. It holds for days that begin after it:
   * a day's key is sealed once, and what of a day that has begun is to change, the organisation
   * changes in the bucket. A bucket that cannot be reached, a signature that is not the
   * organisation's, another person's or an older document change nothing.
   */
  async refresh(store: ObjectStore, signal: AbortSignal): Promise<boolean> {
    const { bucket, enrolment } = this.#enrolled;
    const got = await store.get(accessKey(bucket.prefix, enrolment.person), signal);
    const newer = got.ok && !signal.aborted ? this.#newer(got.value) : null;
    if (!got.ok || newer === null) return false;
    this.#current = newer;
    // Where it cannot be kept it holds until the next start, which asks again.
    this.#vault.setFact(fact, Buffer.from(got.value).toString('base64'));
    return true;
  }

  #newer(bytes: Uint8Array): Access | null {
    const { enrolment, organisation } = this.#enrolled;
    const read = readAccess(bytes, enrolment, keyKindOf(organisation));
    return read === null || read.version <= this.#current.version ? null : read;
  }
}
