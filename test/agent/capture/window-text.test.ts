import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanAppId, cleanText, textOfBytes } from '../../../agent/capture/window-text.ts';

describe('a text of another program', () => {
  test.each([
    ['plain', 'notes.txt - Editor', 'notes.txt - Editor'],
    ['with =', 'a = b == c', 'a = b == c'],
    ['emoji with joiners', '👩‍💻 home 🎉', '👩‍💻 home 🎉'],
    ['control characters', 'a\u0000b\u001b[31mc\nd\u009fe', 'a b [31mc d e'],
    ['line separators', 'a\u2028b\u2029c', 'a b c'],
    ['bidi overrides', 'invoice\u202efdp.exe\u2066x\u2069', 'invoicefdp.exex'],
    ['hidden characters', 'a\u200bb\ufeffc', 'abc'],
    ['half a pair', 'a\ud83cb', 'a\ufffdb'],
    ['only blanks', ' \t\u00a0 ', ''],
    ['empty', '', ''],
  ])('%s', (_, given, expected) => {
    expect(cleanText(given)).toBe(expected);
  });

  test('is never longer than 512, well formed, on one line and clean a second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
        const clean = cleanText(text);
        expect(clean.length).toBeLessThanOrEqual(512);
        expect(clean.isWellFormed()).toBe(true);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      }),
    );
  });

  test('is not cut inside a pair', () => {
    expect(cleanText(`${'x'.repeat(511)}🎉`)).toBe('x'.repeat(511));
    expect(cleanText(`${'x'.repeat(510)}🎉`)).toBe(`${'x'.repeat(510)}🎉`);
  });
});

test.each([
  ['XTerm', 'xterm'],
  ['Google-chrome', 'google-chrome'],
  ['', 'unknown'],
  ['\u0007', 'unknown'],
])('the id of %j is %j', (given, expected) => {
  expect(cleanAppId(given)).toBe(expected);
});

describe('bytes of a property', () => {
  test.each([
    ['ASCII', Buffer.from('notes.txt'), 'notes.txt'],
    ['UTF-8', Buffer.from('Türkiye İş Bankası'), 'Türkiye İş Bankası'],
    ['Latin-1', Buffer.from('M\xfcller & S\xf6hne', 'latin1'), 'Müller & Söhne'],
    ['UTF-8 that was cut', Buffer.from('Müller ü').subarray(0, -1), 'Müller \ufffd'],
    ['nothing', Buffer.alloc(0), ''],
  ])('%s', (_, bytes, text) => {
    expect(textOfBytes(bytes)).toBe(text);
  });
});
