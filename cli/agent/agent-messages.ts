import type { EmployeeStatus, PurposeStatus } from '../../ipc/employee.ts';
import { absenceMessages } from '../../messages/absences.ts';
import { t } from '../../messages/define.ts';
import { wholeText } from '../../messages/problem-text.ts';

/** In one line: what is recorded, what not, and why. */
export function recordingLine({ purposes, recording, pause, upload }: EmployeeStatus): string {
  const on = purposes.filter(({ state }) => state === 'recording').map(({ purpose }) => purpose);
  const off = purposes.filter(({ state }) => state !== 'recording');
  const head =
    on.length > 0
      ? `Recording ${on.join(', ')}.`
      : recording === 'paused' && pause !== null
        ? 'Paused: nothing is recorded.'
        : 'Nothing is recorded.';
  const rest = [...groupBy(off, reasonOf)].map(
    ([reason, these]) => `${these.map(({ purpose }) => purpose).join(', ')} (${reason.replace(/\.$/, '')})`,
  );
  const aside = upload.setAside === 0 ? '' : ` ${upload.setAside} set aside.`;
  return `${head}${rest.length === 0 ? '' : ` Not recorded: ${rest.join('; ')}.`}${aside}`;
}

/** Why a purpose is not being recorded, one sentence; empty while it is. */
export function reasonOf({ because, sensorReason }: PurposeStatus): string {
  if (sensorReason !== null) return wholeText('en', sensorReason);
  return because === null ? '' : t(absenceMessages, 'en', because);
}

/** What stands in the way at present, each once. */
export function problemsOf(status: EmployeeStatus): EmployeeStatus['problems'] {
  const all = status.upload.problem === null ? status.problems : [...status.problems, status.upload.problem];
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
