import type { PresenceState } from '../../core/activity.ts';
import type { Theme } from './theme.ts';

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

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Fills `box` the way `state` looks everywhere: a colour and a pattern, so that it can be told without seeing colours. */
export function drawState(pen: Pen, state: PresenceState, box: Box, theme: Theme): void {
  const { x, y, width, height } = box;
  switch (state) {
    case 'active':
      pen.fillStyle = theme('active');
      pen.fillRect(x, y, width, height);
      return;
    case 'idle':
      pen.fillStyle = theme('idle');
      pen.fillRect(x, y, width, height);
      pen.fillStyle = theme('idle-edge');
      pen.fillRect(x, y + height - 2, width, 2);
      return;
    case 'call':
      pen.fillStyle = theme('raised');
      pen.fillRect(x, y, width, height);
      pen.strokeStyle = theme('call');
      pen.lineWidth = 3;
      if (width > 6) pen.strokeRect(x + 1.5, y + 1.5, width - 3, height - 3);
      else {
        pen.fillStyle = theme('call');
        pen.fillRect(x, y, width, height);
      }
      return;
    case 'off-hours':
      pen.fillStyle = theme('blocked');
      pen.fillRect(x, y + height / 2, width, 1);
      return;
    case 'paused':
      lines(pen, box, theme('ink-2'), [1], 7, 2.5);
      return;
    case 'locked':
      dots(pen, box, theme('blocked'), 7, 2.4);
      return;
    case 'suspended':
      dots(pen, box, theme('blocked'), 12, 1.6);
      return;
    case 'not-permitted':
    case 'unknown':
      lines(pen, box, theme('blocked'), [1, -1], 6, 1);
  }
}

function lines(pen: Pen, box: Box, colour: string, slopes: readonly number[], gap: number, thick: number): void {
  const { x, y, width, height } = box;
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = thick;
  pen.beginPath();
  // Multiples of the gap from the canvas' own edge, so that neighbours continue each other's lines.
  const first = Math.floor((x - height) / gap) * gap;
  for (const slope of slopes) {
    for (let at = first; at < x + width + height; at += gap) {
      pen.moveTo(at, slope > 0 ? y + height : y);
      pen.lineTo(at + height, slope > 0 ? y : y + height);
    }
  }
  pen.stroke();
  pen.lineWidth = 1;
  if (width > 3) pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  pen.restore();
}

function dots(pen: Pen, box: Box, colour: string, gap: number, size: number): void {
  const { x, y, width, height } = box;
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.fillStyle = colour;
  pen.beginPath();
  for (let row = 0, dotY = y + gap / 2; dotY < y + height; row += 1, dotY += gap) {
    const shift = row % 2 === 0 ? 0 : gap / 2;
    for (let dotX = Math.floor(x / gap) * gap + shift; dotX < x + width; dotX += gap) {
      pen.rect(dotX - size / 2, dotY - size / 2, size, size);
    }
  }
  pen.fill();
  pen.fillRect(x, y, width, 1);
  pen.fillRect(x, y + height - 1, width, 1);
  pen.restore();
}
