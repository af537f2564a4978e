import { consentKey } from '../../bucket/layout.ts';
import type { ConsentEvent, ConsentRecord } from '../../core/consent/consent.ts';
import { type ControllerIdentity, consentDocumentOf } from '../../core/consent/consent-record.ts';
import { hashOfTerms, type Terms } from '../../core/consent/terms.ts';
import { type DeviceId, type PersonId, type RecordId, recordIdSchema } from '../../core/ids.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import type { Problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { type KeyPair, openWith, sealTo } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import type { SigningPair } from '../../seal/signing.ts';
import type { Vault } from '../vault/vault.ts';
import { type ConsentLink, headText, readConsentChain, writeConsentFile } from './consent-chain.ts';

export interface LedgerOptions {
  readonly vault: Vault;
  readonly employee: KeyPair;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly signing: SigningPair;
  readonly prefix: string;
  readonly controller: () => ControllerIdentity;
  /** Who may read decisions besides the person: never a viewer, who must not see a refusal. */
  readonly recovery: () => readonly Recipient[];
}

/** One entry before it has an id. */
export interface Decided {
  readonly at: Instant;
  readonly event: ConsentEvent;
  readonly given: ConsentRecord['given'];
  readonly terms: Terms;
}

const headFact = 'ledger-head';

