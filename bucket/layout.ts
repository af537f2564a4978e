import type { DeviceDayId } from '../core/day/chain.ts';
import type { Day, DeviceId, PersonId, RecordId, ShotId, ViewerId } from '../core/ids.ts';
import { daySchema, deviceIdSchema, personIdSchema, recordIdSchema, viewerIdSchema } from '../core/ids.ts';
import { type KeyClass, keyClasses } from '../core/organisation/retention.ts';
import { type IsoWeek, isoWeekSchema } from '../core/time/iso-week.ts';
import type { Month } from '../core/time/month.ts';

/**
 * The name of every object in the bucket; nothing else builds or reads a key. A prefix is '' or ends with '/'.
 * Names hold random ids and dates only. What is kept for the same time begins with the same word, so that a rule of
 * the store's own for each word is all that retention needs (docs/adr/0036-retention-classes.md).
 */
export function normalisePrefix(text: string): string {
  const inner = text
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  return inner === '' ? '' : `${inner}/`;
}

/** Signed by the organisation: settings, notice, recipients. Anyone with a credential may read it. */
export function orgKey(prefix: string): string {
  return `${prefix}org.json`;
}

export function peopleFolder(prefix: string): string {
  return `${prefix}people/`;
}

export function personFolder(prefix: string, person: PersonId): string {
  return `${peopleFolder(prefix)}${person}/`;
}

/** The person's name and confirmed devices, encrypted to viewers and recovery. */
export function cardKey(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}card.age`;
}

/** Who may open which of the person's days, signed by the organisation. The person's devices and their viewers read it. */
export function accessKey(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}access.json`;
}

export function viewersFolder(prefix: string): string {
  return `${prefix}viewers/`;
}

/** The people whose days a viewer may open, sealed to that viewer. */
export function directoryKey(prefix: string, viewer: ViewerId): string {
  return `${viewersFolder(prefix)}${viewer}/directory.age`;
}

export function deviceStatusFolder(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}latest/`;
}

/** The latest of one device: when it last uploaded, and its day so far. Replaced with each upload. */
export function deviceStatusKey(prefix: string, person: PersonId, device: DeviceId): string {
  return `${deviceStatusFolder(prefix, person)}${device}.age`;
}

export function devicesFolder(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}devices/`;
}

/** The card of a device that asks to be confirmed. Its credential creates it once. */
export function deviceKey(prefix: string, person: PersonId, device: DeviceId): string {
  return `${devicesFolder(prefix, person)}${device}.json`;
}

/**
 * What a person's days are kept in: what was recorded (`days`), pictures (`shots`), sums (`sums`), and the keys to what
 * was recorded and to pictures, which may lie in a bucket of their own.
 */
export const dayClasses = ['days', 'shots', 'sums', 'days-keys', 'shot-keys'] as const;
export type DayClass = (typeof dayClasses)[number];

/** Where the keys of each class lie. */
export const keyFolderOf = { days: 'days-keys', shots: 'shot-keys' } as const satisfies Record<KeyClass, DayClass>;

/** What a device lays together of the closed days of a month. It opens without the keys of these days. */
export const monthClass = 'months';

/** Every class of what was recorded of a person, by day or by month. */
export const recordClasses = [...dayClasses, monthClass] as const;
export type RecordClass = (typeof recordClasses)[number];

/**
 * Whether it lies where keys lie: it is one, or opens without one of a day. Of neither may an earlier copy stay once a
 * day was destroyed.
 */
export function isOfKeys(recordClass: RecordClass): boolean {
  return recordClass === monthClass || recordClass === keyFolderOf.days || recordClass === keyFolderOf.shots;
}

/** Where everything lies that belongs into the bucket of keys, where there is one. */
export function keysFolders(prefix: string): string[] {
  return recordClasses.filter(isOfKeys).map((recordClass) => `${prefix}${recordClass}/`);
}

/** Everything of one class that was recorded of a person. */
export function classFolder(prefix: string, recordClass: RecordClass, person: PersonId): string {
  return `${prefix}${recordClass}/${person}/`;
}

/** A month of one device of a person. */
export interface DeviceMonth {
  readonly person: PersonId;
  readonly month: Month;
  readonly device: DeviceId;
}

/** What all devices laid together of a month. */
export function monthFolder(prefix: string, { person, month }: Omit<DeviceMonth, 'device'>): string {
  return `${classFolder(prefix, monthClass, person)}${month}/`;
}

/** The sums of a month's closed days. Replaced as days are closed, corrected, or gone. */
export function monthSumsKey(prefix: string, of: DeviceMonth): string {
  return `${monthFolder(prefix, of)}${of.device}/sums.age`;
}

/** What a search looks at of a month's closed days. Replaced with the month's sums. */
export function monthTextsKey(prefix: string, of: DeviceMonth): string {
  return `${monthFolder(prefix, of)}${of.device}/texts.age`;
}

/** What of one class there is of a day, from all devices. */
export function dayFolder(prefix: string, dayClass: DayClass, person: PersonId, day: Day): string {
  return `${classFolder(prefix, dayClass, person)}${day}/`;
}

/** Where the object that a device calls `name` in its part of a day lies: names are what the chain signs. */
export function dayObjectKey(prefix: string, { person, day, device }: DeviceDayId, name: string): string {
  return `${dayFolder(prefix, classOfName(name), person, day)}${device}/${name}`;
}

function classOfName(name: string): DayClass {
  if (isPictureName(name)) return 'shots';
  if (name === summaryName) return 'sums';
  const keyClass = keyClassNamed(name);
  return keyClass === null ? 'days' : keyFolderOf[keyClass];
}

