import { AnswersReader } from '../bucket/answers.ts';
import { together } from '../bucket/fetching.ts';
import { classFolder, daysListed } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import type { DaySummary } from '../core/day/summary.ts';
import type { Day, DeviceId, PersonId } from '../core/ids.ts';
import { type Access, type Directory, type DirectoryPerson, mayOpen } from '../core/organisation/access.ts';
import type { Answer, Answers, Reply } from '../core/organisation/answer.ts';
import { type ConfirmedDevice, countsOn, devicesToRead } from '../core/organisation/devices.ts';
import { isWeekErased } from '../core/organisation/erasure.ts';
import type { Organisation } from '../core/organisation/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { Instant } from '../core/time/interval.ts';
import type { IsoWeek } from '../core/time/iso-week.ts';
import type { Month } from '../core/time/month.ts';
import type { Roster } from '../seal/roster.ts';
import { fetchAccess, writeAnswer, writeReply } from './approvals/answer.ts';
import { DaySummaries } from './day/day-summaries.ts';
import { type OpenDeviceDay, openDeviceDay } from './day/device-day.ts';
import { type ListedDay, listDay, locateDay, recordedBetween } from './day/listed-day.ts';
import { MonthObjects } from './day/month-objects.ts';
import { type ReadSegments, readSegmentsHere, withinBudget } from './day/segment-reading.ts';
import type { GivenAnswer, GivenReply, Look, OpenViewer, ReadDay, ReadDeviceStatuses } from './ports.ts';
import { CachedResult } from './session/cached-result.ts';
import { DeviceStatusReader } from './session/device-status.ts';
import { erasedDay, orderedAway } from './session/erased-day.ts';
import { noAccessTo, revokedDevice } from './session/problems.ts';
import { writeReceipt } from './session/receipt.ts';
import { fetchDirectory, fetchOrganisation, rosterOf, type SeenVersions } from './session/signed-documents.ts';
import type { ViewerFile, ViewerSecrets } from './session/viewer-file.ts';
import { TimesheetReader } from './timesheets/timesheet-reader.ts';

interface OpenViewerOptions {
  readonly file: ViewerFile;
  readonly secrets: ViewerSecrets;
  readonly store: ObjectStore;
  readonly now: () => Instant;
  readonly seen: SeenVersions;
  /** Where what devices recorded is unpacked and parsed; in this process unless given. */
  readonly readSegments?: ReadSegments;
}

/** A viewer whose key is open. Everything in memory is here, and goes with it. */
export class ViewerSession implements OpenViewer {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly now: () => Instant;
  readonly name: string;
  readonly #options: OpenViewerOptions;
  readonly #organisation: CachedResult<Organisation>;
  readonly #directory: CachedResult<Directory>;
  readonly #answers = new Map<PersonId, AnswersReader>();
  readonly #accessSeen = new Map<string, number>();
  readonly #summaries: DaySummaries;
  readonly #months: MonthObjects;
  readonly #statuses: DeviceStatusReader;
  readonly #timesheets: TimesheetReader;

