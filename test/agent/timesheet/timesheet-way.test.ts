import { beforeEach, describe, expect, it } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import { leavesWithTimesheetsAlone } from '../../../agent/upload/timesheets-alone-store.ts';
import { dayKeyName, dayObjectKey, timesheetKey } from '../../../bucket/layout.ts';
import type { Project } from '../../../core/organisation/projects.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import { usualNoticeOf } from '../../../org/organisation.ts';
import type { Manager } from '../../../viewer/manager.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { confirmAsking } from '../../fixtures/organisation/offices.ts';

/** A Friday; the week is that of its Monday. */
const friday = Date.parse('2026-06-05T16:00:00Z');
const week = isoWeekSchema.parse('2026-W23');
const [monday, tuesday, , , , saturday] = daysIn(week);
const bridge: Project = { id: 'bridge', name: 'Bridge' };
const listed = [
  { id: 'bridge', name: 'Bridge', ended: null },
  { id: 'tower', name: 'Tower', ended: monday },
];
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

let workplace: Awaited<ReturnType<typeof newWorkplace>>;
let employee: Employee;
let time: { now: number };

beforeEach(async () => {
  workplace = await newWorkplace(
    {},
    { purposes: [usualNoticeOf('apps'), usualNoticeOf('timesheets')], projects: listed },
  );
  time = { now: friday };
  employee = await workplace.start({ clock: { now: () => time.now } });
});

/** The week with seven hours on Monday, handed in; its time to undo is over unless `held`. */
async function handIn(minutes = 420, held = false): Promise<void> {
  const { service } = employee;
  unwrap(await service.writeTimesheet({ week, day: monday, project: bridge, minutes, note: 'North pier' }));
  unwrap(await service.submitTimesheet({ week }));
  if (!held) await pass();
}

async function pass(): Promise<void> {
  time.now += 11_000;
  await agentOf(employee).uploader.flush();
}

async function manager(): Promise<Manager['service']> {
  await confirmAsking(workplace.office, workplace.store);
  const file = await parsedViewerFile(workplace.office);
  const clock = { now: () => time.now };
  return openManagerOver(workplace.store, file, workplace.office, { clock }).service;
}

const sheetsIn = () => [...workplace.store.objects.keys()].filter((key) => key.includes('/timesheets/'));

