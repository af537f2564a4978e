import { rm } from 'node:fs/promises';
import { keyKindOf } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { SecretProtector } from '../seal/protector.ts';
import { forgetEnrolment, keepEnrolled, openEnrolled, readEnrolled } from './enrolled-file.ts';
import type { Enrolled } from './enrolment.ts';
import { type EnrolmentFile, otherDevice } from './enrolment-file.ts';
import { setAsideHistory } from './history-folder.ts';
import { type AgentKeys, hasKeys, keysPath, openKeys } from './keys.ts';
import { finishLeaving } from './leaving.ts';

/**
 * Accepts an enrolment in `folder`: new keys, kept by `protector`, and the enrolment sealed with them. When this fails nothing of it is left.
 * Keys and vault of an enrolment that ended before are moved aside first. Problem code besides those of disk and keychain: `enrolled-already`.
 */
export async function acceptEnrolment(
  folder: string,
  file: EnrolmentFile,
  protector: SecretProtector,
): Promise<Result<AgentKeys>> {
  const there = await readEnrolled(folder);
  if (!there.ok) return there;
  if (there.value !== null) return fail(alreadyEnrolled(there.value.organisation.name));
  // What is left of leaving must not be done to what begins here.
  const left = await finishLeaving(folder);
  if (!left.ok) return left;
  const aside = await setAsideHistory(folder);
  if (!aside.ok) return aside;
  const { enrolment, organisation } = file.enrolled;
  const keys = await openKeys(folder, protector, keyKindOf(organisation), enrolment.device);
  if (!keys.ok) return keys;
  const kept = await keepEnrolled(folder, file, keys.value.identity);
  if (kept.ok) return ok(keys.value);
  // Half of it would only be in the way: keys without an enrolment, or an enrolment that could be used again.
  await forgetEnrolment(folder);
  await rm(keysPath(folder), { force: true }).catch(() => {});
  return kept;
}

/** The enrolment that was accepted in `folder`, with the keys that open it; null where there is none, or no keys. */
export async function unsealEnrolment(
  folder: string,
  protector: SecretProtector,
): Promise<Result<{ readonly enrolled: Enrolled; readonly keys: AgentKeys } | null>> {
  const accepted = await readEnrolled(folder);
  if (!accepted.ok) return accepted;
  if (accepted.value === null || !hasKeys(folder)) return ok(null);
  const keys = await openKeys(folder, protector);
  if (!keys.ok) return keys;
  const enrolled = await openEnrolled(accepted.value, keys.value.identity);
  return enrolled.ok ? sameDevice(enrolled.value, keys.value) : enrolled;
}

/** An enrolment with its keys, which have to be the same device's. Problem code: `enrolment-device`. */
export function sameDevice(enrolled: Enrolled, keys: AgentKeys): Result<{ enrolled: Enrolled; keys: AgentKeys }> {
  return enrolled.enrolment.device === keys.device ? ok({ enrolled, keys }) : fail(otherDevice);
}

export function alreadyEnrolled(organisation: string) {
  return problem(
    'enrolled-already',
    `This computer is enrolled with ${organisation} already.`,
    'You need not do anything. To enrol anew, leave first, on the page Consent.',
  );
}
