import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../../core/ids.ts';
import { type Membership, rollsFor } from '../../../core/organisation/access.ts';
import { isSafe, sumOf } from '../../../core/reports/disclosure.ts';
import { membersIn, type TeamDay, teamReportSchema, teamWeek } from '../../../core/reports/team-report.ts';
import { daysIn, weekOf } from '../../../core/time/iso-week.ts';
import { personId } from '../../fixtures/organisation/fake-viewers.ts';
import { called, day, hour, recorded, smallest, week } from './team-weeks.ts';

const appNames = ['a', 'b', 'c', 'd', '*'];
const milliseconds = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 60_000 }),
  fc.integer({ min: 1, max: 12 * hour }),
);
/** A day that could be: apps within what was recorded, calls too. */
const anyDay: fc.Arbitrary<TeamDay> = fc
  .record({
    apps: fc.dictionary(fc.constantFrom(...appNames), milliseconds),
    beside: milliseconds,
    callPercent: fc.nat(100),
    percent: fc.nat(100),
    hasCategories: fc.boolean(),
  })
  .map(({ apps, beside, callPercent, percent, hasCategories }) => {
    const lines = Object.entries(apps).map(([appId, ms]) => ({ appId, appName: appId, ms }));
    const inApps = sumOf(lines.map(({ ms }) => ms));
    const first = Math.floor((inApps * percent) / 100);
    const categories = [
      { category: 'one', ms: first },
      { category: null, ms: inApps - first },
    ];
    const recordedMs = inApps + beside;
    const totals = {
      recordedMs,
      stateMs: { call: Math.floor((recordedMs * callPercent) / 100) },
      keys: 1,
      clicks: 1,
      scrolls: 1,
    };
    return { final: true, totals, apps: lines, categories: hasCategories ? categories : [] };
  });
const anyMember = fc.array(anyDay, { maxLength: 4 });
/** Of an organisation with categories, of one without, and of one that had them from some day on. */
const anyTeam = fc
  .record({
    members: fc.array(anyMember, { minLength: 3, maxLength: 9 }),
    categorised: fc.constantFrom('all', 'none', 'some'),
  })
  .map(({ members, categorised }) =>
    members
      .map((days) => days.map((each) => (categorised === 'none' ? { ...each, categories: [] } : each)))
      .map((days) => (categorised === 'all' ? days.filter(({ categories }) => categories.length > 0) : days)),
  );

/** What each member has of something, made anew from their days. */
const partsOf = (members: readonly (readonly TeamDay[])[], of: (day: TeamDay) => number) =>
  members.map((days) => sumOf(days.map(of)));
const inApp = (name: string) => (each: TeamDay) =>
  sumOf(each.apps.filter(({ appId }) => appId === name).map(({ ms }) => ms));
const inCategory = (name: string | null) => (each: TeamDay) =>
  sumOf(each.categories.filter(({ category }) => category === name).map(({ ms }) => ms));
const minus = (all: readonly number[], some: readonly (readonly number[])[]) =>
  all.map((part, at) => part - sumOf(some.map((parts) => parts[at] ?? 0)));
const isHidden = (parts: readonly number[]) => sumOf(parts) === 0 || isSafe(parts, smallest);

/** Everything that a week shows, and everything that follows from it by subtraction, is of enough people. */
function expectSafe(members: readonly (readonly TeamDay[])[]): void {
  const shown = teamWeek(week, members, smallest);
  if (!shown.shown) return;
  const total = partsOf(members, recorded);
  expect(isSafe(total, smallest)).toBe(true);
  expect(shown.recordedHours).toBe(Math.round(sumOf(total) / hour));
  expect(shown.apps.length === 0 || shown.categories.length === 0).toBe(true);
  const cells = [
    ...shown.apps.filter(({ appId }) => appId !== '*').map(({ appId }) => partsOf(members, inApp(appId))),
    ...shown.categories
      .filter(({ category }) => category !== '*')
      .map(({ category }) => partsOf(members, inCategory(category))),
  ];
  for (const cell of cells) expect(isSafe(cell, smallest)).toBe(true);
  if (cells.length > 0) expect(isHidden(minus(total, cells))).toBe(true);
  if (shown.callHours !== null) {
    const calls = partsOf(members, called);
    expect(isSafe(calls, smallest)).toBe(true);
    expect(isHidden(minus(total, [calls]))).toBe(true);
  }
  const numbers = [
    shown.recordedHours,
    shown.callHours ?? 0,
    ...[...shown.apps, ...shown.categories].map(({ hours }) => hours),
  ];
  for (const number of numbers) expect(Number.isInteger(number)).toBe(true);
  expect(teamReportSchema.safeParse({ team: 'x', weeks: [shown] }).success).toBe(true);
}

/** Whole teams take minutes to be made smaller, and say little less as they are. */
const asFound = { endOnFailure: true };

