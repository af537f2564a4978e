import { randomBytes } from 'node:crypto';
import pMap from 'p-map';
import { isOutage } from '../../bucket/store-problems.ts';
import type { DaySummary } from '../../core/day/summary.ts';
import { type Day, daySchema, idFromRandom, type PersonId } from '../../core/ids.ts';
import { type DirectoryPerson, mayOpen, type TeamRoll } from '../../core/organisation/access.ts';
import { erasureOf } from '../../core/organisation/erasure.ts';
import { expiredSince } from '../../core/organisation/retention.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { type MemberWeek, membersIn, teamWeek } from '../../core/reports/team-report.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { utcDay } from '../../core/time/calendar.ts';
import { daysIn, type IsoWeek, weekOf, weeksOver } from '../../core/time/iso-week.ts';
import type { OpenViewer } from '../ports.ts';
import type {
  CountedMember,
  ManagerService,
  ReportStep,
  ReportsDeps,
  StartedReport,
} from '../session/session-results.ts';
import { isUnconfirmed, readSummaries } from './summaries.ts';

type ReportArgs = Parameters<ManagerService['startTeamReport']>[0];

const receiptsAtOnce = 8;
/** Each asks for several months at once. */
const membersAtOnce = 4;

/** The teams, and the sums of one in which nobody stands alone (`core/reports/team-report.ts`). */
export function teamCalls({
  viewer,
  results,
}: ReportsDeps): Pick<ManagerService, 'teams' | 'startTeamReport' | 'readTeamReport'> {
  return {
    teams: () => listTeams(viewer),
    startTeamReport: async (args) => {
      const begun = await beginReport(viewer, args);
      if (!begun.ok) return begun;
      const report = idFromRandom(randomBytes(26));
      results.startedReports.set(report, begun.value);
      return ok({ report, people: begun.value.people });
    },
    readTeamReport: async ({ report: id }) => {
      const begun = results.startedReports.peek(id);
      if (begun === undefined) return fail(unknownReport);
      const step = await begun.step();
      if (!step.ok || step.value.report === null) return step.ok ? ok({ ...step.value, report: null }) : step;
      const { receiptAt, ...shown } = step.value.report;
      results.reports.set(shown.report.team, shown);
      return ok({ ...step.value, report: { ...shown.report, receiptAt } });
    },
  };
}

async function listTeams(open: OpenViewer) {
  const organisation = await open.organisation();
  if (!organisation.ok) return organisation;
  const directory = await open.directory();
  if (!directory.ok) return directory;
  const { smallestGroup: smallest } = organisation.value;
  const today = daySchema.parse(new Date(open.now()).toISOString().slice(0, 10));
  const rolls = new Map(directory.value.teams?.map((roll) => [roll.team, roll]));
  const named = directory.value.people.flatMap(({ teams }) => teams.map(({ team }) => team));
  const teams = [...new Set([...rolls.keys(), ...named])].sort().map((team) => {
    const members = rolls.get(team)?.members ?? [];
    const belong = members.filter(({ from, to }) => from <= today && (to === null || today <= to));
    const people = new Set(belong.map(({ person }) => person)).size;
    return { team, people, isShown: people >= smallest };
  });
  return ok({ smallest, teams });
}

