import { orgKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import type { Organisation } from '../core/organisation.ts';
import type { Problem } from '../core/problem.ts';
import { type Enrolled, readOrganisation } from './enrolment.ts';
import type { Vault } from './vault/vault.ts';

const fact = 'organisation';

/** The newest of the organisation's settings that this agent has seen signed. */
export class OrganisationKeeper {
  readonly #enrolled: Enrolled;
  readonly #vault: Vault;
  #current: Organisation;

  constructor(enrolled: Enrolled, vault: Vault) {
    this.#enrolled = enrolled;
    this.#vault = vault;
    this.#current = enrolled.organisation;
    const kept = vault.fact(fact);
    if (kept !== null) this.#take(Buffer.from(kept, 'base64'));
  }

  get current(): Organisation {
    return this.#current;
  }

  /** Asks the bucket for newer settings. True when they changed. An unreachable bucket or a bad signature changes nothing. */
  async refresh(store: ObjectStore, signal: AbortSignal): Promise<{ changed: boolean; problem: Problem | null }> {
    const got = await store.get(orgKey(this.#enrolled.bucket.prefix), signal);
    if (!got.ok) return { changed: false, problem: got.problem };
    const { changed, problem } = this.#take(got.value);
    if (changed) this.#vault.setFact(fact, Buffer.from(got.value).toString('base64'));
    return { changed, problem };
  }

  #take(bytes: Uint8Array): { changed: boolean; problem: Problem | null } {
    const read = readOrganisation(bytes, this.#enrolled.enrolment.organisationKey);
    if (!read.ok) return { changed: false, problem: read.problem };
    if (read.value.version <= this.#current.version) return { changed: false, problem: null };
    this.#current = read.value;
    return { changed: true, problem: null };
  }
}
