import { beforeEach, describe, expect, it } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import { timesheetKey } from '../../../bucket/layout.ts';
import type { DaySpan } from '../../../core/organisation/access.ts';
import type { Project } from '../../../core/organisation/projects.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import { everyDay } from '../../../org/access.ts';
import { withAccess, withoutAccess } from '../../../org/access-changes.ts';
import { usualNoticeOf } from '../../../org/organisation.ts';
import { publishChanges } from '../../../org/publication.ts';
import { type NewViewer, newViewer } from '../../../org/viewers.ts';
import { openWith } from '../../../seal/age.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { confirmAsking } from '../../fixtures/organisation/offices.ts';

const friday = Date.parse('2026-06-05T16:00:00Z');
const week = isoWeekSchema.parse('2026-W23');
const [monday, tuesday] = daysIn(week);
const bridge: Project = { id: 'bridge', name: 'Bridge' };
const away = { code: 'store-unreachable', values: { host: 'store.example.org', why: 'ECONNREFUSED' } } as const;

let workplace: Awaited<ReturnType<typeof newWorkplace>>;
let employee: Employee;
let time: { now: number };
let second: NewViewer;

beforeEach(async () => {
  const listed = [{ id: 'bridge', name: 'Bridge', ended: null }];
  workplace = await newWorkplace({}, { purposes: [usualNoticeOf('timesheets')], projects: listed });
  time = { now: friday };
  employee = await workplace.start({ clock: { now: () => time.now } });
  unwrap(await agreeOnPage(employee, ['timesheets']));
  await confirmAsking(workplace.office, workplace.store);
  const { office } = workplace;
  second = await newViewer(office.keys, 'Second', 1);
  const known = { certificate: second.certificate, version: 1, accessKeyId: null, user: null, reached: [] };
  office.administration = { ...office.administration, viewers: [...office.administration.viewers, known] };
});

async function handIn(minutes: number): Promise<void> {
  const { service } = employee;
  unwrap(await service.writeTimesheet({ week, day: monday, project: bridge, minutes, note: '' }));
  unwrap(await service.submitTimesheet({ week }));
  await pass();
}

async function pass(ms = 11_000): Promise<void> {
  time.now += ms;
  await agentOf(employee).uploader.flush();
}

/** The organisation gives or takes days, and the person's agent asks who may read what. */
async function change(how: typeof withAccess, { certificate: { viewer } }: NewViewer, span: DaySpan): Promise<void> {
  const { office, store } = workplace;
  const { person } = office.card;
  office.administration = how(office.administration, { viewer, people: [person], span, at: 2 });
  unwrap(await publishChanges(office.administration, { people: [person], viewers: [viewer] }, store, '', 2));
  await agentOf(employee).access.refresh(store, new AbortController().signal);
}

const give = (to: NewViewer, span = everyDay) => change(withAccess, to, span);
const take = (from: NewViewer) => change(withoutAccess, from, everyDay);

const key = () => {
  const { person, device } = agentOf(employee).options.enrolled.enrolment;
  return timesheetKey('', person, device, week);
};
const puts = () => workplace.store.puts.get(key()) ?? 0;

async function opensIt({ identity }: NewViewer): Promise<boolean> {
  const sealed = workplace.store.objects.get(key());
  return sealed !== undefined && (await openWith(identity, sealed)) !== null;
}

async function serviceOf(viewer: NewViewer) {
  const office = { ...workplace.office, viewer };
  const clock = { now: () => time.now };
  return openManagerOver(workplace.store, await parsedViewerFile(office), office, { clock }).service;
}

describe('a week that has left', () => {
  it('can be read and approved by a manager who was given access after', async () => {
    await handIn(420);
    const before = workplace.store.objects.get(key());
    expect(await opensIt(second)).toBe(false);
    await give(second);
    await pass();
    const service = await serviceOf(second);
    const { person, device } = agentOf(employee).options.enrolled.enrolment;
    expect(unwrap(await service.timesheets({})).sheets).toMatchObject([{ week, version: 1 }]);
    const opened = unwrap(await service.openTimesheet({ person, device, week }));
    // The very version that the first one reads: an approval is of it.
    const ref = unwrap(await employee.service.timesheet({ week })).handedIn[0]?.ref;
    expect(opened.ref).toBe(ref);
    unwrap(await service.answerTimesheet({ ref: opened.ref, approved: true, note: '' }));
    expect(unwrap(await employee.service.timesheet({ week })).handedIn[0]?.standing).toBe('approved');
    expect(workplace.store.objects.get(key())).not.toEqual(before);
    // What was sealed to the same is not put again.
    const put = puts();
    await pass();
    expect(puts()).toBe(put);
  });

  it('cannot be read any more by one whose access was taken, nor can the next version', async () => {
    await give(second);
    await handIn(420);
    expect(await opensIt(second)).toBe(true);
    await take(second);
    await pass();
    expect(await opensIt(second)).toBe(false);
    await handIn(60);
    expect(await opensIt(second)).toBe(false);
    expect(await opensIt(workplace.office.viewer)).toBe(true);
  });

  it('is not sealed to who was given some of its days', async () => {
    unwrap(await employee.service.writeTimesheet({ week, day: tuesday, project: bridge, minutes: 60, note: '' }));
    await handIn(420);
    await give(second, { from: tuesday, to: tuesday });
    const put = puts();
    await pass();
    expect(await opensIt(second)).toBe(false);
    expect(puts()).toBe(put);
  });

  it('is sealed to nobody new after a no, and whose access was taken is left out all the same', async () => {
    await handIn(420);
    unwrap(await employee.service.withdrawAll({}));
    await give(second);
    await pass();
    expect(await opensIt(second)).toBe(false);
    expect(await opensIt(workplace.office.viewer)).toBe(true);
    // A later yes is for weeks that are handed in later.
    time.now += hourMs;
    unwrap(await agreeOnPage(employee, ['timesheets']));
    await pass();
    expect(await opensIt(second)).toBe(false);
    await take(workplace.office.viewer);
    await pass();
    expect(await opensIt(workplace.office.viewer)).toBe(false);
  });

  it('is sealed anew once the bucket is back, after a crash too', async () => {
    await handIn(420);
    workplace.store.refuse = (verb, name) => (verb === 'put' && name.includes('/timesheets/') ? away : null);
    await give(second);
    await pass();
    expect(await opensIt(second)).toBe(false);
    await employee.close();
    workplace.store.refuse = () => null;
    time.now += hourMs;
    employee = await workplace.start({ clock: { now: () => time.now } });
    await agentOf(employee).uploader.flush();
    expect(await opensIt(second)).toBe(true);
  });

  it('does not come back where it was deleted after the weeks that are listed', async () => {
    await handIn(420);
    time.now += 12 * 7 * 24 * hourMs;
    workplace.store.objects.delete(key());
    await give(second);
    await pass();
    expect(workplace.store.objects.has(key())).toBe(false);
  });
});

