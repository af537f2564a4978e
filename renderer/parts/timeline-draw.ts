import type { DayView } from '../../core/day-view.ts';
import type { Instant, Interval } from '../../core/interval.ts';
import { appBins, isCrowded } from './app-bins.ts';
import { appColour } from './app-colour.ts';
import { drawState, type Pen } from './pattern.ts';
import { type TimeScale, ticksOf, xOf } from './scale.ts';
import { segmentsOf } from './segments.ts';
import { appName } from './state-words.ts';
import type { Theme } from './theme.ts';

export interface Band {
  readonly y: number;
  readonly height: number;
}

/** Where each band lies, in CSS pixels from the canvas' top. The counts band is left free for the plot that lies over it. */
export interface Bands {
  readonly axis: Band;
  readonly states: Band;
  readonly apps: Band;
  /** What the person said of the day, thin and beside what was recorded; null on a day without entries. */
  readonly entries: Band | null;
  readonly counts: Band;
  readonly shots: Band;
  readonly height: number;
}

export function bandsOf(tall: boolean, hasEntries = false): Bands {
  let y = 0;
  const band = (height: number): Band => {
    const made = { y, height };
    y += height + 10;
    return made;
  };
  const axis = band(24);
  const states = band(tall ? 34 : 26);
  const apps = band(tall ? 56 : 40);
  const entries = hasEntries ? band(16) : null;
  const counts = band(tall ? 84 : 56);
  const shots = band(26);
  return { axis, states, apps, entries, counts, shots, height: y - 10 };
}

/** A picture's place on the timeline: `solid` has left this computer, `open` has not, `held` is still on hold. */
export interface ShotMark {
  readonly at: Instant;
  readonly look: 'solid' | 'open' | 'held';
}

export interface TimelineModel {
  readonly scale: TimeScale;
  readonly bands: Bands;
  readonly zone: string;
  readonly states: DayView['states'];
  readonly windows: DayView['windows'];
  /** Those that still hold, by start. */
  readonly entries: DayView['entries'];
  /** Apps by their time that day, longest first. */
  readonly ranking: readonly (string | null)[];
  readonly shots: readonly ShotMark[];
  readonly cursor: Instant | null;
  readonly selection: Interval | null;
  readonly now: Instant | null;
  readonly theme: Theme;
}

export const axisFont = '500 12px Inter, "Segoe UI", system-ui, sans-serif';
const labelGapPx = 6;
const labelFont = '500 12px Inter, "Segoe UI", system-ui, sans-serif';

/** Draws the whole timeline in CSS pixels; the caller has set the transform for the screen's density. */
export function drawTimeline(pen: Pen, model: TimelineModel): void {
  const { scale, bands, theme } = model;
  pen.clearRect(0, 0, scale.width, bands.height);
  drawSelection(pen, model);
  drawAxis(pen, model);
  for (const { x, right, span } of segmentsOf(model.states, scale)) {
    drawState(pen, span.state, { x, y: bands.states.y, width: right - x, height: bands.states.height }, theme);
  }
  drawApps(pen, model);
  drawEntries(pen, model);
  drawShots(pen, model);
  drawMoments(pen, model);
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
  pen.font = axisFont;
  pen.textBaseline = 'middle';
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
    pen.textAlign = 'left';
    pen.fillText(label, left, bands.axis.y + 9);
  }
  pen.fillStyle = theme('hairline');
  pen.fillRect(0, bands.axis.height, scale.width, 1);
  pen.fillRect(0, bands.counts.y + bands.counts.height, scale.width, 1);
}

/** Each window where there is room for it; else what share of the time each app had, column by column. */
function drawApps(pen: Pen, model: TimelineModel): void {
  if (isCrowded(model.windows, model.scale)) drawAppShares(pen, model);
  else drawWindows(pen, model);
}

