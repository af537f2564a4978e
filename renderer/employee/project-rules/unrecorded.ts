import type { Purpose } from '../../../core/organisation/purpose.ts';
import type { ProjectRuleText } from '../../../core/timesheet/project-rules.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { purposeWords, reasonText } from '../../parts/state-words.ts';
import { tProjectRules as t, tAbsence } from '../messages.ts';

const purposeOf = { app: 'apps', title: 'titles', site: 'websites' } as const;

/** What a rule reads that is not recorded on this computer, and why, one sentence each. */
export function unrecordedTexts(
  status: Pick<EmployeeStatus, 'purposes'>,
  rule: Pick<Partial<ProjectRuleText>, 'app' | 'title' | 'site'>,
): string[] {
  // Titles and sites are of windows: without the apps there are none.
  const read = (['app', 'title', 'site'] as const).filter((where) => rule[where] !== undefined);
  const purposes = new Set<Purpose>(read.length === 0 ? [] : ['apps', ...read.map((where) => purposeOf[where])]);
  const texts = [...purposes].flatMap((purpose) => {
    const reason = whyUnrecorded(status, purpose);
    return reason === null ? [] : [t('unrecorded', { what: purposeWords[purpose].long, reason })];
  });
  const presence = whyUnrecorded(status, 'presence');
  if (presence !== null) texts.push(t('unrecorded-presence', { what: purposeWords.presence.long, reason: presence }));
  return texts;
}

/** Null where it is recorded, or will be again by itself: after a pause, in working hours. */
function whyUnrecorded({ purposes }: Pick<EmployeeStatus, 'purposes'>, purpose: Purpose): string | null {
  const known = purposes.find((each) => each.purpose === purpose);
  if (known === undefined) return tAbsence('not-asked');
  if (known.state === 'recording') return null;
  // What can never be here is told before what the person could change.
  const reason = known.obstacle ?? known.sensorReason;
  if (reason !== null) return reasonText(reason);
  return known.state === 'stopped' ? null : tAbsence(known.because ?? 'sensor');
}
