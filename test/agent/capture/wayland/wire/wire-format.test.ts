import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  decodeArguments,
  encodeMessage,
  WireStream,
  type WireType,
  type WireValue,
  WireViolation,
} from '../../../../../agent/capture/wayland/wire/wire-format.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('messages of Wayland', () => {
  test.each<[string, number, number, string, readonly WireValue[], string]>([
    ['wl_display.get_registry', 1, 1, 'n', [2], '01000000 0100 0c00 02000000'],
    [
      'wl_registry.bind',
      2,
      0,
      'uN',
      [7, 'wl_shm', 1, 3],
      '02000000 0000 2000 07000000 07000000 776c5f73686d00 00 01000000 03000000',
    ],
    ['a text that is null', 9, 2, 's', [null], '09000000 0200 0c00 00000000'],
    ['a fraction', 9, 2, 'f', [-1.5], '09000000 0200 0c00 80feffff'],
  ])('%s', (_, object, opcode, signature, values, wire) => {
    const types = [...signature] as WireType[];
    expect(Buffer.from(encodeMessage(object, opcode, types, values)).toString('hex')).toBe(hex(wire).toString('hex'));
  });

  test.each([
    ['a text without its zero', 's', '04000000 61626364'],
    ['a text that leads out of the message', 's', 'f0000000 61626300'],
    ['fewer arguments than are told', 'uu', '01000000'],
    ['more arguments than are told', 'u', '01000000 02000000'],
    ['an array that leads out of the message', 'a', '08000000 01020304'],
  ])('refuses %s', (_, signature, body) => {
    expect(() => decodeArguments([...signature] as WireType[], hex(body))).toThrow(WireViolation);
  });

  test.each([['01000000 0000 0400'], ['01000000 0000 0900 00'], ['01000000 0000 0000']])(
    'refuses a length that there is not: %s',
    (wire) => expect(() => [...new WireStream().take(hex(wire))]).toThrow(WireViolation),
  );
});

interface Argument {
  readonly type: WireType;
  readonly value: WireValue;
}

const argument: fc.Arbitrary<Argument> = fc.oneof(
  fc.integer().map((value): Argument => ({ type: 'i', value })),
  fc.nat(0xffff_ffff).map((value): Argument => ({ type: 'u', value })),
  fc.nat(0xffff_ffff).map((value): Argument => ({ type: 'o', value })),
  fc.integer().map((value): Argument => ({ type: 'f', value: value / 256 })),
  fc
    .option(fc.string({ unit: 'grapheme' }).filter((each) => each.isWellFormed() && !each.includes('\0')))
    .map((value): Argument => ({ type: 's', value })),
  fc.uint8Array({ maxLength: 30 }).map((value): Argument => ({ type: 'a', value })),
);

describe('any message', () => {
  it('is the same after it went over the wire, wherever the stream was cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(argument, { maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 5 }),
        (messages, cuts) => {
          const wire = Buffer.concat(
            messages.map((each, opcode) =>
              encodeMessage(
                opcode + 5,
                opcode,
                each.map(({ type }) => type),
                each.map(({ value }) => value),
              ),
            ),
          );
          const places = [0, ...cuts.map((cut) => cut % wire.length).sort((a, b) => a - b), wire.length];
          const stream = new WireStream();
          const found = places.slice(1).flatMap((to, index) => [...stream.take(wire.subarray(places[index], to))]);
          expect(found.map(({ object, opcode }) => [object, opcode])).toEqual(
            messages.map((_, opcode) => [opcode + 5, opcode]),
          );
          for (const [index, { body }] of found.entries()) {
            const sent = messages[index] ?? [];
            expect(
              decodeArguments(
                sent.map(({ type }) => type),
                body,
              ),
            ).toEqual(sent.map(({ value }) => value));
          }
        },
      ),
    );
  });

  it('is read or refused, whatever was done to its bytes', () => {
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 5 }), fc.nat(), fc.nat(255), (sent, at, byte) => {
        const types = sent.map(({ type }) => type);
        const wire = Buffer.from(
          encodeMessage(
            3,
            1,
            types,
            sent.map(({ value }) => value),
          ),
        );
        wire[at % wire.length] = byte;
        try {
          for (const { body } of new WireStream().take(wire)) decodeArguments(types, body);
        } catch (error) {
          expect(error).toBeInstanceOf(WireViolation);
        }
      }),
    );
  });
});
