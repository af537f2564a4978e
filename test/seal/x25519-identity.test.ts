import { Decrypter, Encrypter, Stanza } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type KeyPair, newKeyPair, openerOf, openWith, sealTo } from '../../seal/age.ts';
import { X25519Identity } from '../../seal/x25519-identity.ts';

let a: KeyPair;
let others: KeyPair[];
beforeAll(async () => {
  [a, ...others] = (await Promise.all(Array.from({ length: 4 }, () => newKeyPair()))) as [KeyPair, ...KeyPair[]];
});

/** What the library itself makes of a file. */
async function byLibrary({ identity }: KeyPair, file: Uint8Array): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(file).catch(() => null);
}

/** A file whose header has these stanzas, each as `change` makes it of the library's own. */
async function fileWith(change: (stanza: Stanza) => Stanza[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient({
    async wrapFileKey(fileKey) {
      const stanzas: Stanza[] = [];
      const inner = new Encrypter();
      inner.addRecipient(a.recipient);
      const own = (inner as unknown as { recipients: { wrapFileKey(key: Uint8Array): Promise<Stanza[]> }[] })
        .recipients;
      for (const recipient of own)
        for (const stanza of await recipient.wrapFileKey(fileKey)) stanzas.push(...change(stanza));
      return stanzas;
    },
  });
  return encrypter.encrypt(new TextEncoder().encode('content'));
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');
const shareOf = ({ args }: Stanza) => args[1] ?? '';
const point = (hex: string) => base64(Buffer.from(hex, 'hex'));

describe('an X25519 identity', () => {
  it('opens what the library seals, wherever its stanza stands', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 3 }), async (content, place) => {
        const all = others.map(({ recipient }) => recipient);
        all.splice(place, 0, a.recipient);
        const file = await sealTo(all, content);
        expect(await openWith(a.identity, file)).toEqual(content);
        expect(await byLibrary(a, file)).toEqual(content);
      }),
      { numRuns: 30 },
    ));

  it('answers as the library does to a file of which any byte is another, or which ends early', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, isCut) => {
        const file = await sealTo([others[0]?.recipient ?? a.recipient, a.recipient], Buffer.from('some content'));
        const index = at % file.length;
        const altered = isCut ? file.subarray(0, index) : file.with(index, (file[index] ?? 0) ^ change);
        const opened = await openWith(a.identity, altered);
        expect(opened).toBeNull();
        expect(await byLibrary(a, altered)).toBeNull();
      }),
      { numRuns: 150 },
    ));

  it.each<[string, (stanza: Stanza) => Stanza[], boolean]>([
    ['as it is', (stanza) => [stanza], true],
    ['after one of another type', (stanza) => [new Stanza(['example.com/x', 'y'], new Uint8Array(3)), stanza], true],
    [
      'after one to somebody else',
      (stanza) => [new Stanza(['X25519', point(`09${'00'.repeat(31)}`)], stanza.body), stanza],
      true,
    ],
    ['with one argument more', (stanza) => [new Stanza([...stanza.args, 'more'], stanza.body)], false],
    ['without an argument', (stanza) => [new Stanza(['X25519'], stanza.body)], false],
    ['whose type is written small', (stanza) => [new Stanza(['x25519', shareOf(stanza)], stanza.body)], false],
    ['with a share cut short', (stanza) => [new Stanza(['X25519', shareOf(stanza).slice(0, -2)], stanza.body)], false],
    [
      'with a share of 33 bytes',
      (stanza) => [new Stanza(['X25519', `${shareOf(stanza).slice(0, -1)}AA`], stanza.body)],
      false,
    ],
    ['with padding', (stanza) => [new Stanza(['X25519', `${shareOf(stanza)}=`], stanza.body)], false],
    [
      'with a share that is not base64',
      (stanza) => [new Stanza(['X25519', `${shareOf(stanza).slice(0, -1)}!`], stanza.body)],
      false,
    ],
    [
      'with base64 of URLs',
      () => [new Stanza(['X25519', base64(new Uint8Array(32).fill(255)).replaceAll('/', '_')], new Uint8Array(32))],
      false,
    ],
    [
      'with bits left over at the end of its share',
      () => [new Stanza(['X25519', `${base64(new Uint8Array(32)).slice(0, -1)}B`], new Uint8Array(32))],
      false,
    ],
    ['with a body cut short', (stanza) => [new Stanza([...stanza.args], stanza.body.subarray(1))], false],
    [
      'with a body too long',
      (stanza) => [new Stanza([...stanza.args], Buffer.concat([stanza.body, Buffer.of(0)]))],
      false,
    ],
    [
      'with another body',
      (stanza) => [new Stanza([...stanza.args], stanza.body.with(0, (stanza.body[0] ?? 0) ^ 1))],
      false,
    ],
    ['that is broken before one that is not', (stanza) => [new Stanza(['X25519'], stanza.body), stanza], false],
    ['on the point zero', (stanza) => [new Stanza(['X25519', point('00'.repeat(32))], stanza.body), stanza], false],
    [
      'on the point one',
      (stanza) => [new Stanza(['X25519', point(`01${'00'.repeat(31)}`)], stanza.body), stanza],
      false,
    ],
    [
      'on a point of order eight',
      (stanza) => [
        new Stanza(['X25519', point('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800')], stanza.body),
        stanza,
      ],
      false,
    ],
    [
      'on p, which is zero once more',
      (stanza) => [new Stanza(['X25519', point(`edffffff${'ff'.repeat(27)}7f`)], stanza.body), stanza],
      false,
    ],
  ])('takes a stanza %s as the library does', async (_, change, opens) => {
    const file = await fileWith(change);
    expect((await openWith(a.identity, file)) !== null).toBe(opens);
    expect((await byLibrary(a, file)) !== null).toBe(opens);
  });

  it.each<[string, (identity: string) => string]>([
    ['of another checksum', (text) => text.slice(0, -1) + (text.endsWith('Q') ? 'P' : 'Q')],
    ['cut short', (text) => text.slice(0, -3)],
    ['in mixed case', (text) => text.toLowerCase().replace('k', 'K')],
    ['of the hybrid kind', () => 'AGE-SECRET-KEY-PQ-1'],
    ['that is a recipient', () => a.recipient],
  ])('is refused: one %s', (_, change) => {
    expect(() => new X25519Identity(change(a.identity))).toThrow();
  });

  it('opens file after file once it was read', async () => {
    const open = openerOf(a.identity);
    const [one, two] = await Promise.all(['one', 'two'].map((text) => sealTo([a.recipient], Buffer.from(text))));
    expect(Buffer.from((await open(one as Uint8Array)) ?? []).toString()).toBe('one');
    expect(Buffer.from((await open(two as Uint8Array)) ?? []).toString()).toBe('two');
    expect(
      await open(
        await sealTo(
          others.map(({ recipient }) => recipient),
          Buffer.from('x'),
        ),
      ),
    ).toBeNull();
  });
});
