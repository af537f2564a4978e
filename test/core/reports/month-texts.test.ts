import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInDay, wordsIn } from '../../../core/day/search/search.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema } from '../../../core/ids.ts';
import { dayTextsSchema, findInMonth, laidTogether, monthTextsSchema } from '../../../core/reports/month-texts.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { correctionAt, manualAt, recordId } from '../../fixtures/day/entries.ts';
import { monthTextsOf, textsOf } from '../../fixtures/day/months.ts';

const days = ['2026-06-01', '2026-06-02', '2026-06-30'].map((day) => daySchema.parse(day));
const asWritten = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Texts that the comparison has rules for, beside any others. */
const text = fc.oneof(
  fc.constantFrom(
    'Angebot für die Straße',
    'ﬁle “A”',
    'İstanbul',
    'ΣΊΣΥΦΟΣ',
    'l’École – Köln',
    'a · b',
    '- +',
    '\u200b',
    '',
  ),
  fc.lorem({ maxCount: 4 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const nullable = fc.option(text);
const shownWindow = fc.record({
  appId: nullable,
  appName: nullable,
  title: nullable,
  site: nullable,
  path: fc.option(text, { nil: undefined }),
  gap: fc.integer({ min: 0, max: 12 * minuteMs }),
  length: fc.integer({ min: 1, max: 20 * minuteMs }),
});
const entry = fc.record({
  label: text.filter((label) => label !== ''),
  category: nullable,
  note: nullable,
  isTakenBack: fc.boolean(),
});
const recorded = fc.record({
  windows: fc.array(shownWindow, { maxLength: 12 }),
  entries: fc.array(entry, { maxLength: 3 }),
});
type Recorded = typeof recorded extends fc.Arbitrary<infer T> ? T : never;

function viewOf(day: (typeof days)[number], { windows, entries }: Recorded) {
  let at = Date.parse(`${day}T08:00:00Z`);
  const shown = windows.map(({ gap, length, path, ...window }) => {
    const start = at + gap;
    at = start + length;
    const of = path === undefined ? window : { ...window, path };
    return { kind: 'window' as const, start, end: at, withheld: null, ...of };
  });
  const said = entries.flatMap(({ isTakenBack, ...words }, index) => {
    const id = recordId(index * 2);
    const own = manualAt(at + index, at + index + 5, { id, ...words });
    const of = { id: recordId(index * 2 + 1), of: id, isTakenBack: true };
    return isTakenBack ? [own, correctionAt(at + index, at + index + 5, of)] : [own];
  });
  return viewOfDay(day, 'Europe/Berlin', [...shown, ...said]);
}

/** A part of what was recorded, in another case, or anything else. */
const queryOf = (all: readonly Recorded[]) => {
  const texts = all.flatMap(({ windows, entries }) => [
    ...windows.flatMap(({ appName, title, site }) => [appName, title, site]),
    ...entries.map(({ label }) => label),
  ]);
  const known = texts.filter((each) => each !== null && each !== '');
  const part = fc
    .tuple(fc.constantFrom(...known, 'x'), fc.nat(8), fc.integer({ min: 1, max: 8 }))
    .map(([of, from, length]) => (of ?? '').slice(from, from + length));
  return fc.oneof(
    part,
    part.map((each) => each.toUpperCase()),
    text,
  );
};

const scene = fc.tuple(recorded, recorded, recorded).chain((all) => fc.tuple(fc.constant(all), queryOf(all)));

describe('what a search looks at in a month', () => {
  it('finds exactly what opening each of its days finds', () =>
    fc.assert(
      fc.property(scene, ([all, query]) => {
        const views = days.map((day, index) => viewOf(day, all[index] ?? { windows: [], entries: [] }));
        const month = monthTextsSchema.parse(asWritten(monthTextsOf(person, device, views.map(textsOf))));
        const words = wordsIn(query);
        const found = findInMonth(month, words, new Set(days));
        for (const view of views) {
          const hits = findInDay(view, words);
          expect(found.get(view.day)).toEqual({ zone: 'Europe/Berlin', hits, count: hits.length });
        }
      }),
      { numRuns: 400 },
    ));

  it('has a text of many days once, and nothing that was taken back', () => {
    const shown = {
      windows: [{ appId: 'a', appName: 'Mail', title: 'Invoice', site: null, path: undefined, gap: 0, length: 9 }],
    };
    const said = { entries: [{ label: 'Secret', category: null, note: null, isTakenBack: true }] };
    const views = days.map((day) => viewOf(day, { ...shown, ...said }));
    expect(laidTogether(views.map(textsOf)).texts).toEqual([
      ['app', 'Mail', 'Mail'],
      ['title', 'Invoice', 'Mail'],
    ]);
  });

  it('tells only of the days that are wanted, and of each of them that it names', () => {
    const views = days.map((day) => viewOf(day, { windows: [], entries: [] }));
    const month = monthTextsOf(person, device, views.slice(0, 2).map(textsOf));
    const found = findInMonth(month, ['x'], new Set(days.slice(1)));
    expect([...found]).toEqual([[days[1], { zone: 'Europe/Berlin', hits: [], count: 0 }]]);
  });

  const [first, second] = days;
  const at = Date.parse(`${first}T08:00:00Z`);
  const onFirst = daySchema.parse(first);
  const whole = {
    ...{ format: 'plainsight-texts/1', person, device, month: '2026-06', version: 1 },
    texts: [['title', 'a', null]],
    days: [{ day: first, zone: 'UTC', spans: [[0, at, 5, 5 * minuteMs, 5]] }],
  };
  const withSpans = (...spans: unknown[]) => ({ ...whole, days: [{ day: first, zone: 'UTC', spans }] });
  it.each<[string, unknown]>([
    ['of a later format', { ...whole, format: 'plainsight-texts/2' }],
    ['of no version', { ...whole, version: 0 }],
    ['of a day of another month', { ...whole, month: '2026-05' }],
    ['of a day twice', { ...whole, days: [whole.days[0], whole.days[0]] }],
    ['out of order', { ...whole, days: [{ ...whole.days[0], day: second }, whole.days[0]] }],
    ['of more days than a month has', { ...whole, days: Array.from({ length: 32 }, () => whole.days[0]) }],
    ['of a kind of text that nobody knows', { ...whole, texts: [['face', 'a', null]] }],
    ['of a kind that every object has', { ...whole, texts: [['toString', 'a', null]] }],
    ['of a text that is none', { ...whole, texts: [['title', 1, null]] }],
    ['of a text that is too long', { ...whole, texts: [['title', 'a'.repeat(20_001), null]] }],
    ['of a text without its app', { ...whole, texts: [['title', 'a']] }],
    ['of a text with more', { ...whole, texts: [['title', 'a', null, null]] }],
    ['with a list that is none', { ...whole, texts: { length: 1 } }],
    ['of a text that is not there', withSpans([1, at, 5])],
    ['of a text before the first', withSpans([-1, at, 5])],
    ['of a text between two', withSpans([0.5, at, 5])],
    ['of a text at no time', withSpans([0])],
    ['of a start without a length', withSpans([0, at])],
    ['of a length without a start', withSpans([0, at, 5, 300_000])],
    ['of time that runs back', withSpans([0, at, -5])],
    ['of no number', withSpans([0, `${at}`, 5])],
    ['of no whole number', withSpans([0, at + 0.5, 5])],
    ['of more than a number holds', withSpans([0, 2 ** 53, 5])],
    ['of more than a date holds', withSpans([0, 8_640_000_000_000_000, 1])],
    ['of a span that is none', withSpans('0,5,5')],
    ['of a time on an earlier day', withSpans([0, 0, 1])],
    ['of a time on a later day', withSpans([0, at + 48 * 60 * minuteMs, 5])],
    ['of a time that runs into a later day', withSpans([0, at, 48 * 60 * minuteMs])],
    ['of spans that a search joins', withSpans([0, at, 5, 5 * minuteMs - 1, 5])],
    ['of more spans of a text than three days have', withSpans([0, at, ...Array.from({ length: 1_731 }, () => 0)])],
    ['of more spans than a day has', withSpans(...Array.from({ length: 20_001 }, () => [0, at, 5]))],
  ])('is refused where it is %s', (_, document) => {
    expect(monthTextsSchema.safeParse(whole).success).toBe(true);
    expect(monthTextsSchema.safeParse(document).success).toBe(false);
  });

  it('is kept of no day whose spans are of other texts', () => {
    expect(dayTextsSchema.safeParse({ day: first, zone: 'UTC', texts: [], spans: [[0, at, 1]] }).success).toBe(false);
    const texts = [['title', 'a', null]];
    expect(dayTextsSchema.safeParse({ day: first, zone: 'UTC', texts, spans: [[0, at, 1]] }).success).toBe(true);
    expect(dayTextsSchema.safeParse({ day: first, zone: 'UTC', texts, spans: [[0, 0, 1]] }).success).toBe(false);
  });

  it('keeps the newest hundred hits of a day and counts the others', () => {
    const entry = { category: null, note: null, isTakenBack: false };
    const entries = Array.from({ length: 1_000 }, (_, index) => ({ ...entry, label: `Invoice ${index % 7}` }));
    const view = viewOf(onFirst, { windows: [], entries });
    const month = monthTextsSchema.parse(asWritten(monthTextsOf(person, device, [textsOf(view)])));
    const opened = findInDay(view, ['invoice']);
    expect(opened).toHaveLength(1_000);
    const found = findInMonth(month, ['invoice'], new Set(days)).get(view.day);
    expect(found).toEqual({ zone: 'Europe/Berlin', hits: opened.slice(0, 100), count: 1_000 });
  });

  it('keeps the newest of texts that come back all day', () => {
    const rows = Array.from({ length: 50 }, (_, of) => [
      ...[of, at + of, 0],
      ...Array.from({ length: 280 }, () => [5 * minuteMs, 0]).flat(),
    ]);
    const texts = rows.map((_, of) => ['title', `Invoice ${of}`, null]);
    const month = monthTextsSchema.parse({ ...whole, texts, days: [{ day: first, zone: 'UTC', spans: rows }] });
    const { hits = [], count } = findInMonth(month, ['invoice'], new Set(days)).get(onFirst) ?? {};
    expect(count).toBe(50 * 281);
    const last = at + 280 * 5 * minuteMs;
    const starts = [last, last - 5 * minuteMs].flatMap((from) => rows.map((_, of) => from + of).toReversed());
    expect(hits.map(({ start }) => start)).toEqual(starts);
  });
});
