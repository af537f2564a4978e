import { z } from 'zod';
import { type BucketSettings, parseBucketSettings } from '../bucket/settings.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type PublicKey, publicKeySchema } from '../seal/signing.ts';

const viewerFileSchema = z.strictObject({
  format: z.literal('plainsight-viewer/1'),
  organisation: z.string().min(1).max(200),
  /** Ed25519 public key (base64 SPKI): people's cards must be signed with it. */
  organisationKey: publicKeySchema,
  /** Shown to the person whose day is opened. */
  viewer: z.string().min(1).max(200),
  bucket: z.unknown(),
  /** The viewer's age identity, sealed with their passphrase (base64 of an age file). */
  identity: z.base64(),
});

export interface ViewerFile {
  readonly organisation: string;
  readonly organisationKey: PublicKey;
  readonly viewer: string;
  readonly bucket: BucketSettings;
  readonly identity: Uint8Array;
}

/** Reads what the organisation gave to a viewer. */
export function readViewerFile(input: unknown): Result<ViewerFile> {
  const parsed = viewerFileSchema.safeParse(input);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') || 'its form';
    return fail(
      problem(
        'viewer-file-invalid',
        `The viewer’s file cannot be understood (${field}).`,
        'Ask the administrator of your organisation for a new one.',
      ),
    );
  }
  const bucket = parseBucketSettings(parsed.data.bucket);
  if (!bucket.ok) return bucket;
  const { organisation, organisationKey, viewer, identity } = parsed.data;
  return ok({ organisation, organisationKey, viewer, bucket: bucket.value, identity: Buffer.from(identity, 'base64') });
}
