import { accessKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { isOfObject } from '../../bucket/sizes.ts';
import type { Day } from '../../core/ids.ts';
import { type Access, deviceLastDay, viewersOf } from '../../core/organisation/access.ts';
import type { LastDay } from '../../core/organisation/devices.ts';
import { erasedOn, erasureOf } from '../../core/organisation/erasure.ts';
import { keyKindOf } from '../../core/organisation/organisation.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Roster } from '../../seal/roster.ts';
import type { PublicKey } from '../../seal/signing.ts';
import { type Enrolled, readAccess } from '../enrolment/enrolment.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';

const fact = 'access';

/** Who may open which of the person's days: the newest that this agent has seen signed. */
export class AccessKeeper {
  readonly #enrolled: Enrolled;
  readonly #vault: Vault;
  readonly #roster: () => Roster;
  #current: Access;
  readonly #clock: Pick<Clock, 'now'>;
  #answered: Result<void> | null = null;
  #answeredAt: number | null = null;
  #asking: Promise<boolean> | null = null;

  /** `roster`: who signs for the organisation by now. */
  constructor(
    enrolled: Enrolled,
    vault: Vault,
    roster: () => Roster = () => enrolled.roster,
    clock: Pick<Clock, 'now'> = { now: Date.now },
  ) {
    this.#clock = clock;
    this.#enrolled = enrolled;
    this.#vault = vault;
    this.#roster = roster;
    this.#current = enrolled.access;
    const kept = vault.fact(fact);
    // What was taken holds on where its administrator has gone since: nothing older takes its place.
    const read = kept === null ? null : this.#newer(Buffer.from(kept, 'base64'), roster().ever);
    this.#current = read ?? this.#current;
  }

  get current(): Access {
    return this.#current;
  }

  /** The last day of this computer; null: it has none. */
  get lastDay(): LastDay | null {
    return deviceLastDay(this.#current, this.#enrolled.enrolment.device);
  }

  viewersOf(day: Day): Recipient[] {
    return viewersOf(this.#current, day);
  }

  /** Whether the bucket answered when it was asked last, with whatever; null: it was not asked. What was ordered before is known then. */
  get answered(): Result<void> | null {
    return this.#answered;
  }

  /** When the bucket answered last, in UTC ms; null: not since this agent began. */
  get answeredAt(): number | null {
    return this.#answeredAt;
  }

  /** When the organisation ordered that this be erased of `day` on request, as a date in UTC; null: it did not. */
  erasedOn(day: Day, keyClass: KeyClass): Day | null {
    const order = erasureOf(this.#current.erasures, keyClass, day);
    return order === null ? null : erasedOn(order);
  }

  /**
   * Asks the bucket for what is newer; true when there was. It holds for days that begin after it:
   * a day's key is sealed once, and what of a day that has begun is to change, the organisation
   * changes in the bucket. A bucket that cannot be reached, a signature that is not the
   * organisation's, another person's or an older document change nothing.
   */
  refresh(store: ObjectStore, signal: AbortSignal): Promise<boolean> {
    this.#asking ??= this.#refresh(store, signal).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #refresh(store: ObjectStore, signal: AbortSignal): Promise<boolean> {
    const { bucket, enrolment } = this.#enrolled;
    const got = await store.get(accessKey(bucket.prefix, enrolment.person), signal);
    // Where there is none, or it is not for this device to read, there is no order that it could know.
    const isAnswer = got.ok || got.problem.code === 'store-denied' || isOfObject(got.problem);
    if (!signal.aborted) {
      this.#answered = isAnswer ? ok(undefined) : got;
      if (isAnswer) this.#answeredAt = this.#clock.now();
    }
    const newer = got.ok && !signal.aborted ? this.#newer(got.value, this.#roster().keys) : null;
    if (!got.ok || newer === null) return false;
    this.#current = newer;
    // Where it cannot be kept it holds until the next start, which asks again.
    this.#vault.setFact(fact, Buffer.from(got.value).toString('base64'));
    return true;
  }

  #newer(bytes: Uint8Array, signers: readonly PublicKey[]): Access | null {
    const { enrolment, organisation } = this.#enrolled;
    const read = readAccess(bytes, enrolment, signers, keyKindOf(organisation));
    return read === null || read.version <= this.#current.version ? null : read;
  }
}
