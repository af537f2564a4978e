import pMap from 'p-map';
import { together } from '../../bucket/fetching.ts';
import { deviceTimesheetsFolder, timesheetKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { isOfObject } from '../../bucket/sizes.ts';
import type { Day, DeviceId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { type ConfirmedDevice, countsOn } from '../../core/organisation/devices.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { nextDay } from '../../core/time/calendar.ts';
import { daysIn, type IsoWeek, weekBefore, weekOf } from '../../core/time/iso-week.ts';
import { type Timesheet, timesheetRef, timesheetSchema, weeksListed } from '../../core/timesheet/timesheet.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../seal/signing.ts';
import type { ReadTimesheet, ReadTimesheets } from '../ports.ts';

interface TimesheetReaderOptions extends PrefixedStore {
  readonly identity: Identity;
  /** The organisation's document, of that version at least where the bucket has it. */
  readonly organisation: (version: number) => Promise<Result<Organisation>>;
}

/** A sheet has 350 lines with notes of 300 characters at most: what is larger is none. */
const largestBytes = 1024 * 1024;
/** A device that hands in each week of ten years. */
const mostListed = 600;
const atOnce = 8;

/** Reads the weeks that people handed in. Nothing of what a confirmed device did not sign is shown. */
export class TimesheetReader {
  readonly #options: TimesheetReaderOptions;
  /** The newest version of each week that was read: an earlier one never takes its place. */
  readonly #newest = new Map<string, { readonly version: number; readonly ref: string }>();

  constructor(options: TimesheetReaderOptions) {
    this.#options = options;
  }

  /** As in `OpenViewer.timesheets`. */
  async list(person: DirectoryPerson, today: Day): Promise<Result<ReadTimesheets>> {
    const there = together(await Promise.all(person.devices.map(({ device }) => this.#weeksOf(person, device, today))));
    if (!there.ok) return there;
    const read = await pMap(there.value.flat(), ({ device, week }) => this.read(person, device, week), {
      concurrency: atOnce,
    });
    const problems = read.flatMap((each) => (each.ok ? [] : [each.problem]));
    const outage = problems.find((each) => !isOfOne(each));
    if (outage !== undefined) return fail(outage);
    return ok({
      sheets: read.flatMap((each) => (each.ok ? [each.value] : [])),
      // What is sealed to others alone says nothing to this viewer; what was asked for by its name may not be there.
      problems: problems.filter(({ code }) => code !== 'timesheet-closed' && code !== 'timesheet-missing'),
    });
  }

  /**
   * The listed weeks of which something lies in the device's folder. Whoever writes into the bucket
   * can put any number of names there: where they are too many to list, each week is asked for by
   * its name, and what is not there is none.
   */
  async #weeksOf(
    { person }: DirectoryPerson,
    device: DeviceId,
    today: Day,
  ): Promise<Result<readonly { readonly device: DeviceId; readonly week: IsoWeek }[]>> {
    const { store, prefix } = this.#options;
    // One more: their clock may be ahead.
    const newest = weekOf(nextDay(today));
    const weeks = Array.from({ length: weeksListed + 1 }, (_, count) => weekBefore(daysIn(newest)[0], count));
    const listed = await store.list(deviceTimesheetsFolder(prefix, person, device), undefined, mostListed);
    if (!listed.ok && listed.problem.code !== 'list-too-long') return listed;
    const names = listed.ok ? new Set(listed.value.map(({ key }) => key)) : null;
    const isThere = (week: IsoWeek) => names?.has(timesheetKey(prefix, person, device, week)) ?? true;
    return ok(weeks.filter(isThere).map((week) => ({ device, week })));
  }

  /** As in `OpenViewer.timesheet`. */
  async read(person: DirectoryPerson, device: DeviceId, week: IsoWeek): Promise<Result<ReadTimesheet>> {
    const { store, prefix, identity } = this.#options;
    const { name } = person;
    const card = cardOf(person, device);
    if (card === null) return fail(problem('device-unconfirmed', { device }));
    // A week that begins after its last day is not for it to hand in.
    if (!countsOn(card, daysIn(week)[0])) return fail(problem('device-revoked', { device }));
    const sealed = await store.get(timesheetKey(prefix, person.person, device, week));
    if (!sealed.ok) return sealed.problem.code === 'object-missing' ? fail(problem('timesheet-missing')) : sealed;
    if (sealed.value.length > largestBytes) return fail(problem('timesheet-altered', { name }));
    const opened = await openWith(identity, sealed.value);
    if (opened === null) return fail(problem('timesheet-closed', { name }));
    const sheet = timesheetSchema.safeParse(readDocument(opened, publicKeySchema.parse(card.publicKey)));
    if (!sheet.success) return fail(problem('timesheet-altered', { name }));
    const said = sheet.data;
    // Another week's or person's that was moved here says nothing about this one.
    if (said.person !== person.person || said.device !== device || said.week !== week)
      return fail(problem('timesheet-altered', { name }));
    const ref = timesheetRef(opened);
    const known = this.#newest.get(`${person.person} ${device} ${week}`);
    if (known !== undefined && (said.version < known.version || (said.version === known.version && ref !== known.ref)))
      return fail(problem('timesheet-outdated', { name }));
    const organisation = await this.#options.organisation(said.organisation);
    if (!organisation.ok) return organisation;
    const checked = withListedNames(said, organisation.value);
    if (checked === null) return fail(problem('timesheet-project-unknown', { name }));
    this.#newest.set(`${person.person} ${device} ${week}`, { version: said.version, ref });
    return ok({ sheet: checked, ref });
  }
}

/**
 * The sheet with its projects called as the organisation's list calls them; null where it names one
 * that is not on it. Where the list came later, names of the person's own stay.
 */
function withListedNames(sheet: Timesheet, { projects, version }: Organisation): Timesheet | null {
  if (projects.length === 0) return sheet;
  const names = new Map<string | null, string>(projects.map(({ id, name }) => [id, name]));
  const isForeign = sheet.lines.some(({ project }) =>
    project.id === null ? sheet.organisation === version : !names.has(project.id),
  );
  if (isForeign) return null;
  const lines = sheet.lines.map((line) => {
    const { id, name } = line.project;
    return { ...line, project: { id, name: id === null ? name : (names.get(id) ?? name) } };
  });
  return { ...sheet, lines };
}

function cardOf({ devices }: DirectoryPerson, device: DeviceId): ConfirmedDevice | null {
  return devices.find((each) => each.device === device) ?? null;
}

const ofOne: ReadonlySet<string> = new Set([
  ...['timesheet-missing', 'timesheet-altered', 'timesheet-outdated', 'timesheet-closed'],
  ...['timesheet-project-unknown', 'device-unconfirmed', 'device-revoked'],
]);

function isOfOne(what: Problem): boolean {
  return ofOne.has(what.code) || isOfObject(what);
}
