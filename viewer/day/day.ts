import { isSheetName, shotName } from '../../bucket/layout.ts';
import type { ChainEntry } from '../../core/day/chain.ts';
import { faultProblem } from '../../core/day/chain.ts';
import type { Day, DeviceId, PersonId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { mayOpen } from '../../core/organisation/access.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import type { OpenedDay, OpenedDevice } from '../../ipc/manager-day.ts';
import type { OpenViewer } from '../ports.ts';
import { emptyDay, noAccess, notOpen } from '../session/problems.ts';
import { openObject } from './day-objects.ts';
import type { DayPart } from './device-day.ts';
import { unconfirmedPart } from './faults.ts';
import type { OpenDays } from './open-days.ts';
import { type DayDevice, type DayDevices, type OpenedPart, readPartOf } from './opened-part.ts';

type DayCalls = Pick<Service<ManagerContract>, 'openDay' | 'checkDay' | 'sheet' | 'picture'>;

/** What the calls about a day need of a viewer whose key is open. */
export interface DayViewer extends Pick<OpenViewer, 'store' | 'person' | 'leaveReceipt' | 'organisation'> {
  /** The devices of which something of the day is in the bucket: one listing. */
  devicesOn(person: DirectoryPerson, day: Day): Promise<Result<DayDevices>>;
  /** Opens each device's part. Does not check that a receipt was left. */
  openParts(person: DirectoryPerson, day: Day, devices: readonly DayDevice[]): Promise<Result<readonly OpenedPart[]>>;
}

/** A person's day: opened after its receipt, checked object by object, and its pictures. */
export function dayCalls(viewer: DayViewer, days: OpenDays): DayCalls {
  async function openDay(id: PersonId, day: Day, reason: string): Promise<Result<OpenedDay>> {
    const person = await viewer.person(id);
    if (!person.ok) return person;
    if (!mayOpen(person.value, day)) return fail(noAccess);
    // First the receipt, then the day: a view that cannot be recorded does not happen, and that there is nothing is told neither.
    const look = { look: 'day', day, to: day, reason, detail: null } as const;
    const receiptAt = await viewer.leaveReceipt(person.value, look);
    if (!receiptAt.ok) return receiptAt;
    const found = await viewer.devicesOn(person.value, day);
    if (!found.ok) return found;
    const { devices, unconfirmed } = found.value;
    if (devices.length + unconfirmed.length === 0) return fail(emptyDay(day));
    // One that was confirmed since could not read the receipt.
    const known = new Set(person.value.devices.map(({ device }) => device));
    if (known.size > 0 && devices.some(({ device }) => !known.has(device))) {
      const again = await viewer.leaveReceipt(person.value, look);
      if (!again.ok) return again;
    }
    const parts = await viewer.openParts(person.value, day, devices);
    if (!parts.ok) return parts;
    days.open({ person: person.value, day, reason, parts: parts.value });
    const { name, zone } = person.value;
    return ok({
      person: { person: id, name, zone },
      day,
      receiptAt: receiptAt.value,
      devices: parts.value.map((part) => {
        const { view } = readPartOf(part);
        return { ...openedDevice(part), view };
      }),
      unconfirmed: unconfirmed.map((device) => ({ device, chain: unconfirmedPart(device) })),
    });
  }

  function partOf(person: PersonId, day: Day, device: DeviceId): DayPart | null {
    return days.get(person, day)?.parts.find((each) => each.device === device)?.part ?? null;
  }

  async function read(part: DayPart | null, isWanted: (entry: ChainEntry) => boolean) {
    if (part === null) return fail(notOpen);
    const entry = part.entries.find(isWanted);
    if (entry === undefined || part.opener === null) return fail(pictureMissing);
    const sealed = await viewer.store.get(part.place.folder + entry.name);
    if (!sealed.ok) return sealed;
    const opened = await openObject(entry, sealed.value, part.opener);
    if ('fault' in opened) return fail(faultProblem(opened.fault));
    return ok({ webp: Buffer.from(opened.value).toString('base64') });
  }

  return {
    openDay: ({ person, day, reason }) => openDay(person, day, reason),
    checkDay: async ({ person, day }) => {
      const open = days.get(person, day);
      if (open === null) return fail(notOpen);
      const organisation = await viewer.organisation();
      return days.check(open, organisation.ok ? organisation.value : null);
    },
    sheet: ({ person, day, device, name }) =>
      read(partOf(person, day, device), (entry) => isSheetName(entry.name) && entry.name === name),
    picture: ({ person, day, device, id }) => {
      const name = shotName(id);
      return read(partOf(person, day, device), (entry) => entry.name === name);
    },
  };
}

function openedDevice({ device, part }: OpenedPart): Omit<OpenedDevice, 'view'> {
  const { report, entries, links, problem: why } = part;
  const sizes = [...entries.map(({ bytes }) => bytes), ...[...links.values()].map(({ length }) => length)];
  return {
    device,
    chain: report,
    objects: report.objects,
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    sheets: entries.flatMap(({ name, cells }) => (isSheetName(name) ? [{ name, cells: cells ?? [] }] : [])),
    problem: why,
  };
}

const pictureMissing = problem('picture-missing');
