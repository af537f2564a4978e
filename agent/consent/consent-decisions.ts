import { createHash } from 'node:crypto';
import { consentKey } from '../../bucket/layout.ts';
import { type ConsentChannel, type ConsentRecord, type Standing, standingOf } from '../../core/consent/consent.ts';
import type { ControllerIdentity } from '../../core/consent/consent-record.ts';
import { changesBetween, hashOfTerms, type StorageLocation, type Terms, termsOf } from '../../core/consent/terms.ts';
import type { RecordId } from '../../core/ids.ts';
import type { Language } from '../../core/language.ts';
import type { Enrolment, Organisation } from '../../core/organisation/organisation.ts';
import { type Purpose, purposes } from '../../core/organisation/purpose.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { ConsentEntry, ConsentState, PurposeConsent } from '../../ipc/employee-consent.ts';
import { consentReceiptOf } from '../../messages/consent-receipt.ts';
import { fingerprintOf, type PublicKey } from '../../seal/signing.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import type { ConsentLedger, Decided } from './consent-ledger.ts';

export interface ConsentDecisionsOptions {
  readonly ledger: ConsentLedger;
  readonly organisation: () => Organisation;
  readonly enrolment: Enrolment;
  readonly storage: StorageLocation;
  readonly prefix: string;
  readonly publicKey: PublicKey;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Runs a change of what is allowed: in force in the same turn, and sensors follow. */
  readonly change: (mutate: () => void) => Promise<void>;
  /** Called when something new may be sent. */
  readonly onWritten: () => void;
}

/** Where the person says yes and no, and where what the organisation changed is noted. */
export class ConsentDecisions {
  readonly #options: ConsentDecisionsOptions;

  constructor(options: ConsentDecisionsOptions) {
    this.#options = options;
  }

  /**
   * A yes is to terms that were shown: where `notice` is not the hash of the present ones, it fails
   * with `notice-changed`. A no holds whatever was shown, at once, also when it cannot be written
   * down yet; then the problem says so.
   */
  async set(
    purpose: Purpose,
    agreed: boolean,
    given: ConsentChannel,
    notice: string | null = null,
  ): Promise<Result<null>> {
    return agreed ? this.#allow(purpose, given, notice) : this.#refuse([purpose], given);
  }

  /** No to each of `which`, whatever holds now. */
  async withdraw(which: readonly Purpose[], given: ConsentRecord['given']): Promise<Result<null>> {
    return this.#refuse(
      which.filter((purpose) => this.#mayBeAllowed(purpose)),
      given,
    );
  }

  /** No to everything that is asked for; on removal of the program only to what is allowed. */
  async withdrawAll(given: ConsentRecord['given']): Promise<Result<null>> {
    const open = purposes.filter(
      (purpose) => this.#mayBeAllowed(purpose) || (given !== 'uninstall' && this.#termsNow(purpose) !== null),
    );
    return this.#refuse(open, given);
  }

  /**
   * Notes where the organisation asks for less than what holds, or will hold once a yes is durable,
   * so that asking for it again later counts as asking for more.
   */
  async followOrganisation(): Promise<Result<null>> {
    const { ledger, clock } = this.#options;
    const at = clock.now();
    const narrowed = purposes.flatMap((purpose): Decided[] => {
      const { isAllowed, terms: held } = standingOf(ledger.expected, purpose, at);
      const terms = this.#termsNow(purpose);
      if (!isAllowed || held === null || terms === null) return [];
      const changes = changesBetween(held, terms);
      if (changes.length === 0 || changes.some(({ effect }) => effect === 'widens')) return [];
      return [{ at, event: 'narrowed', given: 'organisation', terms }];
    });
    if (narrowed.length === 0) return ok(null);
    return this.#written(await ledger.restrict(narrowed));
  }

  /** What of the decisions the person has to know besides the decisions themselves. */
  get problems(): Problem[] {
    const { ledger } = this.#options;
    return [
      ...(ledger.problem === null ? [] : [ledger.problem]),
      ...(ledger.owes ? [withdrawalOwed] : []),
      ...(ledger.records?.at(-1)?.given === 'uninstall' ? [withdrawnElsewhere] : []),
    ];
  }

  /** How things stand about each purpose that is asked for. */
  state(): Omit<ConsentState, 'about' | 'news'> {
    const { organisation, enrolment, clock } = this.#options;
    const { name, controller } = organisation();
    const at = clock.now();
    return {
      organisation: name,
      controller,
      fingerprint: fingerprintOf(enrolment.organisationKey),
      purposes: purposes.flatMap((purpose): PurposeConsent[] => {
        const terms = this.#termsNow(purpose);
        if (terms === null) return [];
        const { isAllowed, terms: read, last } = this.#standing(purpose, at);
        return [
          {
            purpose,
            terms,
            notice: hashOfTerms(terms),
            last: last === null ? null : { event: last.event, at: last.at, id: last.id },
            isAllowed,
            read,
            changes: read === null ? [] : changesBetween(read, terms),
          },
        ];
      }),
    };
  }

