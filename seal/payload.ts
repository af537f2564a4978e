import { hkdfSync } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

const nonceBytes = 16;
const tagBytes = 16;
const chunkBytes = 64 * 1024 + tagBytes;

/**
 * The content of an age file from what follows its header (C2SP age.md, "Payload"), all at once: the library does the same over web streams, which
 * costs several times as much for the small files that a day and a year are made of. Throws when it is not whole, as it was sealed.
 */
export function openPayload(fileKey: Uint8Array, payload: Uint8Array): Uint8Array {
  const salt = payload.subarray(0, nonceBytes);
  if (salt.length < nonceBytes) throw new RangeError('cut short');
  const key = new Uint8Array(hkdfSync('sha256', fileKey, salt, 'payload', 32));
  const sealed = payload.subarray(nonceBytes);
  const count = Math.max(1, Math.ceil(sealed.length / chunkBytes));
  const chunks = Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1;
    const nonce = new Uint8Array(12);
    // A counter of eleven bytes, of which these are more than any file needs, and whether it is the last.
    new DataView(nonce.buffer).setUint32(7, index);
    nonce[11] = isLast ? 1 : 0;
    const chunk = chacha20poly1305(key, nonce).decrypt(sealed.subarray(index * chunkBytes, (index + 1) * chunkBytes));
    if (isLast && index > 0 && chunk.length === 0) throw new RangeError('the last chunk is empty');
    return chunk;
  });
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : new Uint8Array(Buffer.concat(chunks));
}
