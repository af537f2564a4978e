import { type PointerEvent, useRef } from 'react';
import type { Instant, Interval } from '../../../core/time/interval.ts';
import { timeText } from '../../parts/formats.ts';
import { instantAt, type TimeScale, xOf } from '../../parts/timeline/scale.ts';
import { tToday as t } from '../messages.ts';

interface Props {
  /** All before it has left this computer or can no longer be kept back; all since is the person's alone. */
  readonly at: Instant;
  readonly now: Instant;
  readonly zone: string;
  readonly scale: TimeScale;
  readonly onSelect: (span: Interval) => void;
}

const dragFromPx = 4;

/** Where what has left ends. It moves right with the hold; dragging from it, or pressing it, selects what can still be deleted. */
export function LeavingLine({ at, now, zone, scale, onSelect }: Props) {
  const from = useRef<{ readonly x: number; isDragging: boolean } | null>(null);
  const x = xOf(scale, at);
  if (scale.width === 0 || x < 0 || x > scale.width) return null;
  // A share of the lanes, not pixels: it stays inside a window that has just been made narrower.
  const share = `${(x / scale.width) * 100}%`;
  const select = (end: Instant) => end > at && onSelect({ start: at, end });
  const move = (event: PointerEvent<HTMLButtonElement>) => {
    event.stopPropagation();
    const drag = from.current;
    if (drag === null || (!drag.isDragging && Math.abs(event.clientX - drag.x) < dragFromPx)) return;
    drag.isDragging = true;
    const to = Math.min(Math.max(x + event.clientX - drag.x, 0), scale.width);
    select(Math.min(instantAt(scale, to), Math.max(now, at)));
  };
  return (
    <>
      <div className="leaving" style={{ left: share }} data-testid="leaving-line" data-at={at}>
        <button
          type="button"
          className="leaving-grip"
          aria-label={t('line-grip', { time: timeText(at, zone) })}
          title={t('line-grip', { time: timeText(at, zone) })}
          onPointerDown={(event) => {
            event.stopPropagation();
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = { x: event.clientX, isDragging: false };
          }}
          onPointerMove={move}
          onPointerUp={(event) => event.stopPropagation()}
          onKeyDown={(event) => event.stopPropagation()}
          onClick={() => {
            // What ends a drag is no press.
            if (from.current?.isDragging !== true) select(now);
            from.current = null;
          }}
        />
      </div>
      <span className="leaving-words small" aria-hidden="true">
        <span style={{ flexBasis: share }}>{t('line-left')}</span>
        <span>{t('line-yours')}</span>
      </span>
    </>
  );
}
