import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearMs } from '../../../../core/day/search/day-texts.ts';
import { findInDay, placesIn, wordsIn } from '../../../../core/day/search/search.ts';
import { viewOfDay } from '../../../../core/day/view.ts';
import { daySchema } from '../../../../core/ids.ts';
import { correctionAt, manualAt, recordId } from '../../../fixtures/day/entries.ts';

const day = daySchema.parse('2026-06-01');
const noon = Date.parse('2026-06-01T12:00:00Z');
const window = (start: number, end: number, title: string | null, change: object = {}) => ({
  ...{ kind: 'window' as const, start, end, appId: 'mail', appName: 'Mail', title, site: null, withheld: null },
  ...change,
});
const find = (records: Parameters<typeof viewOfDay>[2], text: string) =>
  findInDay(viewOfDay(day, 'UTC', records), wordsIn(text));

describe('words', () => {
  it.each([
    ['  Größe  ÉCOLE ', ['grosse', 'ecole']],
    ['İstanbul ŻÓŁĆ', ['istanbul', 'zołc']],
    ['ﬁle №', ['file', 'no']],
    ['', []],
    [' \t\n', []],
    ['“Angebot Nord”', ['angebot', 'nord']],
    ['„a“ - b', ['a', 'b']],
    ['- +', ['- +']],
    ["l'École", ["l'ecole"]],
  ])('of %j are %j', (text, words) => expect(wordsIn(text)).toEqual(words));
});

describe('a search of a day', () => {
  it.each([
    ['die STRASSE', true],
    ['“die Straße”', true],
    ['gebot für', true],
    ['Straße 7', true],
    ['Angebot Straße', false],
    ['Straße die', false],
    ['die Strasse Angebot', false],
    ['für die St', true],
    ['Angebo für', false],
  ])('finds the words of %j only side by side and in their order: %j', (text, isFound) => {
    const records = [window(noon, noon + 10, 'Angebot für die Straße – 7'), window(noon + 10, noon + 20, 'Angebot')];
    const titles = find(records, text).map((found) => found.text);
    expect(titles).toEqual(isFound ? ['Angebot für die Straße – 7'] : []);
  });

  it('takes words of two windows, or of two parts of an entry, for apart', () => {
    const records = [
      window(noon, noon + 10, 'Invoice'),
      window(noon + 10, noon + 20, 'November'),
      manualAt(1, 2, { id: recordId(1), label: 'Invoice', note: 'November' }),
    ];
    expect(find(records, 'invoice november')).toEqual([]);
    expect(find(records, 'november').map(({ kind }) => kind)).toEqual(['title', 'entry']);
  });

  it('finds nothing without words, and nothing in what a rule withheld', () => {
    const withheld = { appId: null, appName: null, withheld: 'rule' };
    expect(find([window(noon, noon + 10, 'a')], ' ')).toEqual([]);
    expect(find([window(noon, noon + 10, null, withheld)], 'null')).toEqual([]);
  });

  it('tells apps, titles and sites apart, the newest first', () => {
    const records = [
      window(noon, noon + 10, 'Mail from A'),
      window(noon + 10, noon + 20, 'B', { site: 'mail.example' }),
    ];
    expect(find(records, 'mail').map(({ kind, text }) => [kind, text])).toEqual([
      ['site', 'mail.example'],
      ['app', 'Mail'],
      ['title', 'Mail from A'],
    ]);
  });

  it('joins spans that are near, and keeps apart those that are not', () => {
    const records = [
      window(noon, noon + 10, 'a'),
      window(noon + 9 + nearMs, noon + 20 + nearMs, 'a'),
      window(noon + 20 + 2 * nearMs, noon + 30 + 2 * nearMs, 'a'),
    ];
    expect(find(records, 'a').filter(({ kind }) => kind === 'title')).toMatchObject([
      { start: noon + 20 + 2 * nearMs },
      { start: noon, end: noon + 20 + nearMs },
    ]);
  });

  it('finds entries by label, category and note, and none that was taken back', () => {
    const records = [
      manualAt(1, 2, { id: recordId(1), category: 'Customer', note: 'in Köln' }),
      manualAt(3, 4, { id: recordId(2), label: 'Meeting' }),
      correctionAt(3, 4, { id: recordId(3), of: recordId(2), isTakenBack: true }),
    ];
    for (const text of ['IN koln', 'meeting', 'customer'])
      expect(find(records, text)).toEqual([
        { kind: 'entry', start: 1, end: 2, text: 'Meeting · Customer · in Köln', appName: null },
      ]);
  });

  it('finds every title by any word of it, in any case', () =>
    fc.assert(
      fc.property(fc.lorem({ maxCount: 5 }), fc.nat(4), (title, place) => {
        const words = title.split(' ');
        const word = words[place % words.length] ?? '';
        expect(find([window(noon, noon + 10, title)], word.toUpperCase()).some(({ text }) => text === title)).toBe(
          true,
        );
      }),
    ));

  it.each([
    ['title', 'Angebot für die Straße', 'die strasse', ['die Straße']],
    ['title', 'ﬁle, “File” and fiLE', 'file', ['ﬁle', 'File', 'fiLE']],
    ['title', 'l’École  – de Köln', "l'ecole de", ['l’École  – de']],
    ['title', 'apart', 'together', []],
    ['entry', 'Invoice · November · invoice', 'invoice', ['Invoice', 'invoice']],
    ['entry', 'Invoice · November', 'invoice november', []],
    ['title', 'Invoice · November', 'invoice november', ['Invoice · November']],
  ] as const)('tells where in a %s %j the words of %j stand', (kind, text, words, found) => {
    const places = placesIn({ kind, text }, wordsIn(words));
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(found);
  });

  it('tells a place in whatever it finds, and none in what it does not', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 3 }), (title, text) => {
        const isFound = find([window(noon, noon + 10, title)], text).some(({ kind }) => kind === 'title');
        expect(placesIn({ kind: 'title', text: title }, wordsIn(text)).length > 0).toBe(isFound);
      }),
    ));
});
