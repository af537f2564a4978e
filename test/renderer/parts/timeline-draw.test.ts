import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayView } from '../../../core/day-view.ts';
import { recordIdSchema } from '../../../core/ids.ts';
import { appBins, isCrowded } from '../../../renderer/parts/app-bins.ts';
import type { Pen } from '../../../renderer/parts/pattern.ts';
import { segmentsOf } from '../../../renderer/parts/segments.ts';
import { bandsOf, drawTimeline } from '../../../renderer/parts/timeline-draw.ts';
import { at, fullDay, littleDay } from '../fixtures/days.ts';
import { idOf } from '../fixtures/random.ts';

const wholeView = { start: at(8), end: at(18) };

/** A pen that counts what it is told and remembers texts and boxes. */
function countingPen() {
  const texts: string[] = [];
  const labels: { text: string; left: number; right: number }[] = [];
  const boxes: { colour: unknown; x: number; width: number; y: number }[] = [];
  const outlines: { x: number; y: number; width: number }[] = [];
  let strokes = 0;
  const known: Record<string, unknown> = {
    fillText: (text: string, x: number) => {
      texts.push(text);
      const left = known.textAlign === 'center' ? x - text.length * 3.5 : x;
      labels.push({ text, left, right: left + text.length * 7 });
    },
    fillRect: (x: number, y: number, width: number) => boxes.push({ colour: known.fillStyle, x, y, width }),
    strokeRect: (x: number, y: number, width: number) => outlines.push({ x, y, width }),
    measureText: (text: string) => ({ width: text.length * 7 }),
    stroke: () => {
      strokes += 1;
    },
  };
  const pen = new Proxy(known, { get: (held, name) => held[String(name)] ?? (() => {}) });
  return { pen: pen as unknown as Pen, texts, labels, boxes, outlines, strokes: () => strokes };
}

function draw(day: DayView, view = wholeView, width = 900) {
  const counting = countingPen();
  drawTimeline(counting.pen, {
    scale: { view, width },
    bands: bandsOf(true, day.entries.length > 0),
    zone: day.zone,
    states: day.states,
    windows: day.windows,
    entries: day.entries,
    ranking: day.apps.map(({ appId }) => appId),
    shots: day.shots.map(({ at }) => ({ at, look: 'solid' as const })),
    cursor: null,
    selection: null,
    now: null,
    theme: (name) => name,
  });
  return counting;
}

describe('segments', () => {
  const spans = fc
    .uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 400 })
    .map((cuts) => cuts.sort((a, b) => a - b))
    .map((cuts) => cuts.slice(1).map((end, index) => ({ start: cuts[index] ?? 0, end })));

  it('lie inside the canvas, in order, at most about two a pixel', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 20, max: 300 }), (spans, width) => {
        const segments = segmentsOf(spans, { view: { start: 0, end: 100_000 }, width });
        expect(segments.length).toBeLessThanOrEqual(2 * width + 2);
        for (const { x, right } of segments) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(right).toBeLessThanOrEqual(width + 1e-9);
          expect(right).toBeGreaterThan(x);
        }
      }),
    );
  });
  it('never lose a span that is a pixel wide or more', () => {
    fc.assert(
      fc.property(spans, (spans) => {
        const segments = segmentsOf(spans, { view: { start: 0, end: 100_000 }, width: 100 });
        for (const span of spans.filter(({ start, end }) => end - start > 1000)) {
          expect(segments.some((segment) => segment.span === span)).toBe(true);
        }
      }),
    );
  });
});

describe('crowded apps', () => {
  const crowded = fullDay(5000);
  const scale = { view: wholeView, width: 900 };

  it('become columns whose shares are together one', () => {
    const bins = appBins(
      crowded.windows,
      scale,
      crowded.apps.map(({ appId }) => appId),
    );
    expect(bins.length).toBeGreaterThan(40);
    for (const { shares } of bins) expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });
  it('keep each app’s time: the columns add up to the day’s sums', () => {
    const bins = appBins(
      crowded.windows,
      scale,
      crowded.apps.map(({ appId }) => appId),
    );
    const pixelMs = (wholeView.end - wholeView.start) / scale.width;
    const [longest] = crowded.apps;
    const px = bins.reduce((sum, bin) => {
      const share = bin.shares.find(({ appId }) => appId === longest?.appId)?.share ?? 0;
      return sum + share * (bin.right - bin.x);
    }, 0);
    // A column with a hole in it is drawn whole; that is less than a hundredth here.
    expect(Math.abs(px * pixelMs - (longest?.ms ?? 0)) / (longest?.ms ?? 1)).toBeLessThan(0.01);
  });
  it('are windows again once there is room', () => {
    expect(isCrowded(crowded.windows, scale)).toBe(true);
    expect(isCrowded(crowded.windows, { view: { start: at(9), end: at(9, 2) }, width: 900 })).toBe(false);
    expect(isCrowded(littleDay().windows, scale)).toBe(false);
  });
});

