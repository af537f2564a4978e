import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AnswersReader } from '../bucket/answers.ts';
import {
  cardKey,
  dayFolder,
  dayKeyName,
  daysFolder,
  daysOf,
  deviceDayFolder,
  deviceKey,
  devicesOf,
  isActivityName,
  isLinkName,
  linkNumber,
  peopleFolder,
  peopleOf,
  shotName,
} from '../bucket/layout.ts';
import type { ListedObject, ObjectStore } from '../bucket/object-store.ts';
import { type ActivityRecord, parseRecords } from '../core/activity.ts';
import { type ChainEntry, checkChain, checkObject, fault } from '../core/chain.ts';
import type { ChainFault, ChainReport } from '../core/chain-report.ts';
import type { Day, DeviceId, PersonId, ShotId } from '../core/ids.ts';
import { type DeviceCard, deviceCardSchema, type PersonCard, personCardSchema } from '../core/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, keyPairOf, openWith, readIdentityFile } from '../seal/age.ts';
import {
  type PublicKey,
  publicKeySchema,
  readDocument,
  readMacDocument,
  readUnverified,
  verifierOf,
} from '../seal/signing.ts';

const decompress = promisify(gunzip);

export interface ReaderOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  /** The viewer's or a recovery identity. */
  readonly identity: Identity;
  /** Whose signature people's cards must bear. Null, for recovery without it: then who enrolled a person is not checked. */
  readonly organisationKey: PublicKey | null;
}

/** One device's part of a day, checked before anything of it is shown. */
export interface DevicePart {
  readonly device: DeviceId;
  readonly report: ChainReport;
  /** Null when the day's key does not open; `problem` says why. */
  readonly records: readonly ActivityRecord[] | null;
  readonly problem: Problem | null;
  readonly entries: readonly ChainEntry[];
  /** The day's identity on this device. */
  readonly identity: Identity | null;
}

/** What a segment unpacks to at most: more is no day's work but an attempt to fill this computer's memory. */
const largestSegment = 256 * 1024 * 1024;
/** How many objects of a day are fetched at once. */
const atOnce = 8;

