import { acceptEnrolment, unsealEnrolment } from '../agent/acceptance.ts';
import { keepEnrolled, markUsed, readUsedIds } from '../agent/enrolled-file.ts';
import { judgeEnrolment } from '../agent/enrolment-file.ts';
import { finishLeaving } from '../agent/leaving.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { SecretProtector } from '../seal/protector.ts';
import type { AgentSettings } from './agent-settings.ts';

/**
 * Enrols the agent's folder by its settings. The first start accepts what they name, as a person would on the page. Later starts go on with
 * what was accepted, however old its file is by now; a newer file of the same organisation for the same person takes its place, for a new
 * credential, say. `now` in UTC ms.
 */
export async function enrolFolder(
  { folder, enrolment: file }: Pick<AgentSettings, 'folder' | 'enrolment'>,
  protector: SecretProtector,
  now: number,
): Promise<Result<void>> {
  const left = await finishLeaving(folder);
  if (!left.ok) return left;
  const used = await readUsedIds(folder);
  if (!used.ok) return used;
  const usedIds = used.value;
  const current = await unsealEnrolment(folder, protector);
  if (!current.ok) return current;
  if (file === null) return current.value === null ? fail(nobodyEnrolled) : ok(undefined);
  const { enrolment } = file.enrolled;
  if (current.value === null) {
    const refused = judgeEnrolment(enrolment, { now, usedIds, organisationKey: null });
    if (refused !== null) return fail(refused);
    const accepted = await acceptEnrolment(folder, file, protector);
    return accepted.ok ? ok(undefined) : accepted;
  }
  const { enrolled, keys } = current.value;
  if (enrolled.enrolment.id === enrolment.id) return markUsed(folder, enrolment.id);
  const { organisationKey, person } = enrolled.enrolment;
  const refused = judgeEnrolment(enrolment, { now, usedIds, organisationKey, person, device: keys.device });
  return refused === null ? keepEnrolled(folder, file, keys.identity) : fail(refused);
}

const nobodyEnrolled = problem(
  'unenrolled',
  'Nobody is enrolled in the folder of this agent any more.',
  'Ask your organisation for a new enrolment file, and name it in the settings.',
);
