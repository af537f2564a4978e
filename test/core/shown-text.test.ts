import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../core/problem.ts';
import { printableJson, printableLine, shownName } from '../../core/shown-text.ts';
import { english } from '../fixtures/problems.ts';

/** Written out anew, so that it does not follow a mistake in the tables of the code. */
const ranges = [
  ...[
    [0x00, 0x1f],
    [0x7f, 0x9f],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x180b, 0x180f],
  ],
  ...[
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x206f],
    [0x3164, 0x3164],
    [0xd800, 0xdfff],
    [0xfe00, 0xfe0f],
  ],
  ...[
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
    [0xfff9, 0xfffb],
    [0xe0000, 0xe0fff],
  ],
] as const;
const isHostile = (code: number) => ranges.some(([from = 0, to = 0]) => from <= code && code <= to);
const hostile = fc
  .constantFrom(...ranges.flatMap(([from = 0, to = 0]) => [from, to, (from + to) >> 1]))
  .map((code) => String.fromCodePoint(code));
const text = fc
  .array(fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.constant('\r\x1b[1A\x1b[2Kverified')))
  .map((parts) => parts.join(''));

const left = (shown: string) => [...shown].filter((character) => isHostile(character.codePointAt(0) ?? 0));

describe('a line for a terminal', () => {
  it('holds nothing that a terminal acts on, turns, or does not draw', () =>
    fc.assert(fc.property(text, (line) => void expect(left(printableLine(line))).toEqual([]))));

  it('shows each of them as what it is', () =>
    expect(printableLine('a\u202eb\x1b[2Jc\ud800d\u{e0041}e\nf')).toBe(
      'a\\u{202e}b\\u{1b}[2Jc\\u{d800}d\\u{e0041}e\\u{a}f',
    ));

  it.each(['Zoë Åström', 'محمد', '日本語', 'naïve — “quoted”', 'é́'])('leaves %j as it is', (name) =>
    expect(printableLine(name)).toBe(name),
  );

  it('bounds marks that are heaped on one letter, and its length', () => {
    expect(printableLine(`a${'\u0301'.repeat(50)}`).match(/\p{M}/gu)).toHaveLength(4);
    expect(printableLine('x'.repeat(1000), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});

describe('JSON for a terminal', () => {
  it('reads back as what it was, and holds none of them but line feeds of its own', () =>
    fc.assert(
      fc.property(text, fc.constantFrom(0, 2), (value, indent) => {
        const written = printableJson({ [value]: value }, indent);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify({ [value]: value })));
        expect(left(written.replaceAll('\n', ''))).toEqual([]);
      }),
    ));
});

describe('a sentence with a name from outside', () => {
  it('stays one line of one direction, and of a length that can be shown', () => {
    const made = problem('object-unreadable', { key: 'a\r\n\u202e'.repeat(5000) });
    expect(left(english(made).what)).toEqual([]);
    expect(english(made).what.length).toBeLessThan(20_000);
  });

  it('is not pushed apart by room in the name', () =>
    expect(shownName(`a${' '.repeat(300)}verified`.slice(0, 150))).not.toContain('  '));
});
