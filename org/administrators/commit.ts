import { adminLogKey } from '../../bucket/administration/log-layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { type Recipient, recipientSchema } from '../../core/organisation/recipient.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { keyPairOf } from '../../seal/age.ts';
import { type Administration, type Shared, signersOf } from '../administration.ts';
import { catchUp, inOneLine, listLog, sharedOf } from './admin-log.ts';
import { applied, type Change, changeBetween, touched } from './change.ts';
import { type AdminEntry, documentsOf, entryHash, sealEntry } from './log-entry.ts';

/** How often somebody who lost tries with what the others did, before it is said that too much is going on. */
const mostTries = 20;

interface Action {
  /** As it is called at the command. */
  readonly did: string;
  /** UTC ms. */
  readonly at: number;
  /** Whether somebody begins to read the log with it. */
  readonly isWhole: boolean;
}

/**
 * Writes what became different between `before`, as it was read, and `after` as the next entry of the log. Where another administrator was first and
 * changed something else, their change is taken and this one is put on top of it; where both changed the same record, nothing is written,
 * and who did what is said. So nobody undoes what another one did. Answers the administration with both, and null for its entry where
 * nothing is different. Problem codes: `administration-changed`, `admin-log-busy`, those of `catchUp` and of the store.
 */
export async function commit(
  before: Administration,
  after: Administration,
  action: Action,
  place: PrefixedStore,
): Promise<Result<{ readonly administration: Administration; readonly entry: number | null }>> {
  const { self } = after;
  if (self === undefined) throw new Error('an administrator without a key for the log');
  const change = changeBetween(sharedOf(before), sharedOf(after));
  const isFirst = before.log === undefined;
  if (!isFirst && touched(change).size === 0) return ok({ administration: after, entry: null });
  let base = before;
  let next = after;
  for (let tries = 0; tries < mostTries; tries++) {
    const entry = entryFor(isFirst ? null : base, next, change, self.administrator, action);
    const recipients = await recipientsOf(next);
    if (recipients === null) return fail(problem('admin-log-foreign', { number: entry.seq }));
    const bytes = await sealEntry(entry, after.signing, recipients);
    const created = await place.store.create(adminLogKey(place.prefix, entry.seq), bytes);
    const isOwn = created.ok || (await isThere(bytes, entry.seq, created.problem.code, place));
    if (isOwn) {
      const log = { seq: entry.seq, hash: entryHash(bytes) };
      return ok({ administration: { ...next, log }, entry: entry.seq });
    }
    if (!created.ok && created.problem.code !== 'object-exists') return created;
    if (isFirst) return fail(problem('admin-log-elsewhere'));
    const listed = await listLog(place);
    if (!listed.ok) return listed;
    const caught = await catchUp(base, listed.value, place);
    if (!caught.ok) return caught;
    const mine = touched(change);
    const other = caught.value.entries.find((each) => [...touched(each.change)].some((name) => mine.has(name)));
    base = caught.value.administration;
    if (other !== undefined) return fail(problem('administration-changed', { what: inOneLine(other, base) }));
    next = { ...after, ...base, ...applied(sharedOf(base), change) };
  }
  return fail(problem('admin-log-busy'));
}

function entryFor(
  base: Administration | null,
  next: Administration,
  change: Change,
  by: AdminEntry['by'],
  { did, at, isWhole }: Action,
): AdminEntry {
  const { signing, organisationKey = signing.publicKey } = next;
  const shared = sharedOf(next);
  return {
    format: 'plainsight-admin-log/1',
    organisationKey,
    seq: (base?.log?.seq ?? 0) + 1,
    previous: base?.log?.hash ?? null,
    ...{ by, at, did },
    about: namesIn(change, shared),
    documents: documentsOf(base, shared),
    whole: base === null || isWhole ? shared : null,
    change,
  };
}

/** Everybody whom a change names, as they are called. */
function namesIn({ put, removed }: Change, { people, viewers, administrators }: Shared): string[] {
  const names = new Map<string, string>([
    ...people.map(({ person, name }): [string, string] => [person, name]),
    ...viewers.map(({ certificate }): [string, string] => [certificate.viewer, certificate.name]),
    ...administrators.map(({ administrator, name }): [string, string] => [administrator, name]),
  ]);
  const ids = [
    ...(put.administrators ?? []).map(({ administrator }) => administrator),
    ...(put.viewers ?? []).map(({ certificate }) => certificate.viewer),
    ...[...(put.people ?? []), ...(put.access ?? []), ...(put.teams ?? []), ...(put.devices ?? [])].map(
      ({ person }) => person,
    ),
    ...Object.values(removed).flat(),
  ];
  return [...new Set(ids)].slice(0, 40).map((id) => names.get(id) ?? id);
}

/** Everybody who is an administrator with it; null where its own roster leads nowhere. */
async function recipientsOf(next: Administration): Promise<readonly Recipient[] | null> {
  const roster = signersOf(next);
  if (typeof roster === 'string' || next.self === undefined) return null;
  if (roster.administrators.length > 0) return roster.administrators.map(({ recipient }) => recipient);
  return [recipientSchema.parse((await keyPairOf(next.self.identity)).recipient)];
}

/** Whether an entry that "is there already" is one's own, whose answer was lost. */
async function isThere(
  bytes: Uint8Array,
  seq: number,
  code: string,
  { store, prefix }: PrefixedStore,
): Promise<boolean> {
  if (code !== 'object-exists') return false;
  const got = await store.get(adminLogKey(prefix, seq));
  return got.ok && Buffer.compare(got.value, bytes) === 0;
}
