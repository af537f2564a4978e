import type { DayView } from '../../../core/day/view.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import type { Instant, Interval } from '../../../core/time/interval.ts';
import type { Theme } from '../controls/theme.ts';
import type { Bins, ScaledCounts } from './count-bins.ts';
import { type Detail, detailOf, heightsOf } from './lane.ts';
import { drawStates, type Pen } from './pattern.ts';
import { type TimeScale, ticksOf, xOf } from './scale.ts';
import type { Band, Bands, DayLanes, NamedLane } from './timeline-bands.ts';

/** A picture's place on the timeline: `solid` has left this computer, `open` has not, `held` is still on hold. */
export interface ShotMark {
  readonly at: Instant;
  readonly look: 'solid' | 'open' | 'held';
}

/** Seconds with input a minute, of sixty. */
export interface InputBar extends Interval {
  readonly seconds: number;
}

export interface TimelineModel {
  readonly scale: TimeScale;
  readonly bands: Bands;
  readonly zone: string;
  readonly lanes: DayLanes;
  readonly counts: ScaledCounts;
  readonly input: Bins<InputBar>;
  /** Those that still hold, by start. */
  readonly entries: DayView['entries'];
  /** In order of time. */
  readonly shots: readonly ShotMark[];
  readonly cursor: Instant | null;
  readonly selection: Interval | null;
  readonly now: Instant | null;
  readonly theme: Theme;
}

const font = '500 12px Inter, "Segoe UI", system-ui, sans-serif';
const labelGapPx = 6;
/** A span narrower than this has no room for a name. */
const labelFromPx = 44;

/** Draws the whole timeline in CSS pixels; the caller has set the transform for the screen's density. */
export function drawTimeline(pen: Pen, model: TimelineModel): void {
  const { scale, bands, lanes, theme } = model;
  pen.clearRect(0, 0, scale.width, bands.height);
  pen.font = font;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  drawSelection(pen, model);
  drawAxis(pen, model);
  drawGaps(pen, model);
  for (const [kind, boxes] of boxesOf(detailOf(lanes.states, scale), bands.states, 0).entries()) {
    const state = lanes.stateOrder[kind];
    if (state !== undefined && boxes !== undefined) drawStates(pen, state, boxes, theme);
  }
  drawNamed(pen, lanes.apps, bands.apps, model);
  if (bands.sites !== null) drawNamed(pen, lanes.sites, bands.sites, model);
  drawEntries(pen, model);
  drawCounts(pen, model);
  drawInput(pen, model);
  drawShots(pen, model);
  drawMoments(pen, model);
}

function drawGaps(pen: Pen, { lanes, scale, bands, theme }: TimelineModel): void {
  const { y, height } = bands.states;
  for (const look of ['off-hours', 'removed'] as const) {
    const boxes = lanes.gaps[look].flatMap(({ start, end }): Rectangle[] => {
      const x = Math.max(0, xOf(scale, start));
      const width = Math.min(scale.width, xOf(scale, end)) - x;
      return width > 0 ? [{ x, y, width, height }] : [];
    });
    drawStates(pen, look, boxes, theme);
  }
}

function drawSelection(pen: Pen, { selection, scale, bands, theme }: TimelineModel): void {
  if (selection === null) return;
  const x = xOf(scale, selection.start);
  const width = Math.max(1, xOf(scale, selection.end) - x);
  pen.fillStyle = theme('accent-soft');
  pen.fillRect(x, 0, width, bands.height);
  pen.fillStyle = theme('accent');
  pen.fillRect(x, 0, 1, bands.height);
  pen.fillRect(x + width - 1, 0, 1, bands.height);
}

function drawAxis(pen: Pen, { scale, zone, bands, theme }: TimelineModel): void {
  let labelledTo = Number.NEGATIVE_INFINITY;
  for (const { at, label, onHour } of ticksOf(scale, zone)) {
    const x = Math.round(xOf(scale, at));
    pen.fillStyle = theme('hairline');
    pen.fillRect(x, bands.axis.y + bands.axis.height - 4, 1, bands.height - bands.axis.height + 4);
    const half = pen.measureText(label).width / 2;
    // A label that would hang over the left edge stands inside it, and may then reach to the next one.
    const left = Math.max(0, x - half);
    if (x + half > scale.width || left < labelledTo + labelGapPx) continue;
    labelledTo = left + 2 * half;
    pen.fillStyle = theme(onHour ? 'ink' : 'ink-2');
    pen.fillText(label, left, bands.axis.y + 9);
  }
  pen.fillStyle = theme('hairline');
  pen.fillRect(0, bands.axis.height, scale.width, 1);
  for (const band of [bands.counts, bands.input])
    if (band !== null) pen.fillRect(0, band.y + band.height, scale.width, 1);
}

/**
 * The boxes to fill, by kind: a canvas takes longest over a change of colour, so all of one are filled together. `gapPx` is a hair of ground
 * between neighbours, which keeps two spans of one kind apart.
 */
function boxesOf<T>({ segments, columns }: Detail<T>, { y, height }: Band, gapPx: number): (Rectangle[] | undefined)[] {
  const boxes: (Rectangle[] | undefined)[] = [];
  const add = (kind: number, box: Rectangle) => {
    const known = boxes[kind];
    if (known === undefined) boxes[kind] = [box];
    else known.push(box);
  };
  for (const { x, right, kind } of segments) add(kind, { x, y, width: right - x - gapPx, height });
  for (const { x, right, shares } of columns) {
    let bottom = y + height;
    const heights = heightsOf(shares, height);
    for (const [index, { kind }] of shares.entries()) {
      const tall = heights[index] ?? 0;
      bottom -= tall;
      add(kind, { x, y: bottom, width: right - x, height: tall });
    }
  }
  return boxes;
}

