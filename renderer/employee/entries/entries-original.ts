import type { DayEntry } from '../../../core/day/entries.ts';
import type { DayView } from '../../../core/day/view.ts';
import { type Interval, intersection } from '../../../core/time/interval.ts';
import { timeText } from '../../parts/formats.ts';
import { stateWords } from '../../parts/state-words.ts';
import { tOwnEntries as t } from '../messages.ts';

const most = 3;

/** What was recorded of the entry's span: it stays, whatever is said about it. `Recorded: Idle 10:02–10:31`. */
export function recordedText(day: Pick<DayView, 'states' | 'zone'>, span: Interval): string {
  const parts = day.states.flatMap(({ state, start, end }) => {
    const shared = intersection({ start, end }, span);
    return shared === null ? [] : [{ state, ...shared }];
  });
  if (parts.length === 0) return t('recorded-nothing');
  const time = (at: number) => timeText(at, day.zone);
  const texts = parts.slice(0, most).map(({ state, start, end }) => `${stateWords[state]} ${time(start)}–${time(end)}`);
  const rest = parts.length - texts.length;
  return t('recorded', { what: texts.join(', '), rest });
}

/** What the entry said first, where it said something else; null where it never did. */
export function firstSaidText(day: Pick<DayView, 'zone'>, { original }: Pick<DayEntry, 'original'>): string | null {
  if (original?.kind !== 'entry') return null;
  const { start, end, label, category } = original.saying;
  const what = [label, category].filter((part) => part !== null && part !== '').join(', ');
  return t('first-said', { what, start: timeText(start, day.zone), end: timeText(end, day.zone) });
}
