import { randomBytes } from 'node:crypto';
import pMap from 'p-map';
import { findInDay, wordsIn } from '../../core/day/search.ts';
import { type Day, idFromRandom, type PersonId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { knownZone } from '../../core/time/calendar.ts';
import type { OpenViewer } from '../ports.ts';
import { unconfirmedDevice } from '../session/problems.ts';
import { dayName, type ManagerService, type ReportsDeps, type StartedSearch } from '../session/session-results.ts';
import { checkSpan } from './span.ts';

type StartArgs = Parameters<ManagerService['startSearch']>[0];
type DayArgs = Parameters<ManagerService['searchDay']>[0];

const atOnce = 8;

/** A search begins with everybody's receipt, then goes day by day until it is not continued. */
export function searchCalls({ viewer, results }: ReportsDeps): Pick<ManagerService, 'startSearch' | 'searchDay'> {
  return {
    startSearch: async (args) => {
      const started = await start(viewer, args);
      if (!started.ok) return started;
      const { words, days, skipped } = started.value;
      const search = idFromRandom(randomBytes(26));
      results.searches.set(search, { words, days: new Set(days.map(({ person, day }) => dayName(person, day))) });
      return ok({ search, days, skipped });
    },
    searchDay: (args) => searchDay(viewer, results.searches.peek(args.search), args),
  };
}

interface Started {
  readonly words: readonly string[];
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
  return ok({
    words,
    days: found
      .flatMap(({ id, days }) => (days.ok ? days.value.map((day) => ({ person: id, day })) : []))
      .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0)),
    skipped: found.flatMap(({ id, days }) => (days.ok ? [] : [{ person: id, problem: days.problem }])),
  });
}

/** Which days of a person are searched. Asks nothing before their receipt is written. */
async function daysOf(
  open: OpenViewer,
  id: PersonId,
  look: Parameters<OpenViewer['writeReceipt']>[1],
): Promise<Result<readonly Day[]>> {
  const person = await open.person(id);
  if (!person.ok) return person;
  const written = await open.writeReceipt(person.value, look);
  if (!written.ok) return written;
  const days = await open.days(person.value);
  return days.ok ? ok(days.value.filter((day) => look.day <= day && day <= look.to)) : days;
}

async function searchDay(open: OpenViewer, search: StartedSearch | undefined, { person: id, day }: DayArgs) {
  if (search === undefined || !search.days.has(dayName(id, day))) return fail(unknownSearch);
  const person = await open.person(id);
  if (!person.ok) return person;
  return findIn(open, person.value, day, search.words);
}

async function findIn(open: OpenViewer, person: DirectoryPerson, day: Day, words: readonly string[]) {
  const read = await open.readDay(person, day);
  if (!read.ok) return read;
  const { devices, unconfirmed } = read.value;
  // A day that does not open may hold the text: hits of others must not hide that.
  const unread = devices.find(({ view, problem: why }) => view === null || why !== null);
  if (unread !== undefined) return fail(unread.problem ?? unreadable);
  const views = devices.flatMap(({ view }) => (view === null ? [] : [view]));
  const hits = views.flatMap((view) => findInDay(view, words).map((span) => ({ day, ...span })));
  return ok({
    hits: hits.sort((a, b) => b.start - a.start || b.end - a.end),
    zone: views[0]?.zone ?? knownZone(person.zone),
    unread: unconfirmed.map(unconfirmedDevice),
  });
}

const noWords = problem('search-empty');
const unknownSearch = problem('search-unknown');
const unreadable = problem('search-day-unreadable');
