import type { EmployeeStatus, PurposeStatus } from '../../../ipc/employee.ts';
import type { TriedWindow } from '../../../ipc/employee-settings.ts';
import { reasonText } from '../../parts/state-words.ts';
import { tSettings as t, tAbsence } from '../messages.ts';

/** What is so of windows at this moment, whatever rules say of them. */
export interface WindowsNow {
  /** `apps`: their programs are recorded, with titles or without; `screenshots`: they are on pictures alone; `none`: neither. */
  readonly recorded: 'titles' | 'apps' | 'screenshots' | 'none';
  /** That nothing of them is recorded, and why; null where something is. */
  readonly why: string | null;
}

export function windowsNowOf({ purposes }: Pick<EmployeeStatus, 'purposes'>, isKnown: boolean): WindowsNow {
  if (!isKnown) return { recorded: 'none', why: t('tried-unknown') };
  const is = (name: PurposeStatus['purpose']) =>
    purposes.some(({ purpose, state }) => purpose === name && state === 'recording');
  if (is('apps')) return { recorded: is('titles') ? 'titles' : 'apps', why: null };
  if (is('screenshots')) return { recorded: 'screenshots', why: null };
  const asked = purposes.filter(({ purpose }) => purpose === 'apps' || purpose === 'screenshots');
  // Of two reasons the one is told that is not the person's own no.
  const why = asked.find(({ state }) => state !== 'refused') ?? asked[0];
  if (why?.state === 'refused') return { recorded: 'none', why: t('tried-not-agreed') };
  const because = why === undefined ? 'not-asked' : (why.because ?? 'sensor');
  const reason = why?.sensorReason ? reasonText(why.sensorReason) : tAbsence(because);
  return { recorded: 'none', why: t('tried-not-now', { reason }) };
}

/** What happens with a window, or would. "Recorded" is said only where it is so now, by rules that are saved. */
export function effectText(effect: TriedWindow['effect'], { recorded }: WindowsNow, isSaved: boolean): string {
  if (effect === 'exclude') return t('tried-exclude');
  if (!isSaved || recorded === 'none') return t(effect === 'record' ? 'tried-would' : 'tried-would-hide');
  if (recorded === 'screenshots') return t('tried-shots');
  return t(effect === 'record' && recorded === 'titles' ? 'tried-record' : 'tried-hide-title');
}
