import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Secret } from '../../bucket/secret.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { readJson } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, errorCode, writeDurably } from '../../disk/durable-file.ts';
import { type Identity, keyPairOf, openWith, sealTo } from '../../seal/age.ts';

/**
 * `credential.age`, sealed to the person's own recipient: what became of the secret that the
 * enrolment brought.
 *
 * - `asked`: `secret` was made here and the store was asked to take it, or was about to be. Which
 * of the two holds only the store knows.
 * - `own`: `secret` holds, and the enrolment's opens nothing any more.
 * - `of-link`: the store does not exchange it; the enrolment's goes on holding, and it is not asked
 * again before `until` (UTC ms). What says so may be something on the way, after the store took
 * `secret`: it is kept, since nobody else has it.
 */
const about = {
  format: z.literal('plainsight-credential/1'),
  /** Which credential of which store this is about. */
  of: z.string(),
};
const secret = z.string().regex(/^[A-Za-z0-9_-]{40}$/);
const noteSchema = z.discriminatedUnion('state', [
  z.strictObject({ ...about, state: z.enum(['asked', 'own']), secret }),
  z.strictObject({ ...about, state: z.literal('of-link'), until: z.number(), secret }),
]);

export type CredentialNote =
  | { readonly state: 'asked' | 'own'; readonly secret: Secret }
  | { readonly state: 'of-link'; readonly until: number; readonly secret: Secret };

export function credentialPath(folder: string): string {
  return join(folder, 'credential.age');
}

/** A secret as the embedded store makes them: 240 bits. */
export function newSecret(): Secret {
  return new Secret(randomBytes(30).toString('base64url'));
}

/**
 * What is noted in `folder` about the credential of `bucket`; null where there is nothing, nothing
 * that these keys open, or something about another credential. Problems are those of a disk: what
 * is there must then not be written over.
 */
export async function readCredentialNote(
  folder: string,
  identity: Identity,
  bucket: BucketSettings,
): Promise<Result<CredentialNote | null>> {
  let sealed: Uint8Array;
  try {
    sealed = await readFile(credentialPath(folder));
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? ok(null) : fail(diskProblem(error, folder));
  }
  const text = await openWith(identity, sealed);
  const parsed = noteSchema.safeParse(text === null ? undefined : readJson(text));
  if (!parsed.success || parsed.data.of !== nameOf(bucket)) return ok(null);
  const { data } = parsed;
  return ok({ ...data, secret: new Secret(data.secret) });
}

/** Durable before the store is asked: a secret that only the store knows would be lost. */
export async function writeCredentialNote(
  folder: string,
  identity: Identity,
  bucket: BucketSettings,
  note: CredentialNote,
): Promise<Result<void>> {
  const { recipient } = await keyPairOf(identity);
  const about = { format: 'plainsight-credential/1', of: nameOf(bucket) } as const;
  const content: z.input<typeof noteSchema> = { ...about, ...note, secret: note.secret.reveal() };
  return writeDurably(credentialPath(folder), await sealTo([recipient], Buffer.from(JSON.stringify(content))));
}

/** The settings with the secret that certainly works: to read the bucket, changing nothing. */
export async function presentCredential(
  folder: string,
  identity: Identity,
  bucket: BucketSettings,
): Promise<BucketSettings> {
  const note = await readCredentialNote(folder, identity, bucket);
  return note.ok && note.value?.state === 'own' ? { ...bucket, secretAccessKey: note.value.secret } : bucket;
}

/** By place, key and secret, so that a renewed credential is another one in any case. */
function nameOf({ endpoint, bucket, accessKeyId, secretAccessKey }: BucketSettings): string {
  return createHash('sha256')
    .update(JSON.stringify(['plainsight-credential/1', endpoint, bucket, accessKeyId, secretAccessKey.reveal()]))
    .digest('hex');
}
