import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededSeal } from '../../bench/large-office/bucket/seeded-seal.ts';
import { seededBy, seededIdentity, seededSigningPair } from '../../bench/large-office/seeded.ts';
import { openWith } from '../../seal/age.ts';
import { readDocument, signDocument } from '../../seal/signing.ts';

// Sealing thousands of objects takes its time on a busy machine.

const seeded = seededBy('a seed');

test.for([0, 1, 65_535, 65_536, 65_537, 200_000])('the age library opens a file of %i bytes', async (length) => {
  const one = await seededIdentity(seeded, 'one');
  const two = await seededIdentity(seeded, 'two');
  const plain = seeded('content', length);
  const file = seededSeal(seeded, 'file', [one, two], plain);
  for (const { identity } of [one, two]) {
    const opened = await openWith(identity, file);
    expect(opened !== null && plain.equals(opened)).toBe(true);
  }
  const stranger = await seededIdentity(seeded, 'three');
  expect(await openWith(stranger.identity, file)).toBeNull();
});

test('the same seed and label give the same bytes, another gives others', async () => {
  const one = await seededIdentity(seeded, 'one');
  const plain = Buffer.from('content');
  const file = seededSeal(seeded, 'file', [one], plain);
  expect(seededSeal(seededBy('a seed'), 'file', [await seededIdentity(seededBy('a seed'), 'one')], plain)).toEqual(
    file,
  );
  expect(seededSeal(seeded, 'other', [one], plain)).not.toEqual(file);
  expect(seededSeal(seededBy('another'), 'file', [one], plain)).not.toEqual(file);
});

test('identities of any seed are ones that the age library knows, with the public key it derives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (label) => {
      const made = await seededIdentity(seeded, label);
      const file = seededSeal(seeded, label, [made], Buffer.from(label));
      expect(Buffer.from((await openWith(made.identity, file)) ?? []).toString()).toBe(label);
    }),
    { numRuns: 30 },
  );
});

test('a signing pair signs what its public key verifies', () => {
  const { privateKey, publicKey } = seededSigningPair(seeded, 'device');
  const signed = signDocument({ said: 'so' }, privateKey);
  expect(readDocument(signed, publicKey)).toEqual({ said: 'so' });
  expect(readDocument(signed, seededSigningPair(seeded, 'other').publicKey)).toBeUndefined();
});
