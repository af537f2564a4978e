import { storageOf } from '../../bucket/settings.ts';
import { isSameStorage } from '../../core/consent/terms.ts';
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
  return !isSameStorage(storageOf(further.bucket), storageOf(current.bucket));
}

/**
 * Whether `further` names a recovery key that `current` does not. What an accepted enrolment names
 * counts as read: one that is taken without anybody reading it must bring none.
 */
export function bringsUnreadKeys(
  further: Pick<Enrolled, 'organisation'>,
  current: Pick<Enrolled, 'organisation'>,
): boolean {
  return further.organisation.recovery.some((key) => !current.organisation.recovery.includes(key));
}

/**
 * Why a further enrolment of the same organisation and person is not taken while another is
 * accepted: whose it is, where the data would go, and where it goes now. Its cause is
 * `enrolment-elsewhere` where that differs, else `enrolled-already`.
 */
export function furtherEnrolment(further: Enrolled, current: CurrentEnrolment): Problem {
  const isElsewhere = current.bucket !== null && leadsElsewhere(further, { bucket: current.bucket });
  const already = alreadyEnrolled(current.organisation);
  const refused = isElsewhere ? elsewhere(current.organisation) : already;
  return withDifference(refused, further, current);
}

/** `refused` with whom the refused file is for, where data would go, and what differs. */
export function withDifference(refused: Problem, further: Enrolled, { bucket }: CurrentEnrolment): Problem {
  const values = { cause: refused, organisation: further.organisation.name, ...storageOf(further.bucket) };
  if (bucket === null) return problem('further-enrolment-locked', values);
  if (leadsElsewhere(further, { bucket })) {
    const now = storageOf(bucket);
    return problem('further-enrolment-elsewhere', { ...values, nowBucket: now.bucket, nowHost: now.host });
  }
  return bucket.accessKeyId === further.bucket.accessKeyId
    ? problem('further-enrolment-same', values)
    : problem('further-enrolment-new-credential', values);
}

export function alreadyEnrolled(organisation: string): Problem {
  return problem('enrolled-already', { organisation });
}

/** Not a fault: what a page is told that opened a file which needs no answer. */
export const enrolmentRenewed = problem('enrolment-renewed');

export const unreadKeys = problem('enrolment-keys');

function elsewhere(organisation: string): Problem {
  return problem('enrolment-elsewhere', { organisation });
}