  constructor(options: OpenViewerOptions) {
    const { file, secrets, store, now, seen } = options;
    const { identity } = secrets;
    this.#options = options;
    this.store = store;
    this.now = now;
    this.prefix = file.bucket.prefix;
    this.name = file.certificate.name;
    const place = { store, prefix: this.prefix, file, secrets };
    this.#organisation = new CachedResult(() => fetchOrganisation(place, seen));
    // The settings say who may have signed it; where they are not to be had, whoever is known has to have.
    this.#directory = new CachedResult(() => fetchDirectory(place, seen, this.#organisation.get()));
    this.#summaries = new DaySummaries({ ...place, identity });
    this.#months = new MonthObjects({ ...place, identity });
    this.#statuses = new DeviceStatusReader({ ...place, identity });
    this.#timesheets = new TimesheetReader({
      ...{ ...place, identity },
      organisation: async (version) => {
        const known = await this.organisation();
        return known.ok && known.value.version < version ? this.#organisation.refresh() : known;
      },
    });
  }

  organisation(): Promise<Result<Organisation>> {
    return this.#organisation.get();
  }

  refreshOrganisation(): Promise<Result<Organisation>> {
    return this.#organisation.refresh();
  }

  directory(): Promise<Result<Directory>> {
    return this.#directory.get();
  }

  /** The directory read anew: access may have been given or taken away since. */
  refreshDirectory(): Promise<Result<Directory>> {
    void this.#organisation.refresh();
    return this.#directory.refresh();
  }

  async person(person: PersonId): Promise<Result<DirectoryPerson>> {
    const known = await this.#find(person, this.directory());
    // Their first device may have been confirmed since.
    return known.ok && known.value.devices.length === 0 ? this.#find(person, this.refreshDirectory()) : known;
  }

  async writeReceipt(person: DirectoryPerson, look: Look): Promise<Result<Instant>> {
    // The directory may be newer than the caller's: a person may have a device now.
    const before = await this.person(person.person);
    const known =
      before.ok && before.value.devices.length === 0
        ? await this.#find(person.person, this.refreshDirectory())
        : before;
    if (!known.ok) return known;
    return writeReceipt(this, this.#options, person.person, look, this.now(), devicesToRead(known.value.devices));
  }

  async days(person: DirectoryPerson): Promise<Result<readonly Day[]>> {
    const folders = await this.store.listFolders(classFolder(this.prefix, 'days', person.person));
    if (!folders.ok) return folders;
    const days = daysListed(folders.value).filter((day) => mayOpen(person, day));
    return ok(days.sort());
  }

  recordedBetween(person: DirectoryPerson, from: Day, to: Day) {
    return recordedBetween(this, person, from, to);
  }

  async readDay(person: DirectoryPerson, day: Day): Promise<Result<ReadDay>> {
    const erased = orderedAway(person, day);
    if (erased !== null) return fail(erased);
    const listed = await this.listDay(person, day);
    if (!listed.ok) return listed;
    const opened = await this.openDay(person, listed.value);
    if (!opened.ok) return opened;
    const { revoked, unconfirmed } = listed.value;
    return ok({ devices: opened.value, revoked, unconfirmed });
  }

  async summary(person: DirectoryPerson, device: ConfirmedDevice, day: Day) {
    const erased = orderedAway(person, day);
    if (!countsOn(device, day)) return fail(revokedDevice(device.device));
    return erased !== null ? fail(erased) : this.#summaries.read(person.person, device, day);
  }

  async monthSummaries(person: DirectoryPerson, device: ConfirmedDevice, month: Month) {
    const read = await this.#months.summaries(person.person, device, month);
    if (!read.ok) return read;
    const said = read.value.filter(({ day }) => countsOn(device, day));
    // One that was put back tells nothing of days that are erased.
    const isErased = ({ day }: Pick<DaySummary, 'day'>) => orderedAway(person, day) !== null;
    const notErased = said.filter(isErased).map(({ day }) => day);
    return ok({ days: said.filter((summary) => !isErased(summary)), notErased });
  }

  async monthTexts(person: DirectoryPerson, device: ConfirmedDevice, month: Month) {
    const read = await this.#months.texts(person.person, device, month);
    if (!read.ok || read.value === null) return read;
    const days = read.value.days.filter(
      ({ day }) => mayOpen(person, day) && countsOn(device, day) && orderedAway(person, day) === null,
    );
    return ok({ ...read.value, days });
  }

  async deviceStatuses(person: DirectoryPerson): Promise<Result<ReadDeviceStatuses>> {
    const read = await this.#statuses.read(person);
    if (!read.ok) return read;
    // One that was put back tells nothing of days that are erased.
    const statuses = read.value.statuses
      .filter(({ day }) => orderedAway(person, day) === null)
      .map((status) => ({ ...status, waiting: status.waiting.filter(({ day }) => orderedAway(person, day) === null) }));
    return ok({ ...read.value, statuses });
  }

  erasedDay(person: DirectoryPerson, day: Day): Promise<Result<Problem | null>> {
    return erasedDay(this, person, day);
  }

  async timesheets(person: DirectoryPerson, today: Day) {
    const read = await this.#timesheets.list(person, today);
    if (!read.ok) return read;
    const sheets = read.value.sheets.filter(({ sheet }) => !isWeekErased(person.erasures, sheet.week));
    return ok({ ...read.value, sheets });
  }

  async timesheet(person: DirectoryPerson, device: DeviceId, week: IsoWeek) {
    if (isWeekErased(person.erasures, week)) return fail(problem('timesheet-missing'));
    return this.#timesheets.read(person, device, week);
  }

  answers({ person }: DirectoryPerson): Promise<Result<Answers>> {
    const { store, prefix } = this;
    const { secrets } = this.#options;
    const access = () => this.#access({ person });
    const place = { store, prefix, signers: () => this.#roster.ever };
    const known =
      this.#answers.get(person) ?? new AnswersReader({ ...place, person, access, identity: secrets.identity });
    this.#answers.set(person, known);
    return known.read();
  }

  async writeAnswer(person: DirectoryPerson, given: GivenAnswer): Promise<Result<Answer>> {
    const access = await this.#access(person);
    if (!access.ok) return access;
    const devices = devicesToRead(access.value.devices);
    return writeAnswer(this, this.#options, access.value, given, this.now(), devices);
  }

  async writeReply(person: DirectoryPerson, given: GivenReply): Promise<Result<Reply>> {
    const access = await this.#access(person);
    if (!access.ok) return access;
    const devices = devicesToRead(access.value.devices);
    return writeReply(this, this.#options, access.value, given, this.now(), devices);
  }

  get #roster(): Roster {
    return rosterOf(this.#options.file, this.#options.seen);
  }

  #access({ person }: Pick<DirectoryPerson, 'person'>): Promise<Result<Access>> {
    const { store, prefix } = this;
    return fetchAccess({ store, prefix, signers: this.#roster.keys }, person, this.#accessSeen);
  }

  /** The devices of which something of the day is in the bucket: one listing. */
  async listDay(person: DirectoryPerson, day: Day): Promise<Result<ListedDay>> {
    const listing = await listDay(this, person, day);
    if (!listing.ok) return listing;
    const known = locateDay(this, person, day, listing.value);
    if (known.unconfirmed.length === 0) return ok(known);
    // A device may have been confirmed since the directory was read.
    const again = await this.#find(person.person, this.refreshDirectory());
    return again.ok ? ok(locateDay(this, again.value, day, listing.value)) : again;
  }

  async #find(person: PersonId, read: Promise<Result<Directory>>): Promise<Result<DirectoryPerson>> {
    const directory = await read;
    if (!directory.ok) return directory;
    const found = directory.value.people.find((each) => each.person === person);
    return found === undefined ? fail(noAccessTo) : ok(found);
  }

  /** Opens each device's day within one budget. Does not check for a receipt. */
  async openDay({ zone }: DirectoryPerson, { devices }: ListedDay): Promise<Result<readonly OpenDeviceDay[]>> {
    const { secrets, readSegments = readSegmentsHere } = this.#options;
    const opening = { identity: secrets.identity, zone, read: withinBudget(readSegments) };
    const opened = together(await Promise.all(devices.map((listed) => openDeviceDay(listed, opening))));
    for (const { location, opener } of opened.ok ? opened.value : [])
      if (opener !== null) this.#summaries.remember(location.expected, opener);
    return opened;
  }
}
