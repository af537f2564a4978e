import type { PresenceState } from '../../../core/day/activity.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import type { Theme } from '../controls/theme.ts';

/** The part of a canvas context that drawing here needs; a test passes one that writes down what it is told. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textBaseline'
  | 'textAlign'
  | 'save'
  | 'restore'
  | 'beginPath'
  | 'rect'
  | 'roundRect'
  | 'moveTo'
  | 'lineTo'
  | 'clip'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'clearRect'
  | 'measureText'
  | 'setLineDash'
  | 'setTransform'
>;

/** What has a look of its own: the states, and time that the person removed. */
export type TimeLook = PresenceState | 'removed';

/** Fills `box` the way `state` looks everywhere: a colour and a pattern, so that it can be told without seeing colours. */
export function drawState(pen: Pen, state: TimeLook, box: Rectangle, theme: Theme): void {
  drawStates(pen, state, [box], theme);
}

/** The same for many boxes of one height in one go, in order from left to right: a pattern is clipped and drawn once for all of them. */
export function drawStates(pen: Pen, state: TimeLook, boxes: readonly Rectangle[], theme: Theme): void {
  if (boxes.length === 0) return;
  switch (state) {
    case 'active':
      fill(pen, boxes, theme('active'));
      return;
    case 'idle':
      fill(pen, boxes, theme('idle'));
      pen.fillStyle = theme('idle-edge');
      for (const { x, y, width, height } of boxes) if (height > 4) pen.fillRect(x, y + height - 2, width, 2);
      return;
    case 'call':
      outlined(pen, boxes, theme);
      return;
    case 'off-hours':
      pen.fillStyle = theme('blocked');
      for (const { x, y, width, height } of boxes) pen.fillRect(x, Math.floor(y + height / 2), width, 1);
      return;
    case 'paused':
      lines(pen, boxes, theme('ink-2'), [1], 7, 2.5);
      return;
    case 'removed':
      lines(pen, boxes, theme('ink-2'), [-1], 10, 1);
      return;
    case 'locked':
      dots(pen, boxes, theme('blocked'), 7, 2.4);
      return;
    case 'suspended':
      dots(pen, boxes, theme('blocked'), 12, 1.6);
      return;
    case 'unknown':
      lines(pen, boxes, theme('blocked'), [1, -1], 6, 1);
  }
}

/** Narrower than this a pattern says nothing more: its colour stands alone. */
const narrowestPatternPx = 4;

function fill(pen: Pen, boxes: readonly Rectangle[], colour: string): void {
  pen.fillStyle = colour;
  for (const { x, y, width, height } of boxes) pen.fillRect(x, y, width, height);
}

function outlined(pen: Pen, boxes: readonly Rectangle[], theme: Theme): void {
  const wide = boxes.filter(({ width, height }) => width > 6 && height > 6);
  fill(pen, wide, theme('raised'));
  pen.strokeStyle = theme('call');
  pen.lineWidth = 3;
  for (const { x, y, width, height } of wide) pen.strokeRect(x + 1.5, y + 1.5, width - 3, height - 3);
  fill(
    pen,
    boxes.filter(({ width, height }) => width <= 6 || height <= 6),
    theme('call'),
  );
}

/** Fills the narrow of `boxes`, and answers the others, clipped to, for the caller to draw in and to restore. */
function clipped(pen: Pen, boxes: readonly Rectangle[], colour: string): readonly Rectangle[] {
  fill(
    pen,
    boxes.filter(({ width }) => width < narrowestPatternPx),
    colour,
  );
  const wide = boxes.filter(({ width }) => width >= narrowestPatternPx);
  pen.save();
  pen.beginPath();
  for (const { x, y, width, height } of wide) pen.rect(x, y, width, height);
  pen.clip();
  pen.beginPath();
  return wide;
}

function lines(
  pen: Pen,
  boxes: readonly Rectangle[],
  colour: string,
  slopes: readonly number[],
  gap: number,
  thick: number,
): void {
  const wide = clipped(pen, boxes, colour);
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  const top = Math.min(...wide.map(({ y }) => y));
  const bottom = Math.max(...wide.map(({ y, height }) => y + height));
  const tall = bottom - top;
  let drawn = Number.NEGATIVE_INFINITY;
  for (const { x, width } of wide) {
    // Multiples of the gap from the canvas' own edge, so that neighbours continue each other's lines and none is drawn twice.
    const first = Math.max(Math.floor((x - tall) / gap) * gap, drawn);
    for (let at = first; at < x + width + tall; at += gap) {
      for (const slope of slopes) {
        pen.moveTo(at, slope > 0 ? bottom : top);
        pen.lineTo(at + tall, slope > 0 ? top : bottom);
      }
      drawn = at + gap;
    }
  }
  pen.stroke();
  pen.lineWidth = 1;
  for (const { x, y, width, height } of wide) pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  pen.restore();
}

function dots(pen: Pen, boxes: readonly Rectangle[], colour: string, gap: number, size: number): void {
  const wide = clipped(pen, boxes, colour);
  pen.fillStyle = colour;
  const top = Math.min(...wide.map(({ y }) => y));
  for (const { x, y, width, height } of wide) {
    const first = Math.max(0, Math.floor((y - top) / gap));
    for (let row = first, dotY = top + gap * (first + 0.5); dotY < y + height; row += 1, dotY += gap) {
      const shift = row % 2 === 0 ? 0 : gap / 2;
      for (let dotX = Math.floor(x / gap) * gap + shift; dotX < x + width; dotX += gap) {
        pen.rect(dotX - size / 2, dotY - size / 2, size, size);
      }
    }
  }
  pen.fill();
  for (const { x, y, width, height } of wide) {
    pen.fillRect(x, y, width, 1);
    pen.fillRect(x, y + height - 1, width, 1);
  }
  pen.restore();
}
