import { z } from 'zod';
import type { DaySummary } from '../day/summary.ts';
import type { PersonId } from '../ids.ts';
import type { TeamRoll } from '../organisation/access.ts';
import { daysIn, type IsoWeek } from '../time/iso-week.ts';
import { isSafe, type SumCell, shownTable, sumOf } from './disclosure.ts';

/**
 * A team's sums, so that no one person can be read out of them: not from one report, and not from
 * the difference of any two that a viewer can get (statistical disclosure control: minimum
 * frequency, dominance and complementary suppression; Hundepool et al., Statistical Disclosure
 * Control, 2012, ch. 4).
 *
 * Reports of other weeks and teams have nothing in common that could be subtracted: a week's time
 * of a person is counted in one week of one team.
 */
const hours = z.number().nonnegative();

export const teamReportSchema = z.object({
  team: z.string(),
  /** Past ISO weeks, `2026-W47`, in order. No months: their extra days could be one person's. */
  weeks: z
    .array(
      z.discriminatedUnion('shown', [
        z.object({
          week: z.string(),
          shown: z.literal(true),
          /** How many people belong to the team in that whole week. */
          people: z.number().int(),
          /** Recorded hours of all together, rounded to whole hours. */
          recordedHours: hours,
          callHours: hours.nullable(),
          /**
           * Apps and categories to which enough people contributed; the rest is together in `*`, or
           * left out where even that would tell. One of the two is empty: categories are shown
           * where the organisation has them, else apps. Of both together, what the one says less
           * the other (a category but for its best known app) could be one person's.
           */
          apps: z.array(z.object({ appId: z.string(), appName: z.string().nullable(), hours })),
          categories: z.array(z.object({ category: z.string().nullable(), hours })),
        }),
        z.object({
          week: z.string(),
          shown: z.literal(false),
          /**
           * `small`: fewer people than the organisation's smallest group; `few-recorded`: too few
           * of them have anything recorded, or one has more than half of it; `unreadable`: not
           * every member can be read; `not-over`: not every day of it is closed; `erased`: days of
           * it were erased on request; `expired`: the notice no longer keeps all of it. Of these two
           * what a report of before has more would be one person's.
           */
          because: z.enum(['small', 'few-recorded', 'unreadable', 'not-over', 'erased', 'expired']),
        }),
      ]),
    )
    .max(53),
});
export type TeamReport = z.infer<typeof teamReportSchema>;
export type TeamWeek = TeamReport['weeks'][number];

/** Who belongs to the team on each day of `week`: the organisation alone decides. */
export function membersIn({ members }: Pick<TeamRoll, 'members'>, week: IsoWeek): PersonId[] {
  const days = daysIn(week);
  const people = [...new Set(members.map(({ person }) => person))];
  return people.filter((each) =>
    days.every((day) =>
      members.some(({ person, from, to }) => person === each && from <= day && (to === null || day <= to)),
    ),
  );
}

/** What a report needs of one device's day. */
export type TeamDay = Pick<DaySummary, 'final' | 'totals' | 'apps' | 'categories'>;

/** A member's summaries of the week, of all devices; null: not all of it can be read. */
export type MemberWeek = readonly TeamDay[] | null;

/**
 * One week of a team, or why it is not shown; `smallest` is the organisation's smallest group. A
 * day that is not closed yet withholds the week: what it still gets would be the difference of two
 * reports, and of one person.
 */
