import type { PrefixedStore } from '../../bucket/object-store.ts';
import { administratorIdSchema } from '../../core/ids.ts';
import { keyKindOf } from '../../core/organisation/organisation.ts';
import { ok, type Result } from '../../core/result.ts';
import { newKeyPair } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { newSigningPair } from '../../seal/signing.ts';
import type { Administration } from '../administration.ts';
import type { AdministrationFile } from '../administration-file.ts';
import { publishChanges } from '../publication.ts';
import { catchUp, fetchEntries, identitiesOf, listLog, notePublished, withNextKeys } from './admin-log.ts';
import { commit } from './commit.ts';
import type { ChangedDocument } from './log-entry.ts';
import { readEntry } from './reading.ts';
import { tellingPeople } from './telling-people.ts';

export interface SharedOptions {
  /** This administrator's own. */
  readonly file: Pick<AdministrationFile, 'isThere' | 'read' | 'write'>;
  /** As it is called at the command. */
  readonly did: string;
  readonly now: () => number;
  /** Opens the bucket for as long as `work` takes, with an owner's credential. */
  readonly withPlace: <T>(work: (place: PrefixedStore) => Promise<Result<T>>) => Promise<Result<T>>;
}

/**
 * What all administrators change, by one of them. It is read from their own folder and from the log of all; a change is first written as
 * the next entry of the log, then into the folder, then published. Whoever comes next publishes what was cut off before.
 */
export class SharedAdministration {
  readonly #options: SharedOptions;
  #before: Administration | null = null;
  #entry: number | null = null;

  constructor(options: SharedOptions) {
    this.#options = options;
  }

  get isThere(): boolean {
    return this.#options.file.isThere;
  }

  /** Problem codes: those of the file, of `catchUp` and of the store. */
  async read(): Promise<Result<Administration>> {
    const { file, withPlace } = this.#options;
    const own = await file.read();
    if (!own.ok) return own;
    const read = await withPlace(async (place) => {
      const listed = await listLog(place);
      if (!listed.ok) return listed;
      const caught = await catchUp(own.value, listed.value, place);
      if (!caught.ok) return caught;
      const { administration } = caught.value;
      const published = await publishEntries(listed.value.unpublished, administration, place, this.#options.now());
      return published.ok ? ok(administration) : published;
    });
    if (!read.ok) return read;
    this.#before = read.value;
    if (read.value.log?.seq === own.value.log?.seq) return read;
    const kept = await file.write(read.value);
    return kept.ok ? read : kept;
  }

  /** The same, with who this administrator is where that was not drawn yet: in a folder of before there was a log. */
  async readWithSelf(): Promise<Result<Administration>> {
    const read = await this.read();
    if (!read.ok || read.value.self !== undefined) return read;
    const named = withSelf(await newAdministrator(read.value));
    this.#before = named;
    return ok(named);
  }

  /** The same, with keys that are going to take the place of the present ones: drawn and kept here before anybody is told of them. */
  async readWithNextKeys(): Promise<Result<Administration>> {
    const read = await this.readWithSelf();
    if (!read.ok || read.value.next !== undefined) return read;
    const { identity } = await newKeyPair(keyKindOf(read.value.document));
    const drawn = { ...read.value, next: { signing: newSigningPair(), identity } };
    const kept = await this.#options.file.write(drawn);
    if (!kept.ok) return kept;
    this.#before = drawn;
    return ok(drawn);
  }

  /**
   * Puts a change of what was read last into the log and into the folder, and answers the administration with it and with what others changed
   * meanwhile. `isWhole`: somebody begins to read with it. Problem codes: those of `commit` and of the file.
   */
  async write(after: Administration, isWhole = false): Promise<Result<Administration>> {
    const { file, did, now, withPlace } = this.#options;
    const before = this.#before ?? (await newAdministrator(after));
    const self = before.self ?? (await newAdministrator(before)).self;
    // The keys first: nothing is published that nobody could change afterwards.
    if (before.log === undefined) {
      const kept = await file.write({ ...before, self });
      if (!kept.ok) return kept;
    }
    const at = now();
    const own = withSelf({ ...after, self });
    const known = this.#before === null ? null : before;
    const named = self === undefined ? own : tellingPeople(known, own, self.administrator, at);
    const done = await withPlace((place) => commit(before, named, { did, at, isWhole }, place));
    if (!done.ok) return done;
    const { entry } = done.value;
    const administration = withNextKeys(done.value.administration);
    this.#before = administration;
    this.#entry = entry ?? this.#entry;
    const kept = await file.write(administration);
    return kept.ok ? ok(administration) : kept;
  }

  /**
   * Once what was written has been published: where somebody wrote an entry meanwhile, what of this one was put in place after theirs is
   * published once more with both. Then it is noted as published.
   */
  async settle(): Promise<Result<void>> {
    const { now, withPlace, file } = this.#options;
    const [administration, entry] = [this.#before, this.#entry];
    if (administration === null || entry === null) return ok(undefined);
    this.#entry = null;
    return withPlace(async (place) => {
      const listed = await listLog(place);
      if (!listed.ok) return listed;
      if (listed.value.last === entry) return notePublished(entry, place);
      const caught = await catchUp(administration, listed.value, place);
      if (!caught.ok) return caught;
      this.#before = caught.value.administration;
      const kept = await file.write(caught.value.administration);
      if (!kept.ok) return kept;
      return publishEntries([entry], caught.value.administration, place, now());
    });
  }
}

/** Publishes what entries changed, as it is now, and notes that. */
async function publishEntries(
  entries: readonly number[],
  administration: Administration,
  place: PrefixedStore,
  at: number,
): Promise<Result<void>> {
  for (const seq of entries) {
    const bytes = await fetchEntries(seq, seq, place);
    if (!bytes.ok) return bytes;
    const entry = await readEntry(bytes.value[0], identitiesOf(administration));
    // One of before this administrator came: whoever could open it, and has not, does it.
    if (entry === null) continue;
    const published = await publishDocuments(entry.documents, administration, place, at);
    if (!published.ok) return published;
    const noted = await notePublished(seq, place);
    if (!noted.ok) return noted;
  }
  return ok(undefined);
}

async function publishDocuments(
  documents: readonly ChangedDocument[],
  administration: Administration,
  { store, prefix }: PrefixedStore,
  at: number,
): Promise<Result<void>> {
  const organisation = documents.some(({ kind }) => kind === 'organisation');
  const people = documents.flatMap((each) => (each.kind === 'access' ? [each.id] : []));
  const viewers = documents.flatMap((each) => (each.kind === 'directory' ? [each.id] : []));
  return publishChanges(administration, { people, viewers, organisation }, store, prefix, at);
}

/** With an id and a key for the log, for who has none yet. */
async function newAdministrator(administration: Administration): Promise<Administration> {
  if (administration.self !== undefined) return administration;
  const { identity } = await newKeyPair(keyKindOf(administration.document));
  return { ...administration, self: { administrator: randomId(administratorIdSchema), identity } };
}

/** What the first administrator is called until they say otherwise. */
const firstName = 'Administrator 1';

function withSelf(administration: Administration): Administration {
  const { self, administrators, document } = administration;
  const isNamed = self === undefined || administrators.some((each) => each.administrator === self.administrator);
  if (isNamed || document.roster !== undefined) return administration;
  return {
    ...administration,
    administrators: [...administrators, { administrator: self.administrator, name: firstName }],
  };
}
