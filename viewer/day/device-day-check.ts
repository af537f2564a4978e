import { isDeepStrictEqual } from 'node:util';
import { fetchAll } from '../../bucket/fetching.ts';
import { linkName, linkNumber, summaryName } from '../../bucket/layout.ts';
import { type ChainEntry, checkObject, fault, hashOf, linkFault } from '../../core/day/chain.ts';
import type { ChainFault, ChainReport } from '../../core/day/chain-report.ts';
import { type DaySummary, daySummarySchema, summaryOf } from '../../core/day/summary.ts';
import { viewOfDay } from '../../core/day/view.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { ok, type Result } from '../../core/result.ts';
import type { NamedObject } from './day-folder.ts';
import { shortLink } from './day-links.ts';
import { openObject } from './day-objects.ts';
import { readSummary } from './day-summaries.ts';
import type { DayPart } from './device-day.ts';
import { withFaults } from './faults.ts';

export interface PartCheckOptions {
  readonly part: DayPart;
  readonly card: ConfirmedDevice;
  /** Whose categories the sums are made with; null where that is not known, and then they are not compared by category. */
  readonly organisation: Organisation | null;
  /** Lists the device's folder again. */
  readonly relist: () => Promise<Result<readonly NamedObject[]>>;
  /** Told each object that is whole, opened. Without it nothing is opened, only compared. */
  readonly visit?: (entry: ChainEntry, plain: Uint8Array) => Promise<void>;
}

/** How much one step fetches at most. */
const mostObjects = 64;
const mostBytes = 8 * 1024 * 1024;

/** Checks every single object of a part that is open against its chain, step by step, and at last its sums. */
export class PartCheck {
  readonly #options: PartCheckOptions;
  readonly #links: string[];
  readonly #entries: ChainEntry[];
  readonly #faults: ChainFault[] = [];
  readonly total: number;
  #summaryLeft = true;

  constructor(options: PartCheckOptions) {
    const { part, visit } = options;
    this.#options = options;
    this.#links = [...part.links.keys()].filter((name) => !part.fetched.has(name));
    this.#entries = part.entries.filter(({ name }) => visit !== undefined || !part.fetched.has(name));
    this.total = this.#links.length + this.#entries.length + 1;
  }

  get done(): number {
    return this.total - this.#links.length - this.#entries.length - (this.#summaryLeft ? 1 : 0);
  }