/** Finds people and days in the bucket, and opens a day: verify first, then decrypt. */
export class Reader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async people(): Promise<Result<PersonCard[]>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(peopleFolder(prefix));
    if (!folders.ok) return folders;
    const cards = await inParallel(peopleOf(folders.value), (person) => this.card(person));
    // A card that this viewer cannot open belongs to somebody they have no access to; any other failure is not an empty list.
    const failed = cards.find((card) => !card.ok && !withoutAccess.has(card.problem.code));
    if (failed !== undefined && !failed.ok) return failed;
    return ok(cards.flatMap((card) => (card.ok ? [card.value] : [])));
  }

  async card(person: PersonId): Promise<Result<PersonCard>> {
    const { store, prefix, identity, organisationKey } = this.#options;
    const sealed = await store.get(cardKey(prefix, person));
    if (!sealed.ok) return sealed;
    const opened = await openWith(identity, sealed.value);
    if (opened === null) return fail(noAccess);
    // Anyone can seal to this viewer; only the signature tells that the organisation did.
    const document = organisationKey === null ? readUnverified(opened) : readDocument(opened, organisationKey);
    const card = personCardSchema.safeParse(document);
    return card.success && card.data.person === person ? ok(card.data) : fail(foreignCard(person));
  }

  /** Reads what viewers answered to the person of `card`. */
  answersTo({ person, enrolmentKey }: PersonCard): AnswersReader {
    const { store, prefix, identity } = this.#options;
    return new AnswersReader({ store, prefix, person, enrolmentKey, identity });
  }

  async days(person: PersonId): Promise<Result<Day[]>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(daysFolder(prefix, person));
    return folders.ok ? ok(daysOf(folders.value)) : folders;
  }

  /** The devices that recorded on `day`, with the keys that their chains are signed with. */
  async devices(card: PersonCard, day: Day): Promise<Result<DeviceCard[]>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(dayFolder(prefix, card.person, day));
    if (!folders.ok) return folders;
    const cards: DeviceCard[] = [];
    for (const device of devicesOf(folders.value)) {
      const bytes = await store.get(deviceKey(prefix, card.person, device));
      const read = deviceCardSchema.safeParse(bytes.ok ? readMacDocument(bytes.value, card.enrolmentKey) : null);
      if (!read.success || read.data.device !== device || read.data.person !== card.person) {
        if (!bytes.ok && bytes.problem.code !== 'object-missing') return bytes;
        return fail(foreignDevice(device));
      }
      cards.push(read.data);
    }
    return ok(cards);
  }

  /** Verifies and opens one device's part of a day. With `everything`, pictures are fetched and checked as well. */
  async open(
    person: PersonId,
    day: Day,
    card: DeviceCard,
    visit?: (entry: ChainEntry, plain: Uint8Array) => Promise<void>,
  ): Promise<Result<DevicePart>> {
    const { store, prefix } = this.#options;
    const device = devicesOf([card.device])[0];
    if (device === undefined) return fail(foreignDevice(card.device));
    const folder = deviceDayFolder(prefix, person, day, device);
    const listed = await store.list(folder);
    if (!listed.ok) return listed;
    const names = listed.value.map((object) => ({ name: object.key.slice(folder.length), bytes: object.bytes }));
    const links = await this.#fetch(folder, names.map(({ name }) => name).filter(isLinkName));
    if (!links.ok) return links;
    const checked = checkChain({
      expected: { person, day, device },
      links: links.value.flatMap(({ name, bytes }) =>
        bytes === null ? [] : [{ name, bytes, number: linkNumber(name) }],
      ),
      present: names.filter(({ name }) => !isLinkName(name) && name !== dayKeyName),
      verify: verifierOf(publicKeySchema.parse(card.publicKey)),
    });
    const faults: ChainFault[] = [...checked.report.faults];
    for (const { name, bytes } of links.value) if (bytes === null) faults.push(fault('missing', name));
    const identity = await this.#dayIdentity(folder, listed.value, checked.recipient, faults);
    if (!identity.ok) return identity;
    // Vouched for twice is a fault that was noted; its content counts once.
    const distinctly = [...new Map(checked.entries.map((entry) => [entry.name, entry])).values()];
    const wanted = distinctly.filter(({ name }) => visit !== undefined || isActivityName(name));
    let records: ActivityRecord[] = [];
    for (const group of chunks(wanted, atOnce)) {
      const fetched = await this.#fetch(
        folder,
        group.map(({ name }) => name),
      );
      if (!fetched.ok) return fetched;
      for (const [index, entry] of group.entries()) {
        const bytes = fetched.value[index]?.bytes ?? null;
        const plain = await open(entry, bytes, identity.value, faults);
        if (plain === null) continue;
        // `open` has parsed it once: what does not parse is a fault there.
        if (isActivityName(entry.name)) records = records.concat(parseRecords(Buffer.from(plain).toString()));
        await visit?.(entry, plain);
      }
    }
    const report: ChainReport = {
      ...checked.report,
      faults: distinct(faults),
      state: faults.length > 0 ? 'broken' : checked.report.state,
    };
    const part = { device, report, entries: checked.entries, identity: identity.value };
    if (identity.value === null) return ok({ ...part, records: null, problem: noAccess });
    return ok({ ...part, records, problem: null });
  }

  /** One picture of a part that is open. */
  async picture(person: PersonId, day: Day, part: DevicePart, id: ShotId): Promise<Result<Uint8Array>> {
    const { store, prefix } = this.#options;
    const entry = part.entries.find(({ name }) => name === shotName(id));
    if (entry === undefined || part.identity === null) {
      return fail(
        problem(
          'picture-missing',
          'This picture is not in the day’s chain.',
          'It has not been uploaded yet: open the day again later.',
        ),
      );
    }
    const sealed = await store.get(deviceDayFolder(prefix, person, day, part.device) + entry.name);
    if (!sealed.ok) return sealed;
    const faults: ChainFault[] = [];
    const plain = await open(entry, sealed.value, part.identity, faults);
    if (plain !== null) return ok(plain);
    return fail(
      problem(
        'picture-altered',
        faults[0]?.says ?? 'This picture cannot be opened.',
        'It is not shown. Ask whoever runs the bucket what happened to it.',
      ),
    );
  }

  /** Opens `key.age`; null when this viewer is none of its recipients. Its absence or exchange is a fault of the day. */
  async #dayIdentity(
    folder: string,
    listed: readonly ListedObject[],
    recipient: string | null,
    faults: ChainFault[],
  ): Promise<Result<Identity | null>> {
    const { store, identity } = this.#options;
    if (!listed.some(({ key }) => key === folder + dayKeyName)) {
      faults.push(fault('missing', dayKeyName));
      return ok(null);
    }
    const sealed = await store.get(folder + dayKeyName);
    if (!sealed.ok) return sealed;
    const opened = await openWith(identity, sealed.value);
    const found = opened === null ? null : readIdentityFile(opened);
    if (found === null) return ok(null);
    if (recipient !== null && (await keyPairOf(found)).recipient !== recipient) {
      faults.push(fault('altered', dayKeyName));
      return ok(null);
    }
    return ok(found);
  }

  /** The named objects, in order; `bytes` null for one that is missing. */
  async #fetch(
    folder: string,
    names: readonly string[],
  ): Promise<Result<{ name: string; bytes: Uint8Array | null }[]>> {
    let stop: Problem | null = null;
    const fetched = await inParallel(names, async (name) => {
      if (stop !== null) return { name, bytes: null };
      const got = await this.#options.store.get(folder + name);
      if (!got.ok && got.problem.code !== 'object-missing') stop = got.problem;
      return { name, bytes: got.ok ? got.value : null };
    });
    return stop === null ? ok(fetched) : fail(stop);
  }
}

