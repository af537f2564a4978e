import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { splitByDay } from '../../../core/day/split.ts';
import { daySchema } from '../../../core/ids.ts';
import { dayBounds, hourMs, zoneSchema } from '../../../core/time/calendar.ts';
import { coveredMs } from '../../../core/time/interval.ts';

const utc = zoneSchema.parse('UTC');
const midnight = Date.parse('2026-06-02T00:00:00Z');
const state = (start: number, end: number): ActivityRecord => ({
  kind: 'state',
  start,
  end,
  state: 'idle',
  reason: null,
});

it('cuts an interval at midnight and leaves the rest whole', () => {
  const split = splitByDay([state(midnight - 10, midnight + 5), state(midnight, midnight + 1)], utc);
  expect([...split]).toEqual([
    ['2026-06-01', [state(midnight - 10, midnight)]],
    ['2026-06-02', [state(midnight, midnight + 5), state(midnight, midnight + 1)]],
  ]);
});

it('cuts over several days, and over one that a zone skips', () => {
  const apia = zoneSchema.parse('Pacific/Apia');
  const start = dayBounds(daySchema.parse('2011-12-29'), apia).end - hourMs;
  const split = splitByDay([state(start, start + 2 * hourMs)], apia);
  expect([...split.keys()]).toEqual(['2011-12-29', '2011-12-31']);
});

it('leaves counts with the day in which they began', () => {
  const counts: ActivityRecord = { kind: 'counts', start: midnight - 1, end: midnight, keys: 1, clicks: 0, scrolls: 0 };
  const seconds: ActivityRecord = { kind: 'input-seconds', start: midnight - 1, end: midnight + 900, seconds: 1 };
  expect([...splitByDay([counts, seconds], utc).keys()]).toEqual(['2026-06-01']);
});

it('loses no time and puts every part inside its day', () =>
  fc.assert(
    fc.property(
      fc
        .constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia')
        .map((name) => zoneSchema.parse(name)),
      fc.array(fc.tuple(fc.integer({ min: 1_316_000_000_000, max: 1_326_000_000_000 }), fc.nat(80 * hourMs)), {
        maxLength: 5,
      }),
      (zone, spans) => {
        const records = spans.map(([start, length]) => state(start, start + length));
        for (const record of records) {
          const parts = [...splitByDay([record], zone)].flatMap(([day, list]) =>
            list.flatMap((part) => ('start' in part ? [{ day, start: part.start, end: part.end }] : [])),
          );
          if ('start' in record) expect(coveredMs(parts)).toBe(record.end - record.start);
          for (const { day, start, end } of parts) {
            const bounds = dayBounds(day, zone);
            expect(start).toBeGreaterThanOrEqual(bounds.start);
            expect(end).toBeLessThanOrEqual(bounds.end);
          }
        }
      },
    ),
    { numRuns: 40 },
  ));
