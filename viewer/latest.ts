import { devicesOf, latestFolder } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import type { DirectoryPerson } from '../core/access.ts';
import { type Latest, latestSchema } from '../core/day-summary.ts';
import type { DeviceId } from '../core/ids.ts';
import type { DeviceCard } from '../core/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, openWith } from '../seal/age.ts';
import { publicKeySchema, readDocument } from '../seal/signing.ts';
import { atOnce, together } from './fetching.ts';
import { inLanes } from './lanes.ts';
import { foreignDevice, noAccess } from './problems.ts';

export interface LatestOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly identity: Identity;
  /** The person's devices; with `again` read anew. */
  readonly cards: (person: DirectoryPerson, again?: boolean) => Promise<Result<readonly DeviceCard[]>>;
}

/** Reads what the devices of people wrote last. */
export class LatestReader {
  readonly #options: LatestOptions;
  /** When the latest of each device was written that was read: an earlier one never takes its place. */
  readonly #newest = new Map<string, number>();

  constructor(options: LatestOptions) {
    this.#options = options;
  }

  /** As in `OpenViewer.latest`. */
  async read(person: DirectoryPerson): Promise<Result<Latest[]>> {
    const { store, prefix, identity } = this.#options;
    const folder = latestFolder(prefix, person.person);
    const listed = await store.list(folder);
    if (!listed.ok) return listed;
    const objects = listed.value.flatMap(({ key }) =>
      devicesOf([key.slice(folder.length)]).map((device) => ({ key, device })),
    );
    const cards = await this.#cardsFor(
      person,
      objects.map(({ device }) => device),
    );
    if (!cards.ok) return cards;
    const read = together(
      await inLanes(objects, atOnce, async ({ key, device }): Promise<Result<Latest | null>> => {
        const card = cards.value.find((each) => each.device === device);
        if (card === undefined) return fail(foreignDevice(device));
        const sealed = await store.get(key);
        if (!sealed.ok) return sealed;
        const opened = await openWith(identity, sealed.value);
        // Sealed to those who may open the day that it is about: of an earlier device that may be others.
        if (opened === null) return ok(null);
        return this.#checked(opened, card, person);
      }),
    );
    if (!read.ok) return read;
    const found = read.value.filter((each) => each !== null);
    return found.length === 0 && objects.length > 0 ? fail(noAccess) : ok(found);
  }

  #checked(opened: Uint8Array, card: DeviceCard, { person, name }: DirectoryPerson): Result<Latest> {
    const latest = latestSchema.safeParse(readDocument(opened, publicKeySchema.parse(card.publicKey)));
    if (!latest.success || latest.data.person !== person || latest.data.device !== card.device)
      return fail(altered(name));
    const place = `${person} ${card.device}`;
    if (latest.data.at < (this.#newest.get(place) ?? 0)) return fail(outdated(name));
    this.#newest.set(place, latest.data.at);
    return ok(latest.data);
  }

  /** A device that was enrolled since the cards were read is looked for once more. */
  async #cardsFor(person: DirectoryPerson, devices: readonly DeviceId[]): Promise<Result<readonly DeviceCard[]>> {
    const cards = await this.#options.cards(person);
    if (!cards.ok || devices.every((device) => cards.value.some((card) => card.device === device))) return cards;
    return this.#options.cards(person, true);
  }
}

function altered(name: string): Problem {
  return problem(
    'latest-altered',
    `What the computer of ${name} wrote last is not what it wrote.`,
    'It is not shown. Ask whoever runs the bucket what happened to it.',
  );
}

function outdated(name: string): Problem {
  return problem(
    'latest-altered',
    `What the computer of ${name} wrote last is an earlier one than was there before.`,
    'It is not shown. Ask whoever runs the bucket what happened to it.',
  );
}
