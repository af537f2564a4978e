import type { DayView } from '../../core/day-view.ts';
import { durationText, listText, timeText } from '../parts/formats.ts';

/** The day in two sentences: what was recorded, in calls, paused; when it began and ended. */
export function dayWords(day: DayView): string {
  if (day.first === null || day.last === null) return 'Nothing was recorded on this day.';
  const parts = [`${durationText(day.totals.recordedMs)} recorded`];
  const callMs = day.totals.stateMs.call ?? 0;
  if (callMs > 0) parts.push(`${durationText(callMs)} in calls`);
  const pauses = day.states.filter(({ state }) => state === 'paused');
  if (pauses.length > 0) parts.push(pauseWords(pauses, day));
  const time = (at: number) => timeText(at, day.zone);
  return `${parts.join(', ')}. First ${time(day.first)}, last ${time(day.last)}.`;
}

const namedPauses = 3;

function pauseWords(pauses: DayView['states'], { zone, totals }: DayView): string {
  if (pauses.length > namedPauses) {
    return `paused ${pauses.length} times for ${durationText(totals.stateMs.paused ?? 0)}`;
  }
  return `paused ${listText(pauses.map(({ start, end }) => `${timeText(start, zone)}–${timeText(end, zone)}`))}`;
}
