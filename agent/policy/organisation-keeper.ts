import { orgKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { storageOf } from '../../bucket/settings.ts';
import { type Terms, termsOf } from '../../core/consent/terms.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Roster } from '../../seal/roster.ts';
import { type Enrolled, type ReadOrganisation, readOrganisation } from '../enrolment/enrolment.ts';
import type { Vault } from '../vault/vault.ts';

/** The fact that holds the document as it was signed, in base64. */
export const organisationFact = 'organisation';

/** The newest of the organisation's settings that this agent has seen signed. */
export class OrganisationKeeper {
  readonly #enrolled: Enrolled;
  readonly #vault: Vault;
  #current: Organisation;
  #roster: Roster;
  /** Of `#current`, made when first asked for. */
  #terms = new Map<Purpose, Terms | null>();
  #answers = 0;

  constructor(enrolled: Enrolled, vault: Vault) {
    this.#enrolled = enrolled;
    this.#vault = vault;
    this.#current = enrolled.organisation;
    this.#roster = enrolled.roster;
    const kept = vault.fact(organisationFact);
    // By it what is kept is judged once the enrolment was left.
    if (kept === null) vault.setFact(organisationFact, enrolled.enrolment.organisation);
    const read = kept === null ? null : this.#newer(Buffer.from(kept, 'base64'));
    if (read?.ok === true && read.value !== null) this.#take(read.value);
  }

  get current(): Organisation {
    return this.#current;
  }

  /** Who signs for it, as far as its settings have told. */
  get roster(): Roster {
    return this.#roster;
  }

  /** How often the store has answered: just then this computer's clock was right, since no store takes another. */
  get answers(): number {
    return this.#answers;
  }

  /** The present terms; null: not asked for. The same object until they change, for speed. */
  terms(purpose: Purpose): Terms | null {
    const known = this.#terms.get(purpose);
    if (known !== undefined) return known;
    const terms = termsOf(this.#current, purpose, storageOf(this.#enrolled.bucket));
    this.#terms.set(purpose, terms);
    return terms;
  }

  /**
   * Asks the bucket for newer settings. True when they changed. An unreachable bucket or a bad
   * signature changes nothing. `change` is called with what puts them in force, so that whoever
   * records can settle what was seen until then under the old ones.
   */
  async refresh(
    store: ObjectStore,
    signal: AbortSignal,
    change: (take: () => void) => Promise<void> = async (take) => take(),
  ): Promise<{ changed: boolean; problem: Problem | null }> {
    const got = await store.get(orgKey(this.#enrolled.bucket.prefix), signal);
    if (!got.ok) return { changed: false, problem: got.problem };
    this.#answers += 1;
    const read = this.#newer(got.value);
    if (!read.ok) return { changed: false, problem: read.problem };
    const newer = read.value;
    if (newer === null || signal.aborted) return { changed: false, problem: null };
    await change(() => this.#take(newer));
    this.#vault.setFact(organisationFact, Buffer.from(got.value).toString('base64'));
    return { changed: true, problem: null };
  }

  /** What the document says, or null when it is no newer than what is known. */
  #newer(bytes: Uint8Array): Result<ReadOrganisation | null> {
    const read = readOrganisation(bytes, this.#roster);
    return read.ok && read.value.organisation.version <= this.#current.version ? ok(null) : read;
  }

  #take({ organisation, roster }: ReadOrganisation): void {
    this.#current = organisation;
    this.#roster = roster;
    this.#terms = new Map();
  }
}
