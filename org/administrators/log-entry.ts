import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AdministratorId, administratorIdSchema, personIdSchema, viewerIdSchema } from '../../core/ids.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import { type Identity, openWith, sealTo } from '../../seal/age.ts';
import { foundingRoster, type Roster, rosterAfter } from '../../seal/roster.ts';
import {
  type PublicKey,
  publicKeySchema,
  readDocument,
  readUnverified,
  type SigningPair,
  signDocument,
} from '../../seal/signing.ts';
import { type Shared, sharedSchema } from '../administration.ts';
import { applied, changeSchema } from './change.ts';

/** What a change is published in, with the version that this change gave it. */
const changedDocumentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('organisation'), version: z.number().int().positive() }),
  z.object({ kind: z.literal('access'), id: personIdSchema, version: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('directory'), id: viewerIdSchema, version: z.number().int().nonnegative() }),
]);
export type ChangedDocument = z.infer<typeof changedDocumentSchema>;

/**
 * `admin/log/<n>.age`: what one administrator did, signed by them and sealed to all who are administrators after it. It is created and never
 * overwritten: of two who do something at once, one is first, and the other sees it.
 */
export const adminEntrySchema = z.object({
  format: z.literal('plainsight-admin-log/1'),
  organisationKey: publicKeySchema,
  seq: z.number().int().positive(),
  /** SHA-256 (hex) of the object before; null for the first. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  by: administratorIdSchema,
  /** UTC ms. */
  at: z.number().int().nonnegative(),
  /** The action, as it is called at the command, and what it was about, by names. */
  did: z.string().min(1).max(60),
  about: z.array(z.string().max(200)).max(40),
  documents: z.array(changedDocumentSchema),
  /** Everything, where somebody begins to read here: the first entry, and one that adds an administrator. Else null. */
  whole: sharedSchema.nullable(),
  change: changeSchema,
});
export type AdminEntry = z.infer<typeof adminEntrySchema>;

/** What an entry has to follow: the state that it changes, and where the log was. */
export interface LogPosition {
  readonly shared: Shared;
  readonly roster: Roster;
  readonly seq: number;
  readonly hash: string | null;
}

/** Why bytes are not the entry that follows: not for this administrator, nobody's who may, or another place in the log. */
export type EntryRefusal = 'closed' | 'foreign' | 'forked';

export function entryHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** An entry as whoever has one of the identities opens it; null: it is sealed to none of them. */
export async function openWithAny(identities: readonly Identity[], bytes: Uint8Array): Promise<Uint8Array | null> {
  for (const identity of identities) {
    const opened = await openWith(identity, bytes);
    if (opened !== null) return opened;
  }
  return null;
}

export async function sealEntry(
  entry: AdminEntry,
  { privateKey }: Pick<SigningPair, 'privateKey'>,
  recipients: readonly Recipient[],
): Promise<Uint8Array> {
  return sealTo(recipients, signDocument(entry, privateKey));
}

/**
 * The entry that follows `before`, and where the log is with it. It has to be signed by an administrator of before it, with the key that the
 * roster has for them: who was removed says nothing any more, and nobody speaks as another.
 */
export async function followingEntry(
  bytes: Uint8Array,
  before: LogPosition,
  identities: readonly Identity[],
  founder: AdministratorId | null,
): Promise<{ readonly entry: AdminEntry; readonly position: LogPosition } | EntryRefusal> {
  const opened = await openWithAny(identities, bytes);
  if (opened === null) return 'closed';
  const entry = signedEntry(opened, before.roster, founder);
  if (entry === null) return 'foreign';
  if (entry.seq !== before.seq + 1 || entry.previous !== before.hash) return 'forked';
  const shared = applied(before.shared, entry.change);
  const roster = rosterAfter(before.roster, shared.document.roster ?? []);
  // No change leads back to fewer administrators' steps, or to an earlier notice.
  if (typeof roster === 'string' || shared.document.version < before.shared.document.version) return 'foreign';
  return { entry, position: { shared, roster, seq: entry.seq, hash: entryHash(bytes) } };
}

/**
 * An entry that has everything, for who begins to read with it. `roster` is the one that `org.json` has now, walked from the key that
 * was pinned; the entry's own has to be on the way there.
 */
export async function wholeEntry(
  bytes: Uint8Array,
  roster: Roster,
  identities: readonly Identity[],
): Promise<{ readonly entry: AdminEntry; readonly position: LogPosition } | null> {
  const opened = await openWithAny(identities, bytes);
  if (opened === null) return null;
  const read = adminEntrySchema.safeParse(readDocument(opened, roster.ever));
  if (!read.success || read.data.whole === null || read.data.organisationKey !== roster.organisationKey) return null;
  const { whole, seq } = read.data;
  const then = rosterAfter(foundingRoster(roster.organisationKey), whole.document.roster ?? []);
  if (typeof then === 'string' || typeof rosterAfter(then, roster.steps) === 'string') return null;
  return { entry: read.data, position: { shared: whole, roster: then, seq, hash: entryHash(bytes) } };
}

function signedEntry(opened: Uint8Array, roster: Roster, founder: AdministratorId | null): AdminEntry | null {
  const claimed = adminEntrySchema.pick({ by: true, organisationKey: true }).safeParse(readUnverified(opened));
  if (!claimed.success || claimed.data.organisationKey !== roster.organisationKey) return null;
  const key = keyOf(claimed.data.by, roster, founder);
  return key === null ? null : (adminEntrySchema.safeParse(readDocument(opened, key)).data ?? null);
}

/** Before the first step there is one administrator, whose key is the organisation's. */
function keyOf(
  by: AdministratorId,
  { administrators, organisationKey }: Roster,
  founder: AdministratorId | null,
): PublicKey | null {
  if (administrators.length === 0) return founder === null || founder === by ? organisationKey : null;
  const known = administrators.find(({ administrator }) => administrator === by);
  return known === undefined ? null : publicKeySchema.parse(known.publicKey);
}

/** What of the documents says something else after a change. */
export function documentsOf(before: Shared | null, after: Shared): ChangedDocument[] {
  const documents: ChangedDocument[] = [];
  const { version } = after.document;
  if (before?.document.version !== version) documents.push({ kind: 'organisation', version });
  const was = new Map((before?.access ?? []).map((access) => [access.person, access.version]));
  for (const { person, version: now } of after.access)
    if (was.get(person) !== now) documents.push({ kind: 'access', id: person, version: now });
  const told = new Map((before?.viewers ?? []).map((viewer) => [viewer.certificate.viewer, viewer.version]));
  for (const { certificate, version: now } of after.viewers)
    if (told.get(certificate.viewer) !== now)
      documents.push({ kind: 'directory', id: certificate.viewer, version: now });
  return documents;
}
