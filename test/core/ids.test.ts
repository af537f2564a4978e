import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySchema, idFromRandom, personIdSchema } from '../../core/ids.ts';

describe('an id', () => {
  it('is made of any 26 bytes, and parses', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 26, maxLength: 26 }), (bytes) => {
        expect(personIdSchema.safeParse(idFromRandom(bytes)).success).toBe(true);
      }),
    ));

  it('uses five bits of each byte and all 32 letters', () => {
    const letters = new Set(Array.from({ length: 256 }, (_, byte) => idFromRandom(new Uint8Array(26).fill(byte))));
    expect(letters.size).toBe(32);
  });

  it.each([0, 25, 27])('is not made of %d bytes', (length) =>
    expect(() => idFromRandom(new Uint8Array(length))).toThrow(RangeError),
  );

  it.each([
    '',
    '0'.repeat(25),
    '0'.repeat(27),
    'i'.repeat(26),
    'A'.repeat(26),
    `${'0'.repeat(25)}/`,
    `${'0'.repeat(26)}\n`,
  ])('%j does not parse', (text) => expect(personIdSchema.safeParse(text).success).toBe(false));
});

describe('a day', () => {
  it.each(['2026-01-01', '2028-02-29', '1999-12-31'])('%s parses', (text) =>
    expect(daySchema.safeParse(text).success).toBe(true),
  );

  it.each([
    '2026-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '',
    '2026-01-01\n',
    '2026-01-01/..',
    '+2026-01-01',
  ])('%j does not parse', (text) => expect(daySchema.safeParse(text).success).toBe(false));

  it('parses exactly where the calendar has it', () => {
    const two = (number: number) => String(number).padStart(2, '0');
    for (const year of ['0000', '0004', '0100', '1900', '2000', '2023', '2024', '9999'])
      for (let month = 0; month <= 13; month++)
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${two(month)}-${two(day)}`;
          const at = Date.parse(`${text}T00:00:00Z`);
          const isThere = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
          expect([text, daySchema.safeParse(text).success]).toEqual([text, isThere]);
        }
  });
});