function drawNamed(pen: Pen, named: NamedLane, band: Band, { scale, theme }: TimelineModel): void {
  const detail = detailOf(named.lane, scale);
  for (const [kind, boxes] of boxesOf(detail, band, 1).entries()) {
    if (boxes === undefined) continue;
    pen.fillStyle = theme(named.colours[kind] ?? 'app-other');
    for (const { x, y, width, height } of boxes) pen.fillRect(x, y, width, height);
    if (kind === named.withheld) drawStates(pen, 'unknown', boxes, theme);
  }
  pen.fillStyle = theme('on-app');
  for (const { x, right, kind } of detail.segments) {
    if (right - x < labelFromPx || kind === named.withheld) continue;
    const label = fitted(pen, named.names[kind] ?? '', right - x - 2 * labelGapPx);
    if (label !== null) pen.fillText(label, x + labelGapPx, band.y + band.height / 2);
  }
}

/** An outline each, so that it is not taken for something recorded; a correction's is dashed. */
function drawEntries(pen: Pen, { entries, scale, bands, theme }: TimelineModel): void {
  if (bands.entries === null) return;
  const { y, height } = bands.entries;
  for (const { start, end, source, label } of entries) {
    const x = Math.max(0, xOf(scale, start));
    const width = Math.min(scale.width, xOf(scale, end)) - x;
    if (width <= 0) continue;
    pen.lineWidth = 1.5;
    pen.strokeStyle = theme('ink-2');
    pen.setLineDash(source === 'correction' ? [3, 2] : []);
    pen.strokeRect(x + 0.75, y + 0.75, Math.max(1, width - 1.5), height - 1.5);
    pen.setLineDash([]);
    const text = label === null || width < labelFromPx ? null : fitted(pen, label, width - 2 * labelGapPx);
    if (text === null) continue;
    pen.fillStyle = theme('ink');
    pen.fillText(text, x + labelGapPx, y + height / 2 + 0.5);
  }
}

/** `text` shortened to `width` pixels; null when fewer than three letters would be left. */
function fitted(pen: Pen, text: string, width: number): string | null {
  if (pen.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (pen.measureText(shortened(text, middle)).width <= width) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? null : shortened(text, low);
}

function shortened(text: string, length: number): string {
  return `${text.slice(0, length).trimEnd()}…`;
}

/**
 * Keys from the ground up, clicks on top of them; the line at the top stands for the number beside
 * it.
 */
function drawCounts(pen: Pen, { counts: { bars, most }, scale, bands, theme }: TimelineModel): void {
  if (bands.counts === null) return;
  pen.fillStyle = theme('hairline');
  if (bars.length > 0) pen.fillRect(0, bands.counts.y, scale.width, 1);
  const bottom = bands.counts.y + bands.counts.height;
  const perCount = bands.counts.height / most;
  for (const part of ['clicks', 'keys'] as const) {
    pen.fillStyle = theme(part);
    for (const { start, end, keys, clicks } of bars) {
      const count = part === 'keys' ? keys : keys + clicks;
      if (count <= 0) continue;
      const x = Math.max(0, xOf(scale, start));
      const right = Math.min(scale.width, xOf(scale, end));
      if (right > x) pen.fillRect(x, bottom - count * perCount, right - x, count * perCount);
    }
  }
}

/** The line at the top stands for a minute with input in each of its seconds. */
function drawInput(pen: Pen, { input: { bars }, scale, bands, theme }: TimelineModel): void {
  if (bands.input === null) return;
  const { y, height } = bands.input;
  pen.fillStyle = theme('hairline');
  if (bars.length > 0) pen.fillRect(0, y, scale.width, 1);
  pen.fillStyle = theme('keys');
  for (const { start, end, seconds } of bars) {
    const x = Math.max(0, xOf(scale, start));
    const right = Math.min(scale.width, xOf(scale, end));
    const tall = (height * seconds) / 60;
    if (right > x) pen.fillRect(x, y + height - tall, right - x, tall);
  }
}

export const shotMarkPx = 9;

function drawShots(pen: Pen, { shots, scale, bands, theme }: TimelineModel): void {
  const y = bands.shots.y + 6;
  const places: Record<ShotMark['look'], number[]> = { solid: [], open: [], held: [] };
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, look } of shots) {
    const x = Math.round(xOf(scale, at));
    // Marks that would lie on one another are one; the list below the timeline has each.
    if (x < -shotMarkPx || x > scale.width + shotMarkPx || x - last < 4) continue;
    last = x;
    places[look].push(x);
  }
  pen.lineWidth = 1.5;
  for (const look of ['solid', 'open', 'held'] as const) {
    if (places[look].length === 0) continue;
    pen.beginPath();
    for (const x of places[look]) pen.roundRect(x - shotMarkPx / 2, y, shotMarkPx, 10, 2);
    pen.fillStyle = theme(look === 'solid' ? 'ink-2' : 'raised');
    pen.fill();
    pen.strokeStyle = theme(look === 'held' ? 'accent' : 'ink-2');
    pen.setLineDash(look === 'held' ? [3, 2] : []);
    pen.stroke();
  }
  pen.setLineDash([]);
}

function drawMoments(pen: Pen, { cursor, now, scale, bands, theme }: TimelineModel): void {
  if (now !== null) {
    const x = Math.round(xOf(scale, now));
    pen.fillStyle = theme('accent');
    if (x >= 0 && x <= scale.width) pen.fillRect(x - 1, bands.axis.height - 4, 2, bands.height - bands.axis.height + 4);
  }
  if (cursor !== null) {
    pen.fillStyle = theme('ink');
    pen.fillRect(Math.round(xOf(scale, cursor)), bands.axis.height - 6, 1, bands.height - bands.axis.height + 6);
  }
}
