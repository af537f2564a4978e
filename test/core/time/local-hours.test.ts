import { describe, expect, it } from 'vitest';
import { localHours, summaryOf } from '../../../core/day/summary.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema } from '../../../core/ids.ts';
import { sumOfPeriod, sumsByHour } from '../../../core/reports/period-sums.ts';
import { localHour } from '../../../core/time/local-time.ts';
import { deviceId, personId } from '../../fixtures/organisation/fake-viewers.ts';

const minuteMs = 60_000;
const day = daySchema.parse('2026-11-24');

function summaryIn(zone: string, start: number, end: number, device = deviceId(1)) {
  const window = { appId: 'a', appName: 'A', title: null, site: null, withheld: null };
  const view = viewOfDay(day, zone, [{ kind: 'window', start, end, ...window }]);
  const frame = { links: 0, head: null, final: false, organisation: 0, categories: [] };
  return summaryOf(view, { person: personId(1), device, ...frame });
}

const shown = (days: Parameters<typeof sumsByHour>[0]) =>
  sumsByHour(days).flatMap(({ hour, recordedMs }) => (recordedMs > 0 ? [[hour, recordedMs / minuteMs]] : []));

describe('sums by hour are by the person’s own hours', () => {
  it.each([
    ['Asia/Kolkata', 330],
    ['Asia/Kathmandu', 345],
    ['Australia/Adelaide', 630],
    ['Australia/Eucla', 525],
    ['America/St_Johns', -210],
    ['Pacific/Chatham', 825],
    ['Pacific/Marquesas', -570],
    ['Europe/Berlin', 60],
    ['UTC', 0],
  ])('%s', (zone, offset) => {
    const at = (hours: number) => Date.parse('2026-11-24T00:00:00Z') + (hours * 60 - offset) * minuteMs;
    expect(shown([summaryIn(zone, at(10), at(10.5))])).toEqual([[10, 30]]);
    expect(shown([summaryIn(zone, at(10.75), at(12.25))])).toEqual([
      [10, 15],
      [11, 60],
      [12, 15],
    ]);
  });

  it.each([
    // Zone, an hour before the change in UTC, what clocks show: hour and minutes of it, in turn.
    ['Europe/Berlin', '2026-10-25T00:00:00Z', '2:60 2:60 3:60'],
    ['Europe/Berlin', '2026-03-29T00:00:00Z', '1:60 3:60 4:60'],
    ['Australia/Lord_Howe', '2026-04-04T14:00:00Z', '1:60 1:30 2:60 3:60'],
    ['Australia/Lord_Howe', '2026-10-03T14:30:00Z', '1:60 2:30 3:60 4:60'],
    ['America/St_Johns', '2026-11-01T03:30:00Z', '1:60 1:60 2:60'],
  ])('%s from %s, where clocks change', (zone, from, hours) => {
    const first = Date.parse(from);
    const found = localHours(first, first + 3 * 60 * minuteMs - 1, zone);
    expect(found.map(({ start, end }) => `${localHour(start, zone)}:${(end - start) / minuteMs}`).join(' ')).toBe(
      hours,
    );
    // Nothing between them and nothing twice.
    for (const [index, { start }] of found.entries()) if (index > 0) expect(start).toBe(found[index - 1]?.end);
  });

  it('bounds what two devices counted twice, also where their zones’ hours begin at other minutes', () => {
    const from = Date.parse('2026-11-24T08:00:00Z');
    const both = [
      summaryIn('Europe/Berlin', from, from + 60 * minuteMs, deviceId(1)),
      summaryIn('Asia/Kolkata', from, from + 60 * minuteMs, deviceId(2)),
    ];
    const { leastMs, mostMs } = sumOfPeriod(both).twice;
    expect(leastMs).toBeLessThanOrEqual(60 * minuteMs);
    expect(mostMs).toBe(60 * minuteMs);
  });
});
