import { beforeEach, describe, expect, it } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { publishOrganisation, usualNoticeOf } from '../../../org/organisation.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { isOfDays } from '../../fixtures/day/day-place.ts';

const noon = Date.parse('2026-06-03T12:00:00Z');
const dayMs = 24 * 3_600_000;
const asked = { purposes: [usualNoticeOf('apps'), usualNoticeOf('titles'), usualNoticeOf('timesheets')] };

let workplace: Awaited<ReturnType<typeof newWorkplace>>;
let employee: Employee;
let time: { now: number };
let version = 1;

async function open(timesheetsAlone: boolean): Promise<void> {
  time = { now: noon };
  const settings = { journalMs: 100, segmentMs: 100, holdMs: 0 };
  workplace = await newWorkplace(settings, { ...asked, timesheetsAlone }, () => time.now);
  version = 1;
  employee = await workplace.start();
  unwrap(await agreeOnPage(employee, ['apps', 'titles']));
}

/** The organisation publishes other settings, and the agent takes them as it does every 15 minutes. */
async function publish(change: Partial<Organisation>): Promise<void> {
  const { keys } = workplace.office;
  const document = { ...keys.document, ...change, version: ++version };
  unwrap(await publishOrganisation({ ...keys, document }, workplace.store, ''));
  const agent = agentOf(employee);
  await agent.organisation.refresh(workplace.store, AbortSignal.timeout(5_000), (take) =>
    agent.conductor.change(() => {
      agent.staysHere.note();
      take();
    }),
  );
}

/** Some time on a window, all of it written down, past its hold and on its way. */
async function work(title: string): Promise<void> {
  const agent = agentOf(employee);
  workplace.platform.focus(title, 'editor');
  time.now += 5_000;
  workplace.platform.focus(`${title} again`, 'editor');
  time.now += 5_000;
  await agent.conductor.journalNow();
  await agent.conductor.advance();
  await agent.uploader.flush();
}

const ofDays = () => [...workplace.store.objects.keys()].filter((key) => isOfDays(key) || key.includes('/latest/'));
const titles = async () => unwrap(await employee.service.today({})).windows.map((window) => window.title);

describe('an office that asks for timesheets alone', () => {
  beforeEach(() => open(true));

  it('says so in the terms, and what is recorded stays', async () => {
    const { purposes } = unwrap(await employee.service.consent({}));
    expect(purposes.map(({ purpose, terms }) => [purpose, terms.staysHere])).toEqual([
      ['apps', true],
      ['titles', true],
      ['timesheets', undefined],
    ]);
    await work('Report');
    expect(await titles()).toContain('Report');
    expect(ofDays()).toEqual([]);
    const { upload } = unwrap(await employee.service.status({}));
    expect(upload).toMatchObject({ waiting: 0, setAside: 0, problem: null });
  });

  it('holds by each of its parts: with the outbox open the store refuses, and nothing is set aside', async () => {
    const agent = agentOf(employee);
    await work('Report');
    agent.outbox.withholdDays(() => false);
    // A day that was marked is not offered; one that was not is refused by its name.
    await agent.uploader.flush();
    expect(ofDays()).toEqual([]);
    expect(agent.options.vault.day('2026-06-03' as never)?.stays_here).toBe(1);
  });

  it('that asks for more later gets nothing of before, and nothing new until it was read', async () => {
    await work('Before');
    await publish({ timesheetsAlone: false });
    const status = unwrap(await employee.service.status({}));
    expect(status.purposes.map(({ state }) => state)).toEqual(['changed', 'changed']);
    await work('Between');
    expect(await titles()).not.toContain('Between');
    unwrap(await agreeOnPage(employee, ['apps', 'titles']));
    // Of the same day nothing leaves, since a part of it was to stay.
    await work('After');
    expect(await titles()).toContain('After');
    expect(ofDays()).toEqual([]);
    time.now += dayMs;
    await work('The next day');
    const left = ofDays();
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter((key) => key.includes('2026-06-03'))).toEqual([]);
  });

  it('keeps what was in memory when other settings came', async () => {
    const agent = agentOf(employee);
    time.now += dayMs;
    workplace.platform.focus('Only in memory', 'editor');
    time.now += 5_000;
    await publish({ timesheetsAlone: false });
    await agent.conductor.advance();
    await agent.uploader.flush();
    expect(agent.options.vault.day('2026-06-04' as never)?.stays_here).toBe(1);
    expect(ofDays()).toEqual([]);
  });

  it('lets the person delete all of it at any time', async () => {
    await work('Report');
    time.now += 3_600_000;
    const { deletableFrom } = unwrap(await employee.service.status({}));
    expect(deletableFrom).toBe(Date.parse('2026-06-03T00:00:00Z'));
    unwrap(await employee.service.deleteSpan({ start: noon, end: time.now }));
    expect(await titles()).not.toContain('Report');
  });
});

describe('an office that asks for timesheets alone from now on', () => {
  it('gets nothing more, not even of the day that has begun', async () => {
    await open(false);
    await work('Before');
    const before = ofDays();
    expect(before.length).toBeGreaterThan(0);
    const puts = () => [...workplace.store.puts].filter(([key]) => isOfDays(key) || key.includes('/latest/'));
    const until = puts();
    await publish({ timesheetsAlone: true });
    await work('After');
    time.now += dayMs;
    await work('The next day');
    expect(ofDays()).toEqual(before);
    expect(puts()).toEqual(until);
    expect(await titles()).toContain('The next day');
  });
});
