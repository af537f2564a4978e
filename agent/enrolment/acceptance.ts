import { storageOf } from '../../bucket/settings.ts';
import { keyKindOf } from '../../core/organisation/organisation.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { removeFile } from '../../disk/held-file.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import { forgetEnrolment, keepEnrolled, openEnrolled, readEnrolled } from './enrolled-file.ts';
import type { Enrolled } from './enrolment.ts';
import type { EnrolmentFile } from './enrolment-file.ts';
import { alreadyEnrolled } from './further-enrolment.ts';
import { setAsideHistory } from './history-folder.ts';
import { type AgentKeys, hasKeys, type KeysFor, keysPath, openKeys } from './keys.ts';
import { type Fitting, fitting } from './location.ts';
import { finishUnenrolment } from './unenrolment.ts';

/**
 * Accepts an enrolment in `folder`: new keys, kept by `protector`, and the enrolment sealed with
 * them. When this fails nothing of it is left. Keys and vault of an enrolment that ended before are
 * moved aside first. Problem code besides those of disk and keychain: `enrolled-already`.
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
  const left = await finishUnenrolment(folder);
  if (!left.ok) return left;
  const aside = await setAsideHistory(folder);
  if (!aside.ok) return aside;
  const keys = await openKeys(folder, protector, keysFor(file.enrolled));
  if (!keys.ok) return keys;
  const kept = await keepEnrolled(folder, file, keys.value.identity);
  if (kept.ok) return ok(keys.value);
  // Half of it would be in the way: keys without an enrolment, or one to be used again.
  await forgetEnrolment(folder);
  await removeFile(keysPath(folder)).catch(() => {});
  return kept;
}

/** The accepted enrolment of `folder` with its keys; null where either is missing. */
export async function unsealEnrolment(folder: string, protector: SecretProtector): Promise<Result<Fitting | null>> {
  const accepted = await readEnrolled(folder);
  if (!accepted.ok) return accepted;
  if (accepted.value === null || !hasKeys(folder)) return ok(null);
  const keys = await openKeys(folder, protector);
  if (!keys.ok) return keys;
  const enrolled = await openEnrolled(accepted.value, keys.value.identity);
  return enrolled.ok ? fitting(enrolled.value, keys.value) : enrolled;
}

/** What the keys of an enrolment are made for. */
export function keysFor({ organisation, enrolment: { device }, bucket }: Enrolled): KeysFor {
  return { kind: keyKindOf(organisation), device, place: storageOf(bucket) };
}
