import type { Day, PersonId } from '../../../core/ids.ts';
import type { Problem, ProblemCode } from '../../../core/problem.ts';
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
  readonly hits: readonly Hit[];
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
const atOnce = 2;

/** After these no other day of the search can be searched either. */
const ends = new Set<ProblemCode>(['viewer-locked', 'search-unknown', 'not-connected']);

/**
 * Searches day by day, two at once, until all are done or `signal` says to stop; `onProgress` is told whenever something is known. Answers why
 * the search did not begin or could not go on, null where it could.
 */
export async function runSearch(
  client: Pick<ManagerClient, 'startSearch' | 'searchDay'>,
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
  const days: { search: string; person: PersonId; day: Day }[] = [];
  for (let first = 0; first < people.length && !signal.aborted; first += mostPeople) {
    const begun = await client.startSearch({ ...asked, people: people.slice(first, first + mostPeople) });
    if (!begun.ok) return begun.problem;
    const { search } = begun.value;
    days.push(...begun.value.days.map((each) => ({ search, ...each })));
    tell({ skipped: [...progress.skipped, ...begun.value.skipped] });
  }
  tell({ total: days.length });

  let next = 0;
  let end: Problem | null = null;
  const lane = async () => {
    while (end === null && !signal.aborted) {
      const each = days[next];
      if (each === undefined) return;
      next += 1;
      const { person, day } = each;
      const result = await client.searchDay(each);
      const done = progress.done + 1;
      if (result.ok) {
        const { hits, zone } = result.value;
        const found = hits.length === 0 ? progress.found : [...progress.found, { person, day, zone, hits }];
        const unread = result.value.unread.map((problem) => ({ person, day, problem }));
        tell({ done, found, unread: [...progress.unread, ...unread] });
      } else if (ends.has(result.problem.code)) end = result.problem;
      else tell({ done, unread: [...progress.unread, { person, day, problem: result.problem }] });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return end;
}
