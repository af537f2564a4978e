import { deviceKey, devicesFolder } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { isOfObject } from '../bucket/sizes.ts';
import type { PersonId, ViewerId } from '../core/ids.ts';
import type { Access } from '../core/organisation/access.ts';
import { type ConfirmedDevice, type DeviceCard, deviceCode, isCode } from '../core/organisation/devices.ts';
import { keyKindOf } from '../core/organisation/organisation.ts';
import { isHybrid } from '../core/organisation/recipient.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { sealTo } from '../seal/age.ts';
import { readDeviceCard } from '../seal/device-card.ts';
import { withNewDirectories } from './access-changes.ts';
import { type PublishingSteps, putIntoEffect } from './access-steps.ts';
import { type Administration, accessOf, type EnrolledDevice, type KnownPerson } from './administration.ts';

/** A device that the administrator enrolled, and what it says of itself. */
export interface KnownDevice extends EnrolledDevice {
  readonly confirmed: ConfirmedDevice | null;
  /** The card in the bucket; null where none was made with this person's enrolment file. */
  readonly card: DeviceCard | null;
  /** Whether something lies in the place of its card. */
  readonly isThere: boolean;
}

/**
 * The devices that were enrolled for a person, in that order, with what lies in the bucket of each.
 * Problem codes: those of the store.
 */
export async function readDevices(
  administration: Administration,
  { person, enrolmentKey }: Pick<KnownPerson, 'person' | 'enrolmentKey'>,
  store: ObjectStore,
  prefix: string,
): Promise<Result<KnownDevice[]>> {
  const { devices } = accessOf(administration, person);
  const found: KnownDevice[] = [];
  for (const enrolled of administration.devices.filter((each) => each.person === person)) {
    const { device } = enrolled;
    const bytes = await store.get(deviceKey(prefix, person, device));
    // What is too large or archived is no card, and says so of this device alone.
    if (!bytes.ok && !isOfObject(bytes.problem)) return bytes;
    const card = bytes.ok ? readDeviceCard(bytes.value, { person, device, enrolmentKey }) : null;
    const confirmed = devices.find((each) => each.device === device) ?? null;
    found.push({ ...enrolled, confirmed, card, isThere: bytes.ok || bytes.problem.code !== 'object-missing' });
  }
  return ok(found);
}

/**
 * Whether the card is of other keys than those confirmed: its file was used twice, or it is forged.
 */
export function isOther({ confirmed, card }: Pick<KnownDevice, 'confirmed' | 'card'>): boolean {
  return confirmed !== null && card !== null && !isSame(confirmed, card);
}

/**
 * The device whose card has exactly this code: what the person reads out on their own screen. Only
 * of a device that was enrolled and is not confirmed yet. Problem codes: `device-unknown`,
 * `device-unfit`.
 */
export async function deviceWithCode(
  devices: readonly KnownDevice[],
  typed: string,
  { document }: Pick<Administration, 'document'>,
): Promise<Result<DeviceCard>> {
  const asking = devices.flatMap(({ confirmed, card }) => (confirmed === null && card !== null ? [card] : []));
  const card = asking.find((each) => isCode(typed, deviceCode(each)));
  if (card === undefined) return fail(unknownDevice);
  // A key to which nothing can be sealed would stop every receipt and every key from then on.
  const isFit = isHybrid(card.recipient) === (keyKindOf(document) === 'hybrid') && (await canSealTo(card));
  return isFit ? ok(card) : fail(unfitDevice);
}

/**
 * Names in the folder of a person's cards that no enrolment was made for. Problem codes: those of
 * the store.
 */
export async function strangeCards(
  { devices }: Pick<Administration, 'devices'>,
  person: PersonId,
  store: ObjectStore,
  prefix: string,
): Promise<Result<string[]>> {
  const folder = devicesFolder(prefix, person);
  const listed = await store.list(folder);
  if (!listed.ok) return listed;
  const own = new Set(devices.map(({ device }) => deviceKey(prefix, person, device)));
  return ok(listed.value.flatMap(({ key }) => (own.has(key) ? [] : [key.slice(folder.length)])));
}

/** Takes a device among the person's own. What is published of the person from then on names it. */
export function confirmDevice(
  administration: Administration,
  { person, device, publicKey, recipient }: DeviceCard,
  at: number,
): Administration {
  const before = accessOf(administration, person);
  if (before.devices.some((each) => each.device === device)) return administration;
  const devices = [...before.devices, { device, publicKey, recipient, at }];
  const access: Access = { ...before, version: before.version + 1, at, devices };
  const next = {
    ...administration,
    access: [...administration.access.filter((each) => each.person !== person), access],
  };
  return withNewDirectories(next, concernedBy(access));
}

interface ReadOut {
  /** One person's, as they were read from the bucket. */
  readonly devices: readonly KnownDevice[];
  /** What the person reads out from their own screen, as it was typed. */
  readonly code: string;
  /** UTC ms. */
  readonly at: number;
}

/**
 * Confirms the device of a person whose card has exactly the code that they read out. Given again after it was cut off it publishes the same.
 * Problem codes: those of `deviceWithCode` and of what publishes.
 */
export async function confirmByCode(
  administration: Administration,
  { devices, code, at }: ReadOut,
  steps: PublishingSteps,
): Promise<Result<DeviceCard>> {
  const card = await deviceWithCode(devices, code, administration);
  if (!card.ok) return card;
  const after = confirmDevice(administration, card.value, at);
  const { person } = card.value;
  const told = await putIntoEffect(
    after,
    { people: [person], viewers: concernedBy(accessOf(after, person)), at },
    steps,
  );
  return told.ok ? ok(card.value) : told;
}

/** Everybody whose directory names the person. */
export function concernedBy({ viewers }: Pick<Access, 'viewers'>): ViewerId[] {
  return viewers.map(({ viewer }) => viewer);
}

function isSame(
  a: Pick<DeviceCard, 'publicKey' | 'recipient'>,
  b: Pick<DeviceCard, 'publicKey' | 'recipient'>,
): boolean {
  return a.publicKey === b.publicKey && a.recipient === b.recipient;
}

async function canSealTo({ recipient }: DeviceCard): Promise<boolean> {
  try {
    await sealTo([recipient], new Uint8Array());
    return true;
  } catch {
    return false;
  }
}

const unknownDevice = problem('device-unknown');
const unfitDevice = problem('device-unfit');
