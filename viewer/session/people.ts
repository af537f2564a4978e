import pMap from 'p-map';
import { mergedStrips, stripWithin } from '../../core/day/strip/day-strip.ts';
import type { DeviceStatus } from '../../core/day/summary.ts';
import type { Day, PersonId } from '../../core/ids.ts';
import { type Directory, type DirectoryPerson, mayOpen } from '../../core/organisation/access.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { dayBounds, knownZone } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract, Person, Presence } from '../../ipc/manager.ts';
import type { OpenViewer, ReadDeviceStatuses } from '../ports.ts';
import { askingEntries, stillAsking } from './asking-entries.ts';
import { presenceReceipt, todayOf } from './presence-receipt.ts';

const atOnce = 8;

/** What the calls about people need of a viewer whose key is open. */
interface PeopleViewer
  extends Pick<OpenViewer, 'now' | 'person' | 'deviceStatuses' | 'days' | 'answers' | 'writeReceipt' | 'directory'> {
  /** The directory read anew: access may have been given or taken away since. */
  refreshDirectory(): Promise<Result<Directory>>;
}

/** Whose days may be opened, whether they work today, and which days there are. */
export function peopleCalls(viewer: PeopleViewer): Pick<Service<ManagerContract>, 'people' | 'presence' | 'days'> {
  async function presenceOf(id: PersonId): Promise<Presence> {
    const person = await viewer.person(id);
    if (!person.ok) return unknown(id, person.problem);
    const receipt = await presenceReceipt(viewer, person.value);
    if (!receipt.ok) return unknown(id, receipt.problem);
    const read = await viewer.deviceStatuses(person.value);
    if (!read.ok) return unknown(id, read.problem);
    const presence = presenceFrom(person.value, read.value);
    // The newest day may be an earlier one: the person is told which day was seen.
    const shown = await presenceReceipt(viewer, person.value, presence.latest?.day);
    if (!shown.ok) return unknown(id, shown.problem);
    const asking = await stillAsking(viewer, person.value, askingEntries(person.value, read.value.statuses));
    return { ...presence, waiting: asking.ok ? asking.value.length : null };
  }

  return {
    people: async () => {
      const directory = await viewer.refreshDirectory();
      if (!directory.ok) return directory;
      const people = directory.value.people.map((person) => personOf(person, todayOf(person, viewer.now())));
      return ok(people.sort((a, b) => a.name.localeCompare(b.name)));
    },
    presence: async ({ people }) => ok(await pMap(new Set(people), presenceOf, { concurrency: atOnce })),
    days: async ({ person }) => {
      const who = await viewer.person(person);
      if (!who.ok) return who;
      // Which days there are tells when somebody worked.
      const receipt = await presenceReceipt(viewer, who.value);
      if (!receipt.ok) return receipt;
      const days = await viewer.days(who.value);
      return days.ok ? ok([...days.value].reverse().map((day) => ({ day, devices: [] }))) : days;
    },
  };
}

function personOf({ person, name, zone, spans, teams, left }: DirectoryPerson, today: Day): Person {
  const team = teams.find(({ from, to }) => from <= today && (to === null || today <= to))?.team ?? null;
  return { person, name, zone, spans, team, left: left ?? null };
}

function unknown(person: PersonId, problem: Problem): Presence {
  return { person, uploadedAt: null, latest: null, waiting: null, revoked: 0, unconfirmed: 0, problem };
}

/** The latest day over all devices: what several recorded of it is added up. */
function presenceFrom(
  person: DirectoryPerson,
  { statuses: all, revoked, unconfirmed, problems }: ReadDeviceStatuses,
): Omit<Presence, 'waiting'> {
  const byTime = [...all].sort((a, b) => b.at - a.at);
  const shown = byTime.filter(({ day }) => mayOpen(person, day));
  const day = shown.reduce<Day | null>((last, each) => (last === null || each.day > last ? each.day : last), null);
  const ofDay = shown.filter((each) => each.day === day);
  const [newest] = ofDay;
  return {
    person: person.person,
    uploadedAt: byTime[0]?.at ?? null,
    latest:
      newest === undefined
        ? null
        : {
            day: newest.day,
            zone: knownZone(newest.zone),
            first: least(ofDay.map(({ first }) => first)),
            last: most(ofDay.map(({ last }) => last)),
            recordedMs: ofDay.reduce((sum, { recordedMs }) => sum + recordedMs, 0),
            stateMs: added(ofDay.map(({ stateMs }) => stateMs)),
            ...stripIn(ofDay),
          },
    revoked: revoked.length,
    unconfirmed: unconfirmed.length,
    problem: problems[0] ?? null,
  };
}

/** Nothing where no device tells one: an earlier agent's day is not one in which nothing was recorded. */
function stripIn(statuses: readonly DeviceStatus[]): Pick<DeviceStatus, 'strip'> {
  const strips = statuses.flatMap(({ day, zone, strip }) =>
    strip === undefined ? [] : [stripWithin(strip, dayBounds(day, knownZone(zone)))],
  );
  return strips.length === 0 ? {} : { strip: mergedStrips(strips) };
}

function least(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null);
}

function most(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((a, b) => (a === null ? b : b === null ? a : Math.max(a, b)), null);
}

function added(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [state, ms] of all.flatMap((each) => Object.entries(each))) sums.set(state, (sums.get(state) ?? 0) + ms);
  return Object.fromEntries(sums);
}
