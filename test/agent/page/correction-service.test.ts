import { describe, expect, it } from 'vitest';
import { activityRecordSchema } from '../../../core/day/activity.ts';
import { daySchema } from '../../../core/ids.ts';
import type { RecordingSettings } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, zoneSchema } from '../../../core/time/calendar.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { recordId } from '../../fixtures/day/entries.ts';

const noon = Date.parse('2026-06-03T12:00:00Z');
const today = daySchema.parse('2026-06-03');
const yesterday = daySchema.parse('2026-06-02');
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;
const meeting = { start: noon - hourMs, end: noon, label: 'Meeting', category: null, note: null, isCall: false };
const correction = { ...meeting, label: null, of: null, isTakenBack: false };

async function working(settings: Partial<RecordingSettings> = {}, zone = 'UTC') {
  const workplace = await newWorkplace(settings);
  const time = { now: noon };
  const employee = await workplace.start({ clock: { now: () => time.now }, zone: zoneSchema.parse(zone) });
  const agent = agentOf(employee);
  return { ...workplace, employee, agent, service: employee.service, time };
}

describe('time added by hand', () => {
  it('is there at once, beside what was recorded, without consent to anything and while paused', async () => {
    const { service } = await working();
    unwrap(await service.pause({ length: 'until-resumed' }));
    const { id } = unwrap(await service.addTime({ ...meeting, category: 'Customer', isCall: true }));
    const { entries, totals } = unwrap(await service.today({}));
    expect(entries).toMatchObject([{ id, source: 'manual', label: 'Meeting', category: 'Customer', isCall: true }]);
    expect(totals.recordedMs).toBe(0);
  });

  it('survives a crash right after', async () => {
    const { service, agent } = await working();
    unwrap(await service.addTime(meeting));
    expect(agent.options.vault.journal(today)).toHaveLength(1);
  });

  it('opens a past day again, and closes it behind itself once it may leave', async () => {
    const { service, agent, store } = await working({ holdMs: 0 });
    unwrap(await service.addTime({ ...meeting, start: meeting.start - 24 * hourMs, end: meeting.end - 24 * hourMs }));
    expect(agent.options.vault.day(yesterday)?.closed).toBe(1);
    unwrap(await service.addTime({ ...meeting, start: meeting.start - 25 * hourMs, end: meeting.end - 25 * hourMs }));
    expect(unwrap(await service.day({ day: yesterday })).entries).toHaveLength(2);
    await agent.uploader.flush();
    const links = [...store.objects.keys()].filter((key) => key.includes(`${yesterday}/`) && key.includes('/chain/'));
    expect(links).toHaveLength(3);
  });

  it.each([
    ['that ends before it begins', { start: noon, end: noon - 1 }, 'entry-empty'],
    ['of no length', { start: noon, end: noon }, 'entry-empty'],
    ['that is not over', { start: noon - 1, end: noon + 1 }, 'entry-future'],
    ['over midnight', { start: noon - 13 * hourMs, end: noon - 11 * hourMs }, 'entry-two-days'],
    [
      'of a day that nobody keeps any more',
      { start: noon - 91 * 24 * hourMs, end: noon - 91 * 24 * hourMs + 1 },
      'entry-too-old',
    ],
    ['from before there were computers', { start: 0, end: 1 }, 'entry-too-old'],
  ])('is refused: %s', async (_, span, code) => {
    const { service, agent } = await working();
    expect(codeOf(await service.addTime({ ...meeting, ...span }))).toBe(code);
    expect(codeOf(await service.correct({ ...correction, isCall: true, ...span }))).toBe(code);
    expect(agent.options.vault.days()).toEqual([]);
  });

  it('knows midnight in the person’s own zone', async () => {
    const { service } = await working({}, 'Asia/Tokyo');
    const midnight = Date.parse('2026-06-02T15:00:00Z');
    expect(codeOf(await service.addTime({ ...meeting, start: midnight - 1, end: midnight + 1 }))).toBe(
      'entry-two-days',
    );
    expect(codeOf(await service.addTime({ ...meeting, start: midnight - hourMs, end: midnight }))).toBe('ok');
    expect(unwrap(await service.day({ day: yesterday })).entries).toHaveLength(1);
  });

  it('is refused while the keys are locked', async () => {
    const { start } = await newWorkplace();
    const { service } = await start({ protector: null });
    expect(codeOf(await service.addTime(meeting))).toBe('locked');
    expect(codeOf(await service.correct({ ...correction, isCall: true }))).toBe('locked');
    expect(codeOf(await service.answers({}))).toBe('locked');
  });
});

