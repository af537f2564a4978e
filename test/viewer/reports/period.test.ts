import { beforeEach, describe, expect, it } from 'vitest';
import { recordIdSchema } from '../../../core/ids.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import { problem } from '../../../core/problem.ts';
import { unwrap } from '../../../core/result.ts';
import { periodSchema } from '../../../ipc/manager-reports.ts';
import { usualPurposes } from '../../../org/organisation.ts';
import { isOfDays } from '../../fixtures/day/day-place.ts';
import { workedDay } from '../../fixtures/day/worked-days.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { dayAt, deviceId, noAccess, personId } from '../../fixtures/organisation/fake-viewers.ts';
import { sampleProblem } from '../../fixtures/problems.ts';
import { codeOf, type Opened, openReports } from './reports-fixture.ts';

let opened: Opened;
let person: DirectoryPerson;
const days = ['2026-05-31', '2026-06-01', '2026-06-02', '2026-06-05', '2026-06-08'].map(dayAt);
const reason = 'payroll';
const ask = (from = '2026-06-01', to = '2026-06-07') =>
  opened.reports.calls.period({ person: person.person, from: dayAt(from), to: dayAt(to), reason });

/** An order to erase days, as it stands in the directory. */
const erasedOn = (from: string, to: string): DirectoryPerson['erasures'] => [
  {
    ...{ id: recordIdSchema.parse('1'.repeat(26)), at: Date.parse('2026-06-10T09:00:00Z') },
    ...{ from: dayAt(from), to: dayAt(to), classes: ['days', 'shots'] },
  },
];
/** A notice by which everything is kept for so many days. */
const noticeOver = (least: number) =>
  usualPurposes.map((purpose) => ({ ...purpose, keptDays: { least, most: least + 30 } }));

beforeEach(() => {
  opened = openReports();
  person = opened.viewer.add(1, {}, [1, 2]);
  for (const day of days) opened.viewer.keep(person, day, workedDay(day, { mail: 2 }));
  opened.viewer.keep(person, dayAt('2026-06-02'), workedDay(dayAt('2026-06-02'), { code: 1 }), { device: 2 });
});

