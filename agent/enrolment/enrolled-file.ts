import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type RecordId, recordIdSchema } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, errorCode, syncFolder, writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import { type Identity, keyPairOf, openWith, sealTo } from '../../seal/age.ts';
import { credentialPath } from './device-credential.ts';
import { type Enrolled, pinnedBy, readOrganisation } from './enrolment.ts';
import { type EnrolmentFile, readEnrolmentFile } from './enrolment-file.ts';

/**
 * `enrolment.json`: the enrolment that was accepted on this computer. What anybody may know lies
 * open, so that a locked agent can say whom it belongs to; the bucket's credential and the
 * enrolment key do not.
 */
const acceptedSchema = z.strictObject({
  format: z.literal('plainsight-enrolled/1'),
  organisationKey: z.base64().min(40).max(200),
  /** The signed `org.json` (base64) of the enrolment. */
  organisation: z.base64(),
  /** The text of the enrolment file, sealed to the employee's own recipient (age, base64). */
  sealed: z.base64(),
});

const usedSchema = z.strictObject({ format: z.literal('plainsight-used/1'), ids: z.array(recordIdSchema) });

/** What can be known of an accepted enrolment while its keys are locked. */
export interface AcceptedEnrolment {
  readonly organisationKey: string;
  readonly organisation: Organisation;
  readonly sealed: Uint8Array;
}

export function enrolledPath(folder: string): string {
  return join(folder, 'enrolment.json');
}

/**
 * Null: none. Problem codes: `enrolled-unreadable`, `enrolled-broken`, `organisation-signature`.
 */
export async function readEnrolled(folder: string): Promise<Result<AcceptedEnrolment | null>> {
  const path = enrolledPath(folder);
  const text = await readIfThere(path);
  if (!text.ok) return text;
  if (text.value === null) return ok(null);
  const parsed = acceptedSchema.safeParse(readJson(text.value));
  if (!parsed.success) return fail(problem('enrolled-broken', { path }));
  const { organisationKey, organisation, sealed } = parsed.data;
  const read = readOrganisation(Buffer.from(organisation, 'base64'), pinnedBy({ organisationKey }));
  if (!read.ok) return read;
  return ok({ organisationKey, organisation: read.value.organisation, sealed: Buffer.from(sealed, 'base64') });
}

/** The enrolment itself, verified again but for its dates. Problem code: `enrolled-locked`. */
export async function openEnrolled(accepted: AcceptedEnrolment, identity: Identity): Promise<Result<Enrolled>> {
  const text = await openWith(identity, accepted.sealed);
  const file = text === null ? null : readEnrolmentFile(Buffer.from(text).toString());
  if (file?.ok && file.value.enrolled.enrolment.organisationKey === accepted.organisationKey)
    return ok(file.value.enrolled);
  return fail(problem('enrolled-locked'));
}

/**
 * Writes an enrolment down as accepted, and then that it was used. A crash in between leaves one
 * that is accepted: its own id counts as used as long as it is there.
 */
export async function keepEnrolled(folder: string, file: EnrolmentFile, identity: Identity): Promise<Result<void>> {
  const { enrolment } = file.enrolled;
  const { recipient } = await keyPairOf(identity);
  const sealed = await sealTo([recipient], Buffer.from(file.text));
  const content = {
    format: 'plainsight-enrolled/1',
    organisationKey: enrolment.organisationKey,
    organisation: enrolment.organisation,
    sealed: Buffer.from(sealed).toString('base64'),
  } satisfies z.input<typeof acceptedSchema>;
  const written = await writeDurably(enrolledPath(folder), Buffer.from(JSON.stringify(content, null, 2)));
  return written.ok ? markUsed(folder, enrolment.id) : written;
}

/** Removes the enrolment and its credential. The ids that were used stay. */
export async function forgetEnrolment(folder: string): Promise<Result<void>> {
  try {
    await removeFile(enrolledPath(folder));
    await removeFile(credentialPath(folder));
    await syncFolder(folder);
    return ok(undefined);
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
}

/** Ids ever accepted in `folder`. Problem codes: `enrolled-unreadable`, `used-broken`. */
export async function readUsedIds(folder: string): Promise<Result<ReadonlySet<RecordId>>> {
  const path = usedPath(folder);
  const text = await readIfThere(path);
  if (!text.ok) return text;
  if (text.value === null) return ok(new Set());
  const parsed = usedSchema.safeParse(readJson(text.value));
  if (parsed.success) return ok(new Set(parsed.data.ids));
  return fail(problem('used-broken', { path }));
}

/** Notes that an enrolment was used here; it survives leaving. */
export async function markUsed(folder: string, id: RecordId): Promise<Result<void>> {
  const used = await readUsedIds(folder);
  if (!used.ok) return used;
  if (used.value.has(id)) return ok(undefined);
  const content = { format: 'plainsight-used/1', ids: [...used.value, id] } satisfies z.input<typeof usedSchema>;
  return writeDurably(usedPath(folder), Buffer.from(JSON.stringify(content)));
}

function usedPath(folder: string): string {
  return join(folder, 'used-enrolments.json');
}

/** Null when there is no such file. */
async function readIfThere(path: string): Promise<Result<string | null>> {
  try {
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(null);
    return fail(problem('enrolled-unreadable', { path }));
  }
}
