import type { Day, PersonId } from '../../../core/ids.ts';
import type { Problem, ProblemCode } from '../../../core/problem.ts';
import { type Month, monthOf } from '../../../core/time/month.ts';
import type { Hit } from '../../../ipc/employee-data.ts';
import type { ManagerClient } from '../frame/page-props.ts';

export interface SearchQuery {
  readonly people: readonly PersonId[];
  readonly from: Day;
  readonly to: Day;
  readonly text: string;
  readonly reason: string;
}

export interface FoundDay {
  readonly person: PersonId;
  readonly day: Day;
  readonly zone: string;
  /** The newest of them, and how many there are. */
  readonly hits: readonly Hit[];
  readonly count: number;
}

export interface SearchProgress {
  /** Null while the search is being recorded and the days are listed. */
  readonly total: number | null;
  readonly done: number;
  /** Days with hits, in the order in which they were searched. */
  readonly found: readonly FoundDay[];
  /** People who are not searched, and why. */
  readonly skipped: readonly { readonly person: PersonId; readonly problem: Problem }[];
  /** Days, or parts of days, that could not be searched, and why. */
  readonly unread: readonly { readonly person: PersonId; readonly day: Day; readonly problem: Problem }[];
}

/** What the contract takes in one call. */
const mostPeople = 200;
/** Opening a day is far more work than reading what was laid together of a month. */
const daysAtOnce = 2;
const monthsAtOnce = 4;
/** Of a day: more are counted, and seen where the day is opened. */
const mostHits = 100;

/** After these no other day of the search can be searched either. */
const ends = new Set<ProblemCode>(['viewer-locked', 'search-unknown', 'not-connected']);

/**
 * Searches month by month, then the days of which that told nothing, until all are done or `signal` says to stop; `onProgress` is told whenever
 * something is known. Answers why the search did not begin or could not go on, null where it could.
 */
export async function runSearch(
  client: Pick<ManagerClient, 'startSearch' | 'searchMonth' | 'searchDay'>,
  query: SearchQuery,
  signal: AbortSignal,
  onProgress: (progress: SearchProgress) => void,
): Promise<Problem | null> {
  let progress: SearchProgress = { total: null, done: 0, found: [], skipped: [], unread: [] };
  const tell = (change: Partial<SearchProgress>) => {
    progress = { ...progress, ...change };
    if (!signal.aborted) onProgress(progress);
  };
  tell({});
  const { people, ...asked } = query;
  const days: SearchedDay[] = [];
  for (let first = 0; first < people.length && !signal.aborted; first += mostPeople) {
    const begun = await client.startSearch({ ...asked, people: people.slice(first, first + mostPeople) });
    if (!begun.ok) return begun.problem;
    const { search } = begun.value;
    days.push(...begun.value.days.map((each) => ({ search, ...each })));
    tell({ skipped: [...progress.skipped, ...begun.value.skipped] });
  }
  tell({ total: days.length });

  let end: Problem | null = null;
  const isOver = () => end !== null || signal.aborted;
  const left: SearchedDay[] = [];
  await inTurn(monthsOf(days), monthsAtOnce, isOver, async ({ search, person, month, days: of }) => {
    const result = await client.searchMonth({ search, person, month });
    if (!result.ok && ends.has(result.problem.code)) end = result.problem;
    // Each of its days says by itself what is wrong.
    const rest = result.ok ? result.value.left : of;
    left.push(...rest.map((day) => ({ search, person, day })));
    const found = result.ok ? result.value.found.map((each) => ({ person, ...each })) : [];
    tell({ done: progress.done + of.length - rest.length, found: [...progress.found, ...found] });
  });
  await inTurn(left.sort(newestFirst), daysAtOnce, isOver, async (each) => {
    const { person, day } = each;
    const result = await client.searchDay(each);
    const done = progress.done + 1;
    if (result.ok) {
      const { hits, zone } = result.value;
      const own = { person, day, zone, hits: hits.slice(0, mostHits), count: hits.length };
      const unread = result.value.unread.map((problem) => ({ person, day, problem }));
      const found = hits.length === 0 ? progress.found : [...progress.found, own];
      tell({ done, found, unread: [...progress.unread, ...unread] });
    } else if (ends.has(result.problem.code)) end = result.problem;
    else tell({ done, unread: [...progress.unread, { person, day, problem: result.problem }] });
  });
  return end;
}

interface SearchedDay {
  readonly search: string;
  readonly person: PersonId;
  readonly day: Day;
}

interface SearchedMonth {
  readonly search: string;
  readonly person: PersonId;
  readonly month: Month;
  readonly days: Day[];
}

/** The months of these days in their order, each person's by itself. */
function monthsOf(days: readonly SearchedDay[]): SearchedMonth[] {
  const months = new Map<string, SearchedMonth>();
  for (const { search, person, day } of days) {
    const month = monthOf(day);
    const name = `${person} ${month}`;
    const known = months.get(name) ?? { search, person, month, days: [] };
    months.set(name, known);
    known.days.push(day);
  }
  return [...months.values()];
}

function newestFirst(a: SearchedDay, b: SearchedDay): number {
  return a.day < b.day ? 1 : a.day > b.day ? -1 : 0;
}

/** Works through all of them in their order, some at once, until it is over. */
async function inTurn<T>(
  all: readonly T[],
  atOnce: number,
  isOver: () => boolean,
  work: (each: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (!isOver()) {
      const each = all[next];
      if (each === undefined) return;
      next += 1;
      await work(each);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
