import { describe, expect, it } from 'vitest';
import { sumOf } from '../../../core/reports/disclosure.ts';
import { type MemberWeek, type TeamDay, teamWeek } from '../../../core/reports/team-report.ts';
import { hour, team, week } from './team-weeks.ts';

/** A closed day with so many hours an app; `own` changes what does not follow from them. */
function summed(apps: Readonly<Record<string, number>>, own: Partial<TeamDay> & { call?: number } = {}): TeamDay {
  const { call = 0, ...change } = own;
  const lines = Object.entries(apps).map(([appId, hours]) => ({ appId, appName: appId, ms: hours * hour }));
  const recordedMs = sumOf(lines.map(({ ms }) => ms));
  const totals = { recordedMs, stateMs: call === 0 ? {} : { call: call * hour }, keys: 0, clicks: 0, scrolls: 0 };
  return { final: true, totals, apps: lines, categories: [], ...change };
}

describe('a week of a team', () => {
  it('is what all of them have together, in whole hours', () =>
    expect(
      teamWeek(
        week,
        team(5, () => [summed({ mail: 3, code: 5.2 }, { call: 1 })]),
        5,
      ),
    ).toEqual({
      week,
      shown: true,
      people: 5,
      recordedHours: 41,
      callHours: 5,
      apps: [
        { appId: 'code', appName: 'code', hours: 26 },
        { appId: 'mail', appName: 'mail', hours: 15 },
      ],
      categories: [],
    }));

  it.each<[string, MemberWeek[], number, string]>([
    ['of four', team(4, () => [summed({ a: 1 })]), 5, 'small'],
    ['of nobody', [], 5, 'small'],
    ['of six where the organisation wants seven', team(6, () => [summed({ a: 1 })]), 7, 'small'],
    ['of four, whom nobody can read', team(4, () => null), 5, 'small'],
    ['with one who cannot be read', team(9, (at) => (at === 3 ? null : [summed({ a: 1 })])), 5, 'unreadable'],
    ['with a day that is not closed', team(9, (at) => [summed({ a: 1 }, { final: at !== 8 })]), 5, 'not-over'],
    ['of which nothing is recorded', team(9, () => []), 5, 'few-recorded'],
    ['of which four have something recorded', team(9, (at) => [summed(at < 4 ? { a: 1 } : {})]), 5, 'few-recorded'],
    ['in which one has more than half', team(5, (at) => [summed({ a: at === 0 ? 5 : 1 })]), 5, 'few-recorded'],
  ])('is not shown: one %s', (_, members, smallest, because) =>
    expect(teamWeek(week, members, smallest)).toEqual({ week, shown: false, because }),
  );

  it('does not show an app that fewer use, nor one that is mostly one person’s, and has them together', () => {
    const shown = teamWeek(
      week,
      team(6, (at) => [summed({ mail: 10, ...(at < 3 ? { rare: 5 } : {}), common: at === 0 ? 30 : 5 })]),
      5,
    );
    expect(shown).toMatchObject({
      recordedHours: 130,
      apps: [
        { appId: 'mail', hours: 60 },
        { appId: '*', appName: null, hours: 70 },
      ],
    });
  });

  it('shows the total alone where the rest would tell', () => {
    const shown = teamWeek(
      week,
      team(5, (at) => [summed({ mail: 10, ...(at === 0 ? { own: 25 } : {}) })]),
      5,
    );
    expect(shown).toMatchObject({ shown: true, recordedHours: 75, apps: [] });
  });

  it('has what a rule withheld and what was beyond the hundred longest in the rest', () => {
    const more = [
      { appId: null, appName: null, ms: hour },
      { appId: '*', appName: null, ms: hour },
    ];
    const members = team(5, () => {
      const { apps, totals, ...rest } = summed({ mail: 3 });
      return [{ ...rest, apps: [...apps, ...more], totals: { ...totals, recordedMs: 5 * hour } }];
    });
    expect(teamWeek(week, members, 5)).toMatchObject({
      apps: [
        { appId: 'mail', hours: 15 },
        { appId: '*', hours: 10 },
      ],
    });
  });

  it('is by category where the days have them, and never by both', () => {
    const byCategory = (category: string | null) => [{ category, ms: 3 * hour }];
    const members = team(5, () => [summed({ mail: 3 }, { categories: byCategory('talk') })]);
    expect(teamWeek(week, members, 5)).toMatchObject({ apps: [], categories: [{ category: 'talk', hours: 15 }] });
    const none = team(5, () => [summed({ mail: 3 }, { categories: byCategory(null) })]);
    expect(teamWeek(week, none, 5)).toMatchObject({ apps: [], categories: [{ category: null, hours: 15 }] });
    const halfway = team(5, (at) => [summed({ mail: 3 }, at === 0 ? {} : { categories: byCategory('talk') })]);
    expect(teamWeek(week, halfway, 5)).toMatchObject({ apps: [{ appId: 'mail', hours: 15 }], categories: [] });
  });

  it('does not say calls that few had, nor those that leave few without', () => {
    const calling = (who: (at: number) => boolean) =>
      teamWeek(
        week,
        team(6, (at) => [summed({ a: 8 }, { call: who(at) ? 8 : 0 })]),
        5,
      );
    expect(calling((at) => at < 4)).toMatchObject({ shown: true, callHours: null });
    // Who subtracts has the one who had none.
    expect(calling((at) => at < 5)).toMatchObject({ shown: true, callHours: null });
    expect(calling(() => true)).toMatchObject({ callHours: 48 });
    expect(calling(() => false)).toMatchObject({ callHours: null });
  });

  it('names an app as enough of them do, and as nobody where none is called so by enough', () => {
    const named = (nameOf: (at: number) => string) =>
      teamWeek(
        week,
        team(7, (at) => {
          const { apps, ...rest } = summed({ calc: 2 });
          return [{ ...rest, apps: apps.map((app) => ({ ...app, appName: nameOf(at) })) }];
        }),
        5,
      );
    expect(named((at) => (at < 2 ? 'Rechner' : 'Calculator'))).toMatchObject({ apps: [{ appName: 'Calculator' }] });
    expect(named((at) => (at < 4 ? 'Rechner' : 'Calculator'))).toMatchObject({ apps: [{ appName: null }] });
    expect(named((at) => `Tool of ${at}`)).toMatchObject({ apps: [{ appId: 'calc', appName: null, hours: 14 }] });
  });
});
