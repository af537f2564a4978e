import { fetchAll } from '../../bucket/fetching.ts';
import { isLinkName, isPictureName, linkNumber, packName } from '../../bucket/layout.ts';
import { type ChainInput, type CheckedChain, checkChain, fault, linkFault } from '../../core/day/chain.ts';
import type { ChainFault } from '../../core/day/chain-report.ts';
import { ok, type Result } from '../../core/result.ts';
import type { DeviceDayLocation, NamedObject } from './listed-day.ts';

/** Limits for own links (a day needs a hundredth of it) and for others, which are faults. */
const mostLinkBytes = 48 * 1024 * 1024;
const mostFaultyBytes = 4 * 1024 * 1024;
const longestFaulty = 64 * 1024;

/** A link that is none of the day's; of a long one it is enough that it cannot be read. */
export function shortLink(bytes: Uint8Array): Uint8Array {
  return bytes.length > longestFaulty ? new Uint8Array() : bytes;
}

export interface DayLinks {
  readonly checked: CheckedChain;
  /** The file of each link that is whole, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What is wrong with links beyond what the chain says. */
  readonly faults: readonly ChainFault[];
  /** What is wrong with the pack's copies of them. */
  readonly packFaults: ReadonlySet<ChainFault['kind']>;
  /** Links that were fetched by themselves. */
  readonly fetched: ReadonlySet<string>;
}

/**
 * The links of a day and what they say: from the pack where its copy fits by itself, else one by
 * one. Of two that differ the one that fits is taken, and the other is a fault. The chain is
 * checked over what was taken, whatever it was taken from.
 */
export async function readLinks(
  location: DeviceDayLocation,
  listed: readonly NamedObject[],
  pack: ReadonlyMap<string, Uint8Array> | null,
): Promise<Result<DayLinks>> {
  const choice = new LinkChoice(location, listed, pack ?? new Map());
  const singly = await choice.fetch((name) => choice.fromPack(name) === null);
  if (!singly.ok) return singly;
  const first = choice.check();
  if (!hasLinkFault(first)) return ok(choice.outcome(first));
  // Each fits by itself and together they do not: only now is every one of them worth a request.
  const all = await choice.fetch(() => true);
  if (!all.ok) return all;
  const second = choice.check();
  const swapped = choice.others();
  if (swapped !== null) {
    const third = choice.check(swapped);
    if (linkFaults(third).length < linkFaults(second).length) return ok(choice.outcome(third, swapped));
  }
  return ok(choice.outcome(second));
}

/** Pictures lie apart, and the full check lists them. */
const isListed = (name: string): boolean => !isPictureName(name);

class LinkChoice {
  readonly #location: DeviceDayLocation;
  readonly #listed: ReadonlyMap<string, number>;
  readonly #pack: ReadonlyMap<string, Uint8Array>;
  readonly #present: ChainInput['present'];
  readonly #singles = new Map<string, Uint8Array | null>();
  /** Signatures are checked once a copy. */
  readonly #judged = new WeakMap<Uint8Array, ChainFault['kind'] | null>();
  #heldBytes = 0;
  #faultyBytes = 0;

  constructor(location: DeviceDayLocation, listed: readonly NamedObject[], pack: ReadonlyMap<string, Uint8Array>) {
    this.#location = location;
    this.#listed = new Map(listed.flatMap(({ name, bytes }) => (isLinkName(name) ? [[name, bytes] as const] : [])));
    this.#pack = new Map([...pack].filter(([name]) => isLinkName(name)));
    this.#present = listed.filter(({ name }) => !isLinkName(name) && name !== packName);
  }

  /** The pack's copy, where it is what the listing could mean and fits by itself. */
  fromPack(name: string): Uint8Array | null {
    const bytes = this.#pack.get(name);
    const size = this.#listed.get(name);
    if (bytes === undefined || (size !== undefined && size !== bytes.length)) return null;
    return this.#faultOf(name, bytes) === null ? bytes : null;
  }

