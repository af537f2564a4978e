import { presenceStates } from '../../../core/day/activity.ts';
import { type StripSpan, stateOf } from '../../../core/day/strip/day-strip.ts';
import { durationText, listText, timeText } from '../formats.ts';
import { tParts as t } from '../messages.ts';
import { stateWords } from '../state-words.ts';

/** `08:00–10:15 Active, 10:15–10:30 Idle`: each span by itself, for a strip of a few hours. */
export function spansText(strip: readonly StripSpan[], zone: string): string {
  if (strip.length === 0) return t('strip-nothing');
  return strip
    .map(({ start, end, state }) => `${timeText(start, zone)}–${timeText(end, zone)} ${stateWords[stateOf(state)]}`)
    .join(', ');
}

/** `Active 5 h 15 min and Idle 1 h`: how long there was each state, for a strip of a day. Off hours are no time of anybody's. */
export function stripSumsText(strip: readonly StripSpan[]): string {
  const sums = presenceStates
    .filter((state) => state !== 'off-hours')
    .map((state) => ({
      state,
      ms: strip.reduce((sum, span) => sum + (stateOf(span.state) === state ? span.end - span.start : 0), 0),
    }))
    .filter(({ ms }) => ms > 0);
  if (sums.length === 0) return t('strip-nothing');
  return listText(sums.map(({ state, ms }) => `${stateWords[state]} ${durationText(ms)}`));
}
