import { viewOfDay } from '../../core/day/view.ts';
import { type RecordId, recordIdSchema } from '../../core/ids.ts';
import { projectOn } from '../../core/organisation/projects.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok } from '../../core/result.ts';
import { cutText } from '../../core/shown-text.ts';
import { dayOf } from '../../core/time/calendar.ts';
import { durationMs } from '../../core/time/interval.ts';
import { weekOf } from '../../core/time/iso-week.ts';
import {
  type ProjectRule,
  projectOfRule,
  ruleFinder,
  textOfRule,
  withoutRuleOf,
  withRuleAt,
} from '../../core/timesheet/project-rules.ts';
import { isSameProposal } from '../../core/timesheet/proposals.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { projectRuleCalls, TriedTime } from '../../ipc/employee-project-rules.ts';
import { randomId } from '../../seal/random-id.ts';
import type { ProjectRuleKeeper } from './project-rule-keeper.ts';
import { inTurns } from './rule-matches.ts';
import { type DayProposal, offered, type WeekPort, weekDays } from './week-view.ts';

type ProjectRuleCalls = Pick<Service<EmployeeContract>, keyof typeof projectRuleCalls>;
type Trial = Parameters<ProjectRuleCalls['tryProjectRule']>[0];
type Tried = Trial['lookedFor'] & Pick<ProjectRule, 'id'>;

export interface ProjectRulePort extends WeekPort {
  readonly timesheets: Pick<WeekPort['timesheets'], 'weeks'> & { readonly rules: ProjectRuleKeeper };
}

/** Kinds of windows that a trial shows. */
const mostTried = 60;

/**
 * The person's rules that propose projects. They are sealed to the person in the vault and leave it
 * for their own page alone; what they match is not kept. To take a proposal is a word of the person
 * about their time, like any other choice.
 */
export function projectRuleService(port: ProjectRulePort): ProjectRuleCalls {
  const { organisation, clock, zone, timesheets } = port;
  const { rules, weeks } = timesheets;
  const newId = (): RecordId => randomId(recordIdSchema);
  const today = () => dayOf(clock.now(), zone);
  const listed = () => organisation.current.projects;

  return {
    projectRules: async () => {
      const known = await rules.rules();
      if (!known.ok) return known;
      const shown = await offered(port, weekOf(today()));
      if (!shown.ok) return shown;
      const { projects, isListed } = shown.value;
      return ok({
        projects,
        isListed,
        rules: known.value.map((rule) => ({
          id: rule.id,
          text: textOfRule(rule),
          isGone: projectOfRule(listed(), rule, today()) === null,
        })),
      });
    },
    putProjectRule: async ({ id, place, text }) => {
      const own = id ?? newId();
      const kept = await rules.change((all) => {
        const before = all.find((rule) => rule.id === id);
        if (id !== null && before === undefined) return fail(problem('project-rule-gone'));
        const project = projectOn(listed(), text.project, today());
        // A rule whose project went can still be moved, or brought back: it proposes nothing.
        return ok(withRuleAt(all, { ...text, project: project ?? text.project, id: own }, place));
      });
      return kept.ok ? ok({ id: own }) : kept;
    },
    deleteProjectRule: ({ id }) => rules.change((all) => ok(withoutRuleOf(all, id))),
    startProjectRulesOver: async () => {
      const known = await rules.rules();
      return known.ok ? ok(null) : rules.startOver();
    },
    tryProjectRule: (asked) => tried(port, asked, newId()),
    decideProposals: async ({ week, isTaken, proposedAt, proposals }) => {
      const record = await weeks.week(week);
      if (!record.ok) return record;
      if (proposedAt > clock.now()) return fail(changed);
      const days = await weekDays(port, record.value, proposedAt);
      if (!days.ok) return days;
      const found = proposals.flatMap((each): DayProposal[] => {
        const same = days.value.proposals.find((now) => now.day === each.day && isSameProposal(now, each));
        return same === undefined ? [] : [same];
      });
      // Nothing but what was shown is taken: not even a minute that was recorded since.
      if (new Set(found).size !== proposals.length) return fail(changed);
      const decided = found.map(({ project, spans }) => ({
        id: newId(),
        project: isTaken ? project : null,
        spans: spans.map(({ start, end }): [number, number] => [start, end]),
      }));
      const kept = await weeks.change(week, (now) =>
        // Something else was decided meanwhile: of what was shown some may have a project by now.
        JSON.stringify([now.choices, now.decided, now.cells]) ===
        JSON.stringify([record.value.choices, record.value.decided, record.value.cells])
          ? ok({ ...now, decided: [...now.decided, ...decided] })
          : fail(changed),
      );
      return kept.ok ? ok({ decided: decided.map(({ id }) => id) }) : kept;
    },
    undoProposals: async ({ week, decided }) => {
      const kept = await weeks.change(week, (record) =>
        ok({ ...record, decided: record.decided.filter(({ id }) => !decided.includes(id)) }),
      );
      return kept.ok ? ok(null) : kept;
    },
  };
}

/** Today's record by kinds of windows, and which rule would be the first to fit each. */
async function tried(
  { timesheets, conductor, keeper, clock, zone }: ProjectRulePort,
  { id, place, lookedFor }: Trial,
  newId: RecordId,
): ReturnType<ProjectRuleCalls['tryProjectRule']> {
  const known = await timesheets.rules.rules();
  if (!known.ok) return known;
  const rule: Tried = { ...lookedFor, id: id ?? newId };
  const rules = withRuleAt<Tried>(known.value, rule, place);
  const find = ruleFinder(rules);
  const day = dayOf(clock.now(), zone);
  await conductor.journalNow();
  const records = await keeper.records(day);
  if (!records.ok) return records;
  const kinds = new Map<string, TriedTime>();
  let ms = 0;
  const { windows } = viewOfDay(day, zone, records.value);
  await inTurns(windows, rules, (window) => {
    const { appId, title, site } = window;
    if (appId === null) return;
    const found = find(window);
    if (found?.id === rule.id) ms += durationMs(window);
    const appName = window.appName ?? appId;
    const key = JSON.stringify([appName, title, site]);
    const before = kinds.get(key)?.ms ?? 0;
    kinds.set(key, {
      appName: cutText(appName),
      title: title === null ? null : cutText(title),
      site: site === null ? null : cutText(site),
      ms: before + durationMs(window),
      place: found === null ? null : rules.findIndex((each) => each.id === found.id),
    });
  });
  const longest = [...kinds.values()].sort((a, b) => b.ms - a.ms);
  const own = rules.findIndex((each) => each.id === rule.id);
  // What this rule matches is shown first: it is what is asked.
  const times = [...longest.filter((each) => each.place === own), ...longest.filter((each) => each.place !== own)];
  return ok({ times: times.slice(0, mostTried), ms, others: Math.max(0, times.length - mostTried) });
}

const changed = problem('proposal-changed');
