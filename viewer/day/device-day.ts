import { fetchAll, fetchOne } from '../../bucket/fetching.ts';
import { dayKeyName, isActivityName, isLinkName, packName } from '../../bucket/layout.ts';
import { readPack } from '../../bucket/pack.ts';
import { type ChainEntry, checkObject, fault } from '../../core/day/chain.ts';
import type { ChainFault, ChainReport } from '../../core/day/chain-report.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { localText } from '../../core/time/local-time.ts';
import { type Identity, type Opener, openerOf } from '../../seal/age.ts';
import type { DeviceDay } from '../ports.ts';
import { dayTooLarge, dayUnreadable } from '../session/problems.ts';
import { type FoundOpener, pictureKey, readDayIdentity } from './day-identity.ts';
import { type DayLinks, readLinks } from './day-links.ts';
import type { DeviceDayLocation, ListedDeviceDay, NamedObject } from './listed-day.ts';
import type { SegmentsRead, withinBudget } from './segment-reading.ts';

interface DayOpening {
  /** Opens the day's key: a viewer's or a recovery identity. */
  readonly identity: Identity;
  /** Of the person, where the day itself says none. */
  readonly zone: string | null;
  /** Within what is left of the day's budget. */
  readonly read: ReturnType<typeof withinBudget>;
}

/** A device's day that is open, with what its pictures and its full check take. */
export interface OpenDeviceDay extends DeviceDay {
  readonly location: DeviceDayLocation;
  /** Whether the device has closed the day, whatever is wrong with it. */
  readonly isClosed: boolean;
  /** What the chain vouches for, each name once, in its order. */
  readonly entries: readonly ChainEntry[];
  /** The links that are whole, by name. */
  readonly links: ReadonlyMap<string, Uint8Array>;
  /** Objects that were fetched by themselves, and so need no further check. */
  readonly fetched: ReadonlySet<string>;
  /** Opens what was recorded on this device; pictures have a key of their own. */
  readonly opener: Opener | null;
  readonly pictures: () => Promise<Result<FoundOpener>>;
}

/**
 * Verifies and opens a device's day without its pictures, from its pack where that helps. Nothing
 * of the pack is taken that the chain does not vouch for; what the listing has and the pack has
 * not, or not as the chain says, is fetched by itself.
 */
export async function openDeviceDay(
  { location, objects }: ListedDeviceDay,
  opening: DayOpening,
): Promise<Result<OpenDeviceDay>> {
  const { store, keyOf } = location;
  const hasPack = objects.some(({ name }) => name === packName);
  const [key, packed] = await Promise.all([
    fetchOne(store, keyOf(dayKeyName('days'))),
    hasPack ? fetchOne(store, keyOf(packName)) : ok(null),
  ]);
  if (!key.ok) return key;
  if (!packed.ok) return packed;
  const pack = packed.value === null ? null : readPack(packed.value);
  const listed = await listedWith(location, objects, pack);
  if (!listed.ok) return listed;
  const links = await readLinks(location, listed.value, pack);
  if (!links.ok) return links;
  const { checked } = links.value;
  const faults: ChainFault[] = [...links.value.faults];
  const found = await readDayIdentity(opening.identity, 'days', key.value, checked.recipient);
  const identity = 'identity' in found ? found.identity : null;
  const opener = identity === null ? null : openerOf(identity);
  if ('fault' in found && found.fault !== null) faults.push(found.fault);
  // Vouched for twice is a fault that was noted; its content counts once.
  const entries = [...new Map(checked.entries.map((entry) => [entry.name, entry])).values()];
  const fitting = fittingIn(pack, entries);
  const segments = await readSegments(location, opening, entries, listed.value, fitting, identity, faults);
  if (!segments.ok) return segments;
  faults.push(...packFaults(packed.value !== null, pack, fitting, entries, links.value));
  return ok({
    device: location.card.device,
    location,
    report: withFaults(checked.report, faults),
    isClosed: checked.isFinal,
    entries,
    links: links.value.files,
    fetched: new Set([...links.value.fetched, ...segments.value.fetched]),
    records: segments.value.read?.records ?? null,
    view: segments.value.read?.view ?? null,
    problem: 'problem' in found ? found.problem : segments.value.problem,
    opener,
    pictures: pictureKey(location, opening.identity, checked.shots),
  });
}

/** The listing, repeated when the pack knows later links: new ones, or some were removed. */
async function listedWith(
  location: DeviceDayLocation,
  found: readonly NamedObject[],
  pack: ReadonlyMap<string, Uint8Array> | null,
): Promise<Result<readonly NamedObject[]>> {
  const names = new Set(found.map(({ name }) => name));
  const isBehind = [...(pack?.keys() ?? [])].some((name) => isLinkName(name) && !names.has(name));
  return isBehind ? location.list() : ok(found);
}

