import type { Language } from '../../core/language.ts';
import type { EmployeeStatus, PauseLength } from '../../ipc/employee.ts';
import { type KeyOf, t } from '../../messages/define.ts';
import { problemText } from '../../messages/problem-text.ts';
import { trayMessages } from '../../messages/shell/tray.ts';

/** The mark's four shapes: open = recording, half = partly, closed = paused or off, dot = needs attention. */
export const trayShapes = ['open', 'half', 'closed', 'dot'] as const;
export type TrayShape = (typeof trayShapes)[number];

/** What the tray says; the same words stand in the tooltip and at the head of the menu. */
export interface TrayWords {
  readonly shape: TrayShape;
  readonly state: string;
  /** When something was last captured, as a time of day, so that the words stay true without being redrawn. */
  readonly lastCaptured: string;
  readonly tooltip: string;
  readonly canPause: boolean;
  readonly canResume: boolean;
  readonly canDelete: boolean;
  readonly language: Language;
}

export const pauseChoices: readonly PauseLength[] = ['15-minutes', '1-hour', 'until-tomorrow', 'until-resumed'];
/** How many of the last minutes can be deleted from the menu. */
export const deleteChoices = [5, 15, 60] as const;

/**
 * `status` is null where the service did not answer: that is never shown as recording, nor as not recording. `system` is the language to use
 * where the person chose none.
 */
export function trayWordsOf(status: EmployeeStatus | null, system: Language): TrayWords {
  const language = status?.language ?? system;
  if (status === null) return words({ shape: 'dot', state: t(trayMessages, language, 'not-known'), language });
  const { lastCapturedAt, phase } = status;
  const lastCaptured =
    lastCapturedAt === null
      ? t(trayMessages, language, 'never-captured')
      : t(trayMessages, language, 'last-captured', { time: clockText(lastCapturedAt, status, language) });
  const canResume = status.pause !== null;
  return words({
    shape: shapeOf(status),
    state: stateOf(status, language),
    lastCaptured: phase === 'ready' && !hasAgreedToNothing(status) ? lastCaptured : '',
    // Also while nothing is recorded: whatever starts recording later must find the pause.
    canPause: phase === 'ready' && !canResume,
    canResume,
    canDelete: status.deletableFrom !== null,
    language,
  });
}

export function nobodyEnrolled(language: Language): TrayWords {
  return words({ shape: 'closed', state: t(trayMessages, language, 'nobody'), language });
}

function words(given: Pick<TrayWords, 'shape' | 'state' | 'language'> & Partial<TrayWords>): TrayWords {
  const { state, lastCaptured = '' } = given;
  const tooltip = ['Plainsight', state, lastCaptured].filter((line) => line !== '').join('\n');
  return { lastCaptured, tooltip, canPause: false, canResume: false, canDelete: false, ...given };
}

function shapeOf({ phase, problems, recording, purposes, silentSince }: EmployeeStatus): TrayShape {
  if (phase !== 'ready' || problems.length > 0 || silentSince !== null || purposes.some(isToRead)) return 'dot';
  if (recording === 'on') return 'open';
  return recording === 'partly' ? 'half' : 'closed';
}

function stateOf(status: EmployeeStatus, language: Language): string {
  const { phase, recording, pause, purposes, problems, offHoursUntil } = status;
  const told = (key: KeyOf<typeof trayMessages>, at?: number): string =>
    t(trayMessages, language, key, at === undefined ? {} : { time: clockText(at, status, language) });
  if (phase !== 'ready') return told(phase);
  if (pause !== null) return pause.until === null ? told('paused') : told('paused-until', pause.until);
  if (recording === 'off-hours')
    return offHoursUntil === null ? told('off-hours') : told('off-hours-until', offHoursUntil);
  if (problems.length === 0 && hasAgreedToNothing(status)) return told('nothing-agreed');
  const state = told(purposes.some(isToRead) ? 'to-read' : recording === 'paused' ? 'paused' : recording);
  const problem = problems[0];
  if (problem === undefined) return state;
  return t(trayMessages, language, 'attention', { state, problem: problemText(language, problem).what });
}

/** The person's own no to all that is asked: nothing else is to be said then. */
function hasAgreedToNothing({ purposes }: EmployeeStatus): boolean {
  return purposes.length > 0 && purposes.every(({ state }) => state === 'refused');
}

function isToRead({ state }: EmployeeStatus['purposes'][number]): boolean {
  return state === 'changed' || state === 'unread';
}

/** `14:05` in the person's zone, with the date beside it when it is not today's. */
export function clockText(at: number, { zone, now }: Pick<EmployeeStatus, 'zone' | 'now'>, language: Language): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' });
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const time = clock.format(at);
  return day.format(at) === day.format(now) ? time : t(trayMessages, language, 'on-day', { time, day: day.format(at) });
}
