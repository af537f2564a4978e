import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { readJson } from '../core/json.ts';

/** Ed25519 (RFC 8032). Keys are base64: the public one SPKI DER, the private one PKCS #8 DER. */
export const publicKeySchema = z.base64().min(40).max(200).brand<'PublicKey'>();
export type PublicKey = z.infer<typeof publicKeySchema>;

export const privateKeySchema = z.base64().min(40).max(400).brand<'PrivateKey'>();
export type PrivateKey = z.infer<typeof privateKeySchema>;

export interface SigningPair {
  readonly privateKey: PrivateKey;
  readonly publicKey: PublicKey;
}

export function newSigningPair(): SigningPair {
  const pair = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return {
    privateKey: privateKeySchema.parse(pair.privateKey.toString('base64')),
    publicKey: publicKeySchema.parse(pair.publicKey.toString('base64')),
  };
}

/** SHA-256 of a public key (its SPKI DER) in groups of four hexadecimal digits, for people to compare. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
  return (hash.match(/.{4}/g) ?? []).join(' ');
}

/** A function that signs. Throws when `privateKey` is no Ed25519 key. */
export function signerOf(privateKey: PrivateKey): (message: Uint8Array) => Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
  return (message) => sign(null, message, key);
}

type Verifier = (message: Uint8Array, signature: Uint8Array) => boolean;

/** Keys are few and signatures many (a year of one device's days): a key is parsed once. Public keys are no secrets. */
const verifiers = new LRUCache<PublicKey, Verifier>({ max: 256 });

/** A function that answers whether a signature is this key's; false also for anything malformed. */
export function verifierOf(publicKey: PublicKey): Verifier {
  const known = verifiers.get(publicKey);
  if (known !== undefined) return known;
  const verifier = newVerifier(publicKey);
  verifiers.set(publicKey, verifier);
  return verifier;
}

function newVerifier(publicKey: PublicKey): Verifier {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    if (key.asymmetricKeyType !== 'ed25519') return () => false;
    return (message, signature) => signature.length === 64 && verify(null, message, key, signature);
  } catch {
    return () => false;
  }
}

const signedSchema = z.object({ payload: z.string(), signature: z.base64() });

/** A JSON document with the signature over its exact text. */
export function signDocument(document: unknown, privateKey: PrivateKey): Uint8Array {
  const payload = JSON.stringify(document);
  const signature = Buffer.from(signerOf(privateKey)(Buffer.from(payload))).toString('base64');
  return Buffer.from(JSON.stringify({ payload, signature }));
}

/** One key, or several of whom any may have signed. */
export type Signers = PublicKey | readonly PublicKey[];

/** What was signed, unparsed, or undefined when the signature is of none of the `signers`. */
export function readDocument(bytes: Uint8Array, signers: Signers): unknown {
  const signed = signedSchema.safeParse(readJson(bytes));
  if (!signed.success) return undefined;
  const { payload, signature } = signed.data;
  const [message, given] = [Buffer.from(payload), Buffer.from(signature, 'base64')];
  const keys = typeof signers === 'string' ? [signers] : signers;
  return keys.some((key) => verifierOf(key)(message, given)) ? readJson(payload) : undefined;
}

/** What a document says, whoever signed it. Only for those who have no key to check it with, and say so. */
export function readUnverified(bytes: Uint8Array): unknown {
  const signed = signedSchema.safeParse(readJson(bytes));
  return signed.success ? readJson(signed.data.payload) : undefined;
}

/** The same with a shared key (HMAC-SHA-256, RFC 2104): for what two sides authenticate to each other. */
export function macDocument(document: unknown, key: string): Uint8Array {
  const payload = JSON.stringify(document);
  return Buffer.from(JSON.stringify({ payload, signature: mac(payload, key).toString('base64') }));
}

/** The very text that was authenticated, unparsed; undefined where it was not. */
export function readMacText(bytes: Uint8Array, key: string): string | undefined {
  const signed = signedSchema.safeParse(readJson(bytes));
  if (!signed.success) return undefined;
  const expected = mac(signed.data.payload, key);
  const given = Buffer.from(signed.data.signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? signed.data.payload : undefined;
}

function mac(text: string, key: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest();
}
