import { dayFolder } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { type Day, type DeviceId, deviceIdSchema, type PersonId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';

/** An object of one device's day, as a listing names it: relative to the device's folder. */
export interface NamedObject {
  readonly name: string;
  readonly bytes: number;
}

/** What lies in the bucket of a day, by device: one listing, however many devices there are. */
export type DayListing = ReadonlyMap<DeviceId, readonly NamedObject[]>;

export async function listDay(
  { store, prefix }: { readonly store: ObjectStore; readonly prefix: string },
  person: PersonId,
  day: Day,
): Promise<Result<DayListing>> {
  const folder = dayFolder(prefix, person, day);
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