/** The name of one of a day's keys. */
export function dayKeyName(keyClass: KeyClass): string {
  return `${keyClass}.key.age`;
}

/** Which key a name in the folder of keys names; null: none. */
export function keyClassNamed(name: string): KeyClass | null {
  return keyClasses.find((keyClass) => name === dayKeyName(keyClass)) ?? null;
}

/** The day's sums, sealed to the day. Replaced as the day goes on, so no link vouches for it: it is signed. */
export const summaryName = 'summary.age';

/** Links and segments of the day once more, in one object (`bucket/pack.ts`). Replaced as the day goes on. */
export const packName = 'pack.bin';

/** Whether it is sealed to the key of pictures. */
export function isPictureName(name: string): boolean {
  return isShotName(name) || isSheetName(name);
}

export function sheetName(seq: number): string {
  return `sheets/${String(seq).padStart(6, '0')}.webp.age`;
}

export function isSheetName(name: string): boolean {
  return name.startsWith('sheets/');
}

export function activityName(seq: number): string {
  return `activity/${String(seq).padStart(6, '0')}.ndjson.gz.age`;
}

export function shotName(id: ShotId): string {
  return `shots/${id}.webp.age`;
}

export function linkName(seq: number): string {
  return `chain/${String(seq).padStart(6, '0')}.json`;
}

export function isLinkName(name: string): boolean {
  return name.startsWith('chain/');
}

export function isActivityName(name: string): boolean {
  return name.startsWith('activity/');
}

export function isShotName(name: string): boolean {
  return name.startsWith('shots/');
}

/** The decisions that were taken on one device. */
export function consentFolder(prefix: string, person: PersonId, device: DeviceId): string {
  return `${personFolder(prefix, person)}consent/${device}/`;
}

/** A decision about a purpose, encrypted to the person and the organisation. */
export function consentKey(prefix: string, person: PersonId, device: DeviceId, id: RecordId): string {
  return `${consentFolder(prefix, person, device)}${id}.json.age`;
}

export function timesheetsFolder(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}timesheets/`;
}

/** The weeks that were handed in on one device. */
export function deviceTimesheetsFolder(prefix: string, person: PersonId, device: DeviceId): string {
  return `${timesheetsFolder(prefix, person)}${device}/`;
}

/** A week as it was handed in last. Replaced when it is handed in again. */
export function timesheetKey(prefix: string, person: PersonId, device: DeviceId, week: IsoWeek): string {
  return `${deviceTimesheetsFolder(prefix, person, device)}${week}.age`;
}

/** Which week of which device a key below `folder` (`timesheets/`) names; null for any other name. */
export function timesheetNamed(
  folder: string,
  key: string,
): { readonly device: DeviceId; readonly week: IsoWeek } | null {
  const [name, file, ...rest] = key.slice(folder.length).split('/');
  const device = deviceIdSchema.safeParse(name);
  const week = isoWeekSchema.safeParse(/^(.*)\.age$/.exec(file ?? '')?.[1]);
  return key.startsWith(folder) && device.success && week.success && rest.length === 0
    ? { device: device.data, week: week.data }
    : null;
}

export function viewsFolder(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}views/`;
}

/** Where one viewer leaves receipts: their credential creates in no other one's, so that nobody takes another's place. */
export function viewerViewsFolder(prefix: string, person: PersonId, viewer: ViewerId): string {
  return `${viewsFolder(prefix, person)}${viewer}/`;
}

/** The receipt of a view: who, what, when, why. */
export function viewKey(prefix: string, person: PersonId, viewer: ViewerId, id: RecordId): string {
  return `${viewerViewsFolder(prefix, person, viewer)}${id}.age`;
}

export function requestsFolder(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}requests/`;
}

/** Where one viewer leaves answers. */
export function viewerRequestsFolder(prefix: string, person: PersonId, viewer: ViewerId): string {
  return `${requestsFolder(prefix, person)}${viewer}/`;
}

/** A manager's answer to time that was added by hand or to a correction. The id is the answer's own, so that no answer takes another's place. */
export function answerKey(prefix: string, person: PersonId, viewer: ViewerId, id: RecordId): string {
  return `${viewerRequestsFolder(prefix, person, viewer)}${id}.age`;
}

/** Whose folder an object below `views/` or `requests/` lies in and which name it has there, or null where it has no such name. */
export function leftBy(folder: string, key: string): { readonly viewer: ViewerId; readonly id: RecordId } | null {
  const [viewer, name, ...rest] = key.slice(folder.length).split('/');
  const by = viewerIdSchema.safeParse(viewer);
  const id = recordIdSchema.safeParse(/^(.*)\.age$/.exec(name ?? '')?.[1]);
  return key.startsWith(folder) && by.success && id.success && rest.length === 0
    ? { viewer: by.data, id: id.data }
    : null;
}

/** Folder names as a listing gives them, parsed; names that are no ids are left out, they are not ours. */
export function peopleListed(names: readonly string[]): PersonId[] {
  return names.flatMap((name) => parsedBy(personIdSchema.safeParse(name)));
}

export function daysListed(names: readonly string[]): Day[] {
  return names.flatMap((name) => parsedBy(daySchema.safeParse(name)));
}

export function devicesListed(names: readonly string[]): DeviceId[] {
  return names.flatMap((name) => parsedBy(deviceIdSchema.safeParse(name.replace(/\.(json|age)$/, ''))));
}

function parsedBy<T>(result: { success: true; data: T } | { success: false }): T[] {
  return result.success ? [result.data] : [];
}

/** The place in the chain that a link's name says it has, or null when the name says none. */
export function linkNumber(name: string): number | null {
  const digits = /^chain\/(\d{6,9})\.json$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
