import { beforeEach, describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import { type ExportFile, parseExport } from '../../../core/reports/export.ts';
import { periodDocumentSchema } from '../../../core/reports/period-export.ts';
import { sumOfPeriod, sumsByApp, sumsByCategory, sumsByHour, sumsBySite } from '../../../core/reports/period-sums.ts';
import { teamDocumentSchema } from '../../../core/reports/team-export.ts';
import { unwrap } from '../../../core/result.ts';
import type { Exported } from '../../../ipc/manager-reports.ts';
import type { DeviceDay } from '../../../viewer/ports.ts';
import { readCsv } from '../../fixtures/csv.ts';
import { manualAt, recordId } from '../../fixtures/day/entries.ts';
import { windowOf, workedDay } from '../../fixtures/day/worked-days.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { dayAt, deviceId, memberOf, noAccess, personId } from '../../fixtures/organisation/fake-viewers.ts';
import { codeOf, type Opened, openReports, teamReportOf } from './reports-fixture.ts';

let opened: Opened;
let person: DirectoryPerson;
const day = dayAt('2026-06-01');
const to = dayAt('2026-06-07');
const reason = 'the audit';
const noon = Date.parse('2026-06-01T12:00Z');
const records: ActivityRecord[] = [
  ...workedDay(day, { mail: 2, code: 0.5 }, 1),
  windowOf(noon, noon + 90_000, 'web', { title: '=HYPERLINK("http://x")', site: '=evil.example' }),
  { kind: 'counts', start: noon, end: noon + 60_000, keys: 5, clicks: 6, scrolls: 7 },
  manualAt(noon, noon + 60_000, { id: recordId(1), label: '+cmd', note: '@note' }),
];
const categories = [{ id: 'talk', name: { en: 'Talk' }, match: [{ app: 'mail' }] }];

const take = (what: Exported, format: 'csv' | 'json' | 'pdf' = 'csv') =>
  opened.reports.calls.exportView({ what, format });
const theDay = (): Exported => ({ kind: 'day', person: person.person, day });
const thePeriod = (): Exported => ({ kind: 'period', person: person.person, from: day, to });
const theTeam: Exported = { kind: 'team', team: 'sales' };

function rows(files: readonly ExportFile[], name: string): Record<string, string>[] {
  const file = files.find((each) => each.name === name);
  if (file === undefined) throw new Error(`no ${name} in ${files.map((each) => each.name).join()}`);
  const [head = [], ...lines] = readCsv(file.text);
  return lines.map((line) => Object.fromEntries(head.map((column, at) => [column, line[at] ?? ''])));
}
const summed = (lines: readonly Record<string, string>[], column = 'seconds') =>
  lines.reduce((sum, line) => sum + Number(line[column]), 0);

function part(device: number, own: readonly ActivityRecord[] | null): DeviceDay {
  const report = { state: 'verified', links: 1, objects: 1, faults: [] } as const;
  const view = own === null ? null : viewOfDay(day, 'Europe/Berlin', own);
  return {
    device: deviceId(device),
    report: { ...report, faults: [] },
    records: own,
    view,
    problem: own === null ? noAccess : null,
  };
}

beforeEach(async () => {
  opened = openReports();
  opened.viewer.settings.categories = categories;
  person = opened.viewer.add(1, { zone: 'Europe/Berlin' });
});

describe('an export of a day', () => {
  beforeEach(() => opened.days.set(`${person.person} ${day}`, { reason, devices: [part(1, records)] }));

  it('is the tables of what is shown, with categories', async () => {
    const { files } = unwrap(await take(theDay()));
    expect(files.map(({ name }) => name)).toEqual([
      ...[
        'windows.csv',
        'states.csv',
        'minutes.csv',
        'input.csv',
        'shots.csv',
        'entries.csv',
        'sums.csv',
        'categories.csv',
      ],
    ]);
    expect(rows(files, 'categories.csv')).toEqual([
      { day, category: 'talk', seconds: '7200' },
      { day, category: '', seconds: '1890' },
    ]);
    const view = viewOfDay(day, 'Europe/Berlin', records);
    expect(summed(rows(files, 'windows.csv')) * 1000).toBe(view.apps.reduce((sum, { ms }) => sum + ms, 0));
    expect(summed(rows(files, 'minutes.csv'), 'keys')).toBe(view.totals.keys);
  });

  it('is every record as it was written, as JSON', async () => {
    const { files } = unwrap(await take(theDay(), 'json'));
    expect(files.map(({ name }) => name)).toEqual(['export.json']);
    expect(unwrap(parseExport(files[0]?.text ?? ''))).toEqual([{ day, zone: 'Europe/Berlin', records }]);
  });

  it('has a folder for each of several devices, and none of one that does not open', async () => {
    opened.days.set(`${person.person} ${day}`, { reason, devices: [part(1, records), part(2, []), part(3, null)] });
    const { files } = unwrap(await take(theDay(), 'json'));
    expect(files.map(({ name }) => name)).toEqual([`${deviceId(1)}/export.json`, `${deviceId(2)}/export.json`]);
  });

  it('is none of a day that is not open, or of which nothing opens', async () => {
    opened.days.set(`${person.person} ${day}`, { reason, devices: [part(1, null)] });
    expect(codeOf(await take(theDay()))).toBe('day-not-open');
    opened.days.clear();
    expect(codeOf(await take(theDay()))).toBe('day-not-open');
    expect(opened.viewer.asked()).toEqual([]);
  });
});

describe('an export of a period', () => {
  const second = dayAt('2026-06-03');
  beforeEach(async () => {
    opened.viewer.keep(person, day, records);
    opened.viewer.keep(person, second, workedDay(second, { code: 3 }));
    opened.viewer.keep(person, dayAt('2026-06-04'), [], { summary: null });
  });
  const period = async () =>
    unwrap(await opened.reports.calls.period({ person: person.person, from: day, to, reason }));

  it('has the numbers that the page shows', async () => {
    const { days } = await period();
    const { files } = unwrap(await take(thePeriod()));
    const sum = sumOfPeriod(days);
    expect(summed(rows(files, 'days.csv'), 'recorded_seconds') * 1000).toBe(sum.recordedMs);
    expect(summed(rows(files, 'days.csv'), 'call_seconds') * 1000).toBe(sum.stateMs.call);
    expect(summed(rows(files, 'days.csv'), 'keys')).toBe(sum.keys);
    const hours = rows(files, 'hours.csv');
    for (const { hour, recordedMs } of sumsByHour(days)) {
      const own = hours.filter((line) => Number(line.hour_local?.slice(11, 13)) === hour);
      expect(summed(own, 'recorded_seconds') * 1000).toBe(recordedMs);
    }
    for (const { appId, ms } of sumsByApp(days))
      expect(summed(rows(files, 'apps.csv').filter((line) => line.app_id === appId)) * 1000).toBe(ms);
    for (const { site, ms } of sumsBySite(days))
      expect(summed(rows(files, 'sites.csv').filter((line) => line.site?.replace("'", '') === site)) * 1000).toBe(ms);
    for (const { category, ms } of sumsByCategory(days))
      expect(summed(rows(files, 'categories.csv').filter((line) => line.category === (category ?? ''))) * 1000).toBe(
        ms,
      );
  });

  it('has what could not be told too', async () => {
    await period();
    const { files } = unwrap(await take(thePeriod()));
    expect(rows(files, 'missing.csv')).toMatchObject([{ day: '2026-06-04', device: '', code: 'day-without-summary' }]);
  });

  it('is the same as one document, with the person’s name', async () => {
    const { days, missing } = await period();
    const { files, receiptAt } = unwrap(await take(thePeriod(), 'json'));
    expect(files.map(({ name }) => name)).toEqual(['period.json']);
    const document = periodDocumentSchema.parse(JSON.parse(files[0]?.text ?? ''));
    expect(document).toEqual({
      ...{ format: 'plainsight-period/1', exportedAt: new Date(receiptAt).toISOString() },
      ...{ person: person.person, name: 'Person 1', from: day, to, days, missing, gone: [] },
    });
  });

  it('runs nothing in a spreadsheet', async () => {
    await period();
    const { files } = unwrap(await take(thePeriod()));
    for (const { text } of files)
      for (const cell of readCsv(text).flat()) expect(cell).not.toMatch(/^[=+@\t\r\n]|^-\D/);
    expect(rows(files, 'sites.csv').map(({ site }) => site)).toContain("'=evil.example");
    expect(rows(files, 'entries.csv')).toMatchObject([{ label: "'+cmd", note: "'@note" }]);
  });

  it('is of exactly what was asked for', async () => {
    await period();
    expect(codeOf(await take({ kind: 'period', person: person.person, from: day, to: second }))).toBe(
      'period-not-open',
    );
    expect(codeOf(await take({ kind: 'period', person: personId(9), from: day, to }))).toBe('period-not-open');
  });

  it('is none any more when the key was locked meanwhile', async () => {
    await period();
    expect(codeOf(await opened.again().calls.exportView({ what: thePeriod(), format: 'csv' }))).toBe('period-not-open');
  });
});

describe('an export of a team’s report', () => {
  let members: DirectoryPerson[];
  beforeEach(async () => {
    opened.viewer.settings.categories = [];
    members = [11, 12, 13, 14, 15].map((number) => opened.viewer.add(number, memberOf('sales')));
    const worked = dayAt('2026-06-09');
    for (const each of members) opened.viewer.keep(each, worked, workedDay(worked, { mail: 2 }, 1));
    unwrap(await teamReportOf(opened.reports.calls, { team: 'sales', weeks: 2, reason: 'planning' }));
    opened.viewer.looks.length = 0;
  });

  it('is what the report shows, a line a sum', async () => {
    const { files } = unwrap(await take(theTeam));
    expect(files.map(({ name }) => name)).toEqual(['weeks.csv']);
    expect(readCsv(files[0]?.text ?? '')).toEqual([
      ['team', 'week', 'people', 'sum', 'id', 'name', 'hours', 'not_shown'],
      ['sales', '2026-W23', '', '', '', '', '', 'few-recorded'],
      ['sales', '2026-W24', '5', 'recorded', '', '', '15', ''],
      ['sales', '2026-W24', '5', 'call', '', '', '5', ''],
      ['sales', '2026-W24', '5', 'app', 'mail', 'mail', '10', ''],
      ['sales', '2026-W24', '5', 'app', '*', '', '5', ''],
    ]);
  });

  it('is the report as one document', async () => {
    const { files } = unwrap(await take(theTeam, 'json'));
    const document = teamDocumentSchema.parse(JSON.parse(files[0]?.text ?? ''));
    expect(document).toMatchObject({
      format: 'plainsight-team/1',
      team: 'sales',
      weeks: [{ shown: false }, { recordedHours: 15 }],
    });
  });

  it('tells every member who was counted', async () => {
    unwrap(await take(theTeam, 'json'));
    const look = { look: 'export', day: '2026-06-01', to: '2026-06-14', reason: 'planning', detail: 'json' };
    expect(opened.viewer.looks).toEqual(members.map((each) => ({ person: each.person, ...look })));
  });

  it('is none where one of them cannot be told', async () => {
    opened.viewer.store.refuse = (verb, key) => (verb === 'put' && key.includes(personId(15)) ? refused : null);
    expect(codeOf(await take(theTeam))).toBe('receipt-refused');
  });

  it('is none of another team', async () =>
    expect(codeOf(await take({ kind: 'team', team: 'other' }))).toBe('report-not-open'));
});

describe('whatever is taken along', () => {
  beforeEach(async () => {
    opened.days.set(`${person.person} ${day}`, { reason, devices: [part(1, records)] });
    opened.viewer.keep(person, day, records);
    unwrap(await opened.reports.calls.period({ person: person.person, from: day, to, reason: 'payroll' }));
    opened.viewer.looks.length = 0;
    opened.viewer.store.calls.length = 0;
  });

  it.each(['csv', 'json', 'pdf'] as const)('leaves a receipt that says so: %s', async (format) => {
    const taken = unwrap(await take(theDay(), format));
    const look = { person: person.person, look: 'export', day, to: day, reason, detail: format };
    expect(opened.viewer.looks).toEqual([look]);
    expect(opened.viewer.asked()[0]).toMatch(/^put .*\/views\//);
    expect(taken.files.length > 0).toBe(format !== 'pdf');
    unwrap(await take(thePeriod(), format));
    expect(opened.viewer.looks[1]).toEqual({ ...look, to, reason: 'payroll' });
  });

  it.each([unreachable, refused])('stays here where its receipt cannot be written', async (why) => {
    opened.viewer.store.refuse = (verb) => (verb === 'put' ? why : null);
    for (const what of [theDay(), thePeriod()])
      for (const format of ['csv', 'json', 'pdf'] as const)
        expect(codeOf(await take(what, format))).toBe('receipt-refused');
    expect(opened.viewer.asked().every((call) => call.startsWith('put '))).toBe(true);
  });
});
