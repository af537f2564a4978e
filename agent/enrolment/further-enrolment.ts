import { storageOf } from '../../bucket/settings.ts';
import { isSamePlace, type StoragePlace } from '../../core/consent/terms.ts';
import { type Problem, problem } from '../../core/problem.ts';
import type { Enrolled } from './enrolment.ts';

/** What this computer goes on with. */
export interface CurrentEnrolment {
  /** The organisation's name. */
  readonly organisation: string;
  /** Null while the keys are locked: the enrolment is sealed with them. */
  readonly bucket: Enrolled['bucket'] | null;
}

/** Whether `further` would send to another place than `current`. */
export function leadsElsewhere(further: Pick<Enrolled, 'bucket'>, current: Pick<Enrolled, 'bucket'>): boolean {
  return !isSamePlace(storageOf(further.bucket), storageOf(current.bucket));
}

/**
 * Whether `further` names a recovery key that `current` does not. What an accepted enrolment names counts as read: one that is taken without anybody
 * reading it must bring none.
 */
export function bringsUnreadKeys(
  further: Pick<Enrolled, 'organisation'>,
  current: Pick<Enrolled, 'organisation'>,
): boolean {
  return further.organisation.recovery.some((key) => !current.organisation.recovery.includes(key));
}

/**
 * Why a further enrolment of the same organisation and person is not taken while another is accepted: whose it is, where the data would go, and
 * where it goes now. Problem codes: `enrolment-elsewhere` where that differs, else `enrolled-already`.
 */
export function furtherEnrolment(further: Enrolled, current: CurrentEnrolment): Problem {
  const isElsewhere = current.bucket !== null && leadsElsewhere(further, { bucket: current.bucket });
  const already = alreadyEnrolled(current.organisation);
  const refused = isElsewhere ? elsewhere(current.organisation) : already;
  return withDifference(refused, further, current);
}

/** `refused` with what there is to know of the file that was refused: for whom it is, where the data would go, and what of that differs. */
export function withDifference(refused: Problem, further: Enrolled, { bucket }: CurrentEnrolment): Problem {
  const sentences = [refused.what, wouldGo(further.organisation.name, storageOf(further.bucket))];
  if (bucket === null) sentences.push('Where it goes now is shown once you have entered your passphrase.');
  else if (leadsElsewhere(further, { bucket })) sentences.push(goesNow(storageOf(bucket)));
  else {
    sentences.push('That is where it goes now too.');
    if (bucket.accessKeyId !== further.bucket.accessKeyId) sentences.push('The credential for it is another one.');
  }
  return problem(refused.code, sentences.join(' '), refused.remedy);
}

export function alreadyEnrolled(organisation: string): Problem {
  return problem(
    'enrolled-already',
    `This computer is enrolled with ${organisation} already.`,
    'You need not do anything. To enrol anew, leave first, on the page Consent.',
  );
}

/** Not a fault: what a page is told that opened a file which needs no answer. */
export const enrolmentRenewed = problem(
  'enrolment-renewed',
  'This computer was enrolled already, and the key to the bucket was renewed with this enrolment.',
  'You need not do anything. Delete the file or the message that it came in.',
);

export const unreadKeys = problem(
  'enrolment-keys',
  'This enrolment names a recovery key that the one which you accepted does not, so it does not take its place by itself.',
  'Leave first, on the page Consent; then read and accept this enrolment, there or with “plainsight consent”.',
);

function elsewhere(organisation: string): Problem {
  return problem(
    'enrolment-elsewhere',
    `This computer is enrolled with ${organisation} already.`,
    'Nothing was changed. If it is to go elsewhere, leave first, on the page Consent; then accept the new enrolment, there or with “plainsight consent”.',
  );
}

function wouldGo(organisation: string, { host, bucket }: StoragePlace): string {
  return `This enrolment is of ${organisation} and would send what is recorded to bucket ${bucket} at ${host}.`;
}

function goesNow({ host, bucket }: StoragePlace): string {
  return `Now it goes to bucket ${bucket} at ${host}.`;
}
