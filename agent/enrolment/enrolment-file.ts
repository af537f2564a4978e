import type { DeviceId, PersonId, RecordId } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import { type Enrolment, enrolmentSchema, type Organisation } from '../../core/organisation/organisation.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { isShowable } from '../../core/shown-text.ts';
import { hourMs, minuteMs } from '../../core/time/calendar.ts';
import { isLink, longestEnrolment, readEnrolmentLink, tooLongEnrolment } from '../../seal/enrolment-link.ts';
import { readDocument, readUnverified } from '../../seal/signing.ts';
import { type Enrolled, pinnedBy, readEnrolment, readOrganisation } from './enrolment.ts';

/** An enrolment whose signature was checked, and its JSON text without what mail programs add. */
export interface EnrolmentFile {
  readonly enrolled: Enrolled;
  readonly text: string;
}

/** What a computer already knows when a file is opened on it. */
export interface EnrolmentSituation {
  /** UTC ms. */
  readonly now: number;
  /** Ids of all enrolments that were ever accepted on this computer. */
  readonly usedIds: ReadonlySet<RecordId>;
  /** Public key of this computer's organisation; null while it has none. */
  readonly organisationKey: string | null;
  /** The person who is enrolled on this computer, where that is known. */
  readonly person?: PersonId | null;
  /** The device whose keys are on this computer, where that is known. */
  readonly device?: DeviceId | null;
}

/** How far an organisation's clock may be ahead of this computer's. */
const clockToleranceMs = 10 * minuteMs;
/** No file can be used for longer than this. */
export const longestUseMs = 90 * 24 * hourMs;

/**
 * Reads and verifies a file or link whatever the time and place. Problem codes: `enrolment-none`,
 * `enrolment-too-long`, those of `readEnrolmentLink`, `enrolment-broken`, `enrolment-unsigned`,
 * `enrolment-hostile`, `enrolment-invalid`, `enrolment-altered`, `enrolment-names`,
 * `enrolment-times`, `enrolment-lasting`, those of `readOrganisation` and of the bucket's settings.
 */
export function readEnrolmentFile(given: string): Result<EnrolmentFile> {
  if (Buffer.byteLength(given) > longestEnrolment) return fail(tooLongEnrolment);
  const trimmed = given.replace(/^\uFEFF/, '').trim();
  const content = isLink(trimmed) ? readEnrolmentLink(trimmed) : ok(trimmed);
  if (!content.ok) return content;
  const text = content.value.replace(/^\uFEFF/, '').trim();
  if (!text.startsWith('{')) return fail(noEnrolment);
  const outer = readJson(text);
  if (outer === undefined) return fail(brokenFile);
  const bytes = Buffer.from(text);
  const payload = readUnverified(bytes);
  if (payload === undefined) return fail(unsigned);
  if (isHostile(outer) || isHostile(payload)) return fail(hostile);
  const claimed = enrolmentSchema.safeParse(payload);
  // Says which field is wrong; what nobody signed for gets no further either way.
  if (!claimed.success) {
    const invalid = readEnrolment(payload);
    return invalid.ok ? fail(hostile) : invalid;
  }
  // Of whoever signs by the settings in it: they lead there from the key that it names.
  const organisation = readOrganisation(Buffer.from(claimed.data.organisation, 'base64'), pinnedBy(claimed.data));
  const signers = organisation.ok ? organisation.value.roster.keys : pinnedBy(claimed.data).keys;
  if (readDocument(bytes, signers) === undefined) return fail(altered);
  const enrolled = readEnrolment(payload);
  if (!enrolled.ok) return enrolled;
  const unfit = unfitness(enrolled.value);
  return unfit === null ? ok({ enrolled: enrolled.value, text }) : fail(unfit);
}

/** Why a genuine enrolment may not be used on this computer now, or null. */
export function judgeEnrolment(
  { id, organisationKey, person, device, issuedAt, expiresAt }: Enrolment,
  situation: EnrolmentSituation,
) {
  if (situation.organisationKey !== null && situation.organisationKey !== organisationKey)
    return problem('enrolment-foreign');
  if (situation.person != null && situation.person !== person) return problem('enrolment-person');
  if (situation.device != null && situation.device !== device) return otherDevice;
  if (situation.usedIds.has(id)) return problem('enrolment-used');
  if (issuedAt > situation.now + clockToleranceMs) return problem('enrolment-early', { date: dateOf(issuedAt) });
  if (expiresAt <= situation.now) return problem('enrolment-expired', { date: dateOf(expiresAt) });
  return null;
}

/** Whether a file was refused because it is another organisation's, person's or computer's. */
export function isForAnother({ code }: Problem): boolean {
  return code === 'enrolment-foreign' || code === 'enrolment-person' || code === 'enrolment-device';
}

/** What an organisation can sign and still nobody should be shown or bound by. */
function unfitness({ enrolment, organisation }: Enrolled) {
  const { issuedAt, expiresAt } = enrolment;
  if (!namesOf(enrolment, organisation).every(isShowable)) return problem('enrolment-names');
  if (expiresAt <= issuedAt) return problem('enrolment-times');
  if (expiresAt - issuedAt > longestUseMs) return problem('enrolment-lasting');
  return null;
}

function namesOf({ name }: Enrolment, { name: organisation, controller }: Organisation): string[] {
  return [name, organisation, controller.contact, controller.officer ?? 'none', controller.phone];
}

/** Deeper than anything of ours, or a member such as `__proto__`. */
function isHostile(value: unknown, depth = 0): boolean {
  if (depth > 32) return true;
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([name, member]) => forbidden.has(name) || isHostile(member, depth + 1));
}

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function dateOf(at: number): string {
  return Number.isFinite(new Date(at).getTime()) ? new Date(at).toISOString().slice(0, 10) : 'none';
}

/** Keys are of one device: under another's name they would sign what that one is to answer for. */
export const otherDevice = problem('enrolment-device');

const noEnrolment = problem('enrolment-none');
const brokenFile = problem('enrolment-broken');
const unsigned = problem('enrolment-unsigned');
const hostile = problem('enrolment-hostile');
const altered = problem('enrolment-altered');
