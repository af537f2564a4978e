import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import { dayBounds, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import { coveredMs } from '../../../core/time/interval.ts';
import {
  commonHours,
  reachesBeyond,
  type WorkingHours,
  weekdays,
  workingAt,
  workingHoursSchema,
  workingTimeOf,
} from '../../../core/time/working-hours.ts';
import { anyHours } from '../../fixtures/consent/terms.ts';

const berlin = zoneSchema.parse('Europe/Berlin');
const utc = zoneSchema.parse('UTC');
/** The same spans on every day. */
const daily = (...spans: { from: number; to: number }[]): WorkingHours =>
  weekdays.map((weekday) => ({ weekday, spans }));
const timesOf = (day: string, hours: WorkingHours | null, zone = berlin) =>
  workingTimeOf(daySchema.parse(day), hours, zone).map(({ start, end }) =>
    [start, end].map((at) => new Date(at).toISOString().slice(5, 16)).join(' '),
  );

describe('the working time of a day', () => {
  it.each<[string, string, WorkingHours | null, string[]]>([
    ['in winter', '2026-01-05', daily({ from: 540, to: 1020 }), ['01-05T08:00 01-05T16:00']],
    ['in summer', '2026-07-06', daily({ from: 540, to: 1020 }), ['07-06T07:00 07-06T15:00']],
    ['with no hours is the whole day', '2026-01-05', null, ['01-04T23:00 01-05T23:00']],
    ['with empty hours is none', '2026-01-05', [], []],
    ['on a day that is off is none', '2026-01-06', [{ weekday: 1, spans: [{ from: 0, to: 1440 }] }], []],
    ['on a Monday', '2026-01-05', [{ weekday: 1, spans: [{ from: 0, to: 60 }] }], ['01-04T23:00 01-05T00:00']],
    ['on a Sunday', '2026-01-04', [{ weekday: 7, spans: [{ from: 0, to: 60 }] }], ['01-03T23:00 01-04T00:00']],
    [
      'of spans that touch is one',
      '2026-01-05',
      daily({ from: 60, to: 120 }, { from: 120, to: 180 }),
      ['01-05T00:00 01-05T02:00'],
    ],
    [
      'of spans that overlap is one',
      '2026-01-05',
      daily({ from: 90, to: 180 }, { from: 60, to: 120 }),
      ['01-05T00:00 01-05T02:00'],
    ],
    [
      'of spans one in the other is the outer',
      '2026-01-05',
      daily({ from: 60, to: 240 }, { from: 90, to: 120 }),
      ['01-05T00:00 01-05T03:00'],
    ],
    [
      'when the clock jumps from 2 to 3 lacks that hour',
      '2026-03-29',
      daily({ from: 60, to: 240 }),
      ['03-29T00:00 03-29T02:00'],
    ],
    ['within the hour that is skipped is none', '2026-03-29', daily({ from: 130, to: 170 }), []],
    [
      'from within the hour that is skipped begins after it',
      '2026-03-29',
      daily({ from: 150, to: 240 }),
      ['03-29T01:00 03-29T02:00'],
    ],
    [
      'over the hour that comes twice has both',
      '2026-10-25',
      daily({ from: 60, to: 240 }),
      ['10-24T23:00 10-25T03:00'],
    ],
    [
      'that ends where the hour comes twice ends the first time',
      '2026-10-25',
      daily({ from: 60, to: 150 }),
      ['10-24T23:00 10-25T00:30'],
    ],
    ['of a whole day of 23 hours', '2026-03-29', daily({ from: 0, to: 1440 }), ['03-28T23:00 03-29T22:00']],
    ['of a whole day of 25 hours', '2026-10-25', daily({ from: 0, to: 1440 }), ['10-24T22:00 10-25T23:00']],
  ])('%s', (_, day, hours, expected) => expect(timesOf(day, hours)).toEqual(expected));

  it.each([
    ['Lord Howe, by half an hour', 'Australia/Lord_Howe', '2026-10-04'],
    ['Havana, at midnight', 'America/Havana', '2026-03-08'],
    ['Santiago, at midnight', 'America/Santiago', '2026-09-06'],
    ['Kathmandu, at a quarter', 'Asia/Kathmandu', '2026-06-01'],
    ['Apia, far east', 'Pacific/Apia', '2026-06-01'],
  ])('lies in its day, in order and apart, in %s', (_, name, day) => {
    const zone = zoneSchema.parse(name);
    const { start, end } = dayBounds(daySchema.parse(day), zone);
    fc.assert(
      fc.property(anyHours, (hours) => {
        const times = workingTimeOf(daySchema.parse(day), hours, zone);
        let reached = start;
        for (const [index, time] of times.entries()) {
          expect(time.start).toBeGreaterThanOrEqual(reached);
          if (index > 0) expect(time.start).toBeGreaterThan(reached);
          expect(time.end).toBeGreaterThan(time.start);
          reached = time.end;
        }
        expect(reached).toBeLessThanOrEqual(end);
      }),
      { numRuns: 40 },
    );
  });

  it('is what it says at every minute, and says until when', () =>
    fc.assert(
      fc.property(anyHours, fc.nat(7 * 1440 - 1), (hours, minute) => {
        const at = Date.parse('2026-06-01T00:00:00Z') + minute * minuteMs;
        const weekday = weekdays[Math.floor(minute / 1440)];
        const inDay = minute % 1440;
        const spans = hours.find((day) => day.weekday === weekday)?.spans ?? [];
        const { isWorking, until } = workingAt(at, hours, utc);
        expect(isWorking).toBe(spans.some(({ from, to }) => from <= inDay && inDay < to));
        expect(until).toBeGreaterThan(at);
        expect(until).toBeLessThanOrEqual(
          Date.parse('2026-06-01T00:00:00Z') + (Math.floor(minute / 1440) + 1) * 1440 * minuteMs,
        );
        expect(workingAt(until - 1, hours, utc).isWorking).toBe(isWorking);
      }),
      { numRuns: 200 },
    ));
});

describe('hours of two', () => {
  it('common to both are where both allow, in either order', () =>
    fc.assert(
      fc.property(fc.option(anyHours), fc.option(anyHours), (a, b) => {
        const both = commonHours(a, b);
        expect(reachesBeyond(both, a)).toBe(false);
        expect(reachesBeyond(both, b)).toBe(false);
        for (const other of [commonHours(b, a), commonHours(both, a)])
          expect(reachesBeyond(both, other) || reachesBeyond(other, both)).toBe(false);
      }),
      { numRuns: 200 },
    ));

  it('are no less than both allow, as far as eight spans a day tell it', () =>
    fc.assert(
      fc.property(anyHours, anyHours, fc.nat(6), (a, b, place) => {
        const day = daySchema.parse(`2026-06-0${place + 1}`);
        const minutes = (hours: WorkingHours | null) => {
          const times = workingTimeOf(day, hours, utc);
          return (at: number) => times.some(({ start, end }) => start <= at && at < end);
        };
        const [inA, inB, inBoth] = [minutes(a), minutes(b), minutes(commonHours(a, b))];
        const { start, end } = dayBounds(day, utc);
        const common = commonHours(a, b)?.find(({ weekday }) => weekday === weekdays[place])?.spans.length ?? 0;
        if (common >= 8) return;
        for (let at = start; at < end; at += 15 * minuteMs) expect(inBoth(at)).toBe(inA(at) && inB(at));
      }),
      { numRuns: 60 },
    ));

  it('reach beyond others exactly when they allow a minute of a week that those do not', () =>
    fc.assert(
      fc.property(fc.option(anyHours), fc.option(anyHours), (a, b) => {
        const week = weekdays.map((_, place) => daySchema.parse(`2026-06-0${place + 1}`));
        const more = week.some((day) => {
          const [mine, yours] = [workingTimeOf(day, a, utc), workingTimeOf(day, b, utc)];
          return coveredMs([...mine, ...yours]) > coveredMs(yours);
        });
        expect(reachesBeyond(a, b)).toBe(more);
        expect(reachesBeyond(a, a)).toBe(false);
      }),
      { numRuns: 200 },
    ));
});

describe('hours as they are written', () => {
  it.each([
    ['a span that ends before it begins', [{ weekday: 1, spans: [{ from: 60, to: 60 }] }]],
    ['a span over midnight', [{ weekday: 1, spans: [{ from: 1380, to: 60 }] }]],
    ['a minute past the day', [{ weekday: 1, spans: [{ from: 0, to: 1441 }] }]],
    ['a minute before it', [{ weekday: 1, spans: [{ from: -1, to: 60 }] }]],
    ['half a minute', [{ weekday: 1, spans: [{ from: 0.5, to: 60 }] }]],
    ['a weekday that is none', [{ weekday: 0, spans: [] }]],
    ['an eighth weekday', [{ weekday: 8, spans: [] }]],
    [
      'a weekday twice',
      [
        { weekday: 1, spans: [] },
        { weekday: 1, spans: [] },
      ],
    ],
    ['nine spans', [{ weekday: 1, spans: Array.from({ length: 9 }, (_, n) => ({ from: n * 10, to: n * 10 + 5 })) }]],
    ['a field that nothing reads', [{ weekday: 1, spans: [], breaks: [] }]],
    ['text', 'always'],
  ])('are refused with %s', (_, hours) => expect(workingHoursSchema.safeParse(hours).success).toBe(false));

  it('hold over midnight as two spans', () =>
    expect(workingHoursSchema.safeParse(daily({ from: 1380, to: 1440 }, { from: 0, to: 60 })).success).toBe(true));
});
