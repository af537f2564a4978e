import { randomBytes } from 'node:crypto';
import pMap from 'p-map';
import { isOutage } from '../../bucket/store-problems.ts';
import { findInDay, newestFirst, wordsIn } from '../../core/day/search/search.ts';
import { type Day, idFromRandom, type PersonId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { knownZone } from '../../core/time/calendar.ts';
import type { OpenViewer } from '../ports.ts';
import { revokedDevice, unconfirmedDevice } from '../session/problems.ts';
import type { ManagerService, ReportsDeps, SearchedDays, StartedSearch } from '../session/session-results.ts';
import { searchMonth, unknownSearch } from './search-month.ts';
import { checkSpan } from './span.ts';

type StartArgs = Parameters<ManagerService['startSearch']>[0];
type DayArgs = Parameters<ManagerService['searchDay']>[0];

const atOnce = 8;

/**
 * A search begins with everybody's receipt. It goes by what devices laid together of months, then through the days of
 * which that told nothing, until it is not continued.
 */
export function searchCalls({
  viewer,
  results,
}: ReportsDeps): Pick<ManagerService, 'startSearch' | 'searchMonth' | 'searchDay'> {
  return {
    startSearch: async (args) => {
      const started = await start(viewer, args);
      if (!started.ok) return started;
      const { search: begun, days, skipped } = started.value;
      const search = idFromRandom(randomBytes(26));
      results.searches.set(search, begun);
      return ok({ search, days, skipped });
    },
    searchMonth: (args) => searchMonth(viewer, results.searches.peek(args.search), args),
    searchDay: (args) => searchDay(viewer, results.searches.peek(args.search), args),
  };
}

interface Started {
  readonly search: StartedSearch;
  readonly days: { readonly person: PersonId; readonly day: Day }[];
  readonly skipped: { readonly person: PersonId; readonly problem: Problem }[];
}

async function start(open: OpenViewer, { people, from, to, text, reason }: StartArgs): Promise<Result<Started>> {
  const span = checkSpan(from, to);
  if (!span.ok) return span;
  const words = wordsIn(text);
  if (words.length === 0) return fail(noWords);
  const look = { look: 'search', day: from, to, reason, detail: text } as const;
  const found = await pMap(new Set(people), async (id) => ({ id, days: await daysOf(open, id, look) }), {
    concurrency: atOnce,
  });
  const searched = new Map(found.flatMap(({ id, days }) => (days.ok ? [[id, days.value] as const] : [])));
  return ok({
    search: { words, people: searched },
    days: [...searched]
      .flatMap(([person, { days }]) => [...days].map((day) => ({ person, day })))
      .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0)),
    skipped: found.flatMap(({ id, days }) => (days.ok ? [] : [{ person: id, problem: days.problem }])),
  });
}

/** Which days of a person are searched. Asks nothing before their receipt is written. */
async function daysOf(
  open: OpenViewer,
  id: PersonId,
  look: Parameters<OpenViewer['writeReceipt']>[1],
): Promise<Result<SearchedDays>> {
  const person = await open.person(id);
  if (!person.ok) return person;
  const written = await open.writeReceipt(person.value, look);
  if (!written.ok) return written;
  const [days, recorded] = await Promise.all([
    open.days(person.value),
    open.recordedBetween(person.value, look.day, look.to),
  ]);
  if (!days.ok) return days;
  // Without that listing every day is opened.
  if (!recorded.ok && isOutage(recorded.problem)) return recorded;
  return ok({
    days: new Set(days.value.filter((day) => look.day <= day && day <= look.to)),
    recorded: recorded.ok ? recorded.value : new Map(),
  });
}

async function searchDay(open: OpenViewer, search: StartedSearch | undefined, { person: id, day }: DayArgs) {
  if (search?.people.get(id)?.days.has(day) !== true) return fail(unknownSearch);
  const person = await open.person(id);
  if (!person.ok) return person;
  return findIn(open, person.value, day, search.words);
}

async function findIn(open: OpenViewer, person: DirectoryPerson, day: Day, words: readonly string[]) {
  const read = await open.readDay(person, day);
  if (!read.ok) return read;
  const { devices, revoked, unconfirmed } = read.value;
  // A day that does not open may hold the text: hits of others must not hide that.
  const unread = devices.find(({ view, problem: why }) => view === null || why !== null);
  if (unread !== undefined) return fail(unread.problem ?? unreadable);
  const views = devices.flatMap(({ view }) => (view === null ? [] : [view]));
  const hits = views.flatMap((view) => findInDay(view, words).map((span) => ({ day, ...span })));
  return ok({
    hits: newestFirst(hits),
    zone: views[0]?.zone ?? knownZone(person.zone),
    unread: [...revoked.map(revokedDevice), ...unconfirmed.map(unconfirmedDevice)],
  });
}

const noWords = problem('search-empty');
const unreadable = problem('search-day-unreadable');
