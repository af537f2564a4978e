import { beforeEach, describe, expect, it } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { recordIdSchema } from '../../../core/ids.ts';
import type { Project } from '../../../core/organisation/projects.ts';
import { unwrap } from '../../../core/result.ts';
import { mostRules } from '../../../core/rules/rule.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import type { ProjectRuleText } from '../../../core/timesheet/project-rules.ts';
import { usualNoticeOf } from '../../../org/organisation.ts';
import { openWith } from '../../../seal/age.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { isOfDays } from '../../fixtures/day/day-place.ts';
import { stateOf, windowOf } from '../../fixtures/day/worked-days.ts';
import { filesBelow, findings, rareWord } from '../../journeys/scenes/canary.ts';

const friday = Date.parse('2026-06-05T16:00:00Z');
const nine = Date.parse('2026-06-05T09:00:00Z');
const week = isoWeekSchema.parse('2026-W23');
const day = daysIn(week)[4];
const bridge: Project = { id: 'bridge', name: 'Bridge' };
const tower: Project = { id: 'tower', name: 'Tower' };
const listed = [
  { id: 'bridge', name: 'Bridge', ended: null },
  { id: 'tower', name: 'Tower', ended: null },
  { id: 'old', name: 'Old', ended: daysIn(week)[0] },
];
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

let workplace: Awaited<ReturnType<typeof newWorkplace>>;
let employee: Employee;
let time: { now: number };
let logged: string[];

async function open(alone = false): Promise<void> {
  workplace = await newWorkplace(
    { holdMs: 0, segmentMs: 100 },
    {
      purposes: (['apps', 'titles', 'presence', 'timesheets'] as const).map(usualNoticeOf),
      projects: listed,
      timesheetsAlone: alone,
    },
  );
  time = { now: friday };
  logged = [];
  employee = await workplace.start({ clock: { now: () => time.now }, log: (line) => logged.push(line) });
}

/** From nine o'clock, each window for so many minutes, all of it worked. */
async function record(...windows: readonly (readonly [app: string | null, title: string | null, minutes: number])[]) {
  let at = nine;
  const records: ActivityRecord[] = [];
  for (const [app, title, minutes] of windows) {
    const end = at + minutes * minuteMs;
    records.push(windowOf(at, end, app, { title }), stateOf(at, end, 'active'));
    at = end;
  }
  unwrap(await agentOf(employee).keeper.keep(day, records, friday));
}

const put = (text: ProjectRuleText, place = mostRules) => employee.service.putProjectRule({ id: null, place, text });
const shown = async () => unwrap(await employee.service.timesheet({ week }));
async function decide(isTaken: boolean, count?: number) {
  const { proposals, proposedAt } = await shown();
  const chosen = proposals.slice(0, count).map(({ day, rule, project, ms }) => ({ day, rule, project, ms }));
  return employee.service.decideProposals({ week, isTaken, proposedAt, proposals: chosen });
}

