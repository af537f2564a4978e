import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { marshal } from '../../../../../agent/capture/linux/dbus/marshal.ts';
import { DBusViolation, typesOf } from '../../../../../agent/capture/linux/dbus/signature.ts';
import { unmarshal } from '../../../../../agent/capture/linux/dbus/unmarshal.ts';
import { type ByteOrder, type DBusValue, DBusVariant } from '../../../../../agent/capture/linux/dbus/values.ts';

const bytes = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** As the specification prints them: dbus.freedesktop.org/doc/dbus-specification.html, "Marshaling (Wire Format)". */
describe('the examples of the D-Bus specification', () => {
  const examples: readonly (readonly [string, string, readonly DBusValue[], ByteOrder, string])[] = [
    ['a byte', 'y', [42], 'little', '2a'],
    [
      'three strings in a little-endian message',
      'sss',
      ['foo', '+', 'bar'],
      'little',
      '03000000 666f6f00 01000000 2b00 0000 03000000 62617200',
    ],
    ['an array of one 64-bit integer, big-endian', 'ax', [[5n]], 'big', '00000008 00000000 0000000000000005'],
    [
      'a variant that holds a 64-bit integer, big-endian',
      'v',
      [new DBusVariant('x', 5n)],
      'big',
      '017800 0000000000 0000000000000005',
    ],
    ['an empty array, whose padding is there all the same', 'ax', [[]], 'little', '00000000 00000000'],
  ];

  test.each(examples)('%s', (_, signature, values, order, wire) => {
    expect(Buffer.from(marshal(signature, values, order)).toString('hex')).toBe(bytes(wire).toString('hex'));
    expect(unmarshal(bytes(wire), signature, order)).toEqual(values);
  });

  test.each([
    ['aiai', 2],
    ['a{ss}', 1],
    ['(i(ii))', 1],
    ['ybnqiuxtdsogvh', 14],
    ['', 0],
  ])('the signature %j names %i types', (signature, count) => expect(typesOf(signature)).toHaveLength(count));
});

describe('what is no signature', () => {
  test.each([
    ['aa'],
    ['(ii'],
    ['ii)'],
    ['()'],
    ['a{s}'],
    ['a{vs}'],
    ['{ss}'],
    ['a{sss}'],
    ['z'],
    ['a'.repeat(33).concat('i')],
    ['('.repeat(33).concat('i', ')'.repeat(33))],
    ['i'.repeat(256)],
  ])('%s', (signature) => expect(() => typesOf(signature)).toThrow(DBusViolation));
});

describe('bytes that nobody may send', () => {
  test.each([
    ['padding that is not zero', 'yu', '2a ffffff 01000000'],
    ['a boolean that is neither', 'b', '02000000'],
    ['a text that leads out of the message', 's', 'ffffff7f 61 00'],
    ['a text without its zero', 's', '01000000 61 62'],
    ['a text with a zero in it', 's', '03000000 610062 00'],
    ['a text that is not UTF-8', 's', '02000000 c328 00'],
    ['a path that is none', 'o', '03000000 2f612f 00'],
    ['a signature in a value that is none', 'g', '01 7a 00'],
    ['a variant of two types', 'v', '02 6969 00 01000000 02000000'],
    ['an array that leads out of the message', 'ay', '05000000 01'],
    ['an array that ends within an element', 'au', '06000000 01000000 0200'],
    ['more than was said', 'y', '2a 2b'],
    ['less than was said', 'u', '2a00'],
  ])('%s', (_, signature, wire) => expect(() => unmarshal(bytes(wire), signature)).toThrow(DBusViolation));

  it('does not follow variants in variants for ever', () => {
    const endless = Buffer.concat([
      Buffer.from('017600'.repeat(70), 'hex'),
      Buffer.from('017900', 'hex'),
      Buffer.of(1),
    ]);
    expect(() => unmarshal(endless, 'v')).toThrow(DBusViolation);
  });
});

interface Typed {
  readonly signature: string;
  readonly value: DBusValue;
}

const typed = (signature: string, values: fc.Arbitrary<DBusValue>): fc.Arbitrary<Typed> =>
  values.map((value) => ({ signature, value }));
const text = fc.string({ unit: 'grapheme' }).filter((each) => each.isWellFormed() && !each.includes('\0'));
const basics: readonly fc.Arbitrary<Typed>[] = [
  typed('y', fc.nat(255)),
  typed('b', fc.boolean()),
  typed('n', fc.integer({ min: -32_768, max: 32_767 })),
  typed('q', fc.nat(65_535)),
  typed('i', fc.integer()),
  typed('u', fc.nat(0xffff_ffff)),
  typed('x', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  typed('t', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  typed('d', fc.double({ noNaN: true })),
  typed('s', text),
  typed('o', fc.constantFrom('/', '/org/freedesktop/login1', '/a/_1')),
  typed('g', fc.constantFrom('', 'a{sv}', '(ii)')),
];
const { anything } = fc.letrec<{ anything: Typed }>((tie) => ({
  anything: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...basics,
    tie('anything').map(({ signature, value }) => ({ signature: 'v', value: new DBusVariant(signature, value) })),
    fc.array(tie('anything'), { minLength: 1, maxLength: 4 }).map((fields) => ({
      signature: `(${fields.map((each) => each.signature).join('')})`,
      value: fields.map((each) => each.value),
    })),
    tie('anything').chain(({ signature, value }) =>
      fc.nat(3).map((count) => ({
        signature: signature === 'y' ? 'av' : `a${signature}`,
        value: signature === 'y' ? [] : Array.from({ length: count }, () => value),
      })),
    ),
    typed('ay', fc.uint8Array({ maxLength: 40 })),
    fc.tuple(fc.uniqueArray(text, { maxLength: 4 }), tie('anything')).map(([keys, { signature, value }]) => ({
      signature: `a{s${signature}}`,
      value: new Map(keys.map((key) => [key, value])),
    })),
  ),
}));

describe('any value', () => {
  it('is the same after it went over the wire, in either order of bytes', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 5 }),
        fc.constantFrom<ByteOrder>('little', 'big'),
        (values, order) => {
          const signature = values.map((each) => each.signature).join('');
          fc.pre(signature.length <= 255);
          const sent = values.map(({ value }) => value);
          expect(unmarshal(marshal(signature, sent, order), signature, order)).toEqual(sent);
        },
      ),
    );
  });

  it('is read or refused, whatever was done to its bytes', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.nat(255), fc.nat(3), ({ signature, value }, at, byte, cut) => {
        fc.pre(signature.length <= 255);
        const wire = Buffer.from(marshal(signature, [value]));
        if (wire.length > 0) wire[at % wire.length] = byte;
        try {
          unmarshal(wire.subarray(0, wire.length - Math.min(cut, wire.length)), signature);
        } catch (error) {
          expect(error).toBeInstanceOf(DBusViolation);
        }
      }),
    );
  });
});
