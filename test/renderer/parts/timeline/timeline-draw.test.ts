import { describe, expect, it } from 'vitest';
import { presenceStates } from '../../../../core/day/activity.ts';
import type { DayView } from '../../../../core/day/view.ts';
import { recordIdSchema } from '../../../../core/ids.ts';
import { binsOf, scaledCounts } from '../../../../renderer/parts/timeline/count-bins.ts';
import { bandsOf, lanesOf } from '../../../../renderer/parts/timeline/timeline-bands.ts';
import { drawTimeline } from '../../../../renderer/parts/timeline/timeline-draw.ts';
import { appColour, plainColour } from '../../../../renderer/parts/totals/app-colour.ts';
import { inputFiguresOf } from '../../../../renderer/parts/totals/input-figures.ts';
import { countingPen } from '../../fixtures/counting-pen.ts';
import { at, fullDay, littleDay } from '../../fixtures/days.ts';
import { idOf } from '../../fixtures/random.ts';

const wholeView = { start: at(8), end: at(18) };

function draw(day: DayView, view = wholeView, width = 900) {
  const counting = countingPen();
  const lanes = lanesOf(day);
  const bands = bandsOf(true, {
    sites: day.sites.length > 0,
    entries: day.entries.length > 0,
    input: inputFiguresOf(day),
  });
  drawTimeline(counting.pen, {
    scale: { view, width },
    bands,
    zone: day.zone,
    lanes,
    counts: scaledCounts(lanes.minutes, { view, width }, lanes.counted),
    input: binsOf(lanes.inputMinutes, ['seconds'], { view, width }, lanes.counted),
    entries: day.entries,
    shots: day.shots.map(({ at }) => ({ at, look: 'solid' as const })),
    cursor: null,
    selection: null,
    now: null,
    theme: (name) => name,
  });
  return { ...counting, bands };
}

/** A day whose state changes so often that no change has a pixel of its own. */
function flickering(): DayView {
  const states: DayView['states'] = Array.from({ length: 5000 }, (_, index) => ({
    start: at(8) + index * 7000,
    end: at(8) + (index + 1) * 7000,
    state: presenceStates[index % presenceStates.length] ?? 'active',
    reason: null,
  }));
  return { ...fullDay(5000), states };
}

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
  it.each([900, 1600, 3200])('draws a flickering day of 5,000 states in bounded calls at %d pixels', (width) => {
    const { calls, colourChanges } = draw(flickering(), wholeView, width);
    expect(calls()).toBeLessThan(8 * width);
    // Colours are filled together: as many changes as there are kinds of things, and the hours' lines and labels.
    expect(colourChanges()).toBeLessThan(150);
  });
  it('draws every state of a flickering day, though none of its spans has a pixel', () => {
    const { boxes, bands } = draw(flickering());
    const inBand = boxes.filter(({ y }) => y >= bands.states.y && y < bands.states.y + bands.states.height);
    const colours = new Set(inBand.map(({ colour }) => colour));
    for (const colour of ['active', 'idle', 'call', 'blocked']) expect(colours).toContain(colour);
  });
  it('draws every app and every site that has a pixel, at any of these zooms', () => {
    for (const [view, width] of [
      [wholeView, 900],
      [{ start: at(9), end: at(10) }, 900],
      [{ start: at(9), end: at(9, 1) }, 300],
    ] as const) {
      const day = fullDay(5000);
      const { boxes, bands } = draw(day, view, width);
      const pixelMs = (view.end - view.start) / width;
      const visible = day.windows.filter((each) => {
        const shown = Math.min(each.end, view.end) - Math.max(each.start, view.start);
        return shown >= pixelMs;
      });
      const coloursIn = (band: { y: number; height: number } | null) =>
        new Set(
          boxes
            .filter(({ y }) => band !== null && y >= band.y && y < band.y + band.height)
            .map(({ colour }) => String(colour)),
        );
      const [apps, sites] = [coloursIn(bands.apps), coloursIn(bands.sites)];
      for (const { appId, site } of visible) {
        expect(apps).toContain(appColour(appId));
        if (site !== null) expect(sites).toContain(plainColour(site));
      }
    }
  });
  it('has a band of sites only where there are any, with their names', () => {
    const day = littleDay();
    const visited = day.windows.map((each) => ({ ...each, site: 'docs.example.org' }));
    const view = { start: at(9, 12), end: at(9, 14) };
    const withSites = { ...day, windows: visited, sites: [{ site: 'docs.example.org', ms: 61_000 }] };
    expect(draw(withSites, view).texts).toContain('docs.example.org');
    expect(draw(day, view).bands.sites).toBeNull();
    expect(draw(withSites, view).bands.height).toBeGreaterThan(draw(day, view).bands.height);
  });
  it('stands keys on the ground and clicks on them, on a scale that ends at a round number', () => {
    const { boxes, bands } = draw({ ...littleDay(), windows: [], states: [] }, { start: at(9, 12), end: at(9, 14) });
    const bars = boxes.filter(({ colour }) => colour === 'keys' || colour === 'clicks');
    expect(bars).toHaveLength(4);
    const band = bands.counts ?? { y: 0, height: 0 };
    const bottom = band.y + band.height;
    for (const { y, height } of bars) expect(y + height).toBeCloseTo(bottom, 6);
    const highest = Math.max(...bars.map(({ height }) => height));
    const fullest = Math.max(...littleDay().minutes.map(({ keys, clicks }) => keys + clicks));
    expect(highest / band.height).toBeCloseTo(fullest / 200, 6);
    expect(bars.find(({ height }) => height === highest)?.colour).toBe('clicks');
  });
  it('has a band of seconds with input in place of counts, on a scale of sixty', () => {
    const day = { ...littleDay(), windows: [], states: [], minutes: [] };
    const inputMinutes = [
      { start: at(9, 12), seconds: 60 },
      { start: at(9, 13), seconds: 15 },
    ];
    const { boxes, bands } = draw({ ...day, inputMinutes }, { start: at(9, 12), end: at(9, 14) });
    expect(bands.counts).toBeNull();
    const { y, height } = bands.input ?? { y: 0, height: 0 };
    const bars = boxes.filter(({ colour }) => colour === 'keys');
    expect(bars.map((bar) => bar.height / height)).toEqual([1, 0.25]);
    for (const bar of bars) expect(bar.y + bar.height).toBeCloseTo(y + height, 6);
    expect(draw(day).bands.input).toBeNull();
    expect(draw({ ...littleDay(), inputMinutes }).bands).toMatchObject({ counts: {}, input: {} });
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
    const entry = {
      ...saying,
      request: saying.id,
      source: 'manual' as const,
      original: null,
      adds: [],
      history: [saying],
    };
    const day = { ...littleDay(), windows: [], entries: [entry] };
    const view = { start: at(9, 12), end: at(9, 14) };
    expect(draw(day, view).texts).toContain('Meeting');
    expect(draw(day, view).outlines).toHaveLength(1);
    expect(draw({ ...day, entries: [] }, view).outlines).toEqual([]);
    expect(bandsOf(true).entries).toBeNull();
    expect(bandsOf(true, { entries: true }).height).toBeGreaterThan(bandsOf(true).height);
  });
  it('draws nothing of an empty day but its hours', () => {
    const { boxes } = draw({ ...littleDay(), windows: [], states: [], minutes: [], shots: [] });
    expect(new Set(boxes.map(({ colour }) => colour))).toEqual(new Set(['hairline']));
  });
});
