import pMap from 'p-map';
import {
  cardKey,
  dayFolder,
  daysFolder,
  daysListed,
  deviceDayFolder,
  devicesListed,
  peopleFolder,
  peopleListed,
} from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import type { ActivityRecord } from '../../core/day/activity.ts';
import type { ChainEntry } from '../../core/day/chain.ts';
import type { ChainReport } from '../../core/day/chain-report.ts';
import type { Day, DeviceId, PersonId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { type PersonCard, personCardSchema } from '../../core/organisation/organisation.ts';
import type { Problem, ProblemCode } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import { type PublicKey, publicKeySchema, readDocument, readUnverified, verifierOf } from '../../seal/signing.ts';
import type { RecordedOn } from '../ports.ts';
import { foreignCard, noAccess } from '../session/problems.ts';
import { listDay } from './day-folder.ts';
import { openPart } from './device-day.ts';
import { PartCheck } from './device-day-check.ts';
import { type ReadSegments, readSegmentsHere, withinBudget } from './segment-reading.ts';

export interface ReaderOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  /** A recovery identity, or a viewer's. */
  readonly identity: Identity;
  /** Whose signature people's cards must bear. Null, for recovery without it: then who enrolled a person is not checked. */
  readonly organisationKey: PublicKey | null;
  /** Where what devices recorded is unpacked and parsed; in this process unless given. */
  readonly readSegments?: ReadSegments;
}

const cardsAtOnce = 8;

/** One device's part of a day with everything in it checked. */
export interface DevicePart {
  readonly device: DeviceId;
  readonly report: ChainReport;
  /** Null when the day's key does not open; `problem` says why. */
  readonly records: readonly ActivityRecord[] | null;
  readonly problem: Problem | null;
}

/** Finds people and days by people's cards, as recovery does, and opens a day with everything in it: verify first, then decrypt. */
export class Reader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** `unread`: what is wrong with cards that are not the organisation's. They hide nobody else. */
  async people(): Promise<Result<{ readonly people: PersonCard[]; readonly unread: Problem[] }>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(peopleFolder(prefix));
    if (!folders.ok) return folders;
    const cards = await pMap(peopleListed(folders.value), (person) => this.card(person), { concurrency: cardsAtOnce });
    // A card that this identity cannot open belongs to somebody it has no access to; a bucket that does not answer is not an empty list.
    const failed = cards.find(
      (card) => !card.ok && card.problem.code.startsWith('store-') && !withoutAccess.has(card.problem.code),
    );
    if (failed !== undefined && !failed.ok) return failed;
    return ok({
      people: cards.flatMap((card) => (card.ok ? [card.value] : [])),
      unread: cards.flatMap((card) => (card.ok || withoutAccess.has(card.problem.code) ? [] : [card.problem])),
    });
  }

  async card(person: PersonId): Promise<Result<PersonCard>> {
    const { store, prefix, identity, organisationKey } = this.#options;
    const sealed = await store.get(cardKey(prefix, person));
    if (!sealed.ok) return sealed;
    const opened = await openWith(identity, sealed.value);
    if (opened === null) return fail(noAccess);
    // Anyone can seal to this identity; only the signature tells that the organisation did.
    const document = organisationKey === null ? readUnverified(opened) : readDocument(opened, organisationKey);
    const card = personCardSchema.safeParse(document);
    return card.success && card.data.person === person ? ok(card.data) : fail(foreignCard(person));
  }

  async days(person: PersonId): Promise<Result<Day[]>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(daysFolder(prefix, person));
    return folders.ok ? ok(daysListed(folders.value)) : folders;
  }

  /** The devices that recorded on `day`: those in the person's card, with the keys that their chains are signed with, and all others. */
  async devices(card: Pick<PersonCard, 'person' | 'devices'>, day: Day): Promise<Result<RecordedOn>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(dayFolder(prefix, card.person, day));
    if (!folders.ok) return folders;
    const there = devicesListed(folders.value);
    const devices = card.devices.filter(({ device }) => there.includes(device));
    const unconfirmed = there.filter((device) => !devices.some((each) => each.device === device));
    return ok({ devices, unconfirmed });
  }

  /** Verifies and opens one device's part of a day, every object of it; `visit` gets each that is whole, pictures too. */
  async open(
    person: PersonId,
    day: Day,
    card: ConfirmedDevice,
    visit: (entry: ChainEntry, plain: Uint8Array) => Promise<void> = async () => {},
  ): Promise<Result<DevicePart>> {
    const { store, prefix, identity } = this.#options;
    const { device } = card;
    const folder = deviceDayFolder(prefix, person, day, device);
    const list = async () => {
      const listed = await listDay({ store, prefix }, person, day);
      return listed.ok ? ok(listed.value.get(device) ?? []) : listed;
    };
    const found = await list();
    if (!found.ok) return found;
    const expected = { person, day, device };
    const read = withinBudget(this.#options.readSegments ?? readSegmentsHere);
    const verify = verifierOf(publicKeySchema.parse(card.publicKey));
    const part = await openPart(
      { store, folder, expected, verify, identity, relist: list, zone: null, read },
      found.value,
    );
    if (!part.ok) return part;
    const check = new PartCheck({ part: part.value, card, organisation: null, relist: list, visit });
    while (check.done < check.total) {
      const stepped = await check.step();
      if (!stepped.ok) return stepped;
    }
    const { records, problem } = part.value;
    return ok({ device, report: check.report(), records, problem });
  }
}

const withoutAccess: ReadonlySet<ProblemCode> = new Set(['no-access', 'store-denied', 'object-missing']);
