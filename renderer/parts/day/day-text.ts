import type { ChainReport } from '../../../core/day/chain-report.ts';
import { type DayTime, dayTimeOf } from '../../../core/day/day-time.ts';
import type { DayView } from '../../../core/day/view.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { durationText, listText, preciseTimeText, timeText } from '../formats.ts';
import { tDay as t } from '../messages.ts';
import { dayTimeText } from '../totals/day-time-text.ts';

/**
 * The day in sentences: what was recorded and added, in calls, paused; when it began, and when it
 * ended or up to when it was received.
 */
export function dayWords(day: DayView, chain: ChainReport['state'], time: DayTime = dayTimeOf(day, null)): string {
  if (day.first === null || day.last === null) return t(chain === 'verified' ? 'nothing-recorded' : 'nothing-received');
  const parts: string[] = [];
  const callMs = day.totals.stateMs.call ?? 0;
  if (callMs > 0) parts.push(t('in-calls', { length: durationText(callMs) }));
  const pauses = shownStates(day).filter(({ state }) => state === 'paused');
  if (pauses.length > 0) parts.push(pauseWords(pauses, day));
  const { first, last } = recordedEnds(day) ?? { first: day.first, last: day.last };
  // Only of a day that was closed is it known that nothing came after.
  const end = chain === 'verified' ? last : receivedTo(day, last);
  const ends = t(endings[chain], { first: timeText(first, day.zone), last: timeText(end, day.zone) });
  // What follows a list of what was added would read as a part of it.
  const sentences =
    time.addedMs === 0 ? [[dayTimeText(time), ...parts].join(', ')] : [dayTimeText(time), parts.join(', ')];
  return `${sentences.filter((each) => each !== '').join('. ')}. ${ends}`;
}

/**
 * Entries may lie ahead, and a minute's counts end with the minute: neither says that more has
 * come.
 */
function receivedTo({ windows, states }: DayView, known: number): number {
  const ends = [windows.at(-1), states.at(-1)].filter((span) => span !== undefined).map(({ end }) => end);
  return ends.length === 0 ? known : Math.max(...ends);
}

const endings = { verified: 'first-last', open: 'first-received', broken: 'first-received-broken' } as const;

/** The states that have a row: one shorter than half a second would say nothing. */
export function shownStates({ states }: Pick<DayView, 'states'>): DayView['states'] {
  return states.filter(({ start, end }) => end - start >= 500);
}

/** Whether minutes say too little of this day, because all of it fits in ten of them. */
export function needsSeconds({ first, last }: Pick<DayView, 'first' | 'last'>): boolean {
  return first !== null && last !== null && last - first < 10 * minuteMs;
}

/** `12:02–12:50`; `09:12:07–09:13:08` where the day needs seconds. */
export function spanText({ start, end }: Interval, day: Pick<DayView, 'first' | 'last' | 'zone'>): string {
  const text = needsSeconds(day) ? preciseTimeText : timeText;
  return `${text(start, day.zone)}–${text(end, day.zone)}`;
}

/** Which part of its day is looked at, to the second; null for all of it. */
export function partText({ span, zone }: { readonly span: Interval | null; readonly zone: string }): string | null {
  return span === null ? null : `${preciseTimeText(span.start, zone)}–${preciseTimeText(span.end, zone)}`;
}

/** When anything of the person's was first and last recorded: locked screens and off hours do not count. */
function recordedEnds({ windows, states }: DayView): { first: number; last: number } | null {
  const working = states.filter(({ state }) => state === 'active' || state === 'idle' || state === 'call');
  const spans = [windows[0], windows.at(-1), working[0], working.at(-1)].filter((span) => span !== undefined);
  if (spans.length === 0) return null;
  return { first: Math.min(...spans.map(({ start }) => start)), last: Math.max(...spans.map(({ end }) => end)) };
}

const namedPauses = 3;

function pauseWords(pauses: DayView['states'], { zone, totals }: DayView): string {
  if (pauses.length > namedPauses) {
    return t('paused-times', { count: pauses.length, length: durationText(totals.stateMs.paused ?? 0) });
  }
  return t('paused-spans', { spans: listText(pauses.map((pause) => spanWords(pause, zone))) });
}

/** Minutes would say nothing of a pause shorter than two of them. */
function spanWords({ start, end }: Interval, zone: string): string {
  if (end - start < 2 * minuteMs)
    return t('pause-short', { length: durationText(end - start), time: timeText(start, zone) });
  return `${timeText(start, zone)}–${timeText(end, zone)}`;
}
