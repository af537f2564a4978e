import { z } from 'zod';
import { type BucketSettings, parseBucketSettings } from '../../bucket/settings.ts';
import { readJson } from '../../core/json.ts';
import type { ViewerCertificate } from '../../core/organisation/access.ts';
import { rosterStepsSchema } from '../../core/organisation/roster.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { identitySchema, openWithPassphrase } from '../../seal/age.ts';
import { foundingRoster, type Roster, rosterAfter } from '../../seal/roster.ts';
import { type PublicKey, privateKeySchema, publicKeySchema } from '../../seal/signing.ts';
import { readCertificate } from '../../seal/viewer-word.ts';

export const viewerFileSchema = z.strictObject({
  format: z.literal('plainsight-viewer/2'),
  organisation: z.string().min(1).max(200),
  /** Ed25519 public key (base64 SPKI) that signs access, directory and cards. */
  organisationKey: publicKeySchema,
  /** The steps to who signed for it when this file was made; left out where that key did. */
  roster: rosterStepsSchema.optional(),
  /** Who the viewer is, signed by the organisation (base64). */
  certificate: z.base64(),
  /** The viewer's secrets, sealed with their passphrase (base64 of an age file). */
  secrets: z.base64(),
  bucket: z.unknown(),
});

export interface ViewerFile {
  readonly organisation: string;
  readonly organisationKey: PublicKey;
  /** Who signed for it when this file was made; left out: that key alone. */
  readonly roster?: Roster;
  readonly certificate: ViewerCertificate;
  /** The certificate as it was signed (base64): receipts carry it. */
  readonly signedCertificate: string;
  readonly secrets: Uint8Array;
  readonly bucket: BucketSettings;
}

/** What a viewer opens days with, and what their receipts are signed with. */
export const viewerSecretsSchema = z.strictObject({ identity: identitySchema, privateKey: privateKeySchema });
export type ViewerSecrets = z.infer<typeof viewerSecretsSchema>;

/** Reads what the organisation gave to a viewer. Problem code: `viewer-file-invalid`. */
export function readViewerFile(input: unknown): Result<ViewerFile> {
  const parsed = viewerFileSchema.safeParse(input);
  if (!parsed.success) return fail(invalid(parsed.error.issues[0]?.path.join('.') || 'its form'));
  const { organisation, organisationKey, certificate: signedCertificate, secrets } = parsed.data;
  const roster = rosterAfter(foundingRoster(organisationKey), parsed.data.roster ?? []);
  if (typeof roster === 'string') return fail(invalid('roster'));
  const certificate = readCertificate(Buffer.from(signedCertificate, 'base64'), roster.keys);
  if (certificate === null) return fail(invalid('certificate'));
  const bucket = parseBucketSettings(parsed.data.bucket);
  if (!bucket.ok) return bucket;
  return ok({
    organisation,
    organisationKey,
    roster,
    certificate,
    signedCertificate,
    secrets: Buffer.from(secrets, 'base64'),
    bucket: bucket.value,
  });
}

/** The secrets in the file; null when the passphrase does not open them. */
export async function openSecrets({ secrets }: ViewerFile, passphrase: string): Promise<ViewerSecrets | null> {
  const opened = await openWithPassphrase(passphrase, secrets);
  return opened === null ? null : parseSecrets(opened);
}

/** Secrets as they are written, or null when these are none. */
export function parseSecrets(bytes: Uint8Array): ViewerSecrets | null {
  return viewerSecretsSchema.safeParse(readJson(bytes)).data ?? null;
}

function invalid(field: string): Problem {
  return problem('viewer-file-invalid', { field });
}
