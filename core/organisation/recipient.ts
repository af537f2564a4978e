import { bech32 } from '@scure/base';
import { z } from 'zod';

/** An age recipient, public: X25519 (`age1…`) or post-quantum hybrid (`age1pq1…`). */
export const recipientSchema = z
  .string()
  .regex(/^age1(pq1)?[02-9ac-hj-np-z]{50,2100}$/, 'is not an age recipient (age1…)')
  .refine(isSealable, 'is not an age recipient (age1…)')
  .brand<'Recipient'>();
export type Recipient = z.infer<typeof recipientSchema>;

/** The two kinds never share a file: it would be no stronger than the weaker. */
export function isHybrid(recipient: Recipient): boolean {
  return recipient.startsWith('age1pq1');
}

const x25519Bytes = 32;
const hybridBytes = 1216;

/**
 * Whether something can be sealed to it: the checksum fits, and an X25519 point is none of low
 * order (RFC 7748 §6.1), with which the shared secret is nothing but zeros. Sealing to any other
 * throws, and a card or a document in the bucket may name any.
 */
function isSealable(text: string): boolean {
  const decoded = bech32.decodeUnsafe(text, false);
  if (decoded === undefined) return false;
  const bytes = bech32.fromWordsUnsafe(decoded.words);
  if (!(bytes instanceof Uint8Array)) return false;
  if (decoded.prefix === 'age1pq') return bytes.length === hybridBytes;
  return decoded.prefix === 'age' && bytes.length === x25519Bytes && !lowOrder.has(numberOf(bytes));
}

const prime = 2n ** 255n - 19n;
/** The points of low order in every spelling: any top bit, also numbers past the prime. */
const lowOrder: ReadonlySet<bigint> = new Set(
  [
    0n,
    1n,
    325606250916557431795983626356110631294008115727848805560023387167927233504n,
    39382357235489614581723060781553021112529911719440698176882885853963445705823n,
    prime - 1n,
  ].flatMap((point) => [point, point + prime].filter((written) => written < 2n ** 255n)),
);

function numberOf(littleEndian: Uint8Array): bigint {
  return littleEndian.reduceRight(
    (number, byte, place) => (number << 8n) | BigInt(place === 31 ? byte & 0x7f : byte),
    0n,
  );
}