async function beginReport(open: OpenViewer, { team, weeks: count, reason }: ReportArgs): Promise<Result<BegunReport>> {
  const organisation = await open.organisation();
  if (!organisation.ok) return organisation;
  const directory = await open.directory();
  if (!directory.ok) return directory;
  const { smallestGroup: smallest } = organisation.value;
  const { people, teams } = directory.value;
  const roll = teams?.find((each) => each.team === team) ?? null;
  if (roll === null && !people.some((person) => person.teams.some((each) => each.team === team)))
    return fail(unknownTeam);
  const known = new Map(people.map((person) => [person.person, person]));
  const today = utcDay(open.now());
  const isOver = (day: Day) => expiredSince(organisation.value, 'days', day, today) !== null;
  const plan = weeksOver(open.now(), count).map((week) => planOf(week, roll, known, { smallest, isOver }));
  const readers = readersOf(plan);
  const counted = readers.map(({ person, weeks }) => ({ person: person.person, ...spanOf(weeks) }));
  // Every receipt before anything of anybody is read.
  const receiptAt = await writeReceipts(open, known, counted, { team, reason });
  if (!receiptAt.ok) return receiptAt;
  const weeksFrom = (read: ReadonlyMap<PersonId, MemberWeeks>) =>
    plan.map(({ week, size, members, isRead, gone }) => {
      if (gone !== null) return { week, shown: false as const, because: gone };
      const present = members.map(({ person }) => read.get(person)?.get(week) ?? null);
      return teamWeek(week, isRead ? present : Array.from({ length: size }, () => null), smallest);
    });
  const report = (read: ReadonlyMap<PersonId, MemberWeeks>) => ({
    ...{ report: { team, weeks: weeksFrom(read) }, reason, counted },
    receiptAt: receiptAt.value,
  });
  return ok(new BegunReport(open, readers, report));
}