describe('a period', () => {
  it('is the summaries of its days, by day and device', async () => {
    const period = unwrap(await ask());
    expect(period.days.map(({ day, device, totals }) => [day, device, totals.recordedMs])).toEqual([
      ['2026-06-01', deviceId(1), 7_200_000],
      ['2026-06-02', deviceId(1), 7_200_000],
      ['2026-06-02', deviceId(2), 3_600_000],
      ['2026-06-05', deviceId(1), 7_200_000],
    ]);
    expect(period.missing).toEqual([]);
    expect(periodSchema.parse(period)).toEqual(period);
  });

  it('costs the receipt, two listings, what each device laid together, and what is in none of that', async () => {
    const kept = days.slice(1, 4).map((day) => opened.viewer.keep(person, day, workedDay(day, { mail: 2 })));
    opened.viewer.keepMonth(person, kept);
    unwrap(await ask());
    expect(opened.viewer.asked().map((call) => call.replaceAll(/p0+1|d0+/g, ''))).toEqual([
      'put people//views/vvvvvvvvvvvvvvvvvvvvvvvvvv/00000000000000000000000000.age',
      'list days//',
      'get org.json',
      'list days//',
      'get months//2026-06/1/sums.age',
      'get sums//2026-06-02/2/summary.age',
    ]);
  });

  describe('of which a month was laid together', () => {
    it('is what it says, and of a day that it does not name what the day says', async () => {
      const [first] = [dayAt('2026-06-01')];
      const told = opened.viewer.keep(person, first, workedDay(first, { mail: 2 }));
      opened.viewer.keepMonth(person, [{ ...told, shots: 77 }]);
      const period = unwrap(await ask());
      expect(period.days.map(({ day, shots }) => [day, shots])).toEqual([
        ['2026-06-01', 77],
        ['2026-06-02', 0],
        ['2026-06-02', 0],
        ['2026-06-05', 0],
      ]);
    });

    it('tells nothing of a day whose key is no longer in the bucket, which is missing until its time is over', async () => {
      const gone = dayAt('2026-06-03');
      const told = opened.viewer.keep(person, gone, workedDay(gone, { mail: 2 }));
      for (const key of opened.viewer.store.objects.keys())
        if (key.includes(gone)) opened.viewer.store.objects.delete(key);
      opened.viewer.keepMonth(person, [told]);
      const period = unwrap(await ask());
      expect(period.days.map(({ day }) => day)).not.toContain(gone);
      expect(period.missing).toEqual([
        { day: gone, device: deviceId(1), problem: { code: 'day-key-missing', values: {} } },
      ]);
      opened.viewer.settings.purposes = noticeOver(12);
      const over = unwrap(await ask());
      expect([over.missing, over.gone.filter(({ because }) => because === 'expired')]).toEqual([
        [],
        [{ because: 'expired', from: gone, to: gone, days: 1, on: '2026-06-15' }],
      ]);
    });

    it('names a day in it that was to be erased, and tells nothing of it', async () => {
      const told = days.slice(1, 4).map((day) => opened.viewer.keep(person, day, workedDay(day, { mail: 2 })));
      opened.viewer.keepMonth(person, told);
      opened.viewer.people[0] = { ...person, erasures: erasedOn('2026-06-05', '2026-06-05') };
      for (const key of opened.viewer.store.objects.keys())
        if (key.includes('2026-06-05')) opened.viewer.store.objects.delete(key);
      const period = unwrap(await ask());
      expect(period.days.map(({ day }) => day)).not.toContain('2026-06-05');
      expect(period.missing.map(({ day, problem }) => [day, problem.code])).toEqual([['2026-06-05', 'day-not-erased']]);
      expect(period.gone).toEqual([]);
    });

    it('tells nothing of a day that the viewer may not open', async () => {
      const told = days.slice(1, 4).map((day) => opened.viewer.keep(person, day, workedDay(day, { mail: 2 })));
      opened.viewer.keepMonth(person, told);
      opened.viewer.people[0] = { ...person, spans: [{ from: dayAt('2026-06-02'), to: dayAt('2026-06-05') }] };
      const period = unwrap(await ask());
      expect([...new Set(period.days.map(({ day }) => day))]).toEqual(['2026-06-02', '2026-06-05']);
    });

    it('asks for no month of a single day, which is as fast by itself', async () => {
      unwrap(await ask('2026-06-01', '2026-06-01'));
      expect(opened.viewer.asked().some((call) => call.includes('months/'))).toBe(false);
    });
  });

  describe('of which days are gone', () => {
    const remove = (...gone: string[]) => {
      for (const key of opened.viewer.store.objects.keys())
        if (gone.some((day) => key.includes(day))) opened.viewer.store.objects.delete(key);
    };

    it('says which were erased on request, and when', async () => {
      opened.viewer.people[0] = { ...person, erasures: erasedOn('2026-05-30', '2026-06-02') };
      remove('2026-06-01', '2026-06-02');
      const period = unwrap(await ask());
      expect(period.gone).toEqual([
        { because: 'erased', from: '2026-06-01', to: '2026-06-02', days: 2, on: '2026-06-10' },
      ]);
      expect([period.days.map(({ day }) => day), period.missing]).toEqual([['2026-06-05'], []]);
      expect(periodSchema.parse(period)).toEqual(period);
    });

    it('names one that was to be erased and is there, and counts nothing of it', async () => {
      opened.viewer.people[0] = { ...person, erasures: erasedOn('2026-06-01', '2026-06-01') };
      opened.viewer.store.refuse = (verb, key) =>
        verb === 'get' && key.includes('2026-06-01')
          ? problem('day-not-erased', { day: '2026-06-01', on: '2026-06-10' })
          : null;
      const period = unwrap(await ask());
      expect([period.missing.map(({ problem: { code } }) => code), period.gone]).toEqual([['day-not-erased'], []]);
    });

    it('says which the notice no longer keeps, and counts what of them is still there', async () => {
      opened.viewer.settings.purposes = noticeOver(12);
      remove('2026-06-01');
      const period = unwrap(await ask());
      // On 15 June the 3rd is over, and the 4th is not.
      expect(period.gone).toEqual([
        { because: 'expired', from: '2026-06-01', to: '2026-06-01', days: 1, on: '2026-06-13' },
        { because: 'expired', from: '2026-06-03', to: '2026-06-03', days: 1, on: '2026-06-15' },
      ]);
      expect(period.days.map(({ day }) => day)).toEqual(['2026-06-02', '2026-06-02', '2026-06-05']);
    });

    it('calls what is gone of them missing a day before, and where the notice cannot be had', async () => {
      opened.viewer.settings.purposes = noticeOver(30);
      opened.viewer.keep(person, dayAt('2026-06-01'), [], { summary: null });
      const early = unwrap(await ask());
      expect([early.missing.map(({ problem: { code } }) => code), early.gone]).toEqual([['day-without-summary'], []]);
      opened.viewer.settings.purposes = noticeOver(12);
      opened.viewer.store.refuse = (_, key) => (key.endsWith('org.json') ? problem('organisation-outdated') : null);
      const blind = unwrap(await ask());
      expect([blind.missing.map(({ problem: { code } }) => code), blind.gone]).toEqual([['day-without-summary'], []]);
    });

    it('says so of those days alone that the viewer may open', async () => {
      const spans = [{ from: dayAt('2026-06-02'), to: dayAt('2026-06-04') }];
      opened.viewer.people[0] = { ...person, spans, erasures: erasedOn('2026-05-30', '2026-06-30') };
      remove('2026-06');
      expect(unwrap(await ask()).gone).toMatchObject([{ from: '2026-06-02', to: '2026-06-04', days: 3 }]);
    });
  });

  it('has its receipt before anything of the person is asked for', async () => {
    unwrap(await ask());
    expect(opened.viewer.looks).toEqual([
      { person: person.person, look: 'period', day: '2026-06-01', to: '2026-06-07', reason, detail: null },
    ]);
    expect(opened.viewer.asked()[0]).toMatch(/^put people\/.*\/views\//);
  });

  it.each([unreachable, refused])('reads nothing where its receipt cannot be written', async (why) => {
    opened.viewer.store.refuse = (verb) => (verb === 'put' ? why : null);
    expect(codeOf(await ask())).toBe('receipt-refused');
    expect(opened.viewer.asked().length).toBe(1);
  });

  it('leaves no receipt and reads nothing of somebody whom the viewer may not see', async () => {
    const other = { person: personId(9), from: dayAt('2026-06-01'), to: dayAt('2026-06-02'), reason };
    expect(codeOf(await opened.reports.calls.period(other))).toBe('no-access');
    expect(opened.viewer.asked()).toEqual([]);
  });

  it.each([
    ['2026-06-02', '2026-06-01', 'span-order'],
    ['2025-06-01', '2026-06-02', 'span-too-long'],
    ['2025-06-01', '2026-06-01', 'ok'],
    ['2024-01-01', '2024-12-31', 'ok'],
  ])('from %s to %s: %s', async (from, to, code) => {
    expect(codeOf(await ask(from, to))).toBe(code);
    expect(opened.viewer.looks.length).toBe(code === 'ok' ? 1 : 0);
  });

  it('is of the days only that the viewer may open', async () => {
    opened.viewer.people[0] = { ...person, spans: [{ from: dayAt('2026-06-02'), to: dayAt('2026-06-04') }] };
    const period = unwrap(await ask());
    expect([...new Set(period.days.map(({ day }) => day))]).toEqual(['2026-06-02']);
    expect(opened.viewer.asked().some((call) => call.includes('2026-06-01'))).toBe(false);
  });

  const altered = problem('summary-altered', { day: '2026-06-02' });
  it.each([noAccess, altered, sampleProblem('store-denied')])(
    'names a day that cannot be told, and sums the others',
    async (why) => {
      opened.viewer.store.refuse = (verb, key) => (verb === 'get' && key.includes('2026-06-02') ? why : null);
      const period = unwrap(await ask());
      expect(period.days.map(({ day }) => day)).toEqual(['2026-06-01', '2026-06-05']);
      expect(period.missing).toEqual([
        { day: '2026-06-02', device: deviceId(1), problem: why },
        { day: '2026-06-02', device: deviceId(2), problem: why },
      ]);
    },
  );

  it('names a day of which something is there and no device has sums', async () => {
    opened.viewer.keep(person, dayAt('2026-06-01'), [], { summary: null });
    const period = unwrap(await ask());
    expect(period.missing).toMatchObject([
      { day: '2026-06-01', device: null, problem: { code: 'day-without-summary' } },
    ]);
  });

  it('is none where the bucket does not answer any more, and asks no further', async () => {
    const long = Array.from({ length: 60 }, (_, at) => new Date(Date.parse('2026-03-01') + at * 86_400_000));
    for (const date of long) opened.viewer.keep(person, dayAt(date.toISOString().slice(0, 10)), []);
    opened.viewer.store.refuse = (verb) => (verb === 'get' ? unreachable : null);
    expect(codeOf(await ask('2026-03-01', '2026-06-07'))).toBe('store-unreachable');
    expect(opened.viewer.asked().filter((call) => call.startsWith('get ')).length).toBeLessThan(20);
  });

  it('names what a device left that nobody confirmed, and counts the others', async () => {
    const before = unwrap(await ask());
    const [day] = before.days;
    if (day === undefined) throw new Error('no day');
    opened.viewer.keep(person, day.day, [], { device: 9 });
    const after = unwrap(await ask());
    expect(after.days).toEqual(before.days);
    expect(after.missing.map((each) => [each.day, each.device, each.problem.code])).toEqual([
      [day.day, deviceId(9), 'device-unconfirmed'],
    ]);
    const read = opened.viewer.asked().filter((call) => call.startsWith('get ') && call.includes(deviceId(9)));
    expect(read).toEqual([]);
  });

  it('is none where the days cannot be listed', async () => {
    opened.viewer.store.refuse = (verb, key) => (verb === 'list' && isOfDays(key) ? refused : null);
    expect(codeOf(await ask())).toBe('store-refused');
  });
});
