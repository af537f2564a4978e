import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DayView } from '../../core/day/view.ts';
import type { ListedProject } from '../../core/organisation/projects.ts';
import { type ProjectRule, projectOfRule, ruleFinder } from '../../core/timesheet/project-rules.ts';
import type { MatchedSpan } from '../../core/timesheet/proposals.ts';

/** So many patterns are compared in one turn of the event loop: some milliseconds. */
const patternsInTurn = 20_000;

/**
 * Each of `items` as `make` has it. `cost` patterns are compared for one of them: between turns
 * recording goes on, however many rules and windows there are.
 */
export async function inTurns<T, R>(items: readonly T[], cost: number, make: (item: T) => R): Promise<R[]> {
  const most = Math.max(1, Math.floor(patternsInTurn / Math.max(1, cost)));
  const made: R[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % most === 0) await nextTurn();
    made.push(make(item));
  }
  return made;
}

/**
 * Makes what finds, of a day's windows, those that a rule fits, with the project that it names on
 * the list now. What a rule of exclusion withheld, and what was removed, is in no window.
 */
export function ruleMatcher(
  rules: readonly ProjectRule[],
  listed: readonly ListedProject[],
  today: string,
): (windows: DayView['windows']) => Promise<MatchedSpan[]> {
  const find = ruleFinder(rules);
  const projects = new Map(rules.map((rule) => [rule.id, projectOfRule(listed, rule, today)]));
  return async (windows) => {
    if (rules.length === 0) return [];
    const found = await inTurns(windows, rules.length, (window): MatchedSpan[] => {
      const rule = window.appId === null ? null : find(window);
      if (rule === null) return [];
      const { start, end } = window;
      return [{ start, end, rule: rule.id, project: projects.get(rule.id) ?? null }];
    });
    return found.flat();
  };
}
