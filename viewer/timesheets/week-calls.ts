import { LRUCache } from 'lru-cache';
import type { PersonId, RecordId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import type { Answer } from '../../core/organisation/answer.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { daysIn, type IsoWeek } from '../../core/time/iso-week.ts';
import { timesheetCalendar } from '../../core/timesheet/icalendar.ts';
import { answerTo, timesheetStanding } from '../../core/timesheet/standing.ts';
import { timesheetCsv } from '../../core/timesheet/timesheet-csv.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import type { ListedTimesheet, managerTimesheetCalls } from '../../ipc/manager-timesheets.ts';
import type { OpenViewer, ReadTimesheet } from '../ports.ts';
import { type FoundOf, fromEverybody } from '../session/everybody.ts';
import { presenceReceipt, todayOf } from '../session/presence-receipt.ts';

type TimesheetCalls = Pick<Service<ManagerContract>, keyof typeof managerTimesheetCalls>;

/** A week that was opened with this key, and whose. */
interface Opened extends ReadTimesheet {
  readonly person: DirectoryPerson;
}

/**
 * The weeks that people handed in. That they are there is told after a receipt of presence, what
 * one says after a receipt of its own; only what is open is answered and exported.
 */
export function weekCalls(viewer: OpenViewer): TimesheetCalls {
  const opened = new LRUCache<RecordId, Opened>({ max: 50 });

  async function open(id: PersonId, device: ReadTimesheet['sheet']['device'], week: IsoWeek) {
    const person = await viewer.person(id);
    if (!person.ok) return person;
    const [from, , , , , , to] = daysIn(week);
    const look = { look: 'timesheet', day: from, to, reason: '', detail: week } as const;
    const receipt = await viewer.writeReceipt(person.value, look);
    if (!receipt.ok) return receipt;
    const read = await viewer.timesheet(person.value, device, week);
    if (!read.ok) return read;
    const answers = await viewer.answers(person.value);
    if (!answers.ok) return answers;
    const { sheet, ref } = read.value;
    opened.set(ref, { ...read.value, person: person.value });
    const given = (which: readonly RecordId[]) =>
      answers.value.answers.filter(({ request, day }) => which.includes(request) && daysIn(week).includes(day));
    return ok({
      name: person.value.name,
      sheet,
      ref,
      receiptAt: receipt.value,
      standing: timesheetStanding(answerTo(answers.value.answers, week, ref)),
      answers: given([ref]),
      earlierAnswers: given(sheet.earlier),
    });
  }

  async function answer(ref: RecordId, approved: boolean, note: string): Promise<Result<Answer>> {
    const sheet = opened.get(ref);
    if (sheet === undefined) return fail(notOpen);
    if (!approved && note === '') return fail(noteMissing);
    const [first] = sheet.sheet.lines;
    const day = first?.day ?? daysIn(sheet.sheet.week)[0];
    return viewer.writeAnswer(sheet.person, { request: ref, day, approved, note });
  }

  return {
    timesheets: () => listAll(viewer),
    openTimesheet: ({ person, device, week }) => open(person, device, week),
    answerTimesheet: ({ ref, approved, note }) => answer(ref, approved, note),
    exportTimesheet: async ({ ref, format }) => {
      const sheet = opened.get(ref);
      if (sheet === undefined) return fail(notOpen);
      const [day, , , , , , to] = daysIn(sheet.sheet.week);
      const look = { look: 'export', day, to, reason: '', detail: format } as const;
      const receipt = await viewer.writeReceipt(sheet.person, look);
      if (!receipt.ok) return receipt;
      const files = format === 'pdf' ? ok([]) : await filesOf(viewer, sheet, format, receipt.value);
      return files.ok ? ok({ receiptAt: receipt.value, files: files.value }) : files;
    },
  };
}

async function filesOf(viewer: OpenViewer, { sheet, ref, person }: Opened, format: 'csv' | 'ics', at: number) {
  const { name } = person;
  if (format === 'ics') return ok([{ name: 'timesheet.ics', text: timesheetCalendar(sheet, ref, at, { name }) }]);
  const organisation = await viewer.organisation();
  if (!organisation.ok) return organisation;
  const answers = await viewer.answers(person);
  if (!answers.ok) return answers;
  const standing = timesheetStanding(answerTo(answers.value.answers, sheet.week, ref));
  const about = { name, organisation: organisation.value.name, standing };
  return ok([{ name: 'timesheet.csv', text: timesheetCsv(sheet, about) }]);
}

async function listAll(viewer: OpenViewer) {
  const from = await fromEverybody(viewer, (person) => listOf(viewer, person));
  if (!from.ok) return from;
  const { found: sheets, unread } = from.value;
  const order = (a: ListedTimesheet, b: ListedTimesheet) =>
    a.week === b.week ? a.name.localeCompare(b.name) : a.week < b.week ? 1 : -1;
  return ok({ sheets: sheets.sort(order), unread });
}

async function listOf(viewer: OpenViewer, person: DirectoryPerson): Promise<Result<FoundOf<ListedTimesheet>>> {
  const read = await viewer.timesheets(person, todayOf(person, viewer.now()));
  if (!read.ok) return read;
  const { sheets, problems } = read.value;
  if (sheets.length + problems.length === 0) return ok({ found: [], problems: [] });
  // No receipt where nothing is shown.
  const receipt = await presenceReceipt(viewer, person);
  if (!receipt.ok) return receipt;
  const answers = await viewer.answers(person);
  if (!answers.ok) return answers;
  const told = sheets.map(({ sheet: { device, week, version, at }, ref }): ListedTimesheet => {
    const standing = timesheetStanding(answerTo(answers.value.answers, week, ref));
    return { person: person.person, name: person.name, device, week, version, at, standing };
  });
  return ok({ found: told, problems });
}

const notOpen = problem('timesheet-not-open');
const noteMissing = problem('timesheet-note-missing');
