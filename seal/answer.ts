import { type SignedAnswer, signedAnswerSchema } from '../core/organisation/answer.ts';
import { type PrivateKey, type PublicKey, signDocument } from './signing.ts';
import { readViewerWord } from './viewer-word.ts';

/** An answer as it is sealed to who may read it: signed with the viewer's key. */
export function signAnswer(answer: SignedAnswer, privateKey: PrivateKey): Uint8Array {
  return signDocument(answer, privateKey);
}

/** What an answer says and what the organisation calls who signed it, or null where no viewer of the organisation did. */
export function readAnswer(
  bytes: Uint8Array,
  organisationKey: PublicKey,
): { readonly answer: SignedAnswer; readonly name: string } | null {
  const read = readViewerWord(bytes, signedAnswerSchema, organisationKey);
  return read === null ? null : { answer: read.said, name: read.name };
}
