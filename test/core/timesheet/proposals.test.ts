import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema, recordIdSchema } from '../../../core/ids.ts';
import { type Project, projectKey } from '../../../core/organisation/projects.ts';
import { dayBounds, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import { coveredMs, type Interval, intersection, merged } from '../../../core/time/interval.ts';
import { ruleFinder } from '../../../core/timesheet/project-rules.ts';
import { byProject, type ChoiceSpan, toMinutes, undecided, workedIn } from '../../../core/timesheet/project-time.ts';
import { type MatchedSpan, proposalsOf } from '../../../core/timesheet/proposals.ts';

const zone = zoneSchema.parse('Europe/Berlin');
const day = daySchema.parse('2026-06-03');
const bounds = dayBounds(day, zone);
const bridge: Project = { id: 'bridge', name: 'Bridge' };
const office: Project = { id: null, name: 'Office' };
const id = (number: number) => recordIdSchema.parse(String(number).padStart(26, '0'));
const rules = [
  { id: id(1), app: 'editor', title: 'pier', project: bridge },
  { id: id(2), app: 'mail', project: office },
  { id: id(3), app: 'editor', project: office },
];
const find = ruleFinder(rules);
const span = (from: number, minutes: number): Interval => ({
  start: bounds.start + from * minuteMs,
  end: bounds.start + (from + minutes) * minuteMs,
});

const minute = fc.integer({ min: -60, max: 25 * 60 });
const length = fc.integer({ min: 1, max: 300 });
const windowRecord = fc
  .record({
    from: minute,
    length,
    app: fc.constantFrom('editor', 'mail', 'other', null),
    title: fc.constantFrom('North pier', 'Notes', null),
  })
  .map(
    ({ from, length: minutes, app, title }): ActivityRecord => ({
      ...{ kind: 'window', ...span(from, minutes), appId: app, appName: app },
      ...{ title: app === null ? null : title, site: null, withheld: app === null ? 'rule' : null },
    }),
  );
const stateRecord = fc
  .record({ from: minute, length, state: fc.constantFrom('active', 'idle', 'paused', 'locked') })
  .map(
    ({ from, length: minutes, state }): ActivityRecord => ({
      ...{ kind: 'state', ...span(from, minutes), reason: null },
      state: state as 'active',
    }),
  );
const removal = fc
  .record({ from: minute, length })
  .map(
    ({ from, length: minutes }): ActivityRecord => ({ kind: 'removed-span', at: bounds.end, ...span(from, minutes) }),
  );
const choice = fc
  .record({ from: minute, length, project: fc.constantFrom(bridge, office, null) })
  .map(({ from, length: minutes, project }): ChoiceSpan => ({ ...span(from, minutes), project }));
const records = fc
  .tuple(
    fc.array(windowRecord, { maxLength: 12 }),
    fc.array(stateRecord, { maxLength: 8 }),
    fc.array(removal, { maxLength: 3 }),
  )
  .map((parts) => parts.flat());

function proposed(written: readonly ActivityRecord[], choices: readonly ChoiceSpan[]) {
  const view = viewOfDay(day, zone, written);
  const worked = workedIn(view);
  const matched = view.windows.flatMap((window): MatchedSpan[] => {
    const rule = window.appId === null ? null : find(window);
    return rule === null ? [] : [{ start: window.start, end: window.end, rule: rule.id, project: rule.project }];
  });
  const free = undecided(choices, bounds, worked);
  return { proposals: proposalsOf(free, matched, [id(1), id(2), id(3)]), free, worked, matched };
}

describe('what rules propose of a day', () => {
  it('never exceeds the time that has no project, and lies in it', () => {
    fc.assert(
      fc.property(records, fc.array(choice, { maxLength: 6 }), (written, choices) => {
        const { proposals, worked } = proposed(written, choices);
        const { unassignedMs } = byProject(choices, bounds, worked);
        const sum = proposals.reduce((all, { ms }) => all + ms, 0);
        expect(sum).toBeLessThanOrEqual(unassignedMs ?? 0);
        const spans = proposals.flatMap((each) => each.spans);
        // No instant is proposed twice, each lies within the day, and none has a project.
        expect(coveredMs(spans)).toBe(sum);
        for (const each of spans) {
          expect(intersection(each, bounds)).toEqual(each);
          expect(choices.some((other) => intersection(each, other) !== null)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never has anything of what was removed or left out', () => {
    fc.assert(
      fc.property(records, (written) => {
        const { proposals } = proposed(written, []);
        const gone = written.filter(({ kind }) => kind === 'removed-span') as (ActivityRecord & Interval)[];
        const seen = viewOfDay(day, zone, written).windows.filter(({ appId }) => appId !== null);
        for (const each of proposals.flatMap(({ spans }) => spans)) {
          expect(gone.some((span) => intersection(span, each) !== null)).toBe(false);
          expect(coveredMs(seen.flatMap((window) => intersection(window, each) ?? []))).toBe(each.end - each.start);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives each instant to the first rule that fits its window', () => {
    fc.assert(
      fc.property(records, (written) => {
        const { proposals } = proposed(written, []);
        const { windows } = viewOfDay(day, zone, written);
        for (const { rule, spans } of proposals)
          for (const window of windows.filter((each) => spans.some((part) => intersection(part, each) !== null)))
            expect(rules.find((each) => ruleFinder([each])(window) !== null)?.id).toBe(rule);
      }),
      { numRuns: 200 },
    );
  });

  it('counts exactly what was proposed once it is taken, and proposes nothing of it again, nor of what was left', () => {
    fc.assert(
      fc.property(records, fc.array(choice, { maxLength: 4 }), fc.boolean(), (written, choices, isTaken) => {
        const before = proposed(written, choices);
        const decided = before.proposals.flatMap(({ project, spans }) =>
          spans.map((each): ChoiceSpan => ({ ...each, project: isTaken ? project : null })),
        );
        const known = byProject(choices, bounds, before.worked);
        const after = byProject([...decided, ...choices], bounds, before.worked);
        const msOf = ({ times }: typeof known, project: Project) =>
          times.find((each) => projectKey(each.project) === projectKey(project))?.ms ?? 0;
        for (const project of [bridge, office]) {
          const taken = before.proposals.filter((each) => projectKey(each.project) === projectKey(project));
          const sum = isTaken ? taken.reduce((all, { ms }) => all + ms, 0) : 0;
          expect(msOf(after, project)).toBe(msOf(known, project) + sum);
        }
        expect(proposed(written, [...decided, ...choices]).proposals).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is nothing where the person said that time is on no project, nor where working time is not known', () => {
    const window: ActivityRecord = {
      ...{ kind: 'window', ...span(600, 60), appId: 'mail', appName: 'Mail', title: null, site: null, withheld: null },
    };
    const state: ActivityRecord = { kind: 'state', ...span(600, 60), state: 'active', reason: null };
    expect(proposed([window], []).proposals).toEqual([]);
    expect(proposed([window, state], []).proposals).toMatchObject([
      { rule: id(2), project: office, ms: 60 * minuteMs },
    ]);
    const none: ChoiceSpan = { ...span(600, 45), project: null };
    expect(proposed([window, state], [none]).proposals).toMatchObject([{ spans: [span(645, 15)] }]);
  });

  it('keeps the place of a rule whose project is gone, is silent where minutes were written, and below half a minute', () => {
    const free = [span(0, 60)];
    const matched = (project: Project | null, ms: number): MatchedSpan[] => [
      { start: bounds.start, end: bounds.start + ms, rule: id(1), project },
    ];
    const of = (spans: MatchedSpan[], isWritten?: (project: Project) => boolean) =>
      proposalsOf(free, spans, [id(1)], isWritten).length;
    expect(of(matched(bridge, minuteMs))).toBe(1);
    expect(of(matched(null, minuteMs))).toBe(0);
    expect(of(matched(bridge, minuteMs), ({ name }) => name === 'Bridge')).toBe(0);
    expect([of(matched(bridge, 29_999)), of(matched(bridge, 30_000))]).toEqual([0, 1]);
  });

  it('joins neighbours, and takes a day of many thousand windows', () => {
    const many = Array.from({ length: 20_000 }, (_, index): MatchedSpan => {
      const start = bounds.start + index * 4_000;
      return { start, end: start + 4_000, rule: id(1 + (index % 3)), project: bridge };
    });
    const free = merged(Array.from({ length: 5_000 }, (_, index) => span(0, 0.2 * index)).slice(-1));
    const found = proposalsOf(free, many, [id(1), id(2), id(3)]);
    expect(found.reduce((sum, { ms }) => sum + ms, 0)).toBe(coveredMs(free));
    const one = many.map((each) => ({ ...each, rule: id(1) }));
    expect(proposalsOf(free, one, [id(1)])[0]?.spans).toEqual(free);
    expect(toMinutes(proposalsOf(free, one, [id(1)])[0]?.ms ?? 0)).toBe(1000);
  });
});
