import { fetchOne } from '../../bucket/fetching.ts';
import { dayKeyName, isSheetName, linkName, shotName } from '../../bucket/layout.ts';
import { isOfStore } from '../../bucket/store-problems.ts';
import { boundedView } from '../../core/day/bounded-view.ts';
import { type ChainEntry, type DeviceDayId, fault, faultProblem } from '../../core/day/chain.ts';
import { type ChainFault, type ChainReport, shortReport } from '../../core/day/chain-report.ts';
import type { Day, DeviceId, PersonId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { mayOpen } from '../../core/organisation/access.ts';
import { erasedOn, erasureOf } from '../../core/organisation/erasure.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import { expiredSince } from '../../core/organisation/retention.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { utcDay } from '../../core/time/calendar.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import type { OpenedDay, OpenedDevice } from '../../ipc/manager-day.ts';
import type { OpenViewer } from '../ports.ts';
import { emptyDay, noAccess, notOpen } from '../session/problems.ts';
import { openObject } from './day-objects.ts';
import type { OpenDeviceDay } from './device-day.ts';
import type { ListedDay } from './listed-day.ts';
import type { OpenDays } from './open-days.ts';

type DayCalls = Pick<Service<ManagerContract>, 'openDay' | 'checkDay' | 'sheet' | 'picture'>;

/** What the calls about a day need of a viewer whose key is open. */
interface DayViewer extends Pick<OpenViewer, 'now' | 'store' | 'person' | 'writeReceipt' | 'organisation'> {
  /** The devices of which something of the day is in the bucket: one listing. */
  listDay(person: DirectoryPerson, day: Day): Promise<Result<ListedDay>>;
  /** The organisation's document, asked for anew. */
  refreshOrganisation(): Promise<Result<Organisation>>;
  /** What is said of a day that was erased on request; null: it was not. A listing of each class where it was. */
  erasedDay(person: DirectoryPerson, day: Day): Promise<Result<Problem | null>>;
  /** Opens each device's day. Does not check that a receipt was left. */
  openDay(person: DirectoryPerson, listed: ListedDay): Promise<Result<readonly OpenDeviceDay[]>>;
}

/** A person's day: opened after its receipt, checked object by object, and its pictures. */
export function dayCalls(viewer: DayViewer, days: OpenDays): DayCalls {
  async function openDay(id: PersonId, day: Day, reason: string): Promise<Result<OpenedDay>> {
    const person = await viewer.person(id);
    if (!person.ok) return person;
    if (!mayOpen(person.value, day)) return fail(noAccess);
    // First the receipt, then the day: without a receipt not even its absence is shown.
    const look = { look: 'day', day, to: day, reason, detail: null } as const;
    const receiptAt = await viewer.writeReceipt(person.value, look);
    if (!receiptAt.ok) return receiptAt;
    const gone = await viewer.erasedDay(person.value, day);
    if (!gone.ok) return gone;
    if (gone.value !== null) return fail(gone.value);
    const listed = await viewer.listDay(person.value, day);
    if (!listed.ok) return listed;
    const { devices, revoked, unconfirmed } = listed.value;
    // What closes a day arrives later than the rest, and goes later.
    const isCut = devices.every(({ objects }) => !objects.some(({ name }) => name === linkName(0)));
    const over = isCut ? await expired('days', day) : null;
    if (over !== null) return fail(over);
    if (devices.length + revoked.length + unconfirmed.length === 0) return fail(emptyDay(day));
    // One that was confirmed since could not read the receipt.
    const known = new Set(person.value.devices.map(({ device }) => device));
    if (known.size > 0 && devices.some(({ location }) => !known.has(location.card.device))) {
      const again = await viewer.writeReceipt(person.value, look);
      if (!again.ok) return again;
    }
    const opened = await viewer.openDay(person.value, listed.value);
    if (!opened.ok) return opened;
    // So may its key, which is of another class than the chain.
    const isLocked = opened.value.length > 0 && opened.value.every(({ report }) => report.faults.some(isKeyGone));
    const locked = isLocked ? await expired('days', day) : null;
    if (locked !== null) return fail(locked);
    days.open({ person: person.value, day, reason, devices: opened.value });
    const { name, zone } = person.value;
    return ok({
      person: { person: id, name, zone },
      day,
      receiptAt: receiptAt.value,
      devices: opened.value.map((device) => shownDevice(device, 1 / opened.value.length)),
      revoked: revoked.map((device) => ({ device, chain: unopenedReport(device, 'revoked') })),
      unconfirmed: unconfirmed.map((device) => ({ device, chain: unopenedReport(device, 'unconfirmed') })),
    });
  }

  /** That the notice kept it until a day that is over; null: it did not, or nobody knows. */
  async function expired(keyClass: KeyClass, day: Day): Promise<Problem | null> {
    const organisation = await viewer.organisation();
    const on = organisation.ok ? expiredSince(organisation.value, keyClass, day, utcDay(viewer.now())) : null;
    if (on === null) return null;
    return keyClass === 'shots' ? problem('picture-expired', { on }) : problem('day-expired', { day, on });
  }

  async function picture({ person, day, device }: DeviceDayId, isWanted: (entry: ChainEntry) => boolean) {
    const whole = days.get(person, day);
    const open = whole?.devices.find((each) => each.device === device);
    if (whole === null || open === undefined) return fail(notOpen);
    const over = () => (days.hasOldNotice(whole) ? null : expired('shots', day));
    const order = erasureOf(whole.person.erasures, 'shots', day);
    // Put back or not gone yet, it is shown to nobody.
    if (order !== null) return fail(problem('picture-erased', { on: erasedOn(order) }));
    const entry = open.entries.find(isWanted);
    if (entry === undefined) return fail(pictureMissing);
    const [key, sealed] = await Promise.all([open.pictures(), fetchOne(viewer.store, open.location.keyOf(entry.name))]);
    if (!key.ok) return key;
    if ('problem' in key.value)
      return fail((key.value.fault?.kind === 'missing' ? await over() : null) ?? key.value.problem);
    if (!sealed.ok) return sealed;
    if (sealed.value === null) return fail((await over()) ?? faultProblem(fault('missing', entry.name)));
    const opened = await openObject(entry, sealed.value, key.value.opener);
    if ('fault' in opened) return fail(faultProblem(opened.fault));
    return ok({ webp: Buffer.from(opened.value).toString('base64') });
  }

  return {
    openDay: ({ person, day, reason }) => openDay(person, day, reason),
    checkDay: async ({ person, day }) => {
      const open = days.get(person, day);
      if (open === null) return fail(notOpen);
      const organisation = await viewer.organisation();
      // Without the notice pictures that are gone would be missing for good.
      if (!organisation.ok && isOfStore(organisation.problem)) return organisation;
      const known = organisation.ok ? organisation.value : null;
      const newest = () => viewer.refreshOrganisation();
      return days.check(open, { organisation: known, newest, today: utcDay(viewer.now()) });
    },
    sheet: ({ name, ...of }) => picture(of, (entry) => isSheetName(entry.name) && entry.name === name),
    picture: ({ id, ...of }) => picture(of, (entry) => entry.name === shotName(id)),
  };
}

/** `share`: of what a page is sent of a day, as `boundedView` takes it. */
function shownDevice(
  { device, report, entries, links, view, problem: why }: OpenDeviceDay,
  share: number,
): OpenedDevice {
  const sizes = [...entries.map(({ bytes }) => bytes), ...[...links.values()].map(({ length }) => length)];
  return {
    device,
    chain: shortReport(report),
    view: view === null ? null : boundedView(view, share),
    objects: report.objects,
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    sheets: entries.flatMap(({ name, cells }) => (isSheetName(name) ? [{ name, cells: cells ?? [] }] : [])),
    problem: why,
  };
}

/** What is said of a device's day when it is not the person's: nothing of it was fetched. */
function unopenedReport(device: DeviceId, why: 'revoked' | 'unconfirmed'): ChainReport {
  return { state: 'broken', links: 0, objects: 0, faults: [fault(why, device)] };
}

function isKeyGone({ kind, name }: ChainFault): boolean {
  return kind === 'missing' && name === dayKeyName('days');
}

const pictureMissing = problem('picture-missing');
