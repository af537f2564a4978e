import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { dayBounds, hourMs, zoneSchema } from '../../../../core/time/calendar.ts';
import {
  instantAt,
  onPixel,
  openingView,
  panned,
  pinched,
  shortestViewMs,
  ticksOf,
  xOf,
  zoomed,
} from '../../../../renderer/parts/timeline/scale.ts';
import { at, day, zone } from '../../fixtures/days.ts';

const limits = dayBounds(day, zone);
const inside = fc.integer({ min: limits.start, max: limits.end });
const view = fc
  .tuple(inside, fc.integer({ min: shortestViewMs, max: 24 * hourMs }))
  .map(([start, length]) => panned({ start, end: start + length }, limits, 0));
const isInside = (span: { start: number; end: number }) => limits.start <= span.start && span.end <= limits.end;

describe('a scale', () => {
  it('draws a clock on the pixel it has reached, never on one ahead of it', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 100, max: 4000 }), inside, (view, width, now) => {
        const drawn = onPixel({ view, width }, now);
        const pixelMs = (view.end - view.start) / width;
        expect(drawn).toBeLessThanOrEqual(now);
        expect(now - drawn).toBeLessThanOrEqual(pixelMs + 1);
      }),
    );
    const minute = { start: at(9), end: at(9, 1) };
    expect(onPixel({ view: minute, width: 0 }, at(9, 0, 20))).toBe(at(9, 0, 20));
    expect(onPixel({ view: minute, width: 60 }, at(9, 0, 20) + 999)).toBe(at(9, 0, 20));
  });
  it('answers with the instant that stands at a pixel, to the pixel', () => {
    fc.assert(
      fc.property(
        view,
        fc.integer({ min: 100, max: 4000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (view, width, share) => {
          const scale = { view, width };
          const pixelMs = (view.end - view.start) / width;
          expect(Math.abs(xOf(scale, instantAt(scale, share * width)) - share * width) * pixelMs).toBeLessThanOrEqual(
            0.5001,
          );
        },
      ),
    );
  });

  it('zooms about a point that stays where it is, unless the day ends there', () => {
    fc.assert(
      fc.property(view, fc.double({ min: 0.2, max: 5, noNaN: true }), (view, factor) => {
        const at = view.start + (view.end - view.start) / 3;
        const next = zoomed(view, limits, at, factor);
        expect(isInside(next)).toBe(true);
        expect(next.end - next.start).toBeGreaterThanOrEqual(shortestViewMs);
        const isFree = next.start > limits.start && next.end < limits.end;
        const share = (at - next.start) / (next.end - next.start);
        if (isFree) expect(share).toBeCloseTo(1 / 3, 3);
      }),
    );
  });

  it('pans without changing its length and stays in the day', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: -48 * hourMs, max: 48 * hourMs }), (view, by) => {
        const next = panned(view, limits, by);
        expect(next.end - next.start).toBe(view.end - view.start);
        expect(isInside(next)).toBe(true);
      }),
    );
  });

  it('has ticks in order, inside the view, at least 64 pixels apart', () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 200, max: 3000 }), (view, width) => {
        const scale = { view, width };
        const xs = ticksOf(scale, zone).map((tick) => xOf(scale, tick.at));
        for (const [index, x] of xs.entries()) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(width);
          if (index > 0) expect(x - (xs[index - 1] ?? 0)).toBeGreaterThanOrEqual(63.9);
        }
      }),
    );
  });
});

test.each([
  ['a minute of recording', at(9, 12, 7), at(9, 13, 8), at(9, 12), at(9, 13, 10)],
  ['the end of a minute', at(9, 12, 58), at(9, 14), at(9, 12, 50), at(9, 14)],
  ['a quarter of an hour', at(9, 12), at(9, 27), at(9, 10), at(9, 30)],
  ['two hours', at(9, 12), at(11, 7), at(9), at(11, 15)],
  ['a working day', at(8, 4), at(16, 31), at(8), at(17)],
  ['one instant', at(9, 12, 30), at(9, 12, 30), at(9, 12, 30), at(9, 13, 30)],
  ['nothing', null, null, at(8), at(18)],
])('%s opens rounded out', (_, first, last, start, end) => {
  expect(openingView(first, last, limits)).toEqual({ start, end });
});

describe('ticks', () => {
  const labels = (start: number, end: number, width: number, zone: string) =>
    ticksOf({ view: { start, end }, width }, zone).map(({ label }) => label);

  it('stand on round times of the clock in the zone, half-hour zones too', () => {
    expect(labels(at(8), at(12), 400, zone)).toEqual(['08:00', '09:00', '10:00', '11:00']);
    const start = Date.parse('2026-11-17T02:30:00Z');
    expect(labels(start, start + 3 * hourMs, 300, 'Asia/Kolkata')).toEqual(['08:00', '09:00', '10:00']);
  });

  it('show seconds only where a minute is wide', () => {
    expect(labels(at(9, 12), at(9, 13), 400, zone)[1]).toBe('09:12:10');
    expect(labels(at(9, 12), at(9, 22), 700, zone)[1]).toBe('09:13');
  });

  it('skip the hour that the clocks skip', () => {
    const berlin = zoneSchema.parse('Europe/Berlin');
    const { start } = dayBounds(daySchema.parse('2026-03-29'), berlin);
    expect(labels(start, start + 4 * hourMs, 400, berlin)).toEqual(['00:00', '01:00', '03:00', '04:00']);
  });
});

describe('a pinch', () => {
  const finger = fc.double({ min: 0, max: 900, noNaN: true });
  const pinch = fc.record({ middle: finger, apart: fc.double({ min: 20, max: 600, noNaN: true }) });

  it('keeps what lay between the fingers between them, unless the day ends there, and shows a minute to a day', () => {
    fc.assert(
      fc.property(view, pinch, pinch, (view, from, to) => {
        const scale = { view, width: 900 };
        const next = pinched(scale, limits, { from, to });
        expect(isInside(next)).toBe(true);
        const length = next.end - next.start;
        expect(length).toBeGreaterThanOrEqual(shortestViewMs);
        if (next.start > limits.start && next.end < limits.end) {
          const held = instantAt(scale, from.middle);
          expect(Math.abs(xOf({ view: next, width: 900 }, held) - to.middle) * (length / 900)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  test.each([
    ['apart to twice as far shows half', 100, 200, 0.5],
    ['together shows more', 300, 150, 2],
    ['at the same distance only moves', 120, 120, 1],
    ['fingers on one place count as a finger apart', 0, 32, 0.5],
  ])('%s', (_, from, to, factor) => {
    const view = { start: at(9), end: at(11) };
    const next = pinched({ view, width: 900 }, limits, {
      from: { middle: 450, apart: from },
      to: { middle: 450, apart: to },
    });
    expect((next.end - next.start) / (view.end - view.start)).toBeCloseTo(factor, 6);
  });

  it('pans by what its middle moved', () => {
    const view = { start: at(9), end: at(10) };
    const apart = 200;
    const next = pinched({ view, width: 600 }, limits, { from: { middle: 100, apart }, to: { middle: 400, apart } });
    expect(next).toEqual({ start: at(8, 30), end: at(9, 30) });
  });
});

test('zooming ends at a minute and at the day', () => {
  let shown = { start: at(8), end: at(18) };
  for (let turn = 0; turn < 100; turn += 1) shown = zoomed(shown, limits, at(12), 0.8);
  expect(shown.end - shown.start).toBe(shortestViewMs);
  for (let turn = 0; turn < 100; turn += 1) shown = zoomed(shown, limits, at(12), 1.25);
  expect(shown).toEqual(limits);
});
