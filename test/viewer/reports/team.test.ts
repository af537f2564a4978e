import { beforeEach, describe, expect, it } from 'vitest';
import { recordIdSchema } from '../../../core/ids.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import { reportsCalls } from '../../../ipc/manager-reports.ts';
import { usualPurposes } from '../../../org/organisation.ts';
import { isOfDays } from '../../fixtures/day/day-place.ts';
import { workedDay } from '../../fixtures/day/worked-days.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { dayAt, memberOf, noAccess, personId } from '../../fixtures/organisation/fake-viewers.ts';
import { codeOf, type Opened, openReports, teamReportOf } from './reports-fixture.ts';

let opened: Opened;
let members: DirectoryPerson[];
const reason = 'planning';
const weeks = ['2026-W22', '2026-W23', '2026-W24'].map((week) => isoWeekSchema.parse(week));
const ask = (count = 1, team = 'sales') => teamReportOf(opened.reports.calls, { team, weeks: count, reason });
const because = async (count = 1) =>
  unwrap(await ask(count)).weeks.map((week) => (week.shown ? week.recordedHours : week.because));

/** Monday, 15 June 2026 at noon in UTC: week 24 has just ended everywhere. */
beforeEach(() => {
  opened = openReports();
  members = [1, 2, 3, 4, 5].map((number) => opened.viewer.add(number, memberOf('sales')));
  for (const person of members)
    for (const week of weeks)
      for (const day of daysIn(week).slice(0, 2)) opened.viewer.keep(person, day, workedDay(day, { mail: 2, code: 1 }));
});

describe('the teams', () => {
  it('are those of anybody who may be seen, with how many belong to them today', async () => {
    opened.viewer.add(6, memberOf('small'));
    opened.viewer.add(7, { teams: [{ team: 'past', from: dayAt('2025-01-01'), to: dayAt('2026-06-14') }] });
    opened.viewer.add(8);
    opened.viewer.strangers.push(
      { person: personId(20), ...memberOf('small') },
      { person: personId(21), ...memberOf('other') },
    );
    const found = unwrap(await opened.reports.calls.teams({}));
    expect(found).toEqual({
      smallest: 5,
      teams: [
        { team: 'past', people: 0, isShown: false },
        { team: 'sales', people: 5, isShown: true },
        { team: 'small', people: 2, isShown: false },
      ],
    });
    expect(opened.viewer.looks).toEqual([]);
    expect(reportsCalls.teams.result.parse(found)).toEqual(found);
  });

  it('are not large enough where the organisation wants more', async () => {
    opened.viewer.settings.smallestGroup = 6;
    expect(unwrap(await opened.reports.calls.teams({}))).toMatchObject({
      smallest: 6,
      teams: [{ people: 5, isShown: false }],
    });
  });
});

