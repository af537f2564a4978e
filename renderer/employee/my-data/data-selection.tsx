import type { DayView } from '../../../core/day/view.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { durationText, preciseTimeText } from '../../parts/formats.ts';
import { sumsOf } from '../../parts/timeline/day-lookup.ts';
import { tMyData as t } from '../messages.ts';

interface Props {
  readonly day: DayView;
  readonly selection: Interval;
  readonly onClear: () => void;
}

/** The sums of what is selected on the timeline, in one line. */
export function DataSelection({ day, selection, onClear }: Props) {
  const { recordedMs, keys, clicks, shots } = sumsOf(day, selection);
  const time = (at: number) => preciseTimeText(at, day.zone);
  const length = durationText(selection.end - selection.start);
  return (
    <p className="selection-line row wrap" data-testid="selection" aria-live="polite">
      <strong>
        {time(selection.start)}–{time(selection.end)}
      </strong>
      <span>{t('selection', { length, recorded: durationText(recordedMs), keys, clicks, shots })}</span>
      <button type="button" className="button bare" onClick={onClear}>
        {t('selection-clear')}
      </button>
    </p>
  );
}
