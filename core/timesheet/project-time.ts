import { recordedSpans } from '../day/entries.ts';
import type { DayView } from '../day/view.ts';
import { isSameProject, type Project, projectKey } from '../organisation/projects.ts';
import { dayBounds, dayOf, minuteMs, type Zone } from '../time/calendar.ts';
import { durationMs, type Instant, type Interval, intersection, merged, paint, subtract } from '../time/interval.ts';
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

/** Each choice as a span with an end: an open one goes on until `now` or its day is over. */
export function choiceSpans(choices: readonly ProjectChoice[], zone: Zone, now: Instant) {
  return choices.map(({ project, start, end }) => ({
    project,
    start,
    end: end ?? Math.max(start, Math.min(now, dayBounds(dayOf(start, zone), zone).end)),
  }));
}

/**
 * A day by project: what was chosen, the later choice over the earlier, as far as it lies in
 * working time. `choices` may reach beyond the day; only what lies in `bounds` counts.
 */
export function byProject(
  choices: readonly (Interval & { readonly project: Project | null })[],
  bounds: Interval,
  worked: readonly Interval[] | null,
): DayByProject {
  const within = worked === null ? [bounds] : merged(worked.flatMap((span) => intersection(span, bounds) ?? []));
  const times = new Map<string, ProjectTime>();
  const taken: Interval[] = [];
  for (const { project, ...span } of paint([...choices])) {
    if (project === null) continue;
    for (const part of within.flatMap((each) => intersection(each, span) ?? [])) {
      const known = times.get(projectKey(project))?.ms ?? 0;
      times.set(projectKey(project), { project, ms: known + durationMs(part) });
      taken.push(part);
    }
  }
  const rest = worked === null ? null : within.flatMap((each) => subtract(each, taken));
  return {
    times: [...times.values()].sort((a, b) => b.ms - a.ms || (projectKey(a.project) < projectKey(b.project) ? -1 : 1)),
    unassignedMs: rest === null ? null : rest.reduce((sum, each) => sum + durationMs(each), 0),
  };
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
