import { type ViewerCertificate, viewerCertificateSchema } from '../core/access.ts';
import { type ViewReceipt, viewReceiptSchema } from '../core/view-receipt.ts';
import {
  type PrivateKey,
  type PublicKey,
  publicKeySchema,
  readDocument,
  readUnverified,
  signDocument,
} from './signing.ts';

/** A receipt as it is sealed to the person: signed with the viewer's key. */
export function signReceipt(receipt: ViewReceipt, privateKey: PrivateKey): Uint8Array {
  return signDocument(receipt, privateKey);
}

/**
 * What a receipt says, once it was checked who signed it: its certificate is the organisation's, and its own signature is the key's that the
 * certificate names. Null for anything else, so that nobody can make another one look.
 */
export function readReceipt(
  bytes: Uint8Array,
  organisationKey: PublicKey,
): { readonly receipt: ViewReceipt; readonly name: string } | null {
  const claimed = viewReceiptSchema.safeParse(readUnverified(bytes));
  if (!claimed.success) return null;
  const certificate = readCertificate(Buffer.from(claimed.data.certificate, 'base64'), organisationKey);
  if (certificate === null || certificate.viewer !== claimed.data.viewer) return null;
  const signed = viewReceiptSchema.safeParse(readDocument(bytes, publicKeySchema.parse(certificate.publicKey)));
  return signed.success ? { receipt: signed.data, name: certificate.name } : null;
}

/** The viewer whom the organisation vouches for, or null when this is not its certificate. */
export function readCertificate(bytes: Uint8Array, organisationKey: PublicKey): ViewerCertificate | null {
  const certificate = viewerCertificateSchema.safeParse(readDocument(bytes, organisationKey));
  return certificate.success ? certificate.data : null;
}
