import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { idFromRandom } from '../../core/ids.ts';
import { type Identity, identitySchema, keyPairOf } from '../../seal/age.ts';
import { privateKeySchema, publicKeySchema, type SigningPair } from '../../seal/signing.ts';

/** Bytes that look random and are the same for the same seed and label, in whatever order they are asked for. */
export type Seeded = (label: string, length: number) => Buffer;

export function seededBy(seed: string): Seeded {
  return (label, length) => createHash('shake256', { outputLength: length }).update(`${seed}\n${label}`).digest();
}

export function seededId(seeded: Seeded, label: string): string {
  return idFromRandom(seeded(`id ${label}`, 26));
}

/** An age identity, with what is needed to seal to it without asking the age library. */
export interface SeededIdentity {
  readonly identity: Identity;
  readonly recipient: Awaited<ReturnType<typeof keyPairOf>>['recipient'];
  readonly publicKey: KeyObject;
  readonly raw: Buffer;
}

export async function seededIdentity(seeded: Seeded, label: string): Promise<SeededIdentity> {
  const secret = seeded(`age ${label}`, 32);
  const identity = identitySchema.parse(bech32('age-secret-key-', secret).toUpperCase());
  const publicKey = createPublicKey(x25519(secret));
  return { ...(await keyPairOf(identity)), publicKey, raw: rawOf(publicKey) };
}

export function seededSigningPair(seeded: Seeded, label: string): SigningPair {
  const der = Buffer.concat([pkcs8('70'), seeded(`signing ${label}`, 32)]);
  const publicKey = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  return {
    privateKey: privateKeySchema.parse(der.toString('base64')),
    publicKey: publicKeySchema.parse(publicKey.export({ format: 'der', type: 'spki' }).toString('base64')),
  };
}

/** The X25519 key of 32 secret bytes. */
export function x25519(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8('6e'), secret]), format: 'der', type: 'pkcs8' });
}

/** The 32 bytes of a public key. */
export function rawOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
}

/** What stands before the secret bytes of an X25519 (1.3.101.110) or Ed25519 (1.3.101.112) key (RFC 8410). */
function pkcs8(algorithm: '6e' | '70'): Buffer {
  return Buffer.from(`302e020100300506032b65${algorithm}04220420`, 'hex');
}

const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** Bech32 (BIP 173), as age writes its keys. */
function bech32(head: string, bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const data = Array.from({ length: Math.ceil(bits.length / 5) }, (_, index) =>
    Number.parseInt(bits.slice(index * 5, index * 5 + 5).padEnd(5, '0'), 2),
  );
  const codes = [...head].map((letter) => letter.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = checksum([...expanded, ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
  const tail = Array.from({ length: 6 }, (_, index) => (sum >>> (5 * (5 - index))) & 31);
  return `${head}1${[...data, ...tail].map((value) => alphabet[value]).join('')}`;
}

function checksum(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, each] of generator.entries()) if ((top >> bit) & 1) sum ^= each;
  }
  return sum;
}
