import { Decrypter } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type KeyPair, newKeyPair, openWith, sealTo } from '../../seal/age.ts';
import { readHeader } from '../../seal/age-header.ts';

let keys: KeyPair;
beforeAll(async () => {
  keys = await newKeyPair();
});

async function byLibrary(file: Uint8Array): Promise<Uint8Array | null> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(keys.identity);
  return decrypter.decrypt(file).catch(() => null);
}

const chunk = 64 * 1024;
const content = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31) & 255);

test.for([0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 7])('opens %i bytes', async (length) => {
  const file = await sealTo([keys.recipient], content(length));
  expect(Buffer.compare(Buffer.from((await openWith(keys.identity, file)) ?? 'nothing'), content(length))).toBe(0);
});

test('opens what the library opens and nothing else, whatever byte is another and wherever a large file ends', async () => {
  const file = await sealTo([keys.recipient], content(2 * chunk + 5));
  const head = readHeader(file).length;
  const sealedChunk = chunk + 16;
  const ends = [0, 1, head - 1, head, head + 1, head + 15, head + 16, head + 17, head + 31, head + 32, head + 33];
  for (const chunks of [1, 2]) for (const more of [-1, 0, 1, 16]) ends.push(head + 16 + chunks * sealedChunk + more);
  for (const end of ends) {
    expect(await openWith(keys.identity, file.subarray(0, end))).toBeNull();
    expect(await byLibrary(file.subarray(0, end))).toBeNull();
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = file.with(at, (file[at] ?? 0) ^ change);
      expect(await openWith(keys.identity, altered)).toEqual(await byLibrary(altered));
      expect(await openWith(keys.identity, altered)).toBeNull();
    }),
    { numRuns: 40 },
  );
});

test('chunks that change places, are left out or come twice open no more', async () => {
  const file = await sealTo([keys.recipient], content(3 * chunk));
  const from = readHeader(file).length + 16;
  const [a, b, c] = [0, 1, 2].map((index) =>
    file.subarray(from + index * (chunk + 16), from + (index + 1) * (chunk + 16)),
  );
  const of = (...chunks: (Uint8Array | undefined)[]) =>
    new Uint8Array(Buffer.concat([file.subarray(0, from), ...chunks.flatMap((each) => each ?? [])]));
  expect(await openWith(keys.identity, of(a, b, c))).not.toBeNull();
  for (const altered of [of(b, a, c), of(a, c), of(a, b), of(a, a, c), of(a, b, c, c), of(c), of(a, c, b), of()])
    expect(await openWith(keys.identity, altered)).toBeNull();
});
