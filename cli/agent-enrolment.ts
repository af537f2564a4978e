import { unsealEnrolment } from '../agent/acceptance.ts';
import { keepEnrolled, markUsed, readUsedIds } from '../agent/enrolled-file.ts';
import { type EnrolmentFile, judgeEnrolment } from '../agent/enrolment-file.ts';
import { finishLeaving } from '../agent/leaving.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { SecretProtector } from '../seal/protector.ts';
import type { AgentSettings } from './agent-settings.ts';

/**
 * Looks at whom the agent's folder belongs to. Answers the enrolment of the settings where nobody accepted one yet: it waits for the person, on
 * their page or in a terminal of theirs, and nothing of it is kept before. Null: the folder goes on with what was accepted, however old its
 * file is by now; a newer file of the same organisation for the same person takes its place, for a new credential, say. `now` in UTC ms.
 */
export async function openInvitation(
  { folder, enrolment: file }: Pick<AgentSettings, 'folder' | 'enrolment'>,
  protector: SecretProtector,
  now: number,
): Promise<Result<EnrolmentFile | null>> {
  const left = await finishLeaving(folder);
  if (!left.ok) return left;
  const used = await readUsedIds(folder);
  if (!used.ok) return used;
  const usedIds = used.value;
  const current = await unsealEnrolment(folder, protector);
  if (!current.ok) return current;
  if (file === null) return current.value === null ? fail(nobodyEnrolled) : ok(null);
  const { enrolment } = file.enrolled;
  if (current.value === null) {
    const refused = judgeEnrolment(enrolment, { now, usedIds, organisationKey: null });
    return refused === null ? ok(file) : fail(refused);
  }
  const { enrolled, keys } = current.value;
  const { organisationKey, person } = enrolled.enrolment;
  const refused =
    enrolled.enrolment.id === enrolment.id
      ? null
      : judgeEnrolment(enrolment, { now, usedIds, organisationKey, person, device: keys.device });
  if (refused !== null) return fail(refused);
  const kept =
    enrolled.enrolment.id === enrolment.id
      ? await markUsed(folder, enrolment.id)
      : await keepEnrolled(folder, file, keys.identity);
  return kept.ok ? ok(null) : kept;
}

const nobodyEnrolled = problem(
  'unenrolled',
  'Nobody is enrolled in the folder of this agent any more.',
  'Ask your organisation for a new enrolment file, and name it in the settings.',
);
