import { z } from 'zod';
import { type DayText, type ShownText, textKinds } from '../day/search/day-texts.ts';
import { type FoundSpan, newestFirst, textTest } from '../day/search/search.ts';
import { type Day, daySchema, deviceIdSchema, personIdSchema } from '../ids.ts';
import type { Interval } from '../time/interval.ts';
import { monthOf, monthSchema } from '../time/month.ts';

/** Kind, text, and the name of the app that showed it. */
type TextRow = readonly [ShownText['kind'], string, string | null];
/** Which text, when it was first there (UTC ms), for how long; then, as often as it came back, after how long and for how long. */
type SpanRow = readonly number[];

/** What a Date can hold. */
const lastInstant = 8_640_000_000_000_000;
/** Of a site and its path; of an app, or a title, half of it. */
const longestText = 20_000;
const kinds = new Set<unknown>(textKinds);

/** By hand: a month has tens of thousands of these, and a schema for each takes longer than all the rest of a search. */
const textRows = z.custom<readonly TextRow[]>(
  (value) => Array.isArray(value) && value.every(isTextRow),
  'not texts with their kinds',
);
const spanRows = z.custom<readonly SpanRow[]>(
  (value) => Array.isArray(value) && value.every(isSpanRow),
  'not spans of texts',
);

function isTextRow(row: unknown): boolean {
  if (!Array.isArray(row) || row.length !== 3) return false;
  const [kind, text, app] = row;
  return kinds.has(kind) && isText(text) && (app === null || isText(app));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longestText;
}

function isSpanRow(row: unknown): boolean {
  if (!Array.isArray(row) || row.length < 3 || row.length % 2 === 0) return false;
  let end = 0;
  for (const [at, value] of row.entries()) {
    if (!Number.isSafeInteger(value) || value < 0) return false;
    if (at > 0) end += value;
  }
  return end <= lastInstant;
}

const daySpansSchema = z.object({ day: daySchema, zone: z.string().max(100), spans: spanRows });

/** What a search looks at of one closed day: `spans` in the order in which the day shows their `texts` first. */
export const dayTextsSchema = daySpansSchema
  .extend({ texts: textRows })
  .refine(({ texts, spans }) => areOf(spans, texts), 'has spans of no text');
export type DayTexts = z.infer<typeof dayTextsSchema>;

/**
 * What a search looks at of the closed days of one device's month, in one object, so that the days need not be opened.
 * A text that is there on many days stands in `texts` once. A day that it does not name says nothing: it is opened.
 */
export const monthTextsSchema = z
  .object({
    format: z.literal('plainsight-texts/1'),
    person: personIdSchema,
    device: deviceIdSchema,
    month: monthSchema,
    /** Rises each time that it is replaced. */
    version: z.number().int().positive(),
    texts: textRows,
    /** In order. */
    days: z.array(daySpansSchema).max(31),
  })
  .refine(({ month, days }) => days.every(({ day }) => monthOf(day) === month), 'has a day of another month')
  .refine(
    ({ days }) => days.every(({ day }, at) => at === 0 || (days[at - 1]?.day ?? '') < day),
    'has days out of order, or one twice',
  )
  .refine(({ texts, days }) => days.every(({ spans }) => areOf(spans, texts)), 'has spans of no text');
export type MonthTexts = z.infer<typeof monthTextsSchema>;

function areOf(spans: readonly SpanRow[], texts: readonly TextRow[]): boolean {
  return spans.every(([of = -1]) => of < texts.length);
}

/** `texts` (from `textsOfDay`) as they are kept. */
export function dayTextsOf(day: Day, zone: string, texts: readonly DayText[]): DayTexts {
  const rows = texts.map(({ spans }, of) => {
    let before = 0;
    const row = [of];
    for (const { start, end } of spans) {
      row.push(start - before, end - start);
      before = end;
    }
    return row;
  });
  return { day, zone, texts: texts.map(({ kind, text, appName }) => [kind, text, appName] as const), spans: rows };
}

/** Days of one month as they lie in its object, a text that several of them have once. */
export function laidTogether(days: readonly DayTexts[]): Pick<MonthTexts, 'texts' | 'days'> {
  const places = new Map<string, number>();
  const texts: TextRow[] = [];
  const placeOf = (row: TextRow): number => {
    const name = JSON.stringify(row);
    const known = places.get(name) ?? texts.push(row) - 1;
    places.set(name, known);
    return known;
  };
  return {
    texts,
    days: days.map(({ day, zone, texts: own, spans }) => {
      const moved = own.map(placeOf);
      return { day, zone, spans: spans.map(([of = 0, ...rest]) => [moved[of] ?? 0, ...rest]) };
    }),
  };
}

/** What a search finds of a day without opening it. */
export interface FoundDayTexts {
  readonly zone: string;
  /** Newest first. */
  readonly hits: readonly FoundSpan[];
}

/** What opening each of the days that `month` names would find, of those in `wanted`. */
export function findInMonth(
  { texts, days }: Pick<MonthTexts, 'texts' | 'days'>,
  words: readonly string[],
  wanted: ReadonlySet<Day>,
): Map<Day, FoundDayTexts> {
  const holds = textTest(words);
  const shown = texts.map(([kind, text, appName]) => (holds({ kind, text }) ? { kind, text, appName } : null));
  const hitsOf = ([of = -1, ...rest]: SpanRow): FoundSpan[] => {
    const text = shown[of] ?? null;
    return text === null ? [] : spansOf(rest).map((span) => ({ ...text, ...span }));
  };
  return new Map(
    days
      .filter(({ day }) => wanted.has(day))
      .map(({ day, zone, spans }) => [day, { zone, hits: newestFirst(spans.flatMap(hitsOf)) }]),
  );
}

function spansOf(lengths: readonly number[]): Interval[] {
  const spans: Interval[] = [];
  let at = 0;
  for (let index = 0; index < lengths.length; index += 2) {
    const start = at + (lengths[index] ?? 0);
    at = start + (lengths[index + 1] ?? 0);
    spans.push({ start, end: at });
  }
  return spans;
}
