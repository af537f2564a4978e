import { Decrypter } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type KeyPair, newKeyPair, openWith, sealTo, sealWithPassphrase, tryOpen } from '../../seal/age.ts';
import { checkMac, readHeader } from '../../seal/age-header.ts';
import { lightWork } from '../fixtures/light-work.ts';

let keys: KeyPair;
let other: KeyPair;
let file: Uint8Array;
let length: number;

beforeAll(async () => {
  [keys, other] = await Promise.all([newKeyPair(), newKeyPair()]);
  file = await sealTo([other.recipient, keys.recipient], Buffer.from('content'));
  length = readHeader(file).length;
});

async function byLibrary(bytes: Uint8Array): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(keys.identity);
  return decrypter.decrypt(bytes).catch(() => null);
}

/** The file with another text for its header. */
function withHeader(change: (text: string) => string): Uint8Array {
  const text = Buffer.from(file.subarray(0, length)).toString('latin1');
  return new Uint8Array(Buffer.concat([Buffer.from(change(text), 'latin1'), file.subarray(length)]));
}

describe('a header', () => {
  it('has a stanza for each recipient, and its MAC', () => {
    const header = readHeader(file);
    expect(header.stanzas.map(({ args, body }) => [args[0], args.length, body.length])).toEqual([
      ['X25519', 2, 32],
      ['X25519', 2, 32],
    ]);
    expect(header.mac).toHaveLength(32);
    expect(Buffer.from(header.macked).toString()).toMatch(/\n---$/);
    expect(() => checkMac(header, new Uint8Array(16))).toThrow(RangeError);
  });

  it('may hold stanzas of kinds that nobody here knows, of any length', async () => {
    const foreign = ['-> example.com/kind one two', 'A'.repeat(64), 'A'.repeat(64), ''].join('\n');
    const grown = withHeader((text) => text.replace('\n->', `\n${foreign}\n->`));
    expect(readHeader(grown).stanzas.map(({ args, body }) => [args.length, body.length])[0]).toEqual([3, 96]);
    // The MAC is over them too.
    expect(await openWith(keys.identity, grown)).toBeNull();
    expect(await byLibrary(grown)).toBeNull();
  });

  it.each([
    ['another version', (text: string) => text.replace('v1', 'v2')],
    ['no stanza mark', (text: string) => text.replace('\n-> ', '\n- ')],
    ['a stanza without a kind', (text: string) => text.replace(/-> X25519 \S+/, '->')],
    ['an empty argument', (text: string) => text.replace('X25519 ', 'X25519  ')],
    [
      'a line that is too long',
      (text: string) => text.replace(/\n-> [^\n]+\n/, (line) => `${line}${'A'.repeat(68)}\n`),
    ],
    ['padding', (text: string) => text.replace(/--- (\S+)/, '--- $1=')],
    ['a MAC that another text writes', (text: string) => text.replace(/(\S)\n$/, '!\n')],
    ['no MAC', (text: string) => text.replace(/--- \S+/, '--- ')],
    ['a line end of two characters', (text: string) => text.replaceAll('\n', '\r\n')],
    ['nothing after it begins', () => 'age-encryption.org/v1\n'],
    ['nothing', () => ''],
  ])('with %s opens nothing, here and in the library', async (_, change) => {
    const altered = withHeader(change);
    expect(await openWith(keys.identity, altered)).toBeNull();
    expect(await byLibrary(altered)).toBeNull();
  });

  it('opens what the library opens and nothing else, whichever of its bytes is another, gone or added', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(length - 1),
        fc.constantFrom('change', 'remove', 'add'),
        fc.integer({ min: 1, max: 255 }),
        async (at, how, by) => {
          const middle = how === 'change' ? [(file[at] ?? 0) ^ by] : how === 'remove' ? [] : [by, file[at] ?? 0];
          const altered = new Uint8Array(
            Buffer.concat([file.subarray(0, at), Uint8Array.from(middle), file.subarray(at + 1)]),
          );
          expect(await openWith(keys.identity, altered)).toEqual(await byLibrary(altered));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('tells a file for others from one that is not whole', async () => {
    const forOthers = await sealTo([other.recipient], Buffer.from('content'));
    expect(await tryOpen(keys.identity, forOthers)).toEqual({ because: 'sealed-to-others' });
    expect(await tryOpen(keys.identity, await sealWithPassphrase('a passphrase', Buffer.from('x'), lightWork))).toEqual(
      {
        because: 'sealed-to-others',
      },
    );
    expect(await tryOpen(keys.identity, file.subarray(0, length - 1))).toEqual({ because: 'broken' });
    expect(
      await tryOpen(
        keys.identity,
        withHeader((text) => text.replace(/--- ./, '--- *')),
      ),
    ).toEqual({
      because: 'broken',
    });
  });
});