describe('nobody stands alone', () => {
  it('in anything that a week shows, nor in what is left of it, whatever was recorded', () =>
    fc.assert(fc.property(anyTeam, expectSafe), { ...asFound, numRuns: 300 }));

  it('though many of them are shown, with apps, with categories, with calls', () => {
    const weeks = fc.sample(anyTeam, { numRuns: 300, seed: 1 }).map((members) => teamWeek(week, members, smallest));
    const shown = weeks.flatMap((each) => (each.shown ? [each] : []));
    expect(shown.length).toBeGreaterThan(50);
    const kinds = [
      shown.filter(({ apps }) => apps.length > 1),
      shown.filter(({ categories }) => categories.length > 1),
      shown.filter(({ callHours }) => callHours !== null),
      shown.filter(({ apps, categories }) => apps.length + categories.length === 0),
    ];
    for (const kind of kinds) expect(kind.length).toBeGreaterThan(0);
  });

  it('after one of them recorded anything else', () =>
    fc.assert(
      fc.property(anyTeam, fc.nat(), anyMember, (members, who, other) => {
        const at = who % members.length;
        expectSafe(members.map((days, index) => (index === at ? other : days)));
      }),
      asFound,
    ));

  it('after one of them came or went', () =>
    fc.assert(
      fc.property(anyTeam, anyMember, (members, another) => {
        expectSafe([...members, another]);
        expectSafe(members.slice(1));
      }),
      asFound,
    ));

  it('by the order in which they are, or the devices that they used', () =>
    fc.assert(
      fc.property(anyTeam, (members) => {
        const shown = teamWeek(week, members, smallest);
        expect(teamWeek(week, [...members].reverse(), smallest)).toEqual(shown);
        expect(
          teamWeek(
            week,
            members.map((days) => [...days].reverse()),
            smallest,
          ),
        ).toEqual(shown);
      }),
      asFound,
    ));
});

describe('who is counted', () => {
  const alone = (memberships: Membership[]) =>
    rollsFor([{ teams: memberships }], [{ person: personId(1), teams: memberships }]);
  const [monday, , wednesday, , , , sunday] = daysIn(week);

  it.each<[string, { from: Day; to: Day | null }[], boolean]>([
    ['all of the time', [{ from: day('2020-01-01'), to: null }], true],
    ['from that Monday on', [{ from: monday, to: null }], true],
    ['until that Sunday', [{ from: day('2020-01-01'), to: sunday }], true],
    ['from Wednesday on', [{ from: wednesday, to: null }], false],
    ['until Wednesday', [{ from: day('2020-01-01'), to: wednesday }], false],
    ['another week', [{ from: day('2020-01-01'), to: day('2020-02-01') }], false],
    [
      'in two parts that touch',
      [
        { from: monday, to: wednesday },
        { from: day('2026-05-28'), to: null },
      ],
      true,
    ],
    [
      'in two parts with a day between',
      [
        { from: monday, to: wednesday },
        { from: day('2026-05-29'), to: null },
      ],
      false,
    ],
  ])('belongs to the team on every day of the week: %s', (_, spans, isCounted) => {
    const [roll] = alone(spans.map((span) => ({ team: 'x', ...span })));
    expect(roll === undefined ? [] : membersIn(roll, week)).toEqual(isCounted ? [personId(1)] : []);
  });

  /** Memberships one after the other, as an administrator gives them: each ends before the next begins. */
  const anyMemberships = fc
    .array(fc.record({ team: fc.constantFrom('x', 'y'), days: fc.integer({ min: 1, max: 20 }), gap: fc.nat(3) }), {
      maxLength: 6,
    })
    .map((parts) => {
      let at = Date.parse('2026-05-01');
      const dayMs = 24 * hour;
      const date = (instant: number) => day(new Date(instant).toISOString().slice(0, 10));
      return parts.map(({ team: name, days, gap }) => {
        const from = at + gap * dayMs;
        at = from + days * dayMs;
        return { team: name, from: date(from), to: date(at - dayMs) };
      });
    });

  it('is so in one week of one team: no two reports have a day in common that could be subtracted', () =>
    fc.assert(
      fc.property(fc.array(anyMemberships, { minLength: 1, maxLength: 5 }), (memberships) => {
        const people = memberships.map((teams, at) => ({ person: personId(at), teams }));
        const counted = new Map<string, number>();
        const weeks = new Set(
          Array.from({ length: 120 }, (_, at) =>
            weekOf(day(new Date(Date.parse('2026-05-01') + at * 24 * hour).toISOString().slice(0, 10))),
          ),
        );
        for (const roll of rollsFor(people, people))
          for (const each of weeks)
            for (const person of membersIn(roll, each))
              for (const date of daysIn(each))
                counted.set(`${person} ${date}`, (counted.get(`${person} ${date}`) ?? 0) + 1);
        for (const times of counted.values()) expect(times).toBe(1);
      }),
    ));
});
