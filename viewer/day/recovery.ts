import pMap from 'p-map';
import {
  cardKey,
  classFolder,
  dayFolder,
  daysListed,
  linkName,
  peopleFolder,
  peopleListed,
} from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { isOfStore } from '../../bucket/store-problems.ts';
import type { ChainEntry } from '../../core/day/chain.ts';
import type { Day, PersonId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { type Organisation, type PersonCard, personCardSchema } from '../../core/organisation/organisation.ts';
import { expiredSince } from '../../core/organisation/retention.ts';
import { type Problem, type ProblemCode, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { utcDay } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import type { Roster } from '../../seal/roster.ts';
import { type PublicKey, readDocument, readUnverified, type Signers } from '../../seal/signing.ts';
import type { DeviceDay, RecordedOn } from '../ports.ts';
import { erasedDay } from '../session/erased-day.ts';
import { foreignCard, noAccess } from '../session/problems.ts';
import { fetchOrganisation, rosterOf, type SeenVersions } from '../session/signed-documents.ts';
import { openDeviceDay } from './device-day.ts';
import { DeviceDayCheck } from './device-day-check.ts';
import { listDay, locateDeviceDay, recordedOn } from './listed-day.ts';
import { type ReadSegments, readSegmentsHere, withinBudget } from './segment-reading.ts';

interface RecoveryOptions extends PrefixedStore {
  /** A recovery identity, or a viewer's. */
  readonly identity: Identity;
  /** Who must have signed people's cards. Null: who enrolled a person is not checked. */
  readonly organisationKey: PublicKey | null;
  /** As far as somebody walked before; from that key on unless given. */
  readonly roster?: Roster;
  /** UTC ms. */
  readonly now?: () => Instant;
  /** Where what devices recorded is unpacked and parsed; in this process unless given. */
  readonly readSegments?: ReadSegments;
}

const cardsAtOnce = 8;

/** Finds people and days by people's cards, and verifies each object before opening it. */
export class Recovery {
  readonly #options: RecoveryOptions;
  #organisation: Organisation | null = null;
  readonly #seen: SeenVersions = { directory: 0, organisation: 0 };

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** `unread`: what is wrong with cards that are not the organisation's. They hide nobody else. */
  async people(): Promise<Result<{ readonly people: PersonCard[]; readonly unread: Problem[] }>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(peopleFolder(prefix));
    if (!folders.ok) return folders;
    const cards = await pMap(peopleListed(folders.value), (person) => this.card(person), { concurrency: cardsAtOnce });
    // A card that does not open is of others; a bucket that fails is not an empty list.
    const failed = cards.find((card) => !card.ok && isOfStore(card.problem) && !withoutAccess.has(card.problem.code));
    if (failed !== undefined && !failed.ok) return failed;
    return ok({
      people: cards.flatMap((card) => (card.ok ? [card.value] : [])),
      unread: cards.flatMap((card) => (card.ok || withoutAccess.has(card.problem.code) ? [] : [card.problem])),
    });
  }

  async card(person: PersonId): Promise<Result<PersonCard>> {
    const { store, prefix, identity } = this.#options;
    const sealed = await store.get(cardKey(prefix, person));
    if (!sealed.ok) return sealed;
    const opened = await openWith(identity, sealed.value);
    if (opened === null) return fail(noAccess);
    // Anyone can seal to this identity; only the signature tells that the organisation did.
    const signers = await this.#signers();
    const document = signers === null ? readUnverified(opened) : readDocument(opened, signers);
    const card = personCardSchema.safeParse(document);
    return card.success && card.data.person === person ? ok(card.data) : fail(foreignCard(person));
  }

  async days(person: PersonId): Promise<Result<Day[]>> {
    const { store, prefix } = this.#options;
    const folders = await store.listFolders(classFolder(prefix, 'days', person));
    return folders.ok ? ok(daysListed(folders.value)) : folders;
  }

  /** The devices of `day`: those in the person's card with their keys, and all others. */
  devices(card: Pick<PersonCard, 'person' | 'devices'>, day: Day): Promise<Result<RecordedOn>> {
    return recordedOn(this.#options, card, day);
  }

  /** What is said of a day that was erased on request, by the person's card; null: it was not. */
  erasedDay(card: Pick<PersonCard, 'person' | 'erasures'>, day: Day): Promise<Result<Problem | null>> {
    return erasedDay(this.#options, card, day);
  }

  /**
   * That the notice keeps `day` no longer and that its key is gone, or the beginning of each device's chain; null: it does,
   * it is there, or nobody knows.
   */
  async expiredDay({ person }: Pick<PersonCard, 'person'>, day: Day): Promise<Result<Problem | null>> {
    const { store, prefix, now = Date.now } = this.#options;
    const organisation = await this.#notice();
    const on = organisation === null ? null : expiredSince(organisation, 'days', day, utcDay(now()));
    if (on === null) return ok(null);
    const [listing, keys] = [
      await listDay(this.#options, { person }, day),
      await store.list(dayFolder(prefix, 'days-keys', person, day)),
    ];
    if (!listing.ok) return listing;
    if (!keys.ok) return keys;
    const begins = [...listing.value.values()].some((objects) => objects.some(({ name }) => name === linkName(0)));
    return ok(begins && keys.value.length > 0 ? null : problem('day-expired', { day, on }));
  }

  /** Verifies and opens a device's day; `visit` gets each whole object, pictures too. */
  async open(
    { person, erasures }: Pick<PersonCard, 'person' | 'erasures'>,
    day: Day,
    card: ConfirmedDevice,
    visit: (entry: ChainEntry, plain: Uint8Array) => Promise<void> = async () => {},
  ): Promise<Result<DeviceDay>> {
    const { identity, readSegments = readSegmentsHere, now = Date.now } = this.#options;
    const location = locateDeviceDay(this.#options, { person }, day, card);
    const objects = await location.list();
    if (!objects.ok) return objects;
    const opening = { identity, zone: null, read: withinBudget(readSegments) };
    const opened = await openDeviceDay({ location, objects: objects.value }, opening);
    if (!opened.ok) return opened;
    const organisation = await this.#notice();
    const about = { organisation, newest: () => this.#newestNotice(), today: utcDay(now()) };
    const check = new DeviceDayCheck(opened.value, { ...about, erasures, visit });
    while (check.done < check.total) {
      const stepped = await check.step();
      if (!stepped.ok) return stepped;
    }
    return ok({ ...opened.value, report: check.report() });
  }

  /** Who signs for the organisation now, as far as its settings can be had; null: not checked. */
  async #signers(): Promise<Signers | null> {
    const { organisationKey } = this.#options;
    if (organisationKey === null) return null;
    await this.#notice();
    return rosterOf({ ...this.#options, organisationKey }, this.#seen).keys;
  }

  /** The organisation's document, whose notice says how long pictures are kept; null: not to be had, so they have to be there. */
  async #notice(): Promise<Organisation | null> {
    if (this.#organisation === null) await this.#newestNotice();
    return this.#organisation;
  }

  async #newestNotice(): Promise<Result<Organisation>> {
    const { store, prefix, organisationKey } = this.#options;
    if (organisationKey === null) return fail(problem('organisation-foreign'));
    const read = await fetchOrganisation({ store, prefix, file: { ...this.#options, organisationKey } }, this.#seen);
    if (read.ok) this.#organisation = read.value;
    return read;
  }
}

const withoutAccess: ReadonlySet<ProblemCode> = new Set(['no-access', 'store-denied', 'object-missing']);