/** Members are read a few at a time, as long as somebody asks on. */
class BegunReport implements StartedReport {
  readonly people: number;
  readonly #open: OpenViewer;
  readonly #left: ReadMember[];
  readonly #read = new Map<PersonId, MemberWeeks>();
  readonly #report: (read: ReadonlyMap<PersonId, MemberWeeks>) => NonNullable<ReportStep['report']>;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(
    open: OpenViewer,
    readers: readonly ReadMember[],
    report: (read: ReadonlyMap<PersonId, MemberWeeks>) => NonNullable<ReportStep['report']>,
  ) {
    this.#open = open;
    this.#left = [...readers];
    this.people = readers.length;
    this.#report = report;
  }

  /** One after the other, however many ask. */
  step(): Promise<Result<ReportStep>> {
    const turn = this.#tail.then(() => this.#step());
    this.#tail = turn;
    return turn;
  }

  async #step(): Promise<Result<ReportStep>> {
    const next = this.#left.slice(0, membersAtOnce);
    const read = await readMembers(this.#open, next);
    // They stay to be read: asked again, it goes on with them.
    if (!read.ok) return read;
    this.#left.splice(0, next.length);
    for (const [person, weeks] of read.value) this.#read.set(person, weeks);
    const isDone = this.#left.length === 0;
    const done = this.people - this.#left.length;
    return ok({ done, people: this.people, report: isDone ? this.#report(this.#read) : null });
  }
}

interface PlannedWeek {
  readonly week: IsoWeek;
  /** How many people the week counts. */
  readonly size: number;
  /** Those of them whom the viewer may open on every day of it. */
  readonly members: readonly DirectoryPerson[];
  /** Whether reading is needed to know; else the directory says already that it is not shown. */
  readonly isRead: boolean;
  /** Why it is not shown, where a part of it is gone: what a report of before has more would be one person's. */
  readonly gone: 'erased' | 'expired' | null;
}

function planOf(
  week: IsoWeek,
  roll: TeamRoll | null,
  known: ReadonlyMap<PersonId, DirectoryPerson>,
  { smallest, isOver }: { readonly smallest: number; readonly isOver: (day: Day) => boolean },
): PlannedWeek {
  // Without the roll nobody knows who is missing.
  if (roll === null) return { week, size: smallest, members: [], isRead: false, gone: null };
  const everybody = membersIn(roll, week);
  const members = everybody.flatMap((id) => {
    const person = known.get(id);
    return person !== undefined && daysIn(week).every((day) => mayOpen(person, day)) ? [person] : [];
  });
  const size = everybody.length;
  const isWhole = size >= smallest && members.length === size;
  const gone = isWhole ? whyGone(week, members, isOver) : null;
  return { week, size, members, isRead: isWhole && gone === null, gone };
}

function whyGone(
  week: IsoWeek,
  members: readonly DirectoryPerson[],
  isOver: (day: Day) => boolean,
): PlannedWeek['gone'] {
  const days = daysIn(week);
  if (days.some(isOver)) return 'expired';
  const isErased = ({ erasures }: DirectoryPerson) => days.some((day) => erasureOf(erasures, 'days', day) !== null);
  return members.some(isErased) ? 'erased' : null;
}

/** Somebody whose days of some weeks are going to be read, in order. */
interface ReadMember {
  readonly person: DirectoryPerson;
  readonly weeks: readonly IsoWeek[];
}

function readersOf(plan: readonly PlannedWeek[]): ReadMember[] {
  const found = new Map<PersonId, { person: DirectoryPerson; weeks: IsoWeek[] }>();
  for (const { week, members, isRead } of plan) {
    if (!isRead) continue;
    for (const person of members) {
      const member = found.get(person.person) ?? { person, weeks: [] };
      member.weeks.push(week);
      found.set(person.person, member);
    }
  }
  return [...found.values()];
}

function spanOf(weeks: readonly IsoWeek[]): { day: Day; to: Day } {
  const days = weeks.flatMap((week) => daysIn(week));
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('no week, no span');
  return { day: first, to: last };
}

/** Answers when the last was written. One that cannot be written fails all: then nobody is read. */
async function writeReceipts(
  open: OpenViewer,
  known: ReadonlyMap<PersonId, DirectoryPerson>,
  counted: readonly CountedMember[],
  { team, reason }: { readonly team: string; readonly reason: string },
): Promise<Result<number>> {
  let refusal: Problem | null = null;
  let latest = open.now();
  await pMap(
    counted,
    async ({ person: id, day, to }) => {
      const person = known.get(id);
      if (refusal !== null || person === undefined) return;
      const written = await open.writeReceipt(person, { look: 'team', day, to, reason, detail: team });
      if (written.ok) latest = Math.max(latest, written.value);
      else refusal ??= written.problem;
    },
    { concurrency: receiptsAtOnce },
  );
  return refusal === null ? ok(latest) : fail(refusal);
}

type MemberWeeks = ReadonlyMap<IsoWeek, MemberWeek>;

async function readMembers(
  open: OpenViewer,
  members: readonly ReadMember[],
): Promise<Result<Map<PersonId, MemberWeeks>>> {
  const read = new Map<PersonId, MemberWeeks>();
  let outage: Problem | null = null;
  await pMap(
    members,
    async (member) => {
      if (outage !== null) return;
      const weeks = await readMember(open, member);
      if (weeks.ok) read.set(member.person.person, weeks.value);
      else if (isOutage(weeks.problem)) outage = weeks.problem;
      // Anybody else who cannot be read is in no week, and so is none of the weeks that count them.
    },
    { concurrency: membersAtOnce },
  );
  return outage === null ? ok(read) : fail(outage);
}

async function readMember(open: OpenViewer, { person, weeks }: ReadMember): Promise<Result<MemberWeeks>> {
  const { day: from, to } = spanOf(weeks);
  const isWanted = (day: Day) => weeks.includes(weekOf(day));
  const read = await readSummaries(open, person, { from, to, isWanted });
  if (!read.ok) return read;
  // Unconfirmed devices count nowhere and break no week: anybody can put an object.
  const own = read.value.missing.filter((each) => !isUnconfirmed(each));
  const broken = new Set(own.map(({ day }) => weekOf(day)));
  const inWeek = (week: IsoWeek): DaySummary[] => read.value.days.filter(({ day }) => weekOf(day) === week);
  return ok(new Map(weeks.map((week) => [week, broken.has(week) ? null : inWeek(week)])));
}

const unknownTeam = problem('team-unknown');
const unknownReport = problem('report-unknown');