describe('a correction', () => {
  it('leaves what was recorded, and stands beside it with what it corrects', async () => {
    const { employee, service, platform, time } = await working();
    unwrap(await agreeOnPage(employee, ['apps']));
    platform.focus('a talk', 'browser');
    time.now += 30_000;
    const before = unwrap(await service.today({}));
    unwrap(await service.correct({ ...correction, start: noon, end: time.now, isCall: true }));
    const after = unwrap(await service.today({}));
    expect(after).toMatchObject({ windows: before.windows, states: before.states, totals: before.totals });
    expect(after.entries).toMatchObject([
      { source: 'correction', isCall: true, original: { kind: 'recorded', apps: [{ appId: 'browser', ms: 30_000 }] } },
    ]);
  });

  it('of an entry takes its place and keeps it, until it is taken back', async () => {
    const { service } = await working();
    const { id } = unwrap(await service.addTime(meeting));
    const { id: second } = unwrap(await service.correct({ ...correction, of: id, label: 'Workshop' }));
    unwrap(await service.correct({ ...correction, of: second, isTakenBack: true }));
    const { entries } = unwrap(await service.today({}));
    expect(entries).toMatchObject([{ id, label: 'Workshop', isTakenBack: true }]);
    expect(entries[0]?.history).toHaveLength(3);
    expect(codeOf(await service.correct({ ...correction, of: id, label: 'Again' }))).toBe('entry-taken-back');
  });

  it.each([
    ['that says nothing', {}, 'correction-empty'],
    ['that says nothing but empty texts', { label: '', note: '' }, 'correction-empty'],
    ['that takes back what was recorded', { isTakenBack: true, isCall: true }, 'correction-empty'],
    ['of an entry that is not there', { of: recordId(7) }, 'entry-unknown'],
  ])('is refused: %s', async (_, change, code) => {
    const { service } = await working();
    const answer = await service.correct({ ...correction, ...change });
    expect(codeOf(answer)).toBe(code);
    const why = answer.ok ? null : answer.problem;
    if (why !== null)
      for (const language of ['de', 'es'] as const)
        expect(problemText(language, why)).not.toEqual(problemText('en', why));
  });

  it('of an entry of another day is refused', async () => {
    const { service } = await working();
    const { id } = unwrap(await service.addTime(meeting));
    const moved = { ...correction, start: correction.start - 24 * hourMs, end: correction.end - 24 * hourMs, of: id };
    expect(codeOf(await service.correct(moved))).toBe('entry-unknown');
  });
});

describe('an organisation that wants to approve', () => {
  it('is asked for every entry and correction, and for none that is taken back', async () => {
    const { service } = await working({ corrections: 'approved' });
    const { id } = unwrap(await service.addTime(meeting));
    unwrap(await service.correct({ ...correction, isCall: true }));
    expect(unwrap(await service.today({})).entries.map(({ needsApproval }) => needsApproval)).toEqual([true, true]);
    unwrap(await service.correct({ ...correction, of: id, isTakenBack: true }));
    const entry = unwrap(await service.today({})).entries.find((each) => each.id === id);
    expect(entry).toMatchObject({ needsApproval: false, isTakenBack: true });
  });

  it('writes records that anybody can read back', async () => {
    const { service } = await working({ corrections: 'approved' });
    unwrap(await service.addTime(meeting));
    for (const record of unwrap(await service.records({ day: today })))
      expect(activityRecordSchema.parse(record)).toEqual(record);
  });
});