export function teamWeek(week: IsoWeek, members: readonly MemberWeek[], smallest: number): TeamWeek {
  const withheld = (because: Extract<TeamWeek, { shown: false }>['because']): TeamWeek => ({
    week,
    shown: false,
    because,
  });
  if (members.length < smallest) return withheld('small');
  const read = members.flatMap((days) => (days === null ? [] : [days]));
  if (read.length < members.length) return withheld('unreadable');
  if (read.some((days) => days.some(({ final }) => !final))) return withheld('not-over');
  const total = read.map((days) => sumOf(days.map(({ totals }) => totals.recordedMs)));
  if (!isSafe(total, smallest)) return withheld('few-recorded');
  const calls = read.map((days) => sumOf(days.map(({ totals }) => totals.stateMs.call ?? 0)));
  const byCategory = hasCategories(read.flat());
  return {
    week,
    shown: true,
    people: members.length,
    recordedHours: hoursOf(total),
    callHours:
      shownTable(total, [{ key: 'call', parts: calls }], smallest, () => true) === null ? null : hoursOf(calls),
    apps: byCategory ? [] : appRows(read, total, smallest),
    categories: byCategory ? categoryRows(read, total, smallest) : [],
  };
}

/** By the categories of the days, not of today, so that a week always looks the same. */
function hasCategories(days: readonly TeamDay[]): boolean {
  const used = days.filter(({ apps }) => apps.length > 0);
  return used.length > 0 && used.every(({ categories }) => categories.length > 0);
}

type ShownWeek = Extract<TeamWeek, { shown: true }>;

function appRows(read: readonly (readonly TeamDay[])[], total: readonly number[], smallest: number): ShownWeek['apps'] {
  const cells = cellsOf(read, ({ apps }) =>
    // What a rule withheld or was beyond the longest hundred is no app, but of the rest.
    apps.flatMap(({ appId, ms }) => (appId === null || appId === rest ? [] : [{ key: appId, ms }])),
  );
  return rowsOf(total, cells, smallest, rest).map(({ key, hours }) => ({
    appId: key,
    appName: key === rest ? null : nameOf(read, key, smallest),
    hours,
  }));
}

function categoryRows(
  read: readonly (readonly TeamDay[])[],
  total: readonly number[],
  smallest: number,
): ShownWeek['categories'] {
  const cells = cellsOf<string | null>(read, ({ categories }) =>
    categories.map(({ category, ms }) => ({ key: category, ms })),
  );
  return rowsOf(total, cells, smallest, rest).map(({ key, hours }) => ({ category: key, hours }));
}

const rest = '*';

function rowsOf<Key>(total: readonly number[], cells: readonly SumCell<Key>[], smallest: number, restKey: Key) {
  const table = shownTable(total, cells, smallest, (ms) => inHours(ms) > 0);
  if (table === null) return [];
  const rows = table.shown.map(({ key, parts }) => ({ key, hours: hoursOf(parts) }));
  const left = hoursOf(table.rest);
  return left === 0 ? rows : [...rows, { key: restKey, hours: left }];
}

/** One cell a key with each member's share, by key: the order of members does not matter. */
function cellsOf<Key extends string | null>(
  read: readonly (readonly TeamDay[])[],
  linesOf: (day: TeamDay) => readonly { readonly key: Key; readonly ms: number }[],
): SumCell<Key>[] {
  const cells = new Map<Key, number[]>();
  for (const [member, days] of read.entries())
    for (const { key, ms } of days.flatMap(linesOf)) {
      const parts = cells.get(key) ?? read.map(() => 0);
      parts[member] = (parts[member] ?? 0) + ms;
      cells.set(key, parts);
    }
  return [...cells].map(([key, parts]) => ({ key, parts })).sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/** What enough members call an app; a name that only some have could tell who they are. */
function nameOf(read: readonly (readonly TeamDay[])[], appId: string, smallest: number): string | null {
  const callers = new Map<string, number>();
  for (const days of read) {
    const names = days.flatMap(({ apps }) => apps.filter((app) => app.appId === appId).map(({ appName }) => appName));
    for (const name of new Set(names)) if (name !== null) callers.set(name, (callers.get(name) ?? 0) + 1);
  }
  const [most] = [...callers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return most !== undefined && most[1] >= smallest ? most[0] : null;
}

function hoursOf(parts: readonly number[]): number {
  return inHours(sumOf(parts));
}

function inHours(ms: number): number {
  return Math.round(ms / 3_600_000);
}
