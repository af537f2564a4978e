import { isDeepStrictEqual } from 'node:util';
import { fetchAll, fetchOne } from '../../bucket/fetching.ts';
import { dayKeyName, isPictureName, linkName, linkNumber, orgKey, summaryName } from '../../bucket/layout.ts';
import { isOfStore } from '../../bucket/store-problems.ts';
import { type ChainEntry, checkObject, compareListing, fault, hashOf, linkFault } from '../../core/day/chain.ts';
import type { ChainFault, ChainReport } from '../../core/day/chain-report.ts';
import { type DaySummary, daySummarySchema, summaryOf } from '../../core/day/summary.ts';
import { viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import { type Erasures, erasedOn, erasureOf } from '../../core/organisation/erasure.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { expiredSince } from '../../core/organisation/retention.ts';
import { ok, type Result } from '../../core/result.ts';
import { shortLink } from './day-links.ts';
import { openObject } from './day-objects.ts';
import { readSummary } from './day-summaries.ts';
import { type OpenDeviceDay, withFaults } from './device-day.ts';

/** What is known of the organisation's document, and when. */
export interface KnownNotice {
  /** Whose categories the sums use, and whose notice says how long pictures are kept; null: not known, then neither counts. */
  readonly organisation: Organisation | null;
  /**
   * The organisation's document asked for anew: a day whose sums name a later version than `organisation` has was recorded
   * under a notice that is not this one.
   */
  readonly newest?: () => Promise<Result<Organisation>>;
  /** In UTC. */
  readonly today: Day;
}

interface CheckOptions extends KnownNotice {
  /** What of the person's days is erased on request, as the organisation signed it. */
  readonly erasures?: Erasures | undefined;
  /** Told each object that is whole, opened. Without it nothing is opened, only compared. */
  readonly visit?: (entry: ChainEntry, plain: Uint8Array) => Promise<void>;
}

/** How much one step fetches at most. */
const mostObjects = 64;
const mostBytes = 8 * 1024 * 1024;

/** Checks every object of an open device day against its chain, then its sums, in steps. */
export class DeviceDayCheck {
  readonly #day: OpenDeviceDay;
  readonly #options: CheckOptions;
  readonly #links: string[];
  readonly #entries: ChainEntry[];
  readonly #faults: ChainFault[] = [];
  readonly total: number;
  #summaryLeft = true;
  #picturesLeft = true;
  /** Since when pictures of the day need not be there; null: they have to be. */
  #expiredOn: Day | null = null;
  #expired = 0;
  #organisation: Organisation | null;
  #isNoticeOutdated = false;
  /** When the organisation ordered that pictures of the day be erased; null: it did not. */
  readonly #erasedOn: Day | null;
  #erased = 0;

  constructor(day: OpenDeviceDay, options: CheckOptions) {
    this.#day = day;
    this.#options = options;
    const isChecked = (name: string) => day.fetched.has(name);
    this.#links = [...day.links.keys()].filter((name) => !isChecked(name));
    this.#entries = day.entries.filter(({ name }) => options.visit !== undefined || !isChecked(name));
    this.total = this.#links.length + this.#entries.length + 2;
    this.#organisation = options.organisation;
    const order = erasureOf(options.erasures, 'shots', day.location.expected.day);
    this.#erasedOn = order === null ? null : erasedOn(order);
    // What is erased is not opened, wherever it comes from.
    if (order !== null) this.#entries = this.#entries.filter(({ name }) => !isPictureName(name));
  }

  /** Whether the organisation's document is older than one that the day was recorded under. */
  get isNoticeOutdated(): boolean {
    return this.#isNoticeOutdated;
  }

  get done(): number {
    const left = this.#links.length + this.#entries.length + Number(this.#summaryLeft) + Number(this.#picturesLeft);
    return this.total - left;
  }

  /** What opening found, and what was found since. */
  report(): ChainReport {
    const report = withFaults(this.#day.report, this.#faults);
    const gone = {
      ...goneBy('erased', this.#erased, this.#erasedOn),
      ...goneBy('expired', this.#expired, this.#expiredOn),
    };
    return { ...report, ...gone };
  }

  /** One step. What the bucket did not answer is tried again in the next one. */
  async step(): Promise<Result<void>> {
    if (this.#links.length > 0) return this.#checkLinks(this.#links.slice(0, mostObjects));
    // The sums know which notice the day was recorded under; pictures are judged by it.
    if (this.#summaryLeft) return this.#checkSummary();
    if (this.#picturesLeft) return this.#checkPictures();
    return this.#entries.length > 0 ? this.#checkEntries(batchOf(this.#entries)) : ok(undefined);
  }

  async #checkLinks(names: readonly string[]): Promise<Result<void>> {
    const { location, links } = this.#day;
    const fetched = await fetchAll(location.store, location.keyOf, names, (name, bytes) => {
      const used = links.get(name);
      return used !== undefined && Buffer.compare(bytes, used) === 0 ? used : shortLink(bytes);
    });
    if (!fetched.ok) return fetched;
    for (const [name, bytes] of fetched.value) {
      const used = links.get(name);
      if (bytes === null) this.#faults.push(fault('missing', name));
      else if (used === undefined || Buffer.compare(bytes, used) !== 0)
        this.#faults.push(fault(linkFault(bytes, linkNumber(name), location) ?? 'altered', name));
    }
    this.#links.splice(0, names.length);
    return ok(undefined);
  }

  /** Whether it is not there because it need not be. */
  #mayBeGone({ kind }: ChainFault): boolean {
    return kind === 'missing' && this.#expiredOn !== null;
  }

  async #checkEntries(entries: readonly ChainEntry[]): Promise<Result<void>> {
    const { opener, location } = this.#day;
    const { visit } = this.#options;
    const { store, keyOf } = location;
    const sizes = new Map(entries.map(({ name, bytes }) => [name, bytes]));
    // A step is as large as the chain says; what is of another size is altered, whatever is in it.
    const fetched = await fetchAll(store, keyOf, [...sizes.keys()], (name, bytes) =>
      bytes.length === sizes.get(name) ? bytes : new Uint8Array(),
    );
    if (!fetched.ok) return fetched;
    const key =
      visit === undefined || !entries.some(({ name }) => isPictureName(name)) ? null : await this.#day.pictures();
    if (key?.ok === false) return key;
    const ofPictures = key !== null && 'opener' in key.value ? key.value.opener : null;
    for (const entry of entries) {
      const bytes = fetched.value.get(entry.name) ?? null;
      const wrong = bytes === null ? fault('missing', entry.name) : checkObject(entry, bytes);
      if (wrong !== null) this.#faults.push(wrong);
      const fitting = isPictureName(entry.name) ? ofPictures : opener;
      if (wrong !== null || bytes === null || visit === undefined || fitting === null) continue;
      const opened = await openObject(entry, bytes, fitting);
      if ('fault' in opened) this.#faults.push(opened.fault);
      else await visit(entry, opened.value);
    }
    this.#entries.splice(0, entries.length);
    return ok(undefined);
  }

  /** What lies where pictures do, and the key that opens them. */
  async #checkPictures(): Promise<Result<void>> {
    const { location, entries, isClosed, pictures } = this.#day;
    const vouched = entries.filter(({ name }) => isPictureName(name));
    if (this.#erasedOn !== null) return this.#checkErased(vouched);
    const { today } = this.#options;
    if (this.#organisation !== null && !this.isNoticeOutdated)
      this.#expiredOn = expiredSince(this.#organisation, 'shots', location.expected.day, today);
    const [listed, key] = await Promise.all([location.listPictures(), vouched.length > 0 ? pictures() : null]);
    if (!listed.ok) return listed;
    if (key?.ok === false) return key;
    const missing = new Set<string>();
    let expired = 0;
    for (const each of compareListing(vouched, listed.value, isClosed)) {
      if (each.kind === 'missing') missing.add(each.name);
      if (this.#mayBeGone(each)) expired += 1;
      else this.#faults.push(each);
    }
    if (key !== null && 'fault' in key.value && key.value.fault !== null && !this.#mayBeGone(key.value.fault))
      this.#faults.push(key.value.fault);
    this.#expired = expired;
    // What is not there need not be asked for.
    const left = this.#entries.filter(({ name }) => !missing.has(name));
    this.#entries.splice(0, this.#entries.length, ...left);
    this.#picturesLeft = false;
    return ok(undefined);
  }

  /** Pictures that are to be gone: what there is of them is named, and nothing of it is opened. */
  async #checkErased(vouched: readonly ChainEntry[]): Promise<Result<void>> {
    const { location } = this.#day;
    const key = dayKeyName('shots');
    const [listed, kept] = await Promise.all([location.listPictures(), fetchOne(location.store, location.keyOf(key))]);
    if (!listed.ok) return listed;
    if (!kept.ok) return kept;
    for (const { name } of listed.value) this.#faults.push(fault('not-erased', name));
    if (kept.value !== null) this.#faults.push(fault('not-erased', key));
    const there = new Set(listed.value.map(({ name }) => name));
    this.#erased = vouched.filter(({ name }) => !there.has(name)).length;
    this.#picturesLeft = false;
    return ok(undefined);
  }

  async #checkSummary(): Promise<Result<void>> {
    const { location, opener, isClosed } = this.#day;
    const fetched = await fetchOne(location.store, location.keyOf(summaryName));
    if (!fetched.ok) return fetched;
    const sealed = fetched.value;
    if (sealed === null) {
      // While a day goes on its sums may still be on their way.
      if (isClosed) this.#faults.push(fault('missing', summaryName));
    } else if (opener !== null) {
      const opened = await opener(sealed);
      const summary = opened === null ? null : readSummary(opened, location.expected, location.card.publicKey);
      const known = summary === null ? ok(undefined) : await this.#learnNotice(summary);
      if (!known.ok) return known;
      const compared = summary === null ? ok([fault('altered', summaryName)]) : await this.#compare(summary);
      if (!compared.ok) return compared;
      for (const each of compared.value) this.#faults.push(each);
    }
    this.#summaryLeft = false;
    return ok(undefined);
  }

  /** An earlier document of the organisation's that was put back could say that what is gone need not be there. */
  async #learnNotice({ organisation: version }: DaySummary): Promise<Result<void>> {
    if (this.#organisation === null || version <= this.#organisation.version) return ok(undefined);
    const again = (await this.#options.newest?.()) ?? ok(this.#organisation);
    if (!again.ok && isOfStore(again.problem)) return again;
    if (again.ok && again.value.version >= version) this.#organisation = again.value;
    else {
      this.#isNoticeOutdated = true;
      this.#faults.push(fault('old-notice', orgKey('')));
    }
    return ok(undefined);
  }

  /** What the device said of its day's sums against the day itself. */
  async #compare(summary: DaySummary): Promise<Result<ChainFault[]>> {
    const { links, isClosed, report, problem } = this.#day;
    const count = [...links.keys()].reduce((most, name) => Math.max(most, (linkNumber(name) ?? -1) + 1), 0);
    if (summary.links > count) return this.#cutLinks(summary.links);
    const head = links.get(linkName(summary.links - 1));
    const isOfChain = summary.links === 0 ? summary.head === null : head !== undefined && hashOf(head) === summary.head;
    // Where links are broken they are named; which of them the sums cover cannot be told then.
    if (!isOfChain) return ok(report.state === 'broken' ? [] : [fault('altered', summaryName)]);
    if (summary.links < count) return ok(isClosed ? [fault('outdated', summaryName)] : []);
    // Of a day of which only a part could be read nothing can be summed up.
    if (report.state === 'broken' || problem !== null) return ok([]);
    return ok(isDeepStrictEqual(this.#made(summary), summary) ? [] : [fault('altered', summaryName)]);
  }

  /** More links than at opening: the device went on, or links were taken away before. */
  async #cutLinks(count: number): Promise<Result<ChainFault[]>> {
    const listed = await this.#day.location.list();
    if (!listed.ok) return listed;
    const names = new Set(listed.value.map(({ name }) => name));
    const missing = Array.from({ length: count }, (_, seq) => linkName(seq)).filter(
      (name) => !names.has(name) && !this.#day.links.has(name),
    );
    return ok(missing.map((name) => fault('missing', name)));
  }

  /** The sums made anew. By category only with the version that the device had. */
  #made(summary: DaySummary): DaySummary | null {
    const organisation = this.#organisation;
    const view = viewOfDay(summary.day, summary.zone, this.#day.records ?? []);
    const isSameVersion = organisation?.version === summary.organisation;
    const { person, device, links, head } = summary;
    const made = summaryOf(view, {
      ...{ person, device, links, head, organisation: summary.organisation },
      final: this.#day.isClosed,
      categories: isSameVersion ? (organisation?.categories ?? []) : [],
    });
    const categories = isSameVersion ? made.categories : summary.categories;
    const isOlder = summary.entries.some(({ adds }) => adds === undefined);
    const entries = isOlder ? made.entries.map(({ adds: _, ...entry }) => entry) : made.entries;
    // Records that no agent writes have sums that no summary can hold.
    return daySummarySchema.safeParse({ ...made, categories, entries }).data ?? null;
  }
}

/** So many objects that are rightly gone since `on`; nothing where there are none. */
function goneBy<Kind extends 'erased' | 'expired'>(kind: Kind, objects: number, on: Day | null) {
  return objects === 0 || on === null ? {} : { [kind]: { objects, on } };
}

function batchOf(entries: readonly ChainEntry[]): ChainEntry[] {
  let bytes = 0;
  const count = entries.findIndex((entry, index) => {
    bytes += entry.bytes;
    return index > 0 && (index >= mostObjects || bytes > mostBytes);
  });
  return entries.slice(0, count < 0 ? entries.length : count);
}
