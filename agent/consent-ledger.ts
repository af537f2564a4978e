import { randomBytes } from 'node:crypto';
import { consentKey } from '../bucket/layout.ts';
import { type ConsentRecord, consentRecordSchema } from '../core/consent.ts';
import { idFromRandom, type PersonId, recordIdSchema } from '../core/ids.ts';
import type { Instant } from '../core/interval.ts';
import type { Organisation } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import type { Purpose } from '../core/purpose.ts';
import { fail, type Result } from '../core/result.ts';
import { hashOfTerms, termsOf } from '../core/terms.ts';
import { type KeyPair, openWith, sealTo } from '../seal/age.ts';
import type { Vault } from './vault/vault.ts';

export interface LedgerOptions {
  readonly vault: Vault;
  readonly employee: KeyPair;
  readonly person: PersonId;
  readonly prefix: string;
  readonly organisation: () => Organisation;
}

/** The person's decisions, append-only, sealed on disk, and sent to the organisation sealed. */
export class ConsentLedger {
  readonly #options: LedgerOptions;
  /** Null when any record cannot be read: then nothing is known, and nothing may be recorded. */
  #records: readonly ConsentRecord[] | null;
  readonly #owed: ConsentRecord[] = [];

  private constructor(options: LedgerOptions, records: readonly ConsentRecord[] | null) {
    this.#options = options;
    this.#records = records;
  }

  static async open(options: LedgerOptions): Promise<ConsentLedger> {
    const records: ConsentRecord[] = [];
    for (const sealed of options.vault.ledger()) {
      const opened = await openWith(options.employee.identity, sealed);
      const parsed = consentRecordSchema.safeParse(opened === null ? null : json(opened));
      if (!parsed.success) return new ConsentLedger(options, null);
      records.push(parsed.data);
    }
    return new ConsentLedger(options, records);
  }

  get records(): readonly ConsentRecord[] | null {
    return this.#records;
  }

  /**
   * Writes a decision down. A withdrawal takes effect in memory before anything else is tried: it must not depend on a
   * disk. Agreement takes effect only once it is durable.
   */
  async decide(purpose: Purpose, agreed: boolean, given: ConsentRecord['given'], at: Instant): Promise<Result<void>> {
    const { organisation } = this.#options;
    const terms = termsOf(organisation(), purpose) ?? this.#lastTerms(purpose);
    if (terms === null) return fail(unknownPurpose(purpose));
    const isConsent = terms.basis === 'consent';
    const event = agreed ? (isConsent ? 'agreed' : 'read') : isConsent ? 'withdrawn' : 'objected';
    const id = recordIdSchema.parse(idFromRandom(randomBytes(26)));
    const record: ConsentRecord = { id, at, purpose, event, given, terms, notice: hashOfTerms(terms) };
    if (!agreed) this.#append(record);
    const added = await this.#write(record);
    if (agreed && added.ok) this.#append(record);
    // A withdrawal that only memory knows would be undone by a restart: it is tried again until the disk has it.
    if (!agreed && !added.ok) this.#owed.push(record);
    return added;
  }

  /** Whether a withdrawal is not on the disk yet. */
  get owes(): boolean {
    return this.#owed.length > 0;
  }

  /** Writes down what could not be written before, in its order. */
  async settle(): Promise<void> {
    for (let record = this.#owed[0]; record !== undefined; record = this.#owed[0]) {
      if (!(await this.#write(record)).ok) return;
      this.#owed.shift();
    }
  }

  async #write(record: ConsentRecord): Promise<Result<void>> {
    const { vault, employee, organisation, person, prefix } = this.#options;
    const { id, at } = record;
    const bytes = Buffer.from(JSON.stringify(record));
    // Not to viewers: that something was refused or withdrawn is nobody's business who looks at days.
    const { recovery } = organisation();
    return vault.addLedgerRecord(id, await sealTo([employee.recipient], bytes), {
      day: null,
      kind: 'other',
      name: `consent-${id}`,
      key: consentKey(prefix, person, id),
      sealed: await sealTo([employee.recipient, ...recovery], bytes),
      at,
      releaseAt: at,
    });
  }

  #lastTerms(purpose: Purpose) {
    return this.#records?.findLast((record) => record.purpose === purpose)?.terms ?? null;
  }

  #append(record: ConsentRecord): void {
    if (this.#records !== null) this.#records = [...this.#records, record];
  }
}

function unknownPurpose(purpose: Purpose) {
  return problem('purpose-unknown', `Your organisation does not ask for “${purpose}”.`, 'Choose one from the list.');
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
