import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  macDocument,
  newSigningPair,
  privateKeySchema,
  publicKeySchema,
  readDocument,
  readMacText,
  signDocument,
  signerOf,
  verifierOf,
} from '../../seal/signing.ts';

/** RFC 8032, section 7.1: secret key, public key, message, signature. */
const vectors = [
  [
    'TEST 1',
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    'TEST 2',
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'TEST 3',
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;
const hex = (text: string) => Buffer.from(text, 'hex');
const spki = (key: string) => publicKeySchema.parse(hex(`302a300506032b6570032100${key}`).toString('base64'));
const pkcs8 = (key: string) => privateKeySchema.parse(hex(`302e020100300506032b657004220420${key}`).toString('base64'));

describe('a signature', () => {
  it.each(vectors)('is that of RFC 8032, %s', (_, secret, open, message, signature) => {
    expect(Buffer.from(signerOf(pkcs8(secret))(hex(message))).toString('hex')).toBe(signature);
    expect(verifierOf(spki(open))(hex(message), hex(signature))).toBe(true);
  });

  it.each(vectors)('of %s is of no other message, key or bytes', (_, __, open, message, signature) => {
    const verify = verifierOf(spki(open));
    expect(verify(hex(`${message}00`), hex(signature))).toBe(false);
    expect(verifierOf(newSigningPair().publicKey)(hex(message), hex(signature))).toBe(false);
    for (let at = 0; at < 64; at++) {
      const altered = hex(signature);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(verify(hex(message), altered)).toBe(false);
    }
  });

  it.each([0, 1, 63, 65, 128])('is never %d bytes long', (length) => {
    const verify = verifierOf(newSigningPair().publicKey);
    expect(verify(new Uint8Array(), new Uint8Array(length))).toBe(false);
  });

  it('with an order added is not taken a second time (malleability)', () => {
    const [, , open, message, signature] = vectors[1];
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${hex(signature).subarray(32).reverse().toString('hex')}`) + order;
    const high = hex(s.toString(16).padStart(64, '0')).reverse();
    expect(verifierOf(spki(open))(hex(message), Buffer.concat([hex(signature).subarray(0, 32), high]))).toBe(false);
  });
});

describe('a key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'der' });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  it.each([
    ['no key at all', 'A'.repeat(60)],
    ['of RSA', rsa.toString('base64').slice(0, 200)],
    ['of another curve', ec.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
    ['cut short', newSigningPair().publicKey.slice(0, 40)],
  ])('that is %s verifies nothing, and does not throw', (_, text) =>
    expect(verifierOf(text as ReturnType<typeof publicKeySchema.parse>)(new Uint8Array(), new Uint8Array(64))).toBe(
      false,
    ),
  );

  it('of another curve signs nothing', () => {
    const other = ec.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    expect(() => signerOf(privateKeySchema.parse(other))).toThrow('not an Ed25519 key');
    expect(() => signerOf(privateKeySchema.parse('A'.repeat(60)))).toThrow();
  });
});

describe('documents', () => {
  const pair = newSigningPair();
  const other = newSigningPair();
  const key = Buffer.alloc(32, 1).toString('base64');

  it('come back when they are signed, and are undefined when not', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const same = JSON.parse(JSON.stringify(value));
        expect(readDocument(signDocument(value, pair.privateKey), pair.publicKey)).toEqual(same);
        expect(readDocument(signDocument(value, other.privateKey), pair.publicKey)).toBeUndefined();
        expect(readMacText(macDocument(value, key), key)).toBe(JSON.stringify(value));
        expect(readMacText(macDocument(value, key), Buffer.alloc(32, 2).toString('base64'))).toBeUndefined();
      }),
      { numRuns: 40 },
    ));

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a payload alone', '{"payload":"{}"}'],
    ['a payload that is an object', '{"payload":{},"signature":""}'],
    ['an empty signature', '{"payload":"{}","signature":""}'],
    ['a signature of zeros', `{"payload":"{}","signature":"${'A'.repeat(86)}=="}`],
  ])('are undefined for %s', (_, text) => {
    expect(readDocument(Buffer.from(text), pair.publicKey)).toBeUndefined();
    expect(readMacText(Buffer.from(text), key)).toBeUndefined();
  });

  it('signed are not taken for authenticated ones, nor the other way round', () => {
    expect(readMacText(signDocument({}, pair.privateKey), key)).toBeUndefined();
    expect(readDocument(macDocument({}, key), pair.publicKey)).toBeUndefined();
  });
});
