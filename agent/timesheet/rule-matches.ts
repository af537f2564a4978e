import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DayView } from '../../core/day/view.ts';
import type { ListedProject } from '../../core/organisation/projects.ts';
import type { WindowPatterns } from '../../core/rules/window-test.ts';
import { type ProjectRule, projectOfRule, ruleFinder } from '../../core/timesheet/project-rules.ts';
import type { MatchedSpan } from '../../core/timesheet/proposals.ts';

/** So many patterns are compared in one turn of the event loop: some milliseconds. */
const patternsInTurn = 20_000;
/** A pattern with `?` is compared letter by letter, which takes as long as so many others. */
const letterCost = 50;

/**
 * Each of `windows` as `make` has it, which asks `rules` about it. Between turns recording goes on,
 * however many rules and windows there are.
 */
export async function inTurns<W, R>(
  windows: readonly W[],
  rules: readonly WindowPatterns[],
  make: (window: W) => R,
): Promise<R[]> {
  const cost = rules.reduce((sum, { app, title, site }) => sum + costOf([app, title, site]), 1);
  const most = Math.max(1, Math.floor(patternsInTurn / cost));
  const made: R[] = [];
  for (const [index, window] of windows.entries()) {
    if (index > 0 && index % most === 0) await nextTurn();
    made.push(make(window));
  }
  return made;
}

function costOf(patterns: readonly (string | undefined)[]): number {
  return patterns.reduce((sum, text) => sum + (text === undefined ? 0 : text.includes('?') ? letterCost : 1), 0);
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
    const found = await inTurns(windows, rules, (window): MatchedSpan[] => {
      const rule = window.appId === null ? null : find(window);
      if (rule === null) return [];
      const { start, end } = window;
      return [{ start, end, rule: rule.id, project: projects.get(rule.id) ?? null }];
    });
    return found.flat();
  };
}