  async fetch(isWanted: (name: string) => boolean): Promise<Result<void>> {
    const names = [...this.#listed.keys()].filter((name) => !this.#singles.has(name) && isWanted(name));
    const found = await fetchAll(this.#location.store, this.#location.keyOf, names, (name, bytes) =>
      this.#held(name, bytes),
    );
    if (!found.ok) return found;
    for (const [name, bytes] of found.value) this.#singles.set(name, bytes);
    return ok(undefined);
  }

  /** What is kept of a link: strangers' links take no room from the day's own. */
  #held(name: string, bytes: Uint8Array): Uint8Array {
    if (this.#faultOf(name, bytes) === null) {
      this.#heldBytes += bytes.length;
      return this.#heldBytes > mostLinkBytes ? new Uint8Array() : bytes;
    }
    const short = shortLink(bytes);
    this.#faultyBytes += short.length;
    return this.#faultyBytes > mostFaultyBytes ? new Uint8Array() : short;
  }

  check(preferred: ReadonlyMap<string, Uint8Array> = new Map()): CheckedChain {
    const links = [...this.#taken(preferred)].map(([name, bytes]) => ({ name, bytes, number: linkNumber(name) }));
    return checkChain({ ...this.#location, links, present: this.#present, isListed });
  }

  /** Where both copies fit and differ: the one that is not taken, else null. */
  others(): Map<string, Uint8Array> | null {
    const found = new Map<string, Uint8Array>();
    const taken = this.#taken(new Map());
    for (const [name, used] of taken) {
      const copies = [this.#pack.get(name), this.#singles.get(name)];
      const other = copies.find((copy) => copy != null && !same(copy, used) && this.#faultOf(name, copy) === null);
      if (other != null) found.set(name, other);
    }
    return found.size === 0 ? null : found;
  }

  outcome(checked: CheckedChain, preferred: ReadonlyMap<string, Uint8Array> = new Map()): DayLinks {
    const files = this.#taken(preferred);
    const faults: ChainFault[] = [];
    const packFaults = new Set<ChainFault['kind']>();
    for (const name of new Set([...this.#listed.keys(), ...this.#pack.keys()])) {
      const [used, single, pack] = [files.get(name), this.#singles.get(name), this.#pack.get(name)];
      const isGone = single === null || (!this.#listed.has(name) && used !== undefined);
      if (isGone) faults.push(fault('missing', name));
      if (single != null && used !== undefined && !same(single, used))
        faults.push(fault(this.#faultOf(name, single) ?? 'altered', name));
      if (pack !== undefined && (used === undefined || !same(pack, used)))
        packFaults.add(this.#faultOf(name, pack) === 'wrong-day' ? 'wrong-day' : 'altered');
    }
    const whole = new Map([...files].filter(([name, bytes]) => this.#faultOf(name, bytes) === null));
    return { checked, files: whole, faults, packFaults, fetched: new Set(this.#singles.keys()) };
  }

  #taken(preferred: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
    const taken = new Map<string, Uint8Array>();
    for (const name of new Set([...this.#listed.keys(), ...this.#pack.keys()])) {
      const single = this.#singles.get(name) ?? null;
      const pack = this.#pack.get(name) ?? null;
      const fitting = [preferred.get(name) ?? null, this.fromPack(name), single, pack].find(
        (bytes) => bytes !== null && this.#faultOf(name, bytes) === null,
      );
      // One that fits nowhere goes to the chain as a fault; one in the pack alone is the pack's.
      const bytes = fitting ?? single;
      if (bytes != null) taken.set(name, bytes);
    }
    return taken;
  }

  #faultOf(name: string, bytes: Uint8Array): ChainFault['kind'] | null {
    const known = this.#judged.get(bytes);
    if (known !== undefined) return known;
    const found = linkFault(bytes, linkNumber(name), this.#location);
    this.#judged.set(bytes, found);
    return found;
  }
}

function hasLinkFault(checked: CheckedChain): boolean {
  return linkFaults(checked).length > 0;
}

/** Faults of links; the others are of what they vouch for. */
function linkFaults({ report }: CheckedChain): ChainFault[] {
  return report.faults.filter(({ name }) => isLinkName(name) || name.startsWith('link'));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
