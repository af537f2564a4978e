import type { DayView } from '../../../core/day/view.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { Button } from '../../parts/controls/button.tsx';
import { durationText, preciseTimeText } from '../../parts/formats.ts';
import { sumsOf } from '../../parts/timeline/day-lookup.ts';
import { tToday as t } from '../messages.ts';

interface Props {
  readonly day: DayView;
  readonly selection: Interval;
  /** Given where what is selected may still be taken back. */
  readonly onDelete: (() => void) | undefined;
  readonly onClear: () => void;
}

/** The sums of what is selected on the timeline, in one line. */
export function SelectionLine({ day, selection, onDelete, onClear }: Props) {
  const sums = sumsOf(day, selection);
  const time = (at: number) => preciseTimeText(at, day.zone);
  return (
    <div className="selection-line row wrap" data-testid="selection" aria-live="polite">
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
        {onDelete !== undefined && <Button onClick={onDelete}>{t('delete-span')}</Button>}
        <Button kind="bare" onClick={onClear}>
          {t('clear')}
        </Button>
      </span>
    </div>
  );
}
