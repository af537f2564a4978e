import type { DayView } from '../../../core/day/view.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { durationText, preciseTimeText } from '../../parts/formats.ts';
import { sumsOf } from '../../parts/timeline/day-lookup.ts';
import { tToday as t } from '../messages.ts';

interface Props {
  readonly day: DayView;
  readonly selection: Interval;
  /** Given where what is selected may still be taken back. */
  readonly onDelete?: () => void;
  readonly onClear: () => void;
}

/** The sums of what is selected on the timeline, in one line. */
export function SelectionLine({ day, selection, onDelete, onClear }: Props) {
  const sums = sumsOf(day, selection);
  const time = (at: number) => preciseTimeText(at, day.zone);
  return (
    <div className="selection-line row wrap" aria-live="polite">
      <strong>
        {time(selection.start)}–{time(selection.end)}
      </strong>
      <span>
        {t('selection-sums', {
          length: durationText(selection.end - selection.start),
          recorded: durationText(sums.recordedMs),
          keys: sums.keys,
          clicks: sums.clicks,
          shots: sums.shots,
        })}
      </span>
      <span className="row selection-acts">
        {onDelete !== undefined && (
          <button type="button" className="button" onClick={onDelete}>
            {t('delete-span')}
          </button>
        )}
        <button type="button" className="button bare" onClick={onClear}>
          {t('clear')}
        </button>
      </span>
    </div>
  );
}
