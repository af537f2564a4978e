import { storageOf } from '../../bucket/settings.ts';
import { termsOf } from '../../core/consent/terms.ts';
import type { RecordId } from '../../core/ids.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { purposes } from '../../core/organisation/purpose.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { EmployeeStatus } from '../../ipc/employee.ts';
import type { Invitation } from '../../ipc/employee-enrolment.ts';
import { shortestPassphrase } from '../../seal/passphrase.ts';
import { passphraseProtector, type SecretProtector } from '../../seal/protector.ts';
/** The person's answer. `passphrase` is for where nothing else keeps the keys. */ import {
  type Roster,
  rosterAfter,
} from '../../seal/roster.ts';
import { fingerprintOf } from '../../seal/signing.ts';
import type { Clock } from '../ports.ts';
import { readUsedIds } from './enrolled-file.ts';
import type { Enrolled } from './enrolment.ts';
import { type EnrolmentFile, isForAnother, judgeEnrolment, readEnrolmentFile } from './enrolment-file.ts';
import {
  alreadyEnrolled,
  bringsUnreadKeys,
  enrolmentRenewed,
  furtherEnrolment,
  leadsElsewhere,
  unreadKeys,
  withDifference,
} from './further-enrolment.ts';

export interface InvitationAnswer {
  readonly id: RecordId;
  readonly isOfAge: boolean;
  readonly passphrase: string | null;
}

/** What answering an invitation needs of whom this computer belongs to. */
export interface EnrolmentSession {
  readonly options: {
    readonly folder: string;
    readonly enrolled: Enrolled | null;
    readonly protector: SecretProtector | null;
    readonly passphraseWork?: number;
    readonly clock: Clock;
  };
  readonly phase: EmployeeStatus['phase'];
  readonly organisation: { readonly key: string; readonly document: Organisation } | null;
  readonly agent: {
    readonly options: { readonly enrolled: Enrolled };
    readonly organisation: { readonly roster: Roster };
  } | null;
  accept(file: EnrolmentFile, protector: SecretProtector): Promise<Result<null>>;
  renew(file: EnrolmentFile): Promise<Result<null>>;
}

/** The enrolment that was opened and not answered yet. In memory only until accepted. */
export class Invitations {
  readonly #session: EnrolmentSession;
  readonly #onChange: () => void;
  #pending: EnrolmentFile | Problem | null = null;
  #isAnswering = false;

