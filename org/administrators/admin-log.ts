import pMap from 'p-map';
import {
  adminLogFolder,
  adminLogKey,
  adminNumber,
  adminPublishedFolder,
  adminPublishedKey,
} from '../../bucket/administration/log-layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { shownText } from '../../core/typed-text.ts';
import type { Identity } from '../../seal/age.ts';
import { type Administration, type Shared, sharedSchema, signersOf } from '../administration.ts';
import { type AdminEntry, entryHash, followingEntry, type LogPosition } from './log-entry.ts';

/** How many entries are fetched at a time. */
const atOnce = 8;

/** Which entries there are, and which of them were published. */
export interface LogListing {
  readonly last: number;
  readonly unpublished: readonly number[];
}

/** Problem codes: `admin-log-gap`, those of the store. */
export async function listLog({ store, prefix }: PrefixedStore): Promise<Result<LogListing>> {
  const [entries, published] = [
    await store.list(adminLogFolder(prefix)),
    await store.list(adminPublishedFolder(prefix)),
  ];
  if (!entries.ok) return entries;
  if (!published.ok) return published;
  const numbers = entries.value.flatMap(({ key }) => adminNumber(adminLogFolder(prefix), key) ?? []);
  const there = new Set(numbers);
  const last = Math.max(0, ...numbers);
  for (let seq = 1; seq <= last; seq++) if (!there.has(seq)) return fail(problem('admin-log-gap', { number: seq }));
  const done = new Set(published.value.flatMap(({ key }) => adminNumber(adminPublishedFolder(prefix), key) ?? []));
  return ok({ last, unpublished: [...there].filter((seq) => !done.has(seq)).sort((a, b) => a - b) });
}

/** What is the same for every administrator. */
export function sharedOf(administration: Administration): Shared {
  return sharedSchema.parse(administration);
}

/** An administrator's folder, up to the last entry of the log; and the entries that were new to it. */
export interface CaughtUp {
  readonly administration: Administration;
  readonly entries: readonly AdminEntry[];
}

/**
 * Follows the log from where the folder is. Whatever is not what has to follow changes nothing: the folder keeps its last state, and
 * the entry is named. Problem codes: `admin-log-gap`, `admin-log-shortened`, `admin-log-forked`, `admin-log-foreign`,
 * `admin-log-elsewhere`, `administrator-removed`, those of the store.
 */
export async function catchUp(
  administration: Administration,
  { last }: Pick<LogListing, 'last'>,
  place: PrefixedStore,
): Promise<Result<CaughtUp>> {
  const { self, log } = administration;
  if (log === undefined || self === undefined)
    return last === 0 ? ok({ administration, entries: [] }) : fail(problem('admin-log-elsewhere'));
  if (last < log.seq) return fail(problem('admin-log-shortened', { known: log.seq, last }));
  const roster = signersOf(administration);
  if (typeof roster === 'string') return fail(problem('admin-log-foreign', { number: log.seq }));
  const fetched = await fetchEntries(log.seq, last, place);
  if (!fetched.ok) return fetched;
  const [own, ...following] = fetched.value;
  // The very entry that this folder ended with: another one in its place leads to another history.
  if (own === undefined || entryHash(own) !== log.hash) return fail(problem('admin-log-forked', { number: log.seq }));
  let position: LogPosition = { shared: sharedOf(administration), roster, ...log };
  const entries: AdminEntry[] = [];
  for (const bytes of following) {
    const next = await followingEntry(bytes, position, identitiesOf(administration), founderOf(administration));
    const number = position.seq + 1;
    if (next === 'closed') return fail(problem('administrator-removed', { number }));
    if (next === 'forked') return fail(problem('admin-log-forked', { number }));
    if (next === 'foreign') return fail(problem('admin-log-foreign', { number }));
    entries.push(next.entry);
    position = next.position;
  }
  return ok({ administration: withNextKeys(withPosition(administration, position)), entries });
}

/** What opens the log for this administrator: now, before, and from the next entry on. */
export function identitiesOf({ self, next }: Administration): Identity[] {
  if (self === undefined) return [];
  return [self.identity, ...(next === undefined ? [] : [next.identity]), ...(self.earlier ?? [])];
}

export function withPosition(administration: Administration, { shared, seq, hash }: LogPosition): Administration {
  return { ...administration, ...shared, ...(hash === null ? {} : { log: { seq, hash } }) };
}

/** With the next keys in the place of the present ones, once the roster has them. */
export function withNextKeys(administration: Administration): Administration {
  const { next, self, signing, ...rest } = administration;
  const roster = signersOf(administration);
  if (next === undefined || self === undefined || typeof roster === 'string') return administration;
  if (!roster.keys.includes(next.signing.publicKey)) return administration;
  const earlier = [...(self.earlier ?? []), self.identity];
  const { organisationKey = signing.publicKey } = rest;
  return { ...rest, organisationKey, signing: next.signing, self: { ...self, identity: next.identity, earlier } };
}

/** Who made the organisation, where that is still known: nobody else signs before the first step. */
function founderOf({ administrators, document }: Administration) {
  return document.roster === undefined ? (administrators[0]?.administrator ?? null) : null;
}

/** The objects of `from` to `to`, both within. Problem codes: those of the store. */
export async function fetchEntries(
  from: number,
  to: number,
  { store, prefix }: PrefixedStore,
): Promise<Result<Uint8Array[]>> {
  const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const got = await pMap(numbers, (seq) => store.get(adminLogKey(prefix, seq)), { concurrency: atOnce });
  const refused = got.find((each) => !each.ok);
  if (refused !== undefined && !refused.ok) return refused;
  return ok(got.flatMap((each) => (each.ok ? [each.value] : [])));
}

/** Notes that what an entry changed has been published. Told twice, it is the same. */
export async function notePublished(seq: number, { store, prefix }: PrefixedStore): Promise<Result<void>> {
  const noted = await store.create(adminPublishedKey(prefix, seq), Buffer.from('{}'));
  return noted.ok || noted.problem.code === 'object-exists' ? ok(undefined) : noted;
}

/** What was done at the same time, for who lost: "Grace: org give (Lead, One)". */
export function inOneLine(entry: AdminEntry, { administrators }: Pick<Shared, 'administrators'>): string {
  const who = administrators.find(({ administrator }) => administrator === entry.by)?.name ?? entry.by;
  const about = entry.about.length === 0 ? '' : ` (${entry.about.join(', ')})`;
  return shownText(`${who}: ${entry.did}${about}`);
}