  /** What opening found, and what was found since. */
  report(): ChainReport {
    return withFaults(this.#options.part.report, this.#faults);
  }

  /** One step. What could not be fetched because the bucket does not answer is left for the next one. */
  async step(): Promise<Result<void>> {
    if (this.#links.length > 0) return this.#checkLinks(this.#links.slice(0, mostObjects));
    if (this.#entries.length > 0) return this.#checkEntries(batchOf(this.#entries));
    return this.#summaryLeft ? this.#checkSummary() : ok(undefined);
  }

  async #checkLinks(names: readonly string[]): Promise<Result<void>> {
    const { place, links } = this.#options.part;
    const fetched = await fetchAll(place.store, place.folder, names, (name, bytes) => {
      const used = links.get(name);
      return used !== undefined && Buffer.compare(bytes, used) === 0 ? used : shortLink(bytes);
    });
    if (!fetched.ok) return fetched;
    for (const [name, bytes] of fetched.value) {
      const used = links.get(name);
      if (bytes === null) this.#faults.push(fault('missing', name));
      else if (used === undefined || Buffer.compare(bytes, used) !== 0)
        this.#faults.push(fault(linkFault(bytes, linkNumber(name), place) ?? 'altered', name));
    }
    this.#links.splice(0, names.length);
    return ok(undefined);
  }

  async #checkEntries(entries: readonly ChainEntry[]): Promise<Result<void>> {
    const { part, visit } = this.#options;
    const { store, folder } = part.place;
    const sizes = new Map(entries.map(({ name, bytes }) => [name, bytes]));
    // A step is as large as the chain says; what is of another size is altered, whatever is in it.
    const fetched = await fetchAll(store, folder, [...sizes.keys()], (name, bytes) =>
      bytes.length === sizes.get(name) ? bytes : new Uint8Array(),
    );
    if (!fetched.ok) return fetched;
    for (const entry of entries) {
      const bytes = fetched.value.get(entry.name) ?? null;
      const wrong = bytes === null ? fault('missing', entry.name) : checkObject(entry, bytes);
      if (wrong !== null) this.#faults.push(wrong);
      if (wrong !== null || bytes === null || visit === undefined || part.opener === null) continue;
      const opened = await openObject(entry, bytes, part.opener);
      if ('fault' in opened) this.#faults.push(opened.fault);
      else await visit(entry, opened.value);
    }
    this.#entries.splice(0, entries.length);
    return ok(undefined);
  }

  async #checkSummary(): Promise<Result<void>> {
    const { part } = this.#options;
    const fetched = await fetchAll(part.place.store, part.place.folder, [summaryName]);
    if (!fetched.ok) return fetched;
    const sealed = fetched.value.get(summaryName) ?? null;
    if (sealed === null) {
      // While a day goes on its sums may still be on their way.
      if (part.isClosed) this.#faults.push(fault('missing', summaryName));
    } else if (part.opener !== null) {
      const opened = await part.opener(sealed);
      const summary = opened === null ? null : readSummary(opened, part.place.expected, this.#options.card.publicKey);
      const compared = summary === null ? ok([fault('altered', summaryName)]) : await this.#compare(summary);
      if (!compared.ok) return compared;
      for (const each of compared.value) this.#faults.push(each);
    }
    this.#summaryLeft = false;
    return ok(undefined);
  }

  /** What the device said of its day's sums against the day itself. */
  async #compare(summary: DaySummary): Promise<Result<ChainFault[]>> {
    const { part } = this.#options;
    const { links } = part;
    const count = [...links.keys()].reduce((most, name) => Math.max(most, (linkNumber(name) ?? -1) + 1), 0);
    if (summary.links > count) return this.#cutLinks(summary.links);
    const head = links.get(linkName(summary.links - 1));
    const isOfChain = summary.links === 0 ? summary.head === null : head !== undefined && hashOf(head) === summary.head;
    // Where links are broken they are named; which of them the sums cover cannot be told then.
    if (!isOfChain) return ok(part.report.state === 'broken' ? [] : [fault('altered', summaryName)]);
    if (summary.links < count) return ok(part.isClosed ? [fault('outdated', summaryName)] : []);
    // Of a day of which only a part could be read nothing can be summed up.
    if (part.report.state === 'broken' || part.problem !== null) return ok([]);
    return ok(isDeepStrictEqual(this.#made(summary), summary) ? [] : [fault('altered', summaryName)]);
  }

  /** The device wrote more links than were there when the day was opened: it went on since, or its end was taken away. */
  async #cutLinks(count: number): Promise<Result<ChainFault[]>> {
    const listed = await this.#options.relist();
    if (!listed.ok) return listed;
    const names = new Set(listed.value.map(({ name }) => name));
    const missing = Array.from({ length: count }, (_, seq) => linkName(seq)).filter(
      (name) => !names.has(name) && !this.#options.part.links.has(name),
    );
    return ok(missing.map((name) => fault('missing', name)));
  }

  /** The sums made anew. By category only with the same version of the organisation's categories that the device had. */
  #made(summary: DaySummary): DaySummary | null {
    const { part, organisation } = this.#options;
    const view = viewOfDay(summary.day, summary.zone, part.records ?? []);
    const isSameVersion = organisation?.version === summary.organisation;
    const { person, device, links, head } = summary;
    const made = summaryOf(view, {
      ...{ person, device, links, head, organisation: summary.organisation },
      final: part.isClosed,
      categories: isSameVersion ? (organisation?.categories ?? []) : [],
    });
    // Records that no agent writes have sums that no summary can hold.
    return daySummarySchema.safeParse(isSameVersion ? made : { ...made, categories: summary.categories }).data ?? null;
  }
}

function batchOf(entries: readonly ChainEntry[]): ChainEntry[] {
  let bytes = 0;
  const count = entries.findIndex((entry, index) => {
    bytes += entry.bytes;
    return index > 0 && (index >= mostObjects || bytes > mostBytes);
  });
  return entries.slice(0, count < 0 ? entries.length : count);
}
