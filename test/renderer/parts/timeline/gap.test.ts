import { describe, expect, it, test } from 'vitest';
import { removedSpansOf } from '../../../../core/day/removed-span.ts';
import { viewOfDay } from '../../../../core/day/view.ts';
import { reason } from '../../../../core/reason.ts';
import { gapOf, gapSpansOf, sensorGap } from '../../../../renderer/parts/timeline/gap.ts';
import { at, day, header, zone } from '../../fixtures/days.ts';

const worked = [{ kind: 'state' as const, start: at(9), end: at(10), state: 'active' as const, reason: null }];
const officeHours = [{ weekday: 2 as const, spans: [{ from: 8 * 60, to: 16 * 60 }] }];
const broken = { sensor: 'presence' as const, ok: false, reason: reason('x-server-silent') };

const plain = viewOfDay(day, zone, [{ ...header(), at: at(8, 30) }, ...worked]);
const inHours = viewOfDay(day, zone, [{ ...header(), at: at(8, 30), hours: officeHours }, ...worked]);
const deaf = viewOfDay(day, zone, [
  { ...header(), at: at(8, 30), sensors: [broken] },
  { ...header(), at: at(12), sensors: [{ ...broken, ok: true, reason: null }] },
  ...worked,
]);

describe('why nothing is known of a moment', () => {
  test.each([
    ['before anything was recorded', plain, at(7), { kind: 'before' }],
    ['after everything', plain, at(15), { kind: 'after' }],
    ['outside of working hours, which says more than that it is late', inHours, at(17), { kind: 'off-hours' }],
    ['within them, after everything', inHours, at(15), { kind: 'after' }],
    ['a sensor that did not work', deaf, at(11), { kind: 'sensor', reason: broken.reason }],
  ])('%s', (_, view, moment, gap) => {
    expect(gapOf(view, moment)).toEqual(gap);
  });

  it('is not said where the records do not tell: what was refused or removed looks like that too', () => {
    const late = viewOfDay(day, zone, [
      { ...header(), at: at(8, 30) },
      ...worked,
      { kind: 'state', start: at(14), end: at(15), state: 'active', reason: null },
    ]);
    expect(gapOf(late, at(12))).toBeNull();
  });

  it('is drawn where it is off hours, and where the person removed something, and nowhere else', () => {
    const span = { start: at(13), end: at(14) };
    const records = [
      { ...header(), at: at(8, 30), hours: officeHours },
      ...worked,
      { kind: 'removed-span' as const, at: at(14), ...span },
    ];
    const everybody = viewOfDay(day, zone, records);
    // To everybody else it is a gap like any other.
    expect(everybody).not.toHaveProperty('removed');
    expect(gapSpansOf(everybody).removed).toEqual([]);
    const own = { ...everybody, removed: removedSpansOf(records) };
    expect(gapSpansOf(own).removed).toEqual([span]);
    expect(gapOf(own, at(13, 30))).toEqual({ kind: 'removed' });
    expect(gapSpansOf(own)['off-hours']).toEqual([
      { start: at(0), end: at(8) },
      { start: at(16), end: at(24) },
    ]);
    expect(gapSpansOf(plain)).toEqual({ removed: [], 'off-hours': [] });
  });

  it('is asked of the run in which the moment lies', () => {
    expect(sensorGap(deaf, 'presence', at(11))?.reason).toEqual(broken.reason);
    expect(sensorGap(deaf, 'presence', at(13))).toBeNull();
    expect(sensorGap(deaf, 'screen', at(11))).toBeNull();
  });
});
