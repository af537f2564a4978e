import { describe, expect, it } from 'vitest';
import { recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';

const noon = Date.parse('2026-06-03T12:00:00Z');
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

/** An agent that records everything, by a clock that a test moves. */
async function working() {
  const workplace = await newWorkplace();
  const time = { now: noon };
  const employee = await workplace.start({ clock: { now: () => time.now } });
  unwrap(await agreeOnPage(employee, purposes));
  const agent = agentOf(employee);
  /** A window in front for some time: as much as passes for one that is awake. */
  const work = async (title: string, minutes: number) => {
    workplace.platform.focus(title);
    for (let step = 0; step < minutes * 2; step++) {
      time.now += minuteMs / 2;
      await agent.conductor.journalNow();
    }
  };
  const titles = async () => unwrap(await employee.service.today({})).windows.map(({ title }) => title);
  return { ...workplace, agent, service: employee.service, time, work, titles };
}

describe('deleting the last minutes', () => {
  it('takes what is in memory and what is on the disk, and nothing comes of it later', async () => {
    const { service, work, titles, time } = await working();
    await work('before', 2);
    await work('secret', 2);
    time.now += 20_000;
    const { removed, records } = unwrap(await service.deleteSpan({ start: noon + 2 * minuteMs, end: time.now }));
    expect(removed).toEqual({ start: noon + 2 * minuteMs, end: time.now });
    expect(records).toBeGreaterThan(0);
    await work('after', 1);
    expect(await titles()).toEqual(['before', 'after']);
  });

  it('says since when it can, and refuses a span without time', async () => {
    const { service, work, agent } = await working();
    await work('work', 25);
    await agent.conductor.advance();
    const from = unwrap(await service.status({})).deletableFrom;
    expect(from).toBeGreaterThanOrEqual(noon);
    expect(from).toBeLessThanOrEqual(noon + 15 * minuteMs);
    expect(codeOf(await service.deleteSpan({ start: noon, end: noon }))).toBe('span-empty');
    expect(unwrap(await service.deleteSpan({ start: noon - 2 * minuteMs, end: noon - minuteMs }))).toEqual({
      shots: 0,
      records: 0,
      removed: null,
    });
  });

  it('does not reach into what is to come', async () => {
    const { service, work, titles, time } = await working();
    await work('before', 1);
    const { removed } = unwrap(await service.deleteSpan({ start: noon, end: time.now + 60 * minuteMs }));
    expect(removed?.end).toBe(time.now);
    await work('after', 1);
    expect((await titles()).at(-1)).toBe('after');
  });
});

describe('idle time', () => {
  async function away(keep: boolean) {
    const workplace = await working();
    const { agent, service, work, time } = workplace;
    await work('before', 2);
    const start = time.now;
    await work('nobody there', 6);
    // In one turn: a beat of the agent sees somebody at the fake desktop.
    agent.idle.idle(start, time.now);
    agent.idle.end(time.now, true);
    expect(unwrap(await service.status({})).idleQuestion).toEqual({ start, end: time.now });
    expect(codeOf(await service.answerIdle({ start: start + 1, keep }))).toBe('idle-not-asked');
    unwrap(await service.answerIdle({ start, keep }));
    expect(unwrap(await service.status({})).idleQuestion).toBeNull();
    expect(codeOf(await service.answerIdle({ start, keep }))).toBe('idle-not-asked');
    return workplace.titles();
  }

  it('that is kept stays as it is', async () => {
    expect(await away(true)).toContain('nobody there');
  });

  it('that is dropped is gone from the last input on', async () => {
    const titles = await away(false);
    expect(titles).toContain('before');
    expect(titles).not.toContain('nobody there');
  });
});
