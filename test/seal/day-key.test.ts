import { expect, it } from 'vitest';
import { daySchema, deviceIdSchema, personIdSchema } from '../../core/ids.ts';
import { identityFile, newKeyPair, readIdentityFile } from '../../seal/age.ts';
import { dayKeyFile, readDayKey } from '../../seal/day-key.ts';

const place = {
  keyClass: 'days',
  person: personIdSchema.parse('1'.repeat(26)),
  day: daySchema.parse('2026-03-01'),
  device: deviceIdSchema.parse('2'.repeat(26)),
} as const;

it('is the file that age reads, and says whose day it opens', async () => {
  const { identity } = await newKeyPair();
  const file = dayKeyFile(identity, place);
  expect(readIdentityFile(file)).toBe(identity);
  expect(readDayKey(file, place)).toEqual({ identity, isOfDay: true });
});

it.each([
  ['person', { person: personIdSchema.parse('3'.repeat(26)) }],
  ['day', { day: daySchema.parse('2026-03-02') }],
  ['kind', { keyClass: 'shots' as const }],
  ['device', { device: deviceIdSchema.parse('3'.repeat(26)) }],
])('is not of another %s', async (_, change) => {
  const { identity } = await newKeyPair();
  expect(readDayKey(dayKeyFile(identity, place), { ...place, ...change })).toEqual({ identity, isOfDay: false });
});

it('of an agent that did not write it says nothing of where it belongs, and no key is none', async () => {
  const { identity } = await newKeyPair();
  expect(readDayKey(identityFile(identity), place)).toEqual({ identity, isOfDay: null });
  expect(readDayKey(Buffer.from('# plainsight day x\n'), place)).toBeNull();
});
