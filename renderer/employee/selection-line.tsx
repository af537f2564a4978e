import type { DayView } from '../../core/day-view.ts';
import type { Interval } from '../../core/interval.ts';
import { sumsOf } from '../parts/day-lookup.ts';
import { countOf, durationText, preciseTimeText } from '../parts/formats.ts';

interface Props {
  readonly day: DayView;
  readonly selection: Interval;
  readonly onClear: () => void;
}

/** The sums of what is selected on the timeline, in one line. */
export function SelectionLine({ day, selection, onClear }: Props) {
  const sums = sumsOf(day, selection);
  const time = (at: number) => preciseTimeText(at, day.zone);
  return (
    <p className="selection-line row wrap" aria-live="polite">
      <strong>
        {time(selection.start)}–{time(selection.end)}
      </strong>
      <span>
        {durationText(selection.end - selection.start)}, {durationText(sums.recordedMs)} recorded ·{' '}
        {countOf(sums.keys, 'key')}, {countOf(sums.clicks, 'click')} · {countOf(sums.shots, 'screenshot')}
      </span>
      <button type="button" className="button bare" onClick={onClear}>
        Clear
      </button>
    </p>
  );
}