describe('the timeline', () => {
  it('names the apps that have room, and the hours', () => {
    const { texts } = draw(littleDay(), { start: at(9, 12), end: at(9, 14) });
    expect(texts).toEqual(expect.arrayContaining(['Terminal', 'Editor', 'Chromium', '09:12:30']));
  });
  it.each([600, 640, 700, 900, 1300])('sets no time on another, nor over an edge, at %d pixels', (width) => {
    const { labels } = draw({ ...littleDay(), windows: [] }, { start: at(9, 12), end: at(9, 13, 30) }, width);
    expect(labels.length).toBeGreaterThan(3);
    expect(labels[0]).toMatchObject({ text: '09:12:00', left: 0 });
    for (const [index, { left, right }] of labels.entries()) {
      expect(right).toBeLessThanOrEqual(width);
      if (index > 0) expect(left - (labels[index - 1]?.right ?? 0)).toBeGreaterThanOrEqual(4);
    }
  });
  it.each([1, 3, 5])('keeps a first time near the left edge off the second, %d seconds into the view', (seconds) => {
    const start = at(9, 12) - seconds * 1000;
    const { labels } = draw({ ...littleDay(), windows: [] }, { start, end: start + 180_000 }, 842);
    const [first, second] = labels;
    expect(first?.left).toBeGreaterThanOrEqual(0);
    expect((second?.left ?? 0) - (first?.right ?? 0)).toBeGreaterThanOrEqual(4);
  });
  it('costs about the same for 5,000 windows as for 260', () => {
    const [few, many] = [draw(fullDay(260)).boxes.length, draw(fullDay(5000)).boxes.length];
    expect(many).toBeLessThan(4 * few);
    expect(many).toBeLessThan(2000);
  });
  it('draws paused and unknown as lines, and not in the colours of active or idle', () => {
    const day = fullDay();
    const only = (state: string) => ({
      ...day,
      windows: [],
      minutes: [],
      shots: [],
      states: day.states.filter((each) => each.state === state),
    });
    for (const state of ['paused', 'unknown']) {
      const { boxes, strokes } = draw(only(state));
      expect(strokes()).toBeGreaterThan(0);
      expect(boxes.map(({ colour }) => colour)).not.toEqual(expect.arrayContaining(['active']));
      expect(boxes.map(({ colour }) => colour)).not.toEqual(expect.arrayContaining(['idle']));
    }
    expect(draw(only('active')).boxes.map(({ colour }) => colour)).toContain('active');
  });
  it('draws what the person said as outlines of its own, and has no place for it on a day without', () => {
    const said = { start: at(9, 12), end: at(9, 13), label: 'Meeting', category: null, note: null, isCall: false };
    const saying = { ...said, id: recordIdSchema.parse(idOf(7)), at: at(10), isTakenBack: false, needsApproval: false };
    const entry = { ...saying, request: saying.id, source: 'manual' as const, original: null, history: [saying] };
    const day = { ...littleDay(), windows: [], entries: [entry] };
    const view = { start: at(9, 12), end: at(9, 14) };
    expect(draw(day, view).texts).toContain('Meeting');
    expect(draw(day, view).outlines).toHaveLength(1);
    expect(draw({ ...day, entries: [] }, view).outlines).toEqual([]);
    expect(bandsOf(true).entries).toBeNull();
    expect(bandsOf(true, true).height).toBeGreaterThan(bandsOf(true).height);
  });
  it('draws nothing of an empty day but its hours', () => {
    const { boxes } = draw({ ...littleDay(), windows: [], states: [], minutes: [], shots: [] });
    expect(new Set(boxes.map(({ colour }) => colour))).toEqual(new Set(['hairline']));
  });
});