describe('a week that is handed in', () => {
  it('leaves once the time to undo is over, as one object, and an answer comes back', async () => {
    unwrap(await agreeOnPage(employee, ['timesheets']));
    await handIn(420, true);
    await agentOf(employee).uploader.flush();
    expect(sheetsIn()).toEqual([]);
    await pass();
    const { person, device } = agentOf(employee).options.enrolled.enrolment;
    expect(sheetsIn()).toEqual([timesheetKey('', person, device, week)]);

    const service = await manager();
    const { sheets } = unwrap(await service.timesheets({}));
    expect(sheets).toMatchObject([{ person, week, version: 1, standing: 'waiting' }]);
    const opened = unwrap(await service.openTimesheet({ person, device, week }));
    expect(opened.sheet.lines).toEqual([{ day: monday, project: bridge, minutes: 420, note: 'North pier' }]);
    expect(codeOf(await service.answerTimesheet({ ref: opened.ref, approved: false, note: '' }))).toBe(
      'timesheet-note-missing',
    );
    unwrap(await service.answerTimesheet({ ref: opened.ref, approved: false, note: 'Tuesday is missing' }));
    // What was signed is what the page shows, and the answer is with it.
    const shown = unwrap(await employee.service.timesheet({ week }));
    expect(shown.handedIn).toMatchObject([{ ref: opened.ref, sheet: opened.sheet, standing: 'sent-back' }]);
    expect(shown.handedIn[0]?.answer).toMatchObject({ note: 'Tuesday is missing', viewer: 'Viewer' });

    unwrap(await employee.service.writeTimesheet({ week, day: tuesday, project: bridge, minutes: 60, note: '' }));
    expect(unwrap(await employee.service.timesheet({ week })).isChanged).toBe(true);
    unwrap(await employee.service.submitTimesheet({ week }));
    await pass();
    expect(sheetsIn()).toHaveLength(1);
    const again = unwrap(await service.openTimesheet({ person, device, week }));
    expect(again.sheet).toMatchObject({ version: 2, earlier: [opened.ref] });
    expect(again).toMatchObject({ standing: 'waiting', answers: [], earlierAnswers: [{ note: 'Tuesday is missing' }] });
    unwrap(await service.answerTimesheet({ ref: again.ref, approved: true, note: '' }));
    const both = unwrap(await employee.service.timesheet({ week }));
    expect(both.handedIn.map(({ standing }) => standing)).toEqual(['approved', 'sent-back']);
    const looks = unwrap(
      await employee.service.accessLog({ ask: 'again', filter: { look: null, viewer: null, day: null }, after: null }),
    );
    expect(JSON.stringify(looks)).toContain('"look":"timesheet"');
  });

  it('can be taken back before it leaves, and not after', async () => {
    unwrap(await agreeOnPage(employee, ['timesheets']));
    await handIn(420, true);
    expect(codeOf(await employee.service.submitTimesheet({ week }))).toBe('timesheet-held');
    unwrap(await employee.service.undoTimesheet({ week }));
    await pass();
    expect(sheetsIn()).toEqual([]);
    await handIn();
    expect(codeOf(await employee.service.undoTimesheet({ week }))).toBe('timesheet-left');
    expect(sheetsIn()).toHaveLength(1);
  });

  it('is not said to have left where the store refused it, and is replaced by what is handed in anew', async () => {
    unwrap(await agreeOnPage(employee, ['timesheets']));
    workplace.store.refuse = (verb, key) => (verb === 'put' && key.includes('/timesheets/') ? refusal : null);
    await handIn();
    expect(codeOf(await employee.service.undoTimesheet({ week }))).toBe('timesheet-leaving');
    expect(unwrap(await employee.service.timesheet({ week })).handedIn).toMatchObject([{ sentAt: null }]);
    workplace.store.refuse = () => null;
    time.now += hourMs;
    await agentOf(employee).uploader.flush();
    expect(codeOf(await employee.service.undoTimesheet({ week }))).toBe('timesheet-left');
  });

  it('survives a crash before it left, and goes at the next start', async () => {
    unwrap(await agreeOnPage(employee, ['timesheets']));
    workplace.store.refuse = (verb, key) => (verb === 'put' && key.includes('/timesheets/') ? refusal : null);
    await handIn();
    expect(sheetsIn()).toEqual([]);
    await employee.close();
    workplace.store.refuse = () => null;
    time.now += hourMs;
    employee = await workplace.start({ clock: { now: () => time.now } });
    await agentOf(employee).uploader.flush();
    expect(sheetsIn()).toHaveLength(1);
    expect(unwrap(await employee.service.timesheet({ week })).handedIn).toMatchObject([{ sheet: { version: 1 } }]);
  });

  it('stays where nobody agreed, and where the yes was taken back before it left', async () => {
    const { service } = employee;
    unwrap(await service.writeTimesheet({ week, day: monday, project: bridge, minutes: 60, note: '' }));
    expect(codeOf(await service.submitTimesheet({ week }))).toBe('timesheet-refused');
    unwrap(await agreeOnPage(employee, ['timesheets']));
    unwrap(await service.submitTimesheet({ week }));
    unwrap(await service.withdrawAll({}));
    await pass();
    expect(sheetsIn()).toEqual([]);
    expect(unwrap(await service.timesheet({ week })).refusal).toBe('no-consent');
    // A yes that is given later is none to what was handed in before the no.
    time.now += 24 * hourMs;
    unwrap(await agreeOnPage(employee, ['timesheets']));
    await pass();
    expect(sheetsIn()).toEqual([]);
    expect(unwrap(await service.timesheet({ week }))).toMatchObject({ handedIn: [], refusal: null, isChanged: true });
    unwrap(await service.submitTimesheet({ week }));
    await pass();
    expect(sheetsIn()).toHaveLength(1);
  });

  it.each([
    ['without minutes', { day: monday, minutes: 0 }, 'timesheet-empty'],
    ['with more minutes than the day', { day: monday, minutes: 1441 }, 'timesheet-day-too-long'],
    ['with a day that is to come', { day: saturday, minutes: 60 }, 'timesheet-future'],
  ])('is refused %s', async (_, { day, minutes }, code) => {
    unwrap(await agreeOnPage(employee, ['timesheets']));
    unwrap(await employee.service.writeTimesheet({ week, day, project: bridge, minutes, note: '' }));
    expect(codeOf(await employee.service.submitTimesheet({ week }))).toBe(code);
  });

  it.each([
    ['that is not on the list', { id: 'other', name: 'Other' }],
    ['of the person’s own beside a list', { id: null, name: 'Mine' }],
    ['that had ended by that day', { id: 'tower', name: 'Tower' }],
  ])('takes no project %s', async (_, project) => {
    const write = { week, day: tuesday, project, minutes: 60, note: '' };
    expect(codeOf(await employee.service.writeTimesheet(write))).toBe('project-unknown');
    expect(codeOf(await employee.service.workOn({ project }))).toBe('project-unknown');
  });

  it('calls a project as the list does, whatever the page said', async () => {
    unwrap(await employee.service.workOn({ project: { id: 'bridge', name: 'Something else' } }));
    expect(unwrap(await employee.service.work({}))?.working?.project).toEqual(bridge);
  });
});