/** The content of an entry, or null with a fault noted. Activity is unpacked. */
async function open(
  entry: ChainEntry,
  bytes: Uint8Array | null,
  identity: Identity | null,
  faults: ChainFault[],
): Promise<Uint8Array | null> {
  if (bytes === null) {
    faults.push(fault('missing', entry.name));
    return null;
  }
  const wrong = checkObject(entry, bytes);
  if (wrong !== null) {
    faults.push(wrong);
    return null;
  }
  if (identity === null) return null;
  const plain = await openWith(identity, bytes);
  if (plain === null) {
    faults.push(fault('unreadable', entry.name));
    return null;
  }
  if (!isActivityName(entry.name)) return plain;
  try {
    const text = await decompress(plain, { maxOutputLength: largestSegment });
    parseRecords(text.toString());
    return text;
  } catch {
    faults.push(fault('unreadable', entry.name));
    return null;
  }
}

function distinct(faults: readonly ChainFault[]): ChainFault[] {
  return [...new Map(faults.map((each) => [`${each.kind} ${each.name}`, each])).values()];
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

async function inParallel<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

const withoutAccess = new Set(['no-access', 'store-denied', 'object-missing']);

const noAccess = problem(
  'no-access',
  'You have no access to this day.',
  'Ask the administrator of your organisation for access.',
);

function foreignCard(person: string): Problem {
  return problem(
    'card-foreign',
    `The card of ${person} is not signed by your organisation.`,
    'Nothing of this person is shown. Ask whoever runs the bucket who put it there.',
  );
}

function foreignDevice(device: string): Problem {
  return problem(
    'device-foreign',
    `The device ${device} is not one that this person enrolled.`,
    'Nothing of it is shown. Ask whoever runs the bucket who put it there.',
  );
}
