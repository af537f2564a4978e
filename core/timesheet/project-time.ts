import { recordedSpans } from '../day/entries.ts';
import type { DayView } from '../day/view.ts';
import { isSameProject, type Project, projectKey } from '../organisation/projects.ts';
import { dayBounds, dayOf, minuteMs, type Zone } from '../time/calendar.ts';
import {
  coveredMs,
  durationMs,
  type Instant,
  type Interval,
  merged,
  outside,
  paint,
  shared,
} from '../time/interval.ts';
import type { ProjectChoice } from './week-record.ts';

/** Time on one project within a day, in ms. */
export interface ProjectTime {
  readonly project: Project;
  readonly ms: number;
}

export interface DayByProject {
  readonly times: readonly ProjectTime[];
  /** Working time that belongs to no project, in ms; null where no working time is known. */
  readonly unassignedMs: number | null;
}

/**
 * The working time of a day: what was recorded, and what the person added and did not take back.
 * Null where the person's presence was not recorded: then only their own choice tells.
 */
export function workedIn(view: Pick<DayView, 'windows' | 'states' | 'entries'>): Interval[] | null {
  if (view.states.length === 0) return null;
  return merged([...recordedSpans(view), ...view.entries.flatMap(({ adds }) => adds)]);
}

/** What a span was on, by the person's word; null: on no project. */
export interface ChoiceSpan extends Interval {
  readonly project: Project | null;
}

/** Each choice as a span with an end: an open one goes on until `now` or its day is over. */
export function choiceSpans(choices: readonly ProjectChoice[], zone: Zone, now: Instant): ChoiceSpan[] {
  return choices.map(({ project, start, end }) => ({
    project,
    start,
    end: end ?? Math.max(start, Math.min(now, dayBounds(dayOf(start, zone), zone).end)),
  }));
}

/** What counts of a day: its working time, or all of it where none is known. In order, disjoint. */
function countedIn(bounds: Interval, worked: readonly Interval[] | null): Interval[] {
  return worked === null ? [bounds] : shared(merged(worked), [bounds]);
}

/**
 * A day by project: what was chosen, the later choice over the earlier, as far as it lies in
 * working time. `choices` may reach beyond the day; only what lies in `bounds` counts.
 */
export function byProject(
  choices: readonly ChoiceSpan[],
  bounds: Interval,
  worked: readonly Interval[] | null,
): DayByProject {
  const within = countedIn(bounds, worked);
  const times = new Map<string, ProjectTime>();
  let rest = coveredMs(within);
  for (const { project, ...part } of shared(paint(choices), within)) {
    if (project === null) continue;
    const known = times.get(projectKey(project))?.ms ?? 0;
    times.set(projectKey(project), { project, ms: known + durationMs(part) });
    rest -= durationMs(part);
  }
  return {
    times: [...times.values()].sort((a, b) => b.ms - a.ms || (projectKey(a.project) < projectKey(b.project) ? -1 : 1)),
    unassignedMs: worked === null ? null : rest,
  };
}

/**
 * Working time of which the person said nothing: neither a project, nor that it is on none. Where no
 * working time is known there is none.
 */
export function undecided(
  choices: readonly ChoiceSpan[],
  bounds: Interval,
  worked: readonly Interval[] | null,
): Interval[] {
  return worked === null ? [] : outside(countedIn(bounds, worked), paint(choices));
}

/** To the nearest minute; half a minute is one. */
export function toMinutes(ms: number): number {
  return Math.round(ms / minuteMs);
}

/** What is being worked on by the person's own word, and since when; null: nothing. */
export function workingOn(
  choices: readonly ProjectChoice[],
  zone: Zone,
  now: Instant,
): { readonly project: Project; readonly since: Instant } | null {
  const open = choices.findLast(({ end }) => end === null);
  if (open === undefined || open.project === null || open.start > now) return null;
  if (dayBounds(dayOf(open.start, zone), zone).end <= now) return null;
  const last = choices.at(-1);
  const isCovered = last !== undefined && last !== open && last.end !== null && last.end > now && last.start <= now;
  if (isCovered && !isSameProject(last.project, open.project)) return null;
  return { project: open.project, since: open.start };
}
