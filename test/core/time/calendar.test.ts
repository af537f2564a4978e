import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import { dayBounds, dayOf, hourMs, minuteStart, nextDay, zoneSchema } from '../../../core/time/calendar.ts';
import { contains, durationMs } from '../../../core/time/interval.ts';

const zone = (name: string) => zoneSchema.parse(name);
const day = (text: string) => daySchema.parse(text);

describe('a day', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28', 24],
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    // Clocks went from 24:00 to 01:00: the day has no midnight.
    ['America/Sao_Paulo', '2018-11-04', 23],
    // … and from 24:00 back to 23:00: the day has that hour twice.
    ['America/Sao_Paulo', '2018-02-17', 25],
    ['Africa/Cairo', '2024-04-26', 23],
    ['Asia/Beirut', '2022-03-27', 23],
    ['Asia/Kolkata', '2026-06-01', 24],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Pacific/Apia', '2011-12-29', 24],
    // Samoa crossed the date line: this day was not.
    ['Pacific/Apia', '2011-12-30', 0],
    ['Pacific/Apia', '2011-12-31', 24],
    ['Pacific/Kiritimati', '2026-01-01', 24],
    ['Etc/GMT+12', '2026-01-01', 24],
  ])('in %s, %s has %d hours', (name, text, hours) =>
    expect(durationMs(dayBounds(day(text), zone(name))) / hourMs).toBe(hours),
  );

  it('begins where the local date does', () => {
    expect(dayBounds(day('2026-06-01'), zone('Asia/Kolkata')).start).toBe(Date.parse('2026-05-31T18:30:00Z'));
    expect(dayBounds(day('2018-11-04'), zone('America/Sao_Paulo')).start).toBe(Date.parse('2018-11-04T03:00:00Z'));
    expect(dayOf(Date.parse('2026-05-31T18:29:59.999Z'), zone('Asia/Kolkata'))).toBe('2026-05-31');
  });

  it('follows the last of a month, of a February and of a year', () => {
    expect(nextDay(day('2026-04-30'))).toBe('2026-05-01');
    expect(nextDay(day('2028-02-28'))).toBe('2028-02-29');
    expect(nextDay(day('2026-02-28'))).toBe('2026-03-01');
    expect(nextDay(day('2026-12-31'))).toBe('2027-01-01');
  });

  const zones = fc.constantFrom(
    ...['Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kolkata', 'Africa/Cairo', 'Asia/Beirut', 'UTC'],
    ...['America/Santiago', 'Asia/Tehran', 'Pacific/Chatham', 'Pacific/Marquesas', 'America/Havana'],
  );
  const moment = fc.integer({ min: Date.parse('2011-12-20T00:00:00Z'), max: Date.parse('2030-01-01T00:00:00Z') });

  it('holds exactly the instants of its date: days partition time', () =>
    fc.assert(
      fc.property(zones.map(zone), moment, (where, at) => {
        const today = dayOf(at, where);
        const bounds = dayBounds(today, where);
        expect(contains(bounds, at)).toBe(true);
        expect(dayOf(bounds.start, where)).toBe(today);
        expect(dayOf(bounds.end - 1, where)).toBe(today);
        expect(dayOf(bounds.start - 1, where) < today).toBe(true);
        expect(dayBounds(nextDay(today), where).start).toBe(bounds.end);
      }),
      { numRuns: 60 },
    ));
});

describe('a minute', () => {
  it('starts at or before its instants, on a whole minute', () =>
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e13 }), (at) => {
        const start = minuteStart(at);
        expect(Math.abs(start % 60_000)).toBe(0);
        expect(at - start).toBeGreaterThanOrEqual(0);
        expect(at - start).toBeLessThan(60_000);
      }),
    ));
});

describe('a zone', () => {
  it.each(['', 'Europe/Atlantis', 'berlin', '../etc/passwd', ' ', 'UTC ', '25:00'])('%j does not parse', (text) =>
    expect(zoneSchema.safeParse(text).success).toBe(false),
  );
});