interface Segments {
  readonly read: SegmentsRead | null;
  readonly problem: Problem | null;
  readonly fetched: readonly string[];
}

/** Sealed, over all segments of a device's day; a day of work is a hundredth of it. */
const mostSealedBytes = 48 * 1024 * 1024;

async function readSegments(
  { store, keyOf, expected }: DeviceDayLocation,
  { zone, read }: DayOpening,
  entries: readonly ChainEntry[],
  listed: readonly NamedObject[],
  fitting: ReadonlyMap<string, Uint8Array>,
  identity: Identity | null,
  faults: ChainFault[],
): Promise<Result<Segments>> {
  if (identity === null) return ok({ read: null, problem: null, fetched: [] });
  const there = new Set(listed.map(({ name }) => name));
  const all = entries.filter(({ name }) => isActivityName(name));
  const tooMany = firstBeyond(all, mostSealedBytes);
  const wanted = tooMany < 0 ? all : all.slice(0, tooMany);
  const singly = wanted.map(({ name }) => name).filter((name) => !fitting.has(name) && there.has(name));
  // Another size than the chain's means altered: memory holds only what was counted.
  const sizes = new Map(wanted.map(({ name, bytes }) => [name, bytes]));
  const fetched = await fetchAll(store, keyOf, singly, (name, bytes) =>
    bytes.length === sizes.get(name) ? bytes : new Uint8Array(),
  );
  if (!fetched.ok) return fetched;
  const segments: { name: string; bytes: Uint8Array }[] = [];
  for (const entry of wanted) {
    const found = fitting.get(entry.name) ?? fetched.value.get(entry.name) ?? null;
    const wrong = found === null ? fault('missing', entry.name) : checkObject(entry, found);
    if (wrong !== null) faults.push(wrong);
    else if (found !== null) segments.push({ name: entry.name, bytes: found });
  }
  const done = await read({ identity, day: expected.day, zone, segments });
  if (done === null) return ok({ read: null, problem: dayUnreadable, fetched: singly });
  for (const each of done.faults) faults.push(each);
  const isCut = done.isCut || tooMany >= 0;
  const { last } = done.view;
  const until = last === null ? null : localText(last, done.view.zone).slice(11, 16);
  return ok({ read: done, problem: isCut ? dayTooLarge(until) : null, fetched: singly });
}

/** The first entry with which those up to it are larger than `most` together; -1: none is. */
function firstBeyond(entries: readonly ChainEntry[], most: number): number {
  let bytes = 0;
  return entries.findIndex((entry) => {
    bytes += entry.bytes;
    return bytes > most;
  });
}

/** What the pack has of these that is as the chain says. */
function fittingIn(
  pack: ReadonlyMap<string, Uint8Array> | null,
  entries: readonly ChainEntry[],
): Map<string, Uint8Array> {
  return new Map(
    entries.flatMap((entry) => {
      const bytes = pack?.get(entry.name);
      return bytes !== undefined && checkObject(entry, bytes) === null ? [[entry.name, bytes] as const] : [];
    }),
  );
}

/** A pack may be missing or behind, but what it holds must be what the chain says. */
function packFaults(
  isThere: boolean,
  pack: ReadonlyMap<string, Uint8Array> | null,
  fitting: ReadonlyMap<string, Uint8Array>,
  entries: readonly ChainEntry[],
  { checked: { isFinal }, files, packFaults: ofLinks }: DayLinks,
): ChainFault[] {
  if (!isThere) return isFinal ? [fault('missing', packName)] : [];
  if (pack === null) return [fault('unreadable', packName)];
  const kinds = new Set(ofLinks);
  // A whole pack of another day says so by its links; what else is in it need not be told.
  const isStrange = [...pack.keys()].some((name) => !isLinkName(name) && !fitting.has(name));
  if (isStrange && kinds.size === 0) kinds.add('altered');
  const expected = [...files.keys(), ...entries.map(({ name }) => name).filter(isActivityName)];
  if (isFinal && expected.some((name) => !pack.has(name))) kinds.add('outdated');
  return [...kinds].map((kind) => fault(kind, packName));
}

/** `report` with what else was found: each fault once, by name and then by kind. */
export function withFaults(report: ChainReport, faults: readonly ChainFault[]): ChainReport {
  const distinct = new Map([...report.faults, ...faults].map((each) => [`${each.name} ${each.kind}`, each]));
  const all = [...distinct].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, each]) => each);
  return { ...report, faults: all, state: all.length > 0 ? 'broken' : report.state };
}
