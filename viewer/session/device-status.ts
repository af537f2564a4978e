import pMap from 'p-map';
import { devicesListed, latestFolder, latestKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { isOfObject } from '../../bucket/sizes.ts';
import { type Latest, latestSchema } from '../../core/day/summary.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { type ConfirmedDevice, confirmedAmong } from '../../core/organisation/devices.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../seal/signing.ts';
import type { ReadLatest } from '../ports.ts';
import { noAccess } from './problems.ts';

export interface LatestOptions extends PrefixedStore {
  readonly identity: Identity;
}

const atOnce = 8;

/** Reads what the devices of people wrote last. */
export class LatestReader {
  readonly #options: LatestOptions;
  /** When the latest of each device was written that was read: an earlier one never takes its place. */
  readonly #newest = new Map<string, number>();

  constructor(options: LatestOptions) {
    this.#options = options;
  }

  /** As in `OpenViewer.latest`. */
  async read(person: DirectoryPerson): Promise<Result<ReadLatest>> {
    const { store, prefix, identity } = this.#options;
    const folder = latestFolder(prefix, person.person);
    const listed = await store.list(folder);
    if (!listed.ok) return listed;
    const there = devicesListed(listed.value.map(({ key }) => key.slice(folder.length)));
    const { devices: confirmed, unconfirmed } = confirmedAmong(person.devices, there);
    const read = await pMap(
      confirmed,
      async (card): Promise<Result<Latest | null>> => {
        const key = latestKey(prefix, person.person, card.device);
        const sealed = await store.get(key);
        if (!sealed.ok) return sealed;
        const opened = await openWith(identity, sealed.value);
        // Sealed to those who may open the day that it is about: of an earlier device that may be others.
        if (opened === null) return ok(null);
        return this.#checked(opened, card, person);
      },
      { concurrency: atOnce },
    );
    const problems = read.flatMap((each) => (each.ok ? [] : [each.problem]));
    // One object's fault is that object's: what the person's other devices wrote is told all the same.
    const outage = problems.find((each) => !isOfOne(each));
    if (outage !== undefined) return fail(outage);
    const latest = read.flatMap((each) => (each.ok && each.value !== null ? [each.value] : []));
    const isNone = latest.length === 0 && problems.length === 0 && confirmed.length > 0;
    return isNone ? fail(noAccess) : ok({ latest, unconfirmed, problems });
  }

  #checked(opened: Uint8Array, card: ConfirmedDevice, { person, name }: DirectoryPerson): Result<Latest> {
    const latest = latestSchema.safeParse(readDocument(opened, publicKeySchema.parse(card.publicKey)));
    if (!latest.success || latest.data.person !== person || latest.data.device !== card.device)
      return fail(altered(name));
    const place = `${person} ${card.device}`;
    if (latest.data.at < (this.#newest.get(place) ?? 0)) return fail(outdated(name));
    this.#newest.set(place, latest.data.at);
    return ok(latest.data);
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
