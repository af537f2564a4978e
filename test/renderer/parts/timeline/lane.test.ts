import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { columnPx, detailOf, firstEndingAfter, heightsOf, laneOf } from '../../../../renderer/parts/timeline/lane.ts';
import { at, fullDay, littleDay } from '../../fixtures/days.ts';

const kinds = ['a', 'b', 'c'] as const;
const whole = { start: 0, end: 100_000 };

/** Disjoint spans in order, some with holes between them. */
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 400 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts) =>
    cuts
      .slice(1)
      .map((end, index) => ({ start: cuts[index] ?? 0, end, kind: kinds[index % 3] ?? 'a', isHole: index % 7 === 3 })),
  )
  .map((all) => all.filter(({ isHole }) => !isHole));

const lane = (of: readonly { start: number; end: number; kind: string }[]) =>
  laneOf<(typeof of)[number], string>(of, ({ kind }) => kind, kinds);

describe('the detail of a lane', () => {
  it('lies inside the canvas, in order and disjoint, and is bounded by the width however many spans there are', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 20, max: 300 }), (spans, width) => {
        const { segments, columns } = detailOf(lane(spans), { view: whole, width });
        expect(segments.length).toBeLessThanOrEqual(width / columnPx + 1);
        expect(columns.length).toBeLessThanOrEqual(width / 2 + segments.length + 1);
        for (const list of [segments, columns])
          for (const [index, { x, right }] of list.entries()) {
            expect(x).toBeGreaterThanOrEqual(list[index - 1]?.x ?? 0);
            expect(right).toBeLessThanOrEqual(width + 1e-9);
            expect(right - x).toBeGreaterThan(0);
          }
      }),
    );
  });

  it('hides nothing: every span of a pixel or more, and every column in which there is anything, is drawn in its kind', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 20, max: 300 }), (spans, width) => {
        const scale = { view: whole, width };
        const { segments, columns } = detailOf(lane(spans), scale);
        for (const { start, end, kind } of spans) {
          const middle = ((start + end) / 2 / 100_000) * width;
          const isDrawn =
            segments.some((each) => each.x <= middle && middle <= each.right && kinds[each.kind] === kind) ||
            columns.some(
              (each) =>
                // One that is alone at the right edge is moved inwards by up to its pixel.
                each.x - 1 <= middle &&
                middle <= each.right + 1 &&
                each.shares.some((share) => kinds[share.kind] === kind),
            );
          expect(isDrawn).toBe(true);
        }
      }),
    );
  });

  it('gives each kind its time, to a hundredth of what is shown', () => {
    fc.assert(
      fc.property(spans, (spans) => {
        const { segments, columns } = detailOf(lane(spans), { view: whole, width: 1000 });
        const drawn = (kind: number) =>
          segments.filter((each) => each.kind === kind).reduce((sum, { x, right }) => sum + right - x, 0) +
          columns.reduce(
            (sum, { x, right, shares }) =>
              sum + (right - x) * (shares.find((share) => share.kind === kind)?.share ?? 0),
            0,
          );
        const time = (kind: string) =>
          spans.filter((span) => span.kind === kind).reduce((sum, { start, end }) => sum + (end - start) / 100, 0);
        // A lone span below a pixel is drawn a pixel wide.
        const alone = columns.filter(({ x, right }) => right - x <= 1).length;
        for (const [place, kind] of kinds.entries())
          expect(Math.abs(drawn(place) - time(kind))).toBeLessThanOrEqual(10 + alone);
      }),
    );
  });

  it('keeps a hole of a few pixels between narrow spans open', () => {
    const far = [
      { start: 0, end: 1000, kind: 'a' },
      { start: 4000, end: 5000, kind: 'a' },
    ];
    const { columns } = detailOf(lane(far), { view: whole, width: 100 });
    expect(columns.map(({ x, right }) => [x, right])).toEqual([
      [0, 1],
      [4, 5],
    ]);
  });

  it('looks at the same at every zoom of a day: all of what is in view, nothing of what is not', () => {
    const { windows } = fullDay(5000);
    const apps = laneOf(windows, ({ appId }) => appId, [...new Set(windows.map(({ appId }) => appId))]);
    const view = { start: at(9), end: at(9, 2) };
    const { segments, columns } = detailOf(apps, { view, width: 900 });
    expect(columns.length + segments.length).toBeGreaterThan(5);
    for (const { span } of segments) expect(span.end > view.start && span.start < view.end).toBe(true);
  });
});

test.each([
  ['none', -1, 0],
  ['inside the first', at(9, 12, 10), 0],
  ['at the end of the first, which it does not hold', at(9, 12, 29), 1],
  ['after all', at(20), 3],
])('the first span that ends after an instant: %s', (_, instant, place) => {
  expect(firstEndingAfter(littleDay().windows, instant)).toBe(place);
});

test.each([
  ['one kind', [1], 34, [34]],
  ['halves', [0.5, 0.5], 34, [17, 17]],
  ['a hundredth still shows', [0.99, 0.01], 34, [33, 1]],
  ['what is free stays free', [0.5], 34, [17]],
  ['many slivers take from the highest', [0.97, 0.01, 0.01, 0.01], 10, [7, 1, 1, 1]],
  ['more kinds than pixels', [0.25, 0.25, 0.25, 0.25], 3, [1, 1, 1, 1]],
])('heights of a column: %s', (_, shares, height, heights) => {
  expect(
    heightsOf(
      shares.map((share, kind) => ({ kind, share })),
      height,
    ),
  ).toEqual(heights);
});
