import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localText, utcText } from '../../../core/time/local-time.ts';

describe('local time', () => {
  it.each([
    ['UTC', '2026-06-01T12:00:00.007Z', '2026-06-01T12:00:00.007+00:00'],
    ['Europe/Berlin', '2026-06-01T22:30:00.000Z', '2026-06-02T00:30:00.000+02:00'],
    ['Europe/Berlin', '2026-01-01T12:00:00.000Z', '2026-01-01T13:00:00.000+01:00'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', '2026-01-01T05:45:00.000+05:45'],
    ['America/St_Johns', '2026-01-01T00:00:00.000Z', '2025-12-31T20:30:00.000-03:30'],
    ['No/Where', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000+00:00'],
  ])('in %s at %s is %s', (zone, utc, local) => expect(localText(Date.parse(utc), zone)).toBe(local));

  it('tells the two hours apart that a clock shows twice', () => {
    const first = Date.parse('2026-10-25T00:30:00Z');
    expect(localText(first, 'Europe/Berlin')).toBe('2026-10-25T02:30:00.000+02:00');
    expect(localText(first + 3_600_000, 'Europe/Berlin')).toBe('2026-10-25T02:30:00.000+01:00');
  });

  it('is the same instant as its UTC, in any zone', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800_000 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/Sao_Paulo'),
        (at, zone) => {
          expect(Date.parse(utcText(at))).toBe(at);
          // Before 1972 some zones were off by seconds, which ISO 8601 cannot say.
          if (at > 63_072_000_000) expect(Date.parse(localText(at, zone))).toBe(at);
        },
      ),
    ));
});