  constructor(session: EnrolmentSession, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /**
   * What the program was opened with, the content of a file or a link, or why it could not be read.
   * Why it is refused waits for the page. One that only renews the credential is taken at once:
   * there is nothing to decide.
   */
  async invite(given: string | Problem): Promise<Result<null>> {
    const renewed = typeof given === 'string' ? await this.#renew(given) : ok(false);
    if (renewed.ok && renewed.value) {
      this.dismiss();
      return ok(null);
    }
    const judged = async () => (typeof given === 'string' ? this.#judge(given) : fail(given));
    const file: Result<EnrolmentFile> = renewed.ok ? await judged() : renewed;
    this.#pending = file.ok ? file.value : file.problem;
    this.#onChange();
    return file.ok ? ok(null) : file;
  }

  /** The same from the page, which learns at once of a refusal; a pending one stays pending. */
  async open(given: string): Promise<Result<Invitation>> {
    const renewed = await this.#renew(given);
    if (!renewed.ok) return renewed;
    if (renewed.value) return fail(enrolmentRenewed);
    const file = await this.#judge(given);
    if (!file.ok) return file;
    this.#pending = file.value;
    this.#onChange();
    return ok(this.#describe(file.value));
  }

  get pending(): Result<Invitation | null> {
    if (this.#pending === null) return ok(null);
    return 'code' in this.#pending ? fail(this.#pending) : ok(this.#describe(this.#pending));
  }

  dismiss(): void {
    this.#pending = null;
    this.#onChange();
  }

  /**
   * Accepts what waits. Problem codes: `invitation-missing`, `invitation-busy`, `too-young` (after
   * which nothing waits any more), `passphrase-short`, those of judging it once more, and those of
   * keeping it.
   */
  async accept(answer: InvitationAnswer): Promise<Result<null>> {
    const file = this.#pending;
    if (file === null || 'code' in file || file.enrolled.enrolment.id !== answer.id) return fail(missing);
    if (this.#isAnswering) return fail(busy);
    if (!answer.isOfAge) {
      this.dismiss();
      return fail(tooYoung(file.enrolled.organisation.minimumAge));
    }
    this.#isAnswering = true;
    try {
      return await this.#keep(file, answer.passphrase);
    } finally {
      this.#isAnswering = false;
    }
  }

  async #keep(file: EnrolmentFile, passphrase: string | null): Promise<Result<null>> {
    // It may have expired while it was being read.
    const judged = await this.#judge(file.text);
    if (!judged.ok) return judged;
    const { protector, passphraseWork } = this.#session.options;
    if (protector === null && (passphrase === null || passphrase.length < shortestPassphrase))
      return fail(shortPassphrase);
    const keeping = protector ?? passphraseProtector(passphrase ?? '', passphraseWork);
    const accepted = await this.#session.accept(file, keeping);
    if (this.#session.phase !== 'unenrolled') this.dismiss();
    return accepted;
  }

  /**
   * Takes a renewed credential: an unused enrolment of the same person, device and storage. False:
   * it is none.
   */
  async #renew(given: string): Promise<Result<boolean>> {
    const { agent, options } = this.#session;
    const file = readEnrolmentFile(given);
    if (agent === null || options.enrolled !== null || !file.ok) return ok(false);
    const used = await readUsedIds(options.folder);
    if (!used.ok) return used;
    const current = agent.options.enrolled;
    const { organisationKey, person, device } = current.enrolment;
    const { enrolled } = file.value;
    const now = options.clock.now();
    const isOther = judgeEnrolment(enrolled.enrolment, { now, usedIds: used.value, organisationKey, person, device });
    if (isOther !== null || leadsElsewhere(enrolled, current)) return ok(false);
    // One that somebody made who signs no more is none, nor one of other administrators.
    if (typeof rosterAfter(agent.organisation.roster, enrolled.roster.steps) === 'string') return ok(false);
    if (bringsUnreadKeys(enrolled, current)) return fail(unreadKeys);
    if (this.#isAnswering) return fail(busy);
    this.#isAnswering = true;
    try {
      const renewed = await this.#session.renew(file.value);
      return renewed.ok ? ok(true) : renewed;
    } finally {
      this.#isAnswering = false;
    }
  }

  async #judge(given: string): Promise<Result<EnrolmentFile>> {
    const { organisation, agent, options } = this.#session;
    const file = readEnrolmentFile(given);
    if (!file.ok) return file;
    const used = await readUsedIds(options.folder);
    if (!used.ok) return used;
    const isEnrolled = organisation !== null;
    const refused = judgeEnrolment(file.value.enrolled.enrolment, {
      now: options.clock.now(),
      // Who opens their own file once more is told that they are enrolled.
      usedIds: isEnrolled ? new Set() : used.value,
      organisationKey: organisation?.key ?? null,
      person: agent?.options.enrolled.enrolment.person ?? null,
    });
    if (!isEnrolled) return refused === null ? file : fail(refused);
    const { enrolled } = file.value;
    const accepted = agent?.options.enrolled ?? null;
    const current = { organisation: organisation.document.name, bucket: accepted?.bucket ?? null };
    if (refused !== null && isForAnother(refused)) return fail(withDifference(refused, enrolled, current));
    const isSame = accepted !== null && accepted.enrolment.id === enrolled.enrolment.id;
    if (isSame && !leadsElsewhere(enrolled, accepted)) return fail(alreadyEnrolled(current.organisation));
    return fail(furtherEnrolment(enrolled, current));
  }

  #describe({ enrolled: { enrolment, organisation, bucket } }: EnrolmentFile): Invitation {
    return {
      id: enrolment.id,
      name: enrolment.name,
      organisation: organisation.name,
      controller: organisation.controller,
      fingerprint: fingerprintOf(enrolment.organisationKey),
      minimumAge: organisation.minimumAge,
      terms: purposes.flatMap((purpose) => termsOf(organisation, purpose, storageOf(bucket)) ?? []),
      storage: storageOf(bucket),
      issuedAt: enrolment.issuedAt,
      expiresAt: enrolment.expiresAt,
      needsPassphrase: this.#session.options.protector === null,
    };
  }
}

function tooYoung(age: number) {
  return problem('too-young', { age });
}

const missing = problem('invitation-missing');
const busy = problem('invitation-busy');
export const shortPassphrase = problem('passphrase-short', { least: shortestPassphrase });
