import pMap from 'p-map';
import { deviceStatusFolder, deviceStatusKey, devicesListed } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { isOfObject } from '../../bucket/sizes.ts';
import { type DeviceStatus, deviceStatusSchema } from '../../core/day/summary.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { type ConfirmedDevice, countsOn } from '../../core/organisation/devices.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../seal/signing.ts';
import type { ReadDeviceStatuses } from '../ports.ts';
import { noAccess } from './problems.ts';

interface DeviceStatusOptions extends PrefixedStore {
  readonly identity: Identity;
}

const atOnce = 8;
/** Nobody has as many computers. */
const mostListed = 1_000;

/** Reads what the devices of people wrote last. */
export class DeviceStatusReader {
  readonly #options: DeviceStatusOptions;
  /** When each device's newest status was written: an earlier one never replaces it. */
  readonly #newest = new Map<string, number>();

  constructor(options: DeviceStatusOptions) {
    this.#options = options;
  }

  /** As in `OpenViewer.deviceStatuses`. */
  async read(person: DirectoryPerson): Promise<Result<ReadDeviceStatuses>> {
    const { store, prefix, identity } = this.#options;
    const folder = deviceStatusFolder(prefix, person.person);
    const listed = await store.list(folder, undefined, mostListed);
    if (!listed.ok && listed.problem.code !== 'list-too-long') return listed;
    // Whoever writes into the bucket can put any number of names there. The confirmed devices are then asked for by theirs.
    const there = listed.ok
      ? devicesListed(listed.value.map(({ key }) => key.slice(folder.length)))
      : person.devices.map(({ device }) => device);
    const confirmed = person.devices.filter(({ device }) => there.includes(device));
    const unconfirmed = there.filter((device) => !confirmed.some((each) => each.device === device));
    const read = await pMap(
      confirmed,
      async (card): Promise<Result<DeviceStatus | null>> => {
        const key = deviceStatusKey(prefix, person.person, card.device);
        const sealed = await store.get(key);
        if (!sealed.ok) return listed.ok || sealed.problem.code !== 'object-missing' ? sealed : ok(null);
        const opened = await openWith(identity, sealed.value);
        // Sealed to who may open its day: of an earlier device that may be others.
        if (opened === null) return ok(null);
        return this.#checked(opened, card, person);
      },
      { concurrency: atOnce },
    );
    const problems = read.flatMap((each) => (each.ok ? [] : [each.problem]));
    // One faulty object does not hide what the person's other devices wrote.
    const outage = problems.find((each) => !isOfOne(each));
    if (outage !== undefined) return fail(outage);
    const all = read.flatMap((each) => (each.ok && each.value !== null ? [each.value] : []));
    // What a device says of a day after its last one is nobody's, and nothing else that it says with it is taken.
    const [statuses, later] = [all.filter(isCounted), all.filter((each) => !isCounted(each))];
    const revoked = later.map(({ device }) => device);
    const isNone = listed.ok && all.length === 0 && problems.length === 0 && confirmed.length > 0;
    return isNone ? fail(noAccess) : ok({ statuses, revoked, unconfirmed, problems });

    function isCounted({ device, day }: DeviceStatus): boolean {
      return person.devices.some((each) => each.device === device && countsOn(each, day));
    }
  }

  #checked(opened: Uint8Array, card: ConfirmedDevice, { person, name }: DirectoryPerson): Result<DeviceStatus> {
    const status = deviceStatusSchema.safeParse(readDocument(opened, publicKeySchema.parse(card.publicKey)));
    if (!status.success || status.data.person !== person || status.data.device !== card.device)
      return fail(altered(name));
    const key = `${person} ${card.device}`;
    if (status.data.at < (this.#newest.get(key) ?? 0)) return fail(outdated(name));
    this.#newest.set(key, status.data.at);
    return ok(status.data);
  }
}

function isOfOne(what: Problem): boolean {
  return what.code === 'latest-altered' || what.code === 'latest-outdated' || isOfObject(what);
}

function altered(name: string): Problem {
  return problem('latest-altered', { name });
}

function outdated(name: string): Problem {
  return problem('latest-outdated', { name });
}
