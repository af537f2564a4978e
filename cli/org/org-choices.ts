import { type Day, daySchema } from '../../core/ids.ts';
import { type DaySpan, daySpanSchema } from '../../core/organisation/access.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { utcDay } from '../../core/time/calendar.ts';
import {
  type Administration,
  findPerson,
  findViewer,
  type KnownPerson,
  type KnownViewer,
} from '../../org/administration.ts';
import { inOption, usageProblem } from '../outcome.ts';
import type { OrgRequest } from './org-request.ts';

type Values = OrgRequest['values'];

/** `--people`: ids or names with commas in between, or `all` for everybody who is enrolled. */
export function peopleFrom(administration: Administration, values: Values): Result<KnownPerson[]> {
  const { people = '' } = values;
  if (people === 'all') return ok(administration.people);
  const chosen: KnownPerson[] = [];
  for (const text of people.split(',').map((each) => each.trim())) {
    const found = findPerson(administration, text);
    if (!found.ok) return fail(inOption('people', found.problem));
    if (!chosen.includes(found.value)) chosen.push(found.value);
  }
  return ok(chosen);
}

/** `--viewer`, by id or by name. */
export function viewerFrom(administration: Administration, values: Values): Result<KnownViewer> {
  const found = findViewer(administration, values.viewer ?? '');
  return found.ok ? found : fail(inOption('viewer', found.problem));
}

/** `--from` and `--to`; every day where neither is given. */
export function spanFrom({ from, to }: Values): Result<DaySpan> {
  const span = daySpanSchema.safeParse({ from: from ?? null, to: to ?? null });
  return span.success ? ok(span.data) : fail(usageProblem('--to takes a day that is not before the one of --from.'));
}

/**
 * What time it is (UTC ms): by the clock, or the end of the day that was typed in `--today`. A day that is typed is not
 * doubted any more, so it may not be later than the clock's.
 */
export function timeFrom({ today }: Values, now: number): Result<{ readonly at: number; readonly isTyped: boolean }> {
  if (today === undefined) return ok({ at: now, isTyped: false });
  if (today > utcDay(now))
    return fail(usageProblem('--today takes a day that is not after the one of the clock (UTC).'));
  return ok({ at: Math.min(now, Date.parse(`${today}T23:59:59.999Z`)), isTyped: true });
}

export function inWords({ from, to }: DaySpan): string {
  if (from === null) return to === null ? 'every day' : `days until ${to}`;
  return to === null ? `days from ${from} on` : `days from ${from} to ${to}`;
}

export function namesOf(people: readonly Pick<KnownPerson, 'name'>[]): string {
  return people.map(({ name }) => name).join(', ');
}

const whyEnded = { revoked: 'taken out', replaced: 'set up anew as another', left: 'its person has left' } as const;

/** What is said of a confirmed device beside that it is one; nothing where it has no last day. */
export function lastDayIn({ last }: Pick<ConfirmedDevice, 'last'>): string {
  return last === undefined ? '' : `, ${whyEnded[last.why]}: last day ${last.day}`;
}

/** By this computer's calendar. */
export function todayHere(): Day {
  return daySchema.parse(new Intl.DateTimeFormat('en-CA').format(new Date()));
}

/** What is published where nothing but the organisation's own document is another one. */
export function organisationAlone() {
  return { people: [], viewers: [], organisation: true, at: Date.now() };
}
