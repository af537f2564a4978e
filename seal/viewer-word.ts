import type { z } from 'zod';
import type { PersonId, RecordId, ViewerId } from '../core/ids.ts';
import { type ViewerCertificate, viewerCertificateSchema } from '../core/organisation/access.ts';
import { publicKeySchema, readDocument, readUnverified, type Signers } from './signing.ts';

/** What a viewer signs, a receipt or an answer: with whom it is left and under which name, who they are, and the organisation's word for it (base64). */
export interface ViewerWord {
  readonly id: RecordId;
  readonly person: PersonId;
  readonly viewer: ViewerId;
  readonly certificate: string;
}

/**
 * What a viewer signed, once it was checked who that is: the certificate in it is the organisation's and names the same viewer, and the signature
 * is the key's that the certificate names. Null for anything else, so that nobody speaks as another one.
 */
export function readViewerWord<T extends ViewerWord>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  signers: Signers,
): { readonly said: T; readonly name: string } | null {
  const claimed = schema.safeParse(readUnverified(bytes));
  if (!claimed.success) return null;
  const certificate = readCertificate(Buffer.from(claimed.data.certificate, 'base64'), signers);
  if (certificate === null || certificate.viewer !== claimed.data.viewer) return null;
  const signed = schema.safeParse(readDocument(bytes, publicKeySchema.parse(certificate.publicKey)));
  return signed.success ? { said: signed.data, name: certificate.name } : null;
}

/** The viewer whom the organisation vouches for, or null when this is not its certificate. */
export function readCertificate(bytes: Uint8Array, signers: Signers): ViewerCertificate | null {
  const certificate = viewerCertificateSchema.safeParse(readDocument(bytes, signers));
  return certificate.success ? certificate.data : null;
}
