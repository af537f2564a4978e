import { together } from '../../bucket/fetching.ts';
import { classFolder, dayFolder, dayObjectKey, daysListed, devicesListed } from '../../bucket/layout.ts';
import type { ObjectStore, PrefixedStore } from '../../bucket/object-store.ts';
import type { DeviceDayId, Verify } from '../../core/day/chain.ts';
import { type Day, type DeviceId, deviceIdSchema } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { type ConfirmedDevice, confirmedAmong } from '../../core/organisation/devices.ts';
import { ok, type Result } from '../../core/result.ts';
import { publicKeySchema, verifierOf } from '../../seal/signing.ts';
import type { RecordedOn } from '../ports.ts';

/** An object of one device's day, as a listing names it: by the name that the device gave it. */
export interface NamedObject {
  readonly name: string;
  readonly bytes: number;
}

/** Where one device's day lies in the bucket, and whose signature it must bear. */
export interface DeviceDayLocation {
  readonly store: ObjectStore;
  /** Where the object that the device calls `name` lies. */
  readonly keyOf: (name: string) => string;
  readonly expected: DeviceDayId;
  readonly card: ConfirmedDevice;
  /** Whether the device signed. */
  readonly verify: Verify;
  /** What there is of it now but pictures: one listing. */
  list(): Promise<Result<readonly NamedObject[]>>;
  /** The pictures and sheets that there are of it: one listing. */
  listPictures(): Promise<Result<readonly NamedObject[]>>;
}

/** A device's day that has not been opened, with what a listing named of it. */
export interface ListedDeviceDay {
  readonly location: DeviceDayLocation;
  readonly objects: readonly NamedObject[];
}

export interface ListedDay {
  readonly devices: readonly ListedDeviceDay[];
  /** Devices whose last day is before it, with objects in its folder. Nothing of theirs is fetched. */
  readonly revoked: readonly DeviceId[];
  /** Unconfirmed devices with objects in the day's folder. Nothing of theirs is fetched. */
  readonly unconfirmed: readonly DeviceId[];
}

/** Whose day it is, and the devices that the organisation confirmed of them. */
type Owner = Pick<DirectoryPerson, 'person' | 'devices'>;

/** What lies in the bucket of a day but pictures, by device: one listing, however many devices there are. */
type DayListing = ReadonlyMap<DeviceId, readonly NamedObject[]>;

export async function listDay(
  { store, prefix }: PrefixedStore,
  { person }: Pick<Owner, 'person'>,
  day: Day,
): Promise<Result<DayListing>> {
  const folder = dayFolder(prefix, 'days', person, day);
  const listed = await store.list(folder);
  if (!listed.ok) return listed;
  const found = new Map<DeviceId, NamedObject[]>();
  for (const { key, bytes } of listed.value) {
    const [first = '', ...rest] = key.slice(folder.length).split('/');
    const device = deviceIdSchema.safeParse(first);
    if (!device.success || rest.length === 0) continue;
    const objects = found.get(device.data) ?? [];
    objects.push({ name: rest.join('/'), bytes });
    found.set(device.data, objects);
  }
  return ok(found);
}

/** What `listing` holds of the devices that were confirmed, and which others there are. */
export function locateDay(from: PrefixedStore, owner: Owner, day: Day, listing: DayListing): ListedDay {
  const { devices, ...others } = confirmedAmong(owner.devices, [...listing.keys()], day);
  const located = devices.map((card) => ({
    location: locateDeviceDay(from, owner, day, card),
    objects: listing.get(card.device) ?? [],
  }));
  return { devices: located, ...others };
}

export function locateDeviceDay(
  from: PrefixedStore,
  { person }: Pick<Owner, 'person'>,
  day: Day,
  card: ConfirmedDevice,
): DeviceDayLocation {
  const { device } = card;
  const expected = { person, device, day };
  return {
    store: from.store,
    keyOf: (name) => dayObjectKey(from.prefix, expected, name),
    expected,
    card,
    verify: verifierOf(publicKeySchema.parse(card.publicKey)),
    list: async () => {
      const listed = await listDay(from, { person }, day);
      return listed.ok ? ok(listed.value.get(device) ?? []) : listed;
    },
    listPictures: async () => {
      const folder = `${dayFolder(from.prefix, 'shots', person, day)}${device}/`;
      const listed = await from.store.list(folder);
      return listed.ok ? ok(listed.value.map(({ key, bytes }) => ({ name: key.slice(folder.length), bytes }))) : listed;
    },
  };
}

/** As in `OpenViewer.recordedBetween`. */
export async function recordedBetween(
  { store, prefix }: PrefixedStore,
  { person, devices }: Owner,
  from: Day,
  to: Day,
): Promise<Result<ReadonlyMap<Day, RecordedOn>>> {
  const folder = classFolder(prefix, 'days-keys', person);
  // A listing is of names with the same beginning: those of a year, or of a month.
  const shared = [7, 4].find((length) => from.slice(0, length) === to.slice(0, length));
  const beginnings = shared === undefined ? [from.slice(0, 4), to.slice(0, 4)] : [from.slice(0, shared)];
  const listed = together(await Promise.all(beginnings.map((each) => store.list(`${folder}${each}-`))));
  if (!listed.ok) return listed;
  const there = new Map<Day, DeviceId[]>();
  for (const { key } of listed.value.flat()) {
    const [date = '', name = ''] = key.slice(folder.length).split('/');
    const [day, device] = [daysListed([date])[0], devicesListed([name])[0]];
    if (day === undefined || device === undefined || day < from || day > to) continue;
    there.set(day, [...(there.get(day) ?? []), device]);
  }
  return ok(new Map([...there].map(([day, found]) => [day, confirmedAmong(devices, found, day)])));
}

/** Which devices have something in the bucket of that day: one listing. */
export async function recordedOn(
  { store, prefix }: PrefixedStore,
  { person, devices }: Owner,
  day: Day,
): Promise<Result<RecordedOn>> {
  const folders = await store.listFolders(dayFolder(prefix, 'days', person, day));
  return folders.ok ? ok(confirmedAmong(devices, devicesListed(folders.value), day)) : folders;
}