describe('what the person works on', () => {
  it('counts from the choice until the next one, without anything recorded', async () => {
    const { service } = employee;
    unwrap(await service.workOn({ project: bridge }));
    time.now += 2 * hourMs;
    unwrap(await service.workOn({ project: null }));
    time.now += hourMs;
    const shown = unwrap(await service.timesheet({ week }));
    expect(shown.rows).toMatchObject([
      { project: bridge, cells: [0, 0, 0, 0, 120, 0, 0].map((minutes) => ({ minutes })) },
    ]);
    expect(shown.working).toBeNull();
    unwrap(await service.chooseProject({ project: null, start: friday + hourMs, end: friday + 2 * hourMs }));
    expect(unwrap(await service.timesheet({ week })).rows[0]?.cells[4]?.minutes).toBe(60);
  });

  it('is sealed on this computer, and nothing of it is offered', async () => {
    unwrap(await employee.service.workOn({ project: bridge }));
    const { vault } = agentOf(employee).options;
    const sealed = vault.own.get(`week ${week}`);
    expect(sealed).not.toBeNull();
    expect(Buffer.from(sealed ?? []).includes('Bridge')).toBe(false);
    await pass();
    expect([...workplace.store.objects.keys()].some((key) => key.includes('week'))).toBe(false);
  });
});

describe('a key of the bucket with timesheets alone', () => {
  it('may be the card, a decision, or a week of this device', () => {
    const { person, device } = agentOf(employee).options.enrolled.enrolment;
    const other = 'f'.repeat(26) as typeof device;
    const may = (key: string) => leavesWithTimesheetsAlone('p/', person, device, key);
    const own = `p/people/${person}/`;
    expect(
      [
        `${own}devices/${device}.json`,
        `${own}consent/${device}/${other}.json.age`,
        `${own}timesheets/${device}/2026-W23.age`,
      ].map(may),
    ).toEqual([true, true, true]);
    expect(
      [
        `${own}latest/${device}.age`,
        dayObjectKey('p/', { person, day: daysIn(week)[2], device }, dayKeyName('days')),
        `${own}devices/${other}.json`,
        `${own}consent/${other}/${other}.json.age`,
        `${own}timesheets/${other}/2026-W23.age`,
        `${own}timesheets/${device}/2026-W54.age`,
        `${own}timesheets/${device}/2026-W23.age/more`,
        `${own}timesheets/${device}/shot.webp.age`,
        `people/${person}/timesheets/${device}/2026-W23.age`,
        'p/org.json',
      ].filter(may),
    ).toEqual([]);
  });
});

const refusal = { code: 'store-unreachable', values: { host: 'store.example.org', why: 'ECONNREFUSED' } } as const;
