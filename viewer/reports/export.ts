import pMap from 'p-map';
import { asksForAnswers, type KnownAnswer } from '../../core/day/day-time.ts';
import { categorySums, type SummaryEntry } from '../../core/day/summary.ts';
import type { Day, PersonId } from '../../core/ids.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { formatCsv } from '../../core/reports/csv.ts';
import { type ExportFile, exportCsv, exportJson } from '../../core/reports/export.ts';
import { periodCsv, periodJson } from '../../core/reports/period-export.ts';
import { teamCsv, teamJson } from '../../core/reports/team-export.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Category } from '../../core/rules/categories.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Exported } from '../../ipc/manager-reports.ts';
import { problemText } from '../../messages/problem-text.ts';
import type { OpenViewer } from '../ports.ts';
import {
  type CountedMember,
  type ManagerService,
  periodName,
  type ReportsDeps,
  type SessionResults,
  type ViewedDay,
  type ViewingSession,
} from '../session/session-results.ts';

type Format = Parameters<ManagerService['exportView']>[0]['format'];

/** Something open, ready for export: whose it is, why it was opened, how files are made. */
interface Taken {
  readonly of: readonly CountedMember[];
  readonly reason: string;
  /** Asked for once every receipt is written. */
  readonly files: (open: OpenViewer, format: 'csv' | 'json', at: Instant) => Promise<Result<ExportFile[]>>;
}

/** Only what is open is exported: nothing is read anew, nothing unseen is shown. */
export function exportCalls({ viewer, session, results }: ReportsDeps): Pick<ManagerService, 'exportView'> {
  return {
    exportView: async ({ what, format }) => {
      const taken = takenFrom(what, session, results);
      if (!taken.ok) return taken;
      const receiptAt = await writeReceipts(viewer, taken.value, format);
      if (!receiptAt.ok) return receiptAt;
      const files = format === 'pdf' ? ok([]) : await taken.value.files(viewer, format, receiptAt.value);
      return files.ok ? ok({ receiptAt: receiptAt.value, files: files.value }) : files;
    },
  };
}

function takenFrom(what: Exported, session: ViewingSession, results: SessionResults): Result<Taken> {
  if (what.kind === 'day') {
    const day = session.get(what.person, what.day);
    if (day === null || day.devices.every(({ records }) => records === null)) return fail(dayNotOpen);
    const files: Taken['files'] = (open, format, at) => dayFiles(open, what, day, format, at);
    return ok({ of: [{ person: what.person, day: what.day, to: what.day }], reason: day.reason, files });
  }
  if (what.kind === 'period') {
    const { person, from, to } = what;
    const found = results.periods.peek(periodName(person, from, to));
    if (found === undefined) return fail(periodNotOpen);
    const { period, reason } = found;
    const files: Taken['files'] = async (open, format, at) => {
      if (format === 'csv') {
        const entries = period.days.flatMap((day) => day.entries);
        const answers = await answersFor(open, person, entries);
        return ok(periodCsv(period, answers, (problem) => problemText('en', problem).what));
      }
      const known = await open.person(person);
      return known.ok ? ok([periodJson(period, known.value.name, at)]) : known;
    };
    return ok({ of: [{ person, day: from, to }], reason, files });
  }
  const found = results.reports.peek(what.team);
  if (found === undefined) return fail(reportNotOpen);
  const { report, reason, counted } = found;
  const files: Taken['files'] = async (_, format, at) =>
    ok([format === 'csv' ? teamCsv(report) : teamJson(report, at)]);
  return ok({ of: counted, reason, files });
}

const atOnce = 8;

/** Answers the last receipt's time; without every receipt nothing is exported. */
async function writeReceipts(open: OpenViewer, { of, reason }: Taken, format: Format): Promise<Result<Instant>> {
  let refusal: Problem | null = null;
  let latest = open.now();
  await pMap(
    of,
    async ({ person: id, day, to }) => {
      if (refusal !== null) return;
      const person = await open.person(id);
      const written = person.ok
        ? await open.writeReceipt(person.value, { look: 'export', day, to, reason, detail: format })
        : person;
      if (written.ok) latest = Math.max(latest, written.value);
      else refusal ??= written.problem;
    },
    { concurrency: atOnce },
  );
  return refusal === null ? ok(latest) : fail(refusal);
}

/** Each device's records as written, or its tables. Several devices have a folder each. */
async function dayFiles(
  open: OpenViewer,
  { person, day }: { readonly person: PersonId; readonly day: Day },
  { devices }: ViewedDay,
  format: 'csv' | 'json',
  at: Instant,
): Promise<Result<ExportFile[]>> {
  const organisation = await open.organisation();
  if (!organisation.ok) return organisation;
  const { categories } = organisation.value;
  const entries = devices.flatMap(({ view }) => view?.entries ?? []);
  const answers = format === 'csv' ? await answersFor(open, person, entries) : null;
  const files = devices.flatMap(({ device, records, view }) => {
    if (records === null || view === null) return [];
    const exported = [{ day, zone: view.zone, records }];
    const made =
      format === 'json'
        ? [{ name: 'export.json', text: exportJson(exported, at) }]
        : [...exportCsv(exported, answers), categoryTable(day, view.windows, categories)];
    return devices.length === 1 ? made : made.map(({ name, text }) => ({ name: `${device}/${name}`, text }));
  });
  return ok(files);
}

/** Answers to the person, where an entry asks for one; null: they cannot be read. */
async function answersFor(
  open: OpenViewer,
  id: PersonId,
  entries: readonly Pick<SummaryEntry, 'needsApproval' | 'isTakenBack'>[],
): Promise<readonly KnownAnswer[] | null> {
  if (!asksForAnswers(entries)) return [];
  const person = await open.person(id);
  const read = person.ok ? await open.answers(person.value) : person;
  return read.ok ? read.value.answers : null;
}

function categoryTable(
  day: Day,
  windows: Parameters<typeof categorySums>[0],
  categories: readonly Category[],
): ExportFile {
  const rows = categorySums(windows, categories).map(({ category, ms }) => [day, category, ms / 1000]);
  return { name: 'categories.csv', text: formatCsv(['day', 'category', 'seconds'], rows) };
}

const dayNotOpen = problem('day-not-open');
const periodNotOpen = problem('period-not-open');
const reportNotOpen = problem('report-not-open');