/** The person's decisions, append-only: signed records, each with the hash of the one before. */
export class ConsentLedger {
  readonly #options: LedgerOptions;
  /** Null when any record cannot be read: then nothing is known, and nothing may be recorded. */
  #records: readonly ConsentRecord[] | null;
  readonly #links: ConsentLink[];
  /** Why the records are null. */
  readonly problem: Problem | null;
  /** What holds in memory and is not on the disk yet, in its order. */
  readonly #owed: ConsentRecord[] = [];
  /** Yeses that are being written: they come before whatever was said after them. */
  readonly #places = new Map<ConsentRecord, number>();
  /** Yeses that are not durable yet, in the order of their calls, with the call's number. */
  readonly #allowing: { readonly record: ConsentRecord; readonly call: number }[] = [];
  #calls = 0;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(options: LedgerOptions, chain: Result<ConsentLink[]>) {
    this.#options = options;
    this.#links = chain.ok ? chain.value : [];
    this.#records = chain.ok ? chain.value.map(({ entry }) => entry) : null;
    this.problem = chain.ok ? null : chain.problem;
  }

  /** Reads and checks the whole chain. */
  static async open(options: LedgerOptions): Promise<ConsentLedger> {
    const { vault, employee, person, device, signing } = options;
    const files: (Uint8Array | null)[] = [];
    for (const sealed of vault.ledger()) files.push(await openWith(employee.identity, sealed));
    const owner = { person, device, publicKey: signing.publicKey };
    return new ConsentLedger(options, readConsentChain(files, vault.fact(headFact), owner));
  }

  /** In the order in which they were made: a no at once, a yes once it is durable. */
  get records(): readonly ConsentRecord[] | null {
    return this.#records;
  }

  /** Those that are on the disk, with their place and hash. */
  get links(): readonly ConsentLink[] {
    return this.#links;
  }

  /** Whether something that holds is not on the disk yet. */
  get owes(): boolean {
    return this.#owed.length > 0;
  }

  /** Whether a yes to `purpose` is on its way to the disk: a no that comes now is said after it. */
  isAllowing(purpose: Purpose): boolean {
    return this.#allowing.some(({ record }) => record.purpose === purpose);
  }

  /** `records` once all pending yeses are durable. Permits nothing: for what is said later. */
  get expected(): readonly ConsentRecord[] {
    return this.#allowing.reduce(
      (records, { record, call }) => this.#placed(records, record, call),
      this.#records ?? [],
    );
  }

  /**
   * Takes permission away, or says that the organisation asks for less: in force before this returns its
   * promise, whatever the disk does. The promise answers whether all of it is durable; what is not
   * is owed, and tried again by `settle`.
   */
  restrict(decided: readonly Decided[]): Promise<Result<void>> {
    if (this.problem !== null) return Promise.resolve(fail(this.problem));
    for (const each of decided) {
      const record = recordOf(each);
      this.#place(record, ++this.#calls);
      this.#owed.push(record);
    }
    return this.#settleUntilNow();
  }

  /** Gives permission: in force once it is durable, and everything said before it too. */
  async allow(decided: Decided): Promise<Result<void>> {
    if (this.problem !== null) return fail(this.problem);
    const call = ++this.#calls;
    const record = recordOf(decided);
    const coming = { record, call };
    this.#allowing.push(coming);
    return this.#inTurn(async () => {
      try {
        const settled = await this.#settle(call);
        const written = settled.ok ? await this.#write(record) : settled;
        if (written.ok) this.#place(record, call);
        return written;
      } finally {
        this.#allowing.splice(this.#allowing.indexOf(coming), 1);
      }
    });
  }

  /** Writes down what could not be written before, in its order. */
  async settle(): Promise<Result<void>> {
    return this.#owed.length === 0 ? ok(undefined) : this.#settleUntilNow();
  }

  /** The signed file of one entry, or null when it is not on this disk. */
  async file(id: RecordId): Promise<Uint8Array | null> {
    const place = this.#links.findIndex(({ entry }) => entry.id === id);
    const sealed = this.#options.vault.ledger()[place];
    return sealed === undefined ? null : openWith(this.#options.employee.identity, sealed);
  }

  /** One at a time: each record names the one before it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /**
   * Writes what is owed by now. Not what is said until its turn comes: a no to a yes that waits in
   * the queue would stand on the disk before that yes, which the next start would take for the
   * later word.
   */
  #settleUntilNow(): Promise<Result<void>> {
    const call = this.#calls;
    return this.#inTurn(() => this.#settle(call));
  }

  /** Writes what is owed of what was said up to `call`. */
  async #settle(call: number): Promise<Result<void>> {
    for (let record = this.#owed[0]; record !== undefined; record = this.#owed[0]) {
      if ((this.#places.get(record) ?? 0) > call) break;
      const written = await this.#write(record);
      if (!written.ok) return written;
      this.#owed.shift();
    }
    return ok(undefined);
  }

  async #write(entry: ConsentRecord): Promise<Result<void>> {
    const { vault, employee, person, device, signing, prefix, controller, recovery } = this.#options;
    const last = this.#links.at(-1);
    const seq = last === undefined ? 0 : last.seq + 1;
    const document = consentDocumentOf({
      entry,
      controller: controller(),
      person,
      device,
      seq,
      previous: last?.hash ?? null,
    });
    const { bytes, hash } = writeConsentFile(document, signing.privateKey);
    const told = {
      day: null,
      kind: 'other',
      name: `consent-${entry.id}`,
      key: consentKey(prefix, person, device, entry.id),
      sealed: await sealTo([employee.recipient, ...recovery()], bytes),
      at: entry.at,
      releaseAt: entry.at,
    } as const;
    const head = { fact: headFact, value: headText({ seq, hash }) };
    const written = await vault.addLedgerRecord(entry.id, await sealTo([employee.recipient], bytes), told, head);
    if (written.ok) this.#links.push({ entry, seq, hash });
    return written;
  }

  /** Puts a record where its call was made, not where its disk was done. */
  #place(record: ConsentRecord, call: number): void {
    this.#places.set(record, call);
    this.#records = this.#placed(this.#records ?? [], record, call);
  }

  #placed(records: readonly ConsentRecord[], record: ConsentRecord, call: number): readonly ConsentRecord[] {
    const after = records.findIndex((each) => (this.#places.get(each) ?? 0) > call);
    return after < 0 ? [...records, record] : records.toSpliced(after, 0, record);
  }
}

function recordOf({ at, event, given, terms }: Decided): ConsentRecord {
  const id = randomId(recordIdSchema);
  return { id, at, purpose: terms.purpose, event, given, terms, notice: hashOfTerms(terms) };
}
