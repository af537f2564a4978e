import { createCipheriv, createHmac, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { rawOf, type Seeded, type SeededIdentity, x25519 } from '../seeded.ts';

/**
 * An age file (age-encryption.org/v1, X25519) whose bytes are the same for the same seed and label: what is drawn at random elsewhere is
 * drawn from the seed here. For made-up data only; the product seals with the age library, which draws afresh each time.
 */
export function seededSeal(
  seeded: Seeded,
  label: string,
  recipients: readonly Pick<SeededIdentity, 'publicKey' | 'raw'>[],
  plain: Uint8Array,
): Buffer {
  const fileKey = seeded(`file key ${label}`, 16);
  const stanzas = recipients.map(({ publicKey, raw }, index) => {
    const privateKey = x25519(seeded(`ephemeral ${index} ${label}`, 32));
    const share = rawOf(createPublicKey(privateKey));
    const shared = diffieHellman({ privateKey, publicKey });
    const wrapping = derive(shared, Buffer.concat([share, raw]), 'age-encryption.org/v1/X25519');
    return `-> X25519 ${base64(share)}\n${base64(cipher(wrapping, Buffer.alloc(12), fileKey))}\n`;
  });
  const head = `age-encryption.org/v1\n${stanzas.join('')}---`;
  const mac = createHmac('sha256', derive(fileKey, Buffer.alloc(0), 'header'))
    .update(head)
    .digest();
  const nonce = seeded(`nonce ${label}`, 16);
  const payloadKey = derive(fileKey, nonce, 'payload');
  const parts = [Buffer.from(`${head} ${base64(mac)}\n`), nonce];
  const count = Math.max(1, Math.ceil(plain.length / chunkBytes));
  for (let index = 0; index < count; index++) {
    const counter = Buffer.alloc(12);
    counter.writeUInt32BE(index, 7);
    counter[11] = index === count - 1 ? 1 : 0;
    parts.push(cipher(payloadKey, counter, plain.subarray(index * chunkBytes, (index + 1) * chunkBytes)));
  }
  return Buffer.concat(parts);
}

const chunkBytes = 64 * 1024;

function derive(key: Uint8Array, salt: Uint8Array, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, 32));
}

function cipher(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Buffer {
  const made = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([made.update(plain), made.final(), made.getAuthTag()]);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}
