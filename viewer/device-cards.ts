import { deviceKey, devicesFolder, devicesOf } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { isOfObject } from '../bucket/sizes.ts';
import type { DirectoryPerson } from '../core/access.ts';
import type { DeviceId } from '../core/ids.ts';
import { type DeviceCard, deviceCardSchema } from '../core/organisation.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { readMacDocument } from '../seal/signing.ts';
import { atOnce, together } from './fetching.ts';
import { inLanes } from './lanes.ts';
import { foreignDevice } from './problems.ts';

export interface DeviceCardsPlace {
  readonly store: ObjectStore;
  readonly prefix: string;
}

type Enrolled = Pick<DirectoryPerson, 'person' | 'enrolmentKey'>;

/**
 * Every device of the person. A card that is not authenticated with their enrolment key fails all of them: what it would sign, and who would
 * read receipts with it, is somebody else's. Problem codes: `device-foreign`, those of the store.
 */
export async function readDeviceCards(place: DeviceCardsPlace, person: Enrolled): Promise<Result<DeviceCard[]>> {
  const folder = devicesFolder(place.prefix, person.person);
  const listed = await place.store.list(folder);
  if (!listed.ok) return listed;
  const devices = devicesOf(listed.value.map(({ key }) => key.slice(folder.length)));
  return together(await inLanes(devices, atOnce, (device) => readDeviceCard(place, person, device)));
}

/** One device of the person. Problem codes: `device-foreign` also where there is no card of it, those of the store. */
export async function readDeviceCard(
  { store, prefix }: DeviceCardsPlace,
  { person, enrolmentKey }: Enrolled,
  device: DeviceId,
): Promise<Result<DeviceCard>> {
  const bytes = await store.get(deviceKey(prefix, person, device));
  if (!bytes.ok) return isOfObject(bytes.problem) ? fail(foreignDevice(device)) : bytes;
  const read = deviceCardSchema.safeParse(readMacDocument(bytes.value, enrolmentKey));
  if (!read.success || read.data.device !== device || read.data.person !== person) return fail(foreignDevice(device));
  return ok(read.data);
}