describe('a week that is handed in again while the version before is on its way', () => {
  it('leaves too', async () => {
    let isAway = false;
    const { store } = workplace;
    const put = store.put.bind(store);
    const { service } = employee;
    store.put = async (...args) => {
      const done = await put(...args);
      if (args[0].includes('/timesheets/') && !isAway) {
        isAway = true;
        unwrap(await service.writeTimesheet({ week, day: tuesday, project: bridge, minutes: 60, note: '' }));
        unwrap(await service.submitTimesheet({ week }));
      }
      return done;
    };
    await handIn(420);
    await pass();
    const { handedIn } = unwrap(await service.timesheet({ week }));
    expect(handedIn.map(({ sheet, sentAt }) => [sheet.version, sentAt !== null])).toEqual([
      [2, true],
      [1, true],
    ]);
  });
});

describe('two pages at once', () => {
  const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
    result.ok ? 'ok' : result.problem.code;
  const write = (minutes: number) =>
    employee.service.writeTimesheet({ week, day: monday, project: bridge, minutes, note: '' });

  it('hand in one version, and take it back once', async () => {
    const { service } = employee;
    unwrap(await write(60));
    const both = await Promise.all([service.submitTimesheet({ week }), service.submitTimesheet({ week })]);
    expect(both.map(codeOf)).toEqual(['ok', 'timesheet-held']);
    const back = await Promise.all([service.undoTimesheet({ week }), service.undoTimesheet({ week })]);
    expect(back.map(codeOf)).toEqual(['ok', 'timesheet-left']);
    await pass();
    expect(puts()).toBe(0);
  });

  it('lose nothing of what either wrote', async () => {
    const { service } = employee;
    const writing = [monday, tuesday].map((day) =>
      service.writeTimesheet({ week, day, project: bridge, minutes: 60, note: '' }),
    );
    for (const written of await Promise.all(writing)) unwrap(written);
    expect(unwrap(await service.timesheet({ week })).rows[0]?.cells.map(({ minutes }) => minutes)).toEqual([
      ...[60, 60],
      ...[0, 0, 0, 0, 0],
    ]);
  });

  it('of two managers that answer differently: both stand, and the later one counts for everybody', async () => {
    await give(second);
    await handIn(420);
    const { person, device } = agentOf(employee).options.enrolled.enrolment;
    const services = [await serviceOf(workplace.office.viewer), await serviceOf(second)] as const;
    const refs = await Promise.all(services.map((each) => each.openTimesheet({ person, device, week })));
    const ref = unwrap(refs[0] as (typeof refs)[number]).ref;
    unwrap(await services[0].answerTimesheet({ ref, approved: true, note: '' }));
    time.now += 1_000;
    unwrap(await services[1].answerTimesheet({ ref, approved: false, note: 'Tuesday is missing' }));
    expect(unwrap(await employee.service.timesheet({ week })).handedIn[0]?.standing).toBe('sent-back');
    for (const each of services) {
      const opened = unwrap(await each.openTimesheet({ person, device, week }));
      expect([opened.standing, opened.answers.length]).toEqual(['sent-back', 2]);
    }
  });
});

describe('a person who leaves', () => {
  it('takes back the week that has not left, and not the one that has', async () => {
    await handIn(420);
    unwrap(await employee.service.writeTimesheet({ week, day: monday, project: bridge, minutes: 60, note: '' }));
    unwrap(await employee.service.submitTimesheet({ week }));
    const { person, device } = agentOf(employee).options.enrolled.enrolment;
    const put = key();
    unwrap(await employee.service.leave({ removeHistory: true }));
    expect(workplace.store.puts.get(put)).toBe(1);
    const service = await serviceOf(workplace.office.viewer);
    const opened = unwrap(await service.openTimesheet({ person, device, week }));
    expect(opened.sheet).toMatchObject({ version: 1, lines: [{ minutes: 420 }] });
    unwrap(await service.answerTimesheet({ ref: opened.ref, approved: true, note: '' }));
  });
});