function drawAppShares(pen: Pen, { windows, ranking, scale, bands, theme }: TimelineModel): void {
  for (const { x, right, shares } of appBins(windows, scale, ranking)) {
    let bottom = bands.apps.y + bands.apps.height;
    for (const { appId, share } of shares) {
      const height = share * bands.apps.height;
      pen.fillStyle = theme(appColour(appId));
      pen.fillRect(x, bottom - height, Math.max(1, right - x - 1), height);
      bottom -= height;
    }
  }
}

function drawWindows(pen: Pen, { windows, scale, bands, theme }: TimelineModel): void {
  const { y, height } = bands.apps;
  pen.font = labelFont;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  let labelledTo = Number.NEGATIVE_INFINITY;
  for (const { x, right, span } of segmentsOf(windows, scale)) {
    const width = right - x;
    // A hair of ground between neighbours keeps two windows of one app apart.
    const gap = width > 4 ? 1 : 0;
    pen.fillStyle = theme(appColour(span.appId));
    pen.fillRect(x, y, width - gap, height);
    if (span.withheld === 'rule') {
      drawState(pen, 'not-permitted', { x, y, width: width - gap, height }, theme);
    }
    if (width < 44 || x < labelledTo || span.withheld === 'rule') continue;
    const label = fitted(pen, appName(span.appId, span.appName), width - 2 * labelGapPx);
    if (label === null) continue;
    pen.fillStyle = theme('on-app');
    pen.fillText(label, x + labelGapPx, y + height / 2);
    labelledTo = x + labelGapPx + pen.measureText(label).width;
  }
}

/** An outline each, so that it is not taken for something recorded; a correction's is dashed. */
function drawEntries(pen: Pen, { entries, scale, bands, theme }: TimelineModel): void {
  if (bands.entries === null) return;
  const { y, height } = bands.entries;
  pen.font = labelFont;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  for (const { start, end, source, label } of entries) {
    const x = Math.max(0, xOf(scale, start));
    const width = Math.min(scale.width, xOf(scale, end)) - x;
    if (width <= 0) continue;
    pen.lineWidth = 1.5;
    pen.strokeStyle = theme('ink-2');
    pen.setLineDash(source === 'correction' ? [3, 2] : []);
    pen.strokeRect(x + 0.75, y + 0.75, Math.max(1, width - 1.5), height - 1.5);
    pen.setLineDash([]);
    const text = label === null || width < 44 ? null : fitted(pen, label, width - 2 * labelGapPx);
    if (text === null) continue;
    pen.fillStyle = theme('ink');
    pen.fillText(text, x + labelGapPx, y + height / 2 + 0.5);
  }
}

/** `text` shortened to `width` pixels; null when fewer than three letters would be left. */
function fitted(pen: Pen, text: string, width: number): string | null {
  if (pen.measureText(text).width <= width) return text;
  for (let length = text.length - 1; length >= 3; length -= 1) {
    const short = `${text.slice(0, length).trimEnd()}…`;
    if (pen.measureText(short).width <= width) return short;
  }
  return null;
}

export const shotMarkPx = 9;

function drawShots(pen: Pen, { shots, scale, bands, theme }: TimelineModel): void {
  const y = bands.shots.y + 6;
  let last = Number.NEGATIVE_INFINITY;
  for (const { at, look } of shots) {
    const x = Math.round(xOf(scale, at));
    // Marks that would lie on one another are one; the list below the timeline has each.
    if (x < -shotMarkPx || x > scale.width + shotMarkPx || x - last < 4) continue;
    last = x;
    pen.beginPath();
    pen.roundRect(x - shotMarkPx / 2, y, shotMarkPx, 10, 2);
    pen.lineWidth = 1.5;
    pen.fillStyle = theme(look === 'solid' ? 'ink-2' : 'raised');
    pen.fill();
    pen.strokeStyle = theme(look === 'held' ? 'accent' : 'ink-2');
    pen.setLineDash(look === 'held' ? [3, 2] : []);
    pen.stroke();
    pen.setLineDash([]);
  }
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