describe('the person’s rules', () => {
  beforeEach(() => open());

  it('are added, changed, moved and deleted, and keep their order', async () => {
    const { service } = employee;
    const first = unwrap(await put({ app: 'editor', project: bridge })).id;
    const second = unwrap(await put({ title: 'pier', project: tower })).id;
    unwrap(await service.putProjectRule({ id: first, place: 1, text: { app: 'mail', project: bridge } }));
    const order = async () =>
      unwrap(await service.projectRules({})).rules.map(({ id, text }) => [id, text.app ?? null]);
    expect(await order()).toEqual([
      [second, null],
      [first, 'mail'],
    ]);
    unwrap(await service.deleteProjectRule({ id: second }));
    expect(codeOf(await service.putProjectRule({ id: second, place: 0, text: { app: 'x', project: bridge } }))).toBe(
      'project-rule-gone',
    );
    await employee.close();
    employee = await workplace.start({ clock: { now: () => time.now } });
    const known = unwrap(await employee.service.projectRules({}));
    expect(known.rules).toEqual([{ id: first, text: { app: 'mail', project: bridge }, isGone: false }]);
  });

  it('propose time without a project, which counts once it is taken, and not before', async () => {
    await record(['editor', 'North pier', 80], ['mail', 'Inbox', 30], [null, null, 20], ['other', 'x', 10]);
    unwrap(await put({ title: 'pier', project: bridge }));
    unwrap(await put({ app: '*', project: tower }));
    const before = await shown();
    expect(before.proposals).toMatchObject([
      { day, project: bridge, ms: 80 * minuteMs, named: { title: 'pier' } },
      { day, project: tower, ms: 40 * minuteMs },
    ]);
    expect([before.rows, before.unassigned[4]]).toEqual([[], 140]);
    unwrap(await agreeOnPage(employee, ['timesheets']));
    expect(codeOf(await employee.service.submitTimesheet({ week }))).toBe('timesheet-empty');

    unwrap(await decide(true, 1));
    const after = await shown();
    expect(after.rows).toMatchObject([{ project: bridge, cells: { 4: { minutes: 80, counted: 80 } } }]);
    expect(after.proposals).toMatchObject([{ project: tower, ms: 40 * minuteMs }]);
    expect(after.unassigned[4]).toBe(60);
  });

  it('propose nothing again of what was left, and all of it again once that is undone', async () => {
    await record(['editor', 'North pier', 80]);
    unwrap(await put({ title: 'pier', project: bridge }));
    const { decided } = unwrap(await decide(false));
    expect(await shown()).toMatchObject({ proposals: [], rows: [] });
    unwrap(await employee.service.undoProposals({ week, decided }));
    expect((await shown()).proposals).toMatchObject([{ ms: 80 * minuteMs }]);
    const taken = unwrap(await decide(true)).decided;
    expect((await shown()).rows).toMatchObject([{ cells: { 4: { minutes: 80 } } }]);
    unwrap(await employee.service.undoProposals({ week, decided: taken }));
    expect(await shown()).toMatchObject({ rows: [], proposals: [{ ms: 80 * minuteMs }] });
  });

  it('take nothing but what was shown: neither what was recorded since, nor what was decided meanwhile', async () => {
    const { service } = employee;
    await record(['editor', 'North pier', 80]);
    unwrap(await put({ title: 'pier', project: bridge }));
    const { proposals, proposedAt } = await shown();
    const asked = proposals.map(({ day, rule, project, ms }) => ({ day, rule, project, ms }));
    const ask = (change: object = {}, at = proposedAt) =>
      service.decideProposals({
        ...{ week, isTaken: true, proposedAt: at },
        proposals: asked.map((each) => ({ ...each, ...change })),
      });
    expect(codeOf(await ask({ ms: 81 * minuteMs }))).toBe('proposal-changed');
    expect(codeOf(await ask({ project: tower }))).toBe('proposal-changed');
    expect(codeOf(await ask({ rule: recordIdSchema.parse('9'.repeat(26)) }))).toBe('proposal-changed');
    expect(codeOf(await ask({}, friday + hourMs))).toBe('proposal-changed');
    const twice = [...asked, ...asked];
    expect(codeOf(await service.decideProposals({ week, isTaken: true, proposedAt, proposals: twice }))).toBe(
      'proposal-changed',
    );
    unwrap(await service.chooseProject({ project: tower, start: nine, end: nine + 10 * minuteMs }));
    expect(codeOf(await ask())).toBe('proposal-changed');
    expect((await shown()).rows).toMatchObject([{ project: tower }]);
    // Recorded since: it is not in what was shown, and does not stop it from being taken.
    const later = await shown();
    time.now += hourMs;
    const more = windowOf(friday + minuteMs, friday + 9 * minuteMs, 'editor', { title: 'North pier' });
    unwrap(await agentOf(employee).keeper.keep(day, [more, stateOf(more.start, more.end, 'active')], time.now));
    const rest = later.proposals.map(({ day, rule, project, ms }) => ({ day, rule, project, ms }));
    unwrap(await service.decideProposals({ week, isTaken: true, proposedAt: later.proposedAt, proposals: rest }));
    expect((await shown()).proposals).toMatchObject([{ ms: 8 * minuteMs }]);
  });

  it('propose nothing of removed time, of left-out windows, or beside minutes that the person wrote', async () => {
    await record(['editor', 'North pier', 80], [null, null, 30]);
    unwrap(await put({ app: '*', project: bridge }));
    const removed = { kind: 'removed-span' as const, at: friday, start: nine, end: nine + 50 * minuteMs };
    unwrap(await agentOf(employee).keeper.keep(day, [removed], friday));
    expect((await shown()).proposals).toMatchObject([{ ms: 30 * minuteMs }]);
    unwrap(await employee.service.writeTimesheet({ week, day, project: bridge, minutes: 45, note: '' }));
    expect((await shown()).proposals).toEqual([]);
  });

  it('propose nothing for a project that is off the list, whose rule says so, and gives nothing to a later rule', async () => {
    await record(['editor', 'North pier', 80]);
    unwrap(await put({ title: 'pier', project: { id: 'old', name: 'Old' } }));
    unwrap(await put({ app: 'editor', project: tower }));
    expect(unwrap(await employee.service.projectRules({})).rules.map(({ isGone }) => isGone)).toEqual([true, false]);
    expect((await shown()).proposals).toEqual([]);
    const [gone] = unwrap(await employee.service.projectRules({})).rules;
    unwrap(await employee.service.deleteProjectRule({ id: gone?.id ?? ('' as never) }));
    expect((await shown()).proposals).toMatchObject([{ project: tower }]);
  });

  it('are tried on today’s record at their place, and nothing of it is kept', async () => {
    await record(['editor', 'North pier', 80], ['editor', 'Notes', 15], ['mail', 'Pier inbox', 30], [null, null, 5]);
    unwrap(await put({ title: 'north', project: bridge }));
    const attempt = (place: number) =>
      employee.service.tryProjectRule({ id: null, place, lookedFor: { title: 'pier' } }).then(unwrap);
    const behind = await attempt(1);
    expect(behind.ms).toBe(30 * minuteMs);
    expect(behind.times.map(({ title, ms, place }) => [title, ms / minuteMs, place])).toEqual([
      ['Pier inbox', 30, 1],
      ['North pier', 80, 0],
      ['Notes', 15, null],
    ]);
    expect((await attempt(0)).ms).toBe(110 * minuteMs);
    expect(unwrap(await employee.service.projectRules({})).rules).toHaveLength(1);
  });

  it('that cannot be read propose nothing, keep nobody from their week, and are given up by the person alone', async () => {
    await record(['editor', 'North pier', 80]);
    unwrap(await put({ title: 'pier', project: bridge }));
    unwrap(await decide(true));
    const { vault } = agentOf(employee).options;
    const sealed = Buffer.from(vault.own.get('project-rules') ?? []);
    // Not sealed to the person, cut short, nothing at all; what is whole is not touched.
    for (const damaged of [Buffer.from('{"rules":[]}'), sealed.subarray(0, 40), Buffer.alloc(0)]) {
      unwrap(vault.own.set('project-rules', damaged));
      expect(await shown()).toMatchObject({ proposals: [], rulesProblem: { code: 'vault-unreadable' } });
      expect((await shown()).rows).toMatchObject([{ cells: { 4: { minutes: 80 } } }]);
      expect(codeOf(await employee.service.projectRules({}))).toBe('vault-unreadable');
      expect(codeOf(await put({ app: 'editor', project: bridge }))).toBe('vault-unreadable');
      expect(Buffer.from(vault.own.get('project-rules') ?? [1])).toEqual(damaged);
    }
    unwrap(await employee.service.startProjectRulesOver({}));
    expect(unwrap(await employee.service.projectRules({})).rules).toEqual([]);
    unwrap(await put({ app: 'editor', project: bridge }));
    unwrap(await employee.service.startProjectRulesOver({}));
    expect(unwrap(await employee.service.projectRules({})).rules).toHaveLength(1);
  });

  it('may be 500, over a day of many windows, while the agent goes on with its work', async () => {
    const titles = Array.from({ length: 4_000 }, (_, index) => `Sheet ${index} ${'x'.repeat(400)}`);
    await record(...titles.map((title) => ['editor', title, 0.05] as const));
    for (let index = 0; index < 3; index += 1) unwrap(await put({ title: `word ${index}`, project: bridge }));
    const [first] = unwrap(await employee.service.projectRules({})).rules;
    await fillWithRules(first?.text ?? { app: 'a', project: bridge });
    expect(codeOf(await put({ app: 'editor', project: bridge }))).toBe('project-rules-too-many');
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const { proposals } = await shown();
    isOver = true;
    expect(turns).toBeGreaterThan(50);
    // The last of them all fits: every rule was asked about every window.
    expect(proposals).toMatchObject([{ ms: 200 * minuteMs }]);
  });
});

