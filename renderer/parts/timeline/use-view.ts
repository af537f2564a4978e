import { useState } from 'react';
import type { Instant, Interval } from '../../../core/time/interval.ts';
import { type Pinch, panned, pinched, type TimeScale, viewAround, xOf, zoomed } from './scale.ts';

export interface TimelineView {
  readonly view: Interval;
  readonly cursor: Instant | null;
  readonly selection: Interval | null;
  readonly isFitted: boolean;
  pointTo(at: Instant | null): void;
  select(selection: Interval | null): void;
  zoom(factor: number, at?: Instant): void;
  pan(byMs: number): void;
  /** Two fingers moved `from` where they were put on `scale` `to` where they are. */
  pinch(scale: TimeScale, from: Pinch, to: Pinch): void;
  fit(): void;
  /** Answers whether the key meant something here. */
  press(key: string, shift: boolean): boolean;
}

interface ViewProps {
  readonly fitted: Interval;
  readonly limits: Interval;
  /** What the view is first set around, where something of the day was asked for. */
  readonly opensAt: Interval | null;
  readonly selection: Interval | null;
  readonly onSelect: (selection: Interval | null) => void;
}

/**
 * What a timeline shows and what is pointed to and selected on it. Until somebody zooms or pans, the view is `fitted`,
 * which may grow while a day is being recorded. The selection is the caller's.
 */
export function useView({ fitted, limits, opensAt, selection, onSelect }: ViewProps): TimelineView {
  const [chosen, setChosen] = useState(() => opensAt && viewAround(opensAt, fitted, limits));
  const [cursor, setCursor] = useState<Instant | null>(opensAt?.start ?? null);
  const view = chosen ?? fitted;
  const length = view.end - view.start;
  const middle = view.start + length / 2;
  const isInView = (at: Instant) => view.start <= at && at <= view.end;

  const zoom = (factor: number, at?: Instant) => {
    const around = at ?? (cursor !== null && isInView(cursor) ? cursor : middle);
    // From what was last asked for, not from what was last drawn: several turns of a wheel can come before a frame.
    setChosen((last) => zoomed(last ?? fitted, limits, around, factor));
  };
  const pan = (byMs: number) => setChosen((last) => panned(last ?? fitted, limits, byMs));
  const fit = () => setChosen(null);

  const step = (direction: 1 | -1, extend: boolean) => goTo((cursor ?? middle) + (direction * length) / 100, extend);

  const goTo = (to: Instant, extend: boolean) => {
    const from = cursor ?? middle;
    const at = Math.round(Math.min(Math.max(to, limits.start), limits.end));
    setCursor(at);
    if (at < view.start) pan(at - view.start - (at === limits.start ? 0 : length / 2));
    else if (at > view.end) pan(at - view.end + (at === limits.end ? 0 : length / 2));
    if (!extend) return;
    // The end that the cursor stands on moves; the other one stays.
    const anchor = selection === null ? from : selection.start === from ? selection.end : selection.start;
    onSelect(anchor === at ? null : { start: Math.min(anchor, at), end: Math.max(anchor, at) });
  };

  const press = (key: string, shift: boolean): boolean => {
    if (key === 'ArrowLeft') step(-1, shift);
    else if (key === 'ArrowRight') step(1, shift);
    else if (key === '+' || key === '=') zoom(1 / 1.5);
    else if (key === '-' || key === '_') zoom(1.5);
    else if (key === '0') fit();
    else if (key === 'Home') goTo(fitted.start, shift);
    else if (key === 'End') goTo(fitted.end, shift);
    else if (key === 'PageUp') pan(-length / 2);
    else if (key === 'PageDown') pan(length / 2);
    else if (key === 'Escape' && selection !== null) onSelect(null);
    else return false;
    return true;
  };

  return {
    view,
    cursor,
    selection,
    isFitted: chosen === null,
    pointTo: setCursor,
    select: onSelect,
    zoom,
    pan,
    pinch: (scale, from, to) => setChosen(pinched(scale, limits, { from, to })),
    fit,
    press,
  };
}

/** The nearest of `shots` within `reachPx` of `x`, or null. */
export function shotNear<T extends { at: Instant }>(
  shots: readonly T[],
  scale: TimeScale,
  x: number,
  reachPx: number,
): T | null {
  let nearest: T | null = null;
  let distance = reachPx;
  for (const shot of shots) {
    const away = Math.abs(xOf(scale, shot.at) - x);
    if (away <= distance) {
      nearest = shot;
      distance = away;
    }
  }
  return nearest;
}
