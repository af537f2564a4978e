import fc from 'fast-check';
import { afterEach, describe, expect, it, test, vi } from 'vitest';
import {
  agoText,
  bytesText,
  countdownText,
  countText,
  dayText,
  durationText,
  listText,
  preciseTimeText,
  shortDayText,
  timeText,
  weekdayText,
  whenText,
} from '../../../renderer/parts/formats.ts';
import { inLanguage } from '../fixtures/in-language.ts';

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [1, '<1 s'],
  [499, '<1 s'],
  [500, '1 s'],
  [38_000, '38 s'],
  [59_499, '59 s'],
  [59_700, '1 min'],
  [61_000, '1 min 1 s'],
  [192_000, '3 min 12 s'],
  [599_400, '9 min 59 s'],
  [599_500, '10 min'],
  [2_460_000, '41 min'],
  [3_569_499, '59 min'],
  [3_570_000, '1 h'],
  [11_520_000, '3 h 12 min'],
  [24_480_000, '6 h 48 min'],
  [90_000_000, '25 h'],
])('a duration of %d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

describe('durations', () => {
  it('are never 60 of anything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000_000 }), (ms) => {
        expect(durationText(ms)).not.toMatch(/\b60 (s|min)\b/);
      }),
    );
  });
});

test.each([
  [-1, '0:00'],
  [0, '0:00'],
  [1, '0:01'],
  [1000, '0:01'],
  [492_000, '8:12'],
  [600_000, '10:00'],
  [3_725_000, '1:02:05'],
])('%d ms left is %s', (ms, text) => {
  expect(countdownText(ms)).toBe(text);
});

test.each([
  [-9000, 'just now'],
  [1999, 'just now'],
  [12_400, '12 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [3_599_999, '59 min ago'],
  [7_200_000, '2 h ago'],
  [86_400_000, '1 day ago'],
  [200_000_000, '2 days ago'],
])('%d ms before is %s', (ms, text) => {
  expect(agoText(ms)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [61_204, '61 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [2_340_000, '2.3 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test.each([
  [[], ''],
  [['apps'], 'apps'],
  [['apps', 'counts'], 'apps and counts'],
  [['apps', 'counts', 'screenshots'], 'apps, counts and screenshots'],
])('%j reads as %s', (words, text) => {
  expect(listText(words)).toBe(text);
});

test('counts have their noun', () => {});

describe('times', () => {
  const at = Date.parse('2026-11-17T23:05:09Z');
  it('are in the zone of the person', () => {
    expect(timeText(at, 'Europe/Berlin')).toBe('00:05');
    expect(preciseTimeText(at, 'Asia/Kolkata')).toBe('04:35:09');
    expect(timeText(at, 'America/New_York')).toBe('18:05');
  });
  it('name the day only when it is another one there', () => {
    expect(whenText(at, at - 3_600_000, 'Europe/Berlin')).toBe('Wed 18 Nov, 00:05');
    expect(whenText(at, at - 3_600_000, 'America/New_York')).toBe('18:05');
  });
  it('leave a calendar day what it is, whatever the zone of this computer', () => {
    expect(dayText('2026-11-17')).toBe('Tuesday 17 November 2026');
    expect(shortDayText('2026-03-01')).toBe('Sun 1 Mar');
  });
});

describe('in the language of the page', () => {
  const at = Date.parse('2026-11-17T23:05:09Z');
  it.each([
    ['en', 'Tuesday 17 November 2026', 'Tue 17 Nov', 'Wed 18 Nov, 00:05'],
    ['de', 'Dienstag, 17. November 2026', 'Di., 17. Nov.', 'Mi., 18. Nov., 00:05'],
    ['es', 'martes, 17 de noviembre de 2026', 'mar, 17 nov', 'mié, 18 nov, 00:05'],
  ] as const)('%s says days and moments', (language, long, short, when) => {
    expect(inLanguage(language, () => dayText('2026-11-17'))).toBe(long);
    expect(inLanguage(language, () => shortDayText('2026-11-17'))).toBe(short);
    expect(inLanguage(language, () => whenText(at, at - 3_600_000, 'Europe/Berlin'))).toBe(when);
    expect(inLanguage(language, () => timeText(at, 'Europe/Berlin'))).toBe('00:05');
  });
  it.each([
    ['en', '12,408', '2.3 MB', 'a, b and c', 'Monday', 'Sunday'],
    ['de', '12.408', '2,3 MB', 'a, b und c', 'Montag', 'Sonntag'],
    ['es', '12.408', '2,3 MB', 'a, b y c', 'lunes', 'domingo'],
  ] as const)('%s writes numbers, lists and weekdays', (language, count, bytes, list, first, last) => {
    expect(inLanguage(language, () => countText(12_408))).toBe(count);
    expect(inLanguage(language, () => bytesText(2_340_000))).toBe(bytes);
    expect(inLanguage(language, () => listText(['a', 'b', 'c']))).toBe(list);
    expect(inLanguage(language, () => [weekdayText(1), weekdayText(7)])).toEqual([first, last]);
  });
  it.each([
    ['en', 'just now', '12 s ago', '1 day ago', '2 days ago'],
    ['de', 'gerade eben', 'vor 12 s', 'vor 1 Tag', 'vor 2 Tagen'],
    ['es', 'ahora mismo', 'hace 12 s', 'hace 1 día', 'hace 2 días'],
  ] as const)('%s says how long ago', (language, ...said) => {
    const asked = [0, 12_400, 86_400_000, 200_000_000];
    expect(inLanguage(language, () => asked.map(agoText))).toEqual(said);
  });
  it('keeps the symbols of units, which are the same in every language', () => {
    for (const language of ['en', 'de', 'es'] as const)
      expect(inLanguage(language, () => durationText(11_520_000))).toBe('3 h 12 min');
  });
});

describe('on a page from right to left', () => {
  afterEach(() => vi.unstubAllGlobals());
  const isolated = (text: string) => `\u2066${text}\u2069`;

  it('numbers with symbols keep their order, whatever stands around them', () => {
    vi.stubGlobal('document', { documentElement: { lang: 'en', dir: 'rtl' } });
    expect(durationText(69 * 60_000)).toBe(isolated('1 h 9 min'));
    expect(agoText(12_000)).toBe(`${isolated('12 s')} ago`);
    expect(agoText(4 * 60_000)).toBe(`${isolated('4 min')} ago`);
    expect(agoText(3 * 3_600_000)).toBe(`${isolated('3 h')} ago`);
    expect([12, 12_000, 1_200_000].map(bytesText)).toEqual(['12 B', '12 kB', '1.2 MB'].map(isolated));
  });

  it('and nowhere else is anything added', () => {
    vi.stubGlobal('document', { documentElement: { lang: 'en', dir: '' } });
    expect(durationText(69 * 60_000)).toBe('1 h 9 min');
  });
});