/** Straight into the keeper: 500 calls of the page would be 500 files sealed anew. */
async function fillWithRules(text: ProjectRuleText): Promise<void> {
  const { rules } = agentOf(employee).timesheets;
  unwrap(
    await rules.change((all) => ({
      ok: true,
      value: [
        ...all,
        ...Array.from({ length: mostRules - all.length }, (_, index) => ({
          ...text,
          id: recordIdSchema.parse(String(index).padStart(26, '0')),
          title: index === mostRules - all.length - 1 ? 'sheet' : `never ${index}`,
        })),
      ],
    })),
  );
}

describe('what a rule says and what it matched', () => {
  it.each([
    ['with timesheets alone', true],
    ['where days leave too', false],
  ])('is nowhere in the bucket nor in a file that can be read, %s', async (_, isAlone) => {
    await open(isAlone);
    const [words, title, left] = [rareWord(), rareWord(), rareWord()];
    unwrap(await agreeOnPage(employee, ['apps', 'titles', 'presence', 'timesheets']));
    await record(['editor', `${title} ${words}`, 80], ['mail', left, 20]);
    unwrap(await put({ title: words, project: bridge }));
    unwrap(await put({ title: left, project: tower }));
    unwrap(await employee.service.tryProjectRule({ id: null, place: 0, lookedFor: { title } }));
    unwrap(await decide(true, 1));
    unwrap(await employee.service.submitTimesheet({ week }));
    const { keeper, uploader, options } = agentOf(employee);
    time.now += hourMs;
    unwrap(await keeper.advance(time.now, 0));
    await uploader.flush();
    const objects = [...workplace.store.objects].map(([name, bytes]) => ({ name, bytes }));
    const names = objects.map(({ name }) => name);
    expect([names.some((name) => name.includes('/timesheets/')), names.some(isOfDays)]).toEqual([true, !isAlone]);
    const files = [...(await filesBelow(workplace.folder)), { name: 'log', bytes: Buffer.from(logged.join('\n')) }];
    expect(findings([...objects, ...files], [words, title, left])).toEqual([]);

    // Opened by the person: of the sheet the minutes, and nothing of why.
    const opened: typeof objects = [];
    for (const { name, bytes } of objects) {
      const whole = name.endsWith('.age') ? await openWith(options.keys.identity, bytes) : null;
      if (whole !== null) opened.push({ name, bytes: whole });
    }
    expect(findings(opened, [words, title, left])).toEqual([]);
    const sheet = Buffer.from(opened.find(({ name }) => name.includes('/timesheets/'))?.bytes ?? []).toString();
    expect([sheet.includes('Bridge'), sheet.includes('Tower')]).toEqual([true, false]);
    // The search finds them where they are: on the person's own page.
    const bytes = Buffer.from(JSON.stringify(unwrap(await employee.service.projectRules({}))));
    expect(findings([{ name: 'page', bytes }], [words, left], ['utf8'])).toHaveLength(2);
  });
});
