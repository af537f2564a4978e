import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCompoundText } from '../../../../../agent/capture/linux-x11/wire/compound-text.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf8Segment = (text: string) =>
  Buffer.concat([latin1('\u001b%G'), Buffer.from(text, 'utf8'), latin1('\u001b%@')]);

test.each([
  ['no escapes', latin1('Über = x'), 'Über = x'],
  ['latin 1 named', latin1('a \u001b-A\u00e9'), 'a é'],
  ['UTF-8 inside', Buffer.concat([latin1('a '), utf8Segment('日本 🎉'), latin1(' z\u00e9')]), 'a 日本 🎉 zé'],
  ['cyrillic right half', latin1('\u001b-L\u00bf'), 'П'],
  ['greek, then back to ASCII', latin1('\u001b-F\u00e1\u001b(B b'), 'α b'],
  ['japanese, which is not decoded', latin1('a\u001b$(B$F\u001b(Bb'), 'a\ufffdb'],
  ['extended segment', latin1('a\u001b%/1\u0080\u0084abcdb'), 'a\ufffdb'],
  ['ends inside an escape', latin1('a\u001b'), 'a'],
  ['empty', latin1(''), ''],
])('%s', (_, bytes, expected) => {
  expect(decodeCompoundText(bytes)).toBe(expected);
});

test('any text in a UTF-8 segment comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\u001b'));
      expect(decodeCompoundText(utf8Segment(text))).toBe(text);
    }),
  );
});

test('no bytes make it throw or hang', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(typeof decodeCompoundText(Uint8Array.of(0x1b, ...bytes, 0x1b, ...bytes))).toBe('string');
    }),
  );
});
