import { bech32 } from '@scure/base';
import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { z } from 'zod';
import { isHybrid, type Recipient, recipientSchema } from '../core/organisation/recipient.ts';
import { checkMac, readHeader } from './age-header.ts';
import { openPayload } from './payload.ts';
import { X25519Identity } from './x25519-identity.ts';

/**
 * Encryption is age (age-encryption.org/v1), so that anyone with the right identity recovers data with the stock `age` program.
 * An X25519 recipient is `age1…`, a post-quantum hybrid one `age1pq1…`; one file never has both, because it would
 * be no stronger than the weaker.
 */
const notAnIdentity = 'is not an age identity (AGE-SECRET-KEY-1…)';

export const identitySchema = z
  .string()
  .regex(/^AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{50,}$/, notAnIdentity)
  // Its checksum too: the library names the whole key in what it throws over one that is mistyped.
  .refine(isWhole, notAnIdentity)
  .brand<'Identity'>();
/** A private key. It is never logged, shown or written except inside an encrypted file. */
export type Identity = z.infer<typeof identitySchema>;

export type KeyKind = 'x25519' | 'hybrid';

export interface KeyPair {
  readonly identity: Identity;
  readonly recipient: Recipient;
}

export async function newKeyPair(kind: KeyKind = 'x25519'): Promise<KeyPair> {
  const identity = kind === 'hybrid' ? await generateHybridIdentity() : await generateX25519Identity();
  return keyPairOf(identitySchema.parse(identity));
}

/** Throws, without a word of the library's, when `identity` is none. */
export async function keyPairOf(identity: Identity): Promise<KeyPair> {
  const recipient = await identityToRecipient(identity).catch(() => null);
  if (recipient === null) throw new TypeError(notAnIdentity);
  return { identity, recipient: recipientSchema.parse(recipient) };
}

/** An age file that each of `recipients` can open. Throws a RangeError on none, or on a mix of kinds. */
export async function sealTo(recipients: readonly Recipient[], bytes: Uint8Array): Promise<Uint8Array> {
  const kinds = new Set(recipients.map(isHybrid));
  if (kinds.size !== 1) throw new RangeError('an age file needs recipients of one kind, X25519 or hybrid');
  const encrypter = new Encrypter();
  for (const recipient of new Set(recipients)) encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

/** The content of an age file, or null when `identity` is none of its recipients or the file is not whole. */
export function openWith(identity: Identity, file: Uint8Array): Promise<Uint8Array | null> {
  return openerOf(identity)(file);
}

/** The same for who opens many files: the identity is parsed once, and forgotten with the opener. Throws when it is none. */
export function openerOf(identity: Identity): (file: Uint8Array) => Promise<Uint8Array | null> {
  const open = openingOrThrow(identity);
  return (file) => open(file).catch(() => null);
}

/** Opens age files with one identity, as `openerOf` gives it. */
export type Opener = ReturnType<typeof openerOf>;

/** The content of an age file, or why there is none: it is sealed to others alone, as far as its header tells, or it is not whole. */
export async function tryOpen(
  identity: Identity,
  file: Uint8Array,
): Promise<{ readonly content: Uint8Array } | { readonly because: 'sealed-to-others' | 'broken' }> {
  try {
    return { content: await openingWith(identity)(file) };
  } catch (error) {
    const isForOthers = error instanceof Error && error.message === noIdentityMatched;
    return { because: isForOthers ? 'sealed-to-others' : 'broken' };
  }
}

/** What the library says when a file is whole as far as it can tell and none of its stanzas opens. */
const noIdentityMatched = "no identity matched any of the file's recipients";

/** How much work trying a passphrase costs: scrypt's N is 2 to this power. age's own default, about a second. */
export const passphraseWork = 18;

/** An age file under a passphrase (scrypt, RFC 7914). The file says with how much `work` it was made; opening takes as much. */
export async function sealWithPassphrase(
  passphrase: string,
  bytes: Uint8Array,
  work = passphraseWork,
): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(work);
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(bytes);
}

/** The content, or null when the passphrase is wrong or the file is not whole. */
export async function openWithPassphrase(passphrase: string, file: Uint8Array): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypt(decrypter, file);
}

/** An identity as the file that `age -i` reads. */
export function identityFile(identity: Identity): Uint8Array {
  return new TextEncoder().encode(`${identity}\n`);
}

/**
 * A recovery identity as that file, with the key of the organisation in a comment: what opens everything is kept apart
 * from the bucket, and so says what nobody may take from there.
 */
export function recoveryIdentityFile(identity: Identity, organisationKey: string): Uint8Array {
  return Buffer.concat([Buffer.from(`# organisation key: ${organisationKey}\n`), identityFile(identity)]);
}

/** The identity in such a file: its one line that is no comment. Null when there is none. */
export function readIdentityFile(bytes: Uint8Array): Identity | null {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const parsed = identitySchema.safeParse(
    lines.map((line) => line.trim()).find((line) => line !== '' && !line.startsWith('#')),
  );
  return parsed.success ? parsed.data : null;
}

/** Whether the text's checksum is right and its key is of the length that there is. */
function isWhole(identity: string): boolean {
  const decoded = bech32.decodeUnsafe(identity, false);
  if (decoded === undefined || !/^AGE-SECRET-KEY-(PQ-)?$/i.test(decoded.prefix)) return false;
  return bech32.fromWordsUnsafe(decoded.words)?.length === 32;
}

/** As `openingWith`; what the library throws over a key holds the key, so that nothing of it is passed on. */
function openingOrThrow(identity: Identity): ReturnType<typeof openingWith> {
  try {
    return openingWith(identity);
  } catch {
    throw new TypeError(notAnIdentity);
  }
}

/** Opens files with one identity. What it answers throws where it does not open one. */
function openingWith(identity: Identity): (file: Uint8Array) => Promise<Uint8Array> {
  if (identity.startsWith('AGE-SECRET-KEY-1')) {
    const own = new X25519Identity(identity);
    return async (file) => {
      const header = readHeader(file);
      const fileKey = own.unwrapFileKey(header.stanzas);
      if (fileKey === null) throw new Error(noIdentityMatched);
      checkMac(header, fileKey);
      return openPayload(fileKey, file.subarray(header.length));
    };
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return async (file) => {
    // The library reads as many stanzas as there are.
    readHeader(file);
    return decrypter.decrypt(file);
  };
}

async function decrypt(decrypter: Decrypter, file: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await decrypter.decrypt(file);
  } catch {
    return null;
  }
}
