import { z } from 'zod';
import { type DayText, nearMs, type ShownText, textKinds } from '../day/search/day-texts.ts';
import { type FoundSpan, newestFirst, textTest } from '../day/search/search.ts';
import { type Day, daySchema, deviceIdSchema, personIdSchema } from '../ids.ts';
import { hourMs } from '../time/calendar.ts';
import { monthOf, monthSchema } from '../time/month.ts';

/** Kind, text, and the name of the app that showed it. */
type TextRow = readonly [ShownText['kind'], string, string | null];
/** Which text, when it was first there (UTC ms), for how long; then, as often as it came back, after how long and for how long. */
type SpanRow = readonly number[];

/** As far from UTC's midnight as a day begins or ends anywhere, and some hours for what an entry says beyond it. */
const besideDayMs = 24 * hourMs;
/**
 * A day of work has a few thousand. Spans are a few bytes each, and come back every five minutes in every text: without
 * a bound the smallest object would hold millions.
 */
const mostSpansOfDay = 20_000;
/** Spans of a text are five minutes from each other: three days hold no more. Asked first, so that a longer row costs nothing. */
const longestRow = 1 + 2 * (1 + (3 * besideDayMs) / nearMs);
/** Of one day. A page shows the first few of them, and says how many there are. */
export const mostHitsOfDay = 100;
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
  if (!Array.isArray(row) || row.length < 3 || row.length > longestRow || row.length % 2 === 0) return false;
  return row.every((value) => Number.isSafeInteger(value) && value >= 0);
}

/**
 * Whether the spans are of that day, and no nearer to each other than a search joins them: so that nobody reads of a
 * time on another day, and a row holds a few hundred.
 */
function areOfDay({ day, spans }: { readonly day: Day; readonly spans: readonly SpanRow[] }): boolean {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let count = 0;
  return spans.every(([, first = 0, ...rest]) => {
    count += (rest.length + 1) / 2;
    if (first < midnight - besideDayMs || count > mostSpansOfDay) return false;
    let end = first;
    for (const [at, value] of rest.entries()) {
      // Gaps stand between lengths.
      if (at % 2 === 1 && value < nearMs) return false;
      end += value;
    }
    return end <= midnight + 24 * hourMs + besideDayMs;
  });
}

const daySpansSchema = z.object({ day: daySchema, zone: z.string().max(100), spans: spanRows });

/** What a search looks at of one closed day: `spans` in the order in which the day shows their `texts` first. */
export const dayTextsSchema = daySpansSchema
  .extend({ texts: textRows })
  .refine(({ texts, spans }) => areOf(spans, texts), 'has spans of no text')
  .refine(areOfDay, 'has spans of another day, too near to each other, or too many');
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
  .refine(({ texts, days }) => days.every(({ spans }) => areOf(spans, texts)), 'has spans of no text')
  .refine(({ days }) => days.every(areOfDay), 'has spans of another day, too near to each other, or too many');
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
  /** The newest, newest first, `mostHitsOfDay` at most. */
  readonly hits: readonly FoundSpan[];
  /** How many there are in all. */
  readonly count: number;
}

/** What opening each of the days that `month` names would find, of those in `wanted`. */
export function findInMonth(
  { texts, days }: Pick<MonthTexts, 'texts' | 'days'>,
  words: readonly string[],
  wanted: ReadonlySet<Day>,
): Map<Day, FoundDayTexts> {
  const holds = textTest(words);
  const shown = texts.map(([kind, text, appName]) => (holds({ kind, text }) ? { kind, text, appName } : null));
  const found = new Map<Day, FoundDayTexts>();
  for (const { day, zone, spans } of days) {
    if (!wanted.has(day)) continue;
    const hits = new NewestHits();
    for (const [of = -1, ...lengths] of spans) {
      const text = shown[of] ?? null;
      if (text !== null) hits.add(text, lengths);
    }
    found.set(day, { zone, hits: hits.newest(), count: hits.count });
  }
  return found;
}

/** Keeps the newest of any number of hits, and counts the others. */
class NewestHits {
  #kept: FoundSpan[] = [];
  /** What began before this is not among the newest. */
  #from = 0;
  count = 0;

  /** Spans of one text, from the last to the first, so that the older ones need not be looked at. */
  add(text: ShownText, lengths: readonly number[]): void {
    this.count += lengths.length / 2;
    let end = lengths.reduce((sum, length) => sum + length, 0);
    for (let index = lengths.length - 1; index > 0; index -= 2) {
      const start = end - (lengths[index] ?? 0);
      if (start < this.#from) return;
      this.#kept.push({ ...text, start, end });
      end = start - (lengths[index - 1] ?? 0);
      if (this.#kept.length >= 4 * mostHitsOfDay) this.#drop();
    }
  }

  newest(): readonly FoundSpan[] {
    this.#drop();
    return this.#kept;
  }

  #drop(): void {
    this.#kept = newestFirst(this.#kept).slice(0, mostHitsOfDay);
    if (this.#kept.length === mostHitsOfDay) this.#from = this.#kept.at(-1)?.start ?? 0;
  }
}
