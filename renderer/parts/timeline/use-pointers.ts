import { type PointerEvent, useRef } from 'react';
import type { Instant } from '../../../core/time/interval.ts';
import { instantAt, type Pinch, type TimeScale } from './scale.ts';
import type { TimelineView } from './use-view.ts';

type Place = { readonly x: number; readonly y: number };

type Gesture =
  | { readonly kind: 'brush'; readonly from: Instant; readonly x: number; readonly isDragging: boolean }
  /** `scale` is as it was when the second finger came: all is reckoned from there, so that nothing drifts. */
  | { readonly kind: 'pinch'; readonly scale: TimeScale; readonly from: Pinch }
  /** A finger is left over from a pinch: it selects nothing. */
  | { readonly kind: 'over' };

const dragFromPx = 4;

/** One pointer selects by dragging and opens by pressing; two pinch and pan. */
export function usePointers(timeline: TimelineView, width: number, onPress: (x: number, y: number) => void) {
  const places = useRef(new Map<number, Place>());
  const gesture = useRef<Gesture | null>(null);
  const scale = { view: timeline.view, width };

  const placeIn = (event: PointerEvent<HTMLElement>): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const leave = (event: PointerEvent<HTMLElement>) => {
    places.current.delete(event.pointerId);
    gesture.current = places.current.size === 0 ? null : { kind: 'over' };
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const place = placeIn(event);
      places.current.set(event.pointerId, place);
      const [first, second] = [...places.current.values()];
      if (first !== undefined && second !== undefined) {
        if (gesture.current?.kind === 'brush' && gesture.current.isDragging) timeline.select(null);
        gesture.current = { kind: 'pinch', scale, from: pinchOf(first, second) };
      } else {
        gesture.current = { kind: 'brush', from: instantAt(scale, place.x), x: place.x, isDragging: false };
      }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const place = placeIn(event);
      if (places.current.has(event.pointerId)) places.current.set(event.pointerId, place);
      const now = gesture.current;
      if (now?.kind === 'pinch') {
        const [first, second] = [...places.current.values()];
        if (first !== undefined && second !== undefined) timeline.pinch(now.scale, now.from, pinchOf(first, second));
        return;
      }
      const x = Math.min(Math.max(place.x, 0), width);
      const at = instantAt(scale, x);
      timeline.pointTo(at);
      if (now?.kind !== 'brush' || (!now.isDragging && Math.abs(x - now.x) < dragFromPx)) return;
      gesture.current = { ...now, isDragging: true };
      timeline.select(at === now.from ? null : { start: Math.min(at, now.from), end: Math.max(at, now.from) });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const { x, y } = placeIn(event);
      if (gesture.current?.kind === 'brush' && !gesture.current.isDragging) onPress(x, y);
      leave(event);
    },
    onPointerCancel: leave,
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      // A finger that was lifted has left too; what it pointed to stays to be read.
      if (event.pointerType !== 'touch') timeline.pointTo(null);
    },
  };
}

function pinchOf(a: Place, b: Place): Pinch {
  return { middle: (a.x + b.x) / 2, apart: Math.hypot(a.x - b.x, a.y - b.y) };
}
