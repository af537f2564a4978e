import { type ViewReceipt, viewReceiptSchema } from '../core/organisation/view-receipt.ts';
import { type PrivateKey, type PublicKey, signDocument } from './signing.ts';
import { readViewerWord } from './viewer-word.ts';

/** A receipt as it is sealed to the person: signed with the viewer's key. */
export function signReceipt(receipt: ViewReceipt, privateKey: PrivateKey): Uint8Array {
  return signDocument(receipt, privateKey);
}

/** What a receipt says, once it was checked who signed it; null for anything else, so that nobody can make another one look. */
export function readReceipt(
  bytes: Uint8Array,
  organisationKey: PublicKey,
): { readonly receipt: ViewReceipt; readonly name: string } | null {
  const read = readViewerWord(bytes, viewReceiptSchema, organisationKey);
  return read === null ? null : { receipt: read.said, name: read.name };
}