  /** Every entry that is on this disk, newest first. */
  history(): Result<ConsentEntry[]> {
    const { ledger, vault, prefix, enrolment } = this.#options;
    if (ledger.problem !== null) return fail(ledger.problem);
    const entries = ledger.links.map(({ entry, seq, hash }): ConsentEntry => {
      const told = vault.object(consentKey(prefix, enrolment.person, enrolment.device, entry.id));
      return { seq, record: entry, hash, place: told?.state === 'sent' ? 'uploaded' : 'waiting' };
    });
    return ok(entries.reverse());
  }

  /** The receipt of one entry, and its signed record as it is in the chain. */
  async receipt(id: RecordId, language: Language): Promise<Result<{ receipt: string; record: string }>> {
    const { ledger, enrolment, organisation, publicKey } = this.#options;
    if (ledger.problem !== null) return fail(ledger.problem);
    const entry = ledger.links.find((link) => link.entry.id === id)?.entry;
    const file = entry === undefined ? null : await ledger.file(id);
    if (entry === undefined || file === null) return fail(noSuchEntry);
    const controller = controllerOf(organisation(), enrolment);
    const receipt = consentReceiptOf({ entry, controller, person: enrolment.person, publicKey, language });
    return ok({ receipt: JSON.stringify(receipt, null, 2), record: Buffer.from(file).toString() });
  }

  async #allow(purpose: Purpose, given: ConsentChannel, notice: string | null): Promise<Result<null>> {
    const { ledger, clock, change } = this.#options;
    const terms = this.#termsNow(purpose);
    if (terms === null) return fail(unknownPurpose(purpose));
    if (notice !== hashOfTerms(terms)) return fail(noticeChanged);
    const event = terms.basis === 'consent' ? 'agreed' : 'read';
    const written = await ledger.allow({ at: clock.now(), event, given, terms });
    if (written.ok) await change(() => {});
    return this.#written(written);
  }

  async #refuse(which: readonly Purpose[], given: ConsentRecord['given']): Promise<Result<null>> {
    const { ledger, clock, change } = this.#options;
    const at = clock.now();
    const decided = which.flatMap((purpose): Decided[] => {
      const standing = this.#standing(purpose, Number.POSITIVE_INFINITY);
      const terms = this.#termsNow(purpose) ?? standing.terms;
      if (terms === null) return [];
      // Said already, of the same terms: saying it again adds nothing.
      const mayBeAllowed = this.#mayBeAllowed(purpose);
      if (!mayBeAllowed && standing.last?.notice === hashOfTerms(terms)) return [];
      const event = terms.basis !== 'consent' ? 'objected' : mayBeAllowed ? 'withdrawn' : 'refused';
      return [{ at, event, given, terms }];
    });
    let written: Promise<Result<void>> = ledger.settle();
    // In force inside this turn, before anything has reached the disk.
    await change(() => {
      if (decided.length > 0 || ledger.problem !== null) written = ledger.restrict(decided);
    });
    return this.#written(await written);
  }

  #written(written: Result<void>): Result<null> {
    this.#options.onWritten();
    return written.ok ? ok(null) : written;
  }

  /** Whether a yes holds, now or by a clock that was set back, or is on its way to the disk. */
  #mayBeAllowed(purpose: Purpose): boolean {
    return this.#options.ledger.isAllowing(purpose) || this.#standing(purpose, Number.POSITIVE_INFINITY).isAllowed;
  }

  #termsNow(purpose: Purpose): Terms | null {
    return termsOf(this.#options.organisation(), purpose, this.#options.storage);
  }

  #standing(purpose: Purpose, at: number): Standing {
    return standingOf(this.#options.ledger.records ?? [], purpose, at);
  }
}

/** The organisation as records name it. */
export function controllerOf({ name, controller }: Organisation, { organisationKey }: Enrolment): ControllerIdentity {
  const keyHash = createHash('sha256').update(Buffer.from(organisationKey, 'base64')).digest('hex');
  return { name, keyHash, details: controller };
}

function unknownPurpose(purpose: Purpose) {
  return problem('purpose-unknown', { purpose });
}

const noticeChanged = problem('notice-changed');

const noSuchEntry = problem('decision-unknown');

const withdrawalOwed = problem('withdrawal-owed');

const withdrawnElsewhere = problem('withdrawn-elsewhere');