describe('a team’s report', () => {
  it('is of the weeks that are over, oldest first', async () => {
    const report = unwrap(await ask(3));
    expect(report.weeks).toMatchObject(weeks.map((week) => ({ week, shown: true, people: 5, recordedHours: 30 })));
    expect(report.weeks[0]).toMatchObject({
      apps: [
        { appId: 'mail', hours: 20 },
        { appId: 'code', hours: 10 },
      ],
    });
    expect(reportsCalls.readTeamReport.result.shape.report.parse(report)).toEqual(report);
  });

  describe('while members are read', () => {
    const { startTeamReport: start, readTeamReport: read } = {
      startTeamReport: () => opened.reports.calls.startTeamReport({ team: 'sales', weeks: 2, reason }),
      readTeamReport: (report: string) => opened.reports.calls.readTeamReport({ report }),
    };
    const readers = () =>
      members.filter(({ person }) =>
        opened.viewer.asked().some((call) => /^list days/.test(call) && call.includes(person)),
      );

    it('says how many of how many were, a few at a time', async () => {
      const { report, people } = unwrap(await start());
      expect(people).toBe(5);
      expect(readers()).toEqual([]);
      expect(unwrap(await read(report))).toEqual({ done: 4, people: 5, report: null });
      expect(readers()).toHaveLength(4);
      expect(unwrap(await read(report))).toMatchObject({ done: 5, people: 5, report: { team: 'sales' } });
    });

    it('reads nobody else where it is not asked on, and the receipts stay', async () => {
      const { report } = unwrap(await start());
      unwrap(await read(report));
      expect(readers()).toHaveLength(4);
      expect(opened.viewer.looks).toHaveLength(5);
    });

    it('goes on where it was once the store is back, without a second receipt', async () => {
      const { report } = unwrap(await start());
      unwrap(await read(report));
      opened.viewer.store.refuse = (verb) => (verb === 'list' ? unreachable : null);
      expect(codeOf(await read(report))).toBe('store-unreachable');
      opened.viewer.store.refuse = () => null;
      expect(unwrap(await read(report))).toMatchObject({
        done: 5,
        report: { weeks: [{ shown: true }, { shown: true }] },
      });
      expect(opened.viewer.looks).toHaveLength(5);
    });

    it('is the same for two who ask at once', async () => {
      const { report } = unwrap(await start());
      const steps = (await Promise.all([read(report), read(report)])).map(unwrap);
      expect(steps.map(({ done }) => done)).toEqual([4, 5]);
    });

    it('is not known under another name, nor once the key was locked', async () => {
      const { report } = unwrap(await start());
      expect(codeOf(await read('another'))).toBe('report-unknown');
      expect(codeOf(await opened.again().calls.readTeamReport({ report }))).toBe('report-unknown');
    });
  });

  it('names nobody', async () => {
    const text = JSON.stringify(unwrap(await ask(3)));
    for (const { person, name } of members) {
      expect(text).not.toContain(person);
      expect(text).not.toContain(name);
    }
  });

  it('tells every member before anything of any of them is read', async () => {
    unwrap(await ask(2));
    const calls = opened.viewer.asked().filter((call) => !call.includes('org.json'));
    const lastReceipt = calls.findLastIndex((call) => call.startsWith('put '));
    expect(calls.slice(0, lastReceipt + 1).every((call) => /^put .*\/views\//.test(call))).toBe(true);
    expect(lastReceipt).toBe(members.length - 1);
    const look = { look: 'team', day: '2026-06-01', to: '2026-06-14', reason, detail: 'sales' };
    expect(opened.viewer.looks).toEqual(members.map(({ person }) => ({ person, ...look })));
  });

  it.each([unreachable, refused])('reads nobody where one member cannot be told', async (why) => {
    opened.viewer.store.refuse = (verb, key) => (verb === 'put' && key.includes(personId(5)) ? why : null);
    expect(codeOf(await ask())).toBe('receipt-refused');
    expect(opened.viewer.asked().filter((call) => !call.startsWith('put ') && !call.includes('org.json'))).toEqual([]);
  });

  it('is not shown of a small team, and nobody is looked at for it', async () => {
    opened.viewer.settings.smallestGroup = 6;
    expect(await because(2)).toEqual(['small', 'small']);
    expect(opened.viewer.asked().filter((call) => !call.includes('org.json'))).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['whom the viewer may not see', () => opened.viewer.strangers.push({ person: personId(9), ...memberOf('sales') })],
    [
      'of whom they may not open one day',
      () => {
        opened.viewer.people[4] = {
          ...opened.viewer.people[4],
          spans: [{ from: dayAt('2026-06-09'), to: null }],
        } as DirectoryPerson;
      },
    ],
  ])('is unreadable with a member %s, and nobody is looked at for it', async (_, change) => {
    change();
    expect(await because()).toEqual(['unreadable']);
    expect(opened.viewer.asked().filter((call) => !call.includes('org.json'))).toEqual([]);
  });

  it('is unreadable to a viewer who is not told who else is in the team', async () => {
    opened.viewer.knowsRolls = false;
    expect(await because()).toEqual(['unreadable']);
    expect(unwrap(await opened.reports.calls.teams({})).teams).toEqual([{ team: 'sales', people: 0, isShown: false }]);
  });

  it.each(['get', 'list'] as const)(
    'is unreadable in the weeks in which something of one member is (%s)',
    async (verb) => {
      opened.viewer.store.refuse = (asked, key) =>
        asked === verb && key.includes(personId(3)) && (verb === 'list' || key.includes('2026-06-08'))
          ? noAccess
          : null;
      expect(await because(2)).toEqual(verb === 'list' ? ['unreadable', 'unreadable'] : [30, 'unreadable']);
    },
  );

  it('is unreadable where a day of one member has no sums', async () => {
    const [person] = members;
    if (person !== undefined) opened.viewer.keep(person, dayAt('2026-06-08'), [], { summary: null });
    expect(await because(2)).toEqual([30, 'unreadable']);
  });

  it('is none where the bucket does not answer', async () => {
    opened.viewer.store.refuse = (verb) => (verb === 'get' ? unreachable : null);
    expect(codeOf(await ask())).toBe('store-unreachable');
    opened.viewer.store.refuse = (verb, key) => (verb === 'get' && isOfDays(key) ? unreachable : null);
    expect(codeOf(await ask())).toBe('store-unreachable');
  });

  it('is not shown where a day of a member was erased: what a report of before has more would be theirs', async () => {
    const [first] = members;
    if (first === undefined) throw new Error('no member');
    const order = (from: string, to: string, classes: ('days' | 'shots')[]) => ({
      ...{ id: recordIdSchema.parse('1'.repeat(26)), at: 1, classes, from: dayAt(from), to: dayAt(to) },
    });
    opened.viewer.people[0] = { ...first, erasures: [order('2026-06-07', '2026-06-07', ['days', 'shots'])] };
    expect(await because(3)).toEqual([30, 'erased', 30]);
    // Their sums stay.
    opened.viewer.people[0] = { ...first, erasures: [order('2026-06-07', '2026-06-07', ['shots'])] };
    expect(await because(3)).toEqual([30, 30, 30]);
  });

  it('is not shown of weeks that the notice no longer keeps wholly, and nobody is read for them', async () => {
    const keptDays = { least: 20, most: 60 };
    opened.viewer.settings.purposes = usualPurposes.map((purpose) => ({ ...purpose, keptDays }));
    // On 15 June the 26th of May is over: week 22 began on the 25th.
    expect(await because(3)).toEqual(['expired', 30, 30]);
    expect(opened.viewer.looks.every(({ day }) => day === '2026-06-01')).toBe(true);
  });

  it('waits for every day to be closed', async () => {
    const [person] = members;
    const day = dayAt('2026-06-09');
    if (person !== undefined)
      opened.viewer.keep(person, day, workedDay(day, { mail: 1 }), { summary: { final: false } });
    expect(await because(2)).toEqual([30, 'not-over']);
  });

  it('counts whoever belonged to it for the whole week, and has them told of those weeks only', async () => {
    const came = opened.viewer.add(6, memberOf('sales', '2026-06-03'));
    const day = dayAt('2026-06-05');
    opened.viewer.keep(came, day, workedDay(day, { mail: 8 }));
    opened.viewer.keep(came, dayAt('2026-06-09'), workedDay(dayAt('2026-06-09'), { mail: 4 }));
    expect(await because(3)).toEqual([30, 30, 34]);
    expect(opened.viewer.looks.at(-1)).toMatchObject({ person: came.person, day: '2026-06-08', to: '2026-06-14' });
    expect(opened.viewer.asked().some((call) => call.includes(came.person) && call.includes(day))).toBe(false);
  });

  it('is unknown of a team in which nobody is who may be seen', async () => {
    opened.viewer.strangers.push({ person: personId(9), ...memberOf('other') });
    expect(codeOf(await ask(1, 'other'))).toBe('team-unknown');
  });

  it('is the same for every viewer to whom it is shown', async () => {
    const seen = new Set<string>();
    // Everybody may open a different set of people; whoever lacks a member sees nothing of that week.
    for (let lacks = -1; lacks < members.length; lacks++) {
      const other = openReports();
      const strangers = members.filter((_, at) => at === lacks);
      other.viewer.strangers.push(...strangers);
      for (const person of members.filter((_, at) => at !== lacks)) other.viewer.people.push(person);
      for (const [key, bytes] of opened.viewer.store.objects) other.viewer.store.objects.set(key, bytes);
      const { weeks: shown } = unwrap(await teamReportOf(other.reports.calls, { team: 'sales', weeks: 2, reason }));
      if (lacks >= 0) expect(shown).toMatchObject([{ because: 'unreadable' }, { because: 'unreadable' }]);
      else seen.add(JSON.stringify(shown));
    }
    expect([...seen]).toEqual([JSON.stringify(unwrap(await ask(2)).weeks)]);
  });
});
