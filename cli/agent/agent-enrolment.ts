import { unsealEnrolment } from '../../agent/enrolment/acceptance.ts';
import { keepEnrolled, markUsed, readUsedIds } from '../../agent/enrolment/enrolled-file.ts';
import { type EnrolmentFile, isForAnother, judgeEnrolment } from '../../agent/enrolment/enrolment-file.ts';
import {
  bringsUnreadKeys,
  furtherEnrolment,
  leadsElsewhere,
  unreadKeys,
} from '../../agent/enrolment/further-enrolment.ts';
import { finishUnenrolment } from '../../agent/enrolment/unenrolment.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import type { AgentSettings } from './agent-settings.ts';

interface FolderEnrolment {
  /** What waits for the person's answer, on their page or in a terminal of theirs: nothing of it is kept before. */
  readonly invitation: EnrolmentFile | null;
  /** Why the file that the settings name was not taken, although the folder goes on. */
  readonly refused: Problem | null;
}

/**
 * Looks at whom the agent's folder belongs to. Where somebody accepted an enrolment the folder goes on with it, however old its file is by now.
 * A newer file for the same person, device and place takes its place, for a new credential, say; one that leads elsewhere does not: that is for
 * the person to accept. `now` in UTC ms.
 */
export async function openInvitation(
  { folder, enrolment: file }: Pick<AgentSettings, 'folder' | 'enrolment'>,
  protector: SecretProtector,
  now: number,
): Promise<Result<FolderEnrolment>> {
  const left = await finishUnenrolment(folder);
  if (!left.ok) return left;
  const used = await readUsedIds(folder);
  if (!used.ok) return used;
  const usedIds = used.value;
  const current = await unsealEnrolment(folder, protector);
  if (!current.ok) return current;
  if (file === null) return current.value === null ? fail(nobodyEnrolled) : ok(unchanged);
  const { enrolment } = file.enrolled;
  if (current.value === null) {
    const refused = judgeEnrolment(enrolment, { now, usedIds, organisationKey: null });
    return refused === null ? ok({ invitation: file, refused: null }) : fail(refused);
  }
  const { enrolled, keys } = current.value;
  const { organisationKey, person } = enrolled.enrolment;
  const refused = judgeEnrolment(enrolment, { now, usedIds, organisationKey, person, device: keys.device });
  if (refused !== null && isForAnother(refused)) return fail(refused);
  if (leadsElsewhere(file.enrolled, enrolled)) {
    const current = { organisation: enrolled.organisation.name, bucket: enrolled.bucket };
    return ok({ invitation: null, refused: furtherEnrolment(file.enrolled, current) });
  }
  const isSame = enrolled.enrolment.id === enrolment.id;
  if (refused !== null && !isSame) return fail(refused);
  if (bringsUnreadKeys(file.enrolled, enrolled)) return ok({ invitation: null, refused: unreadKeys });
  const kept = isSame ? await markUsed(folder, enrolment.id) : await keepEnrolled(folder, file, keys.identity);
  return kept.ok ? ok(unchanged) : kept;
}

const unchanged: FolderEnrolment = { invitation: null, refused: null };

const nobodyEnrolled = problem('agent-unenrolled');
