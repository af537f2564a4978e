import { type Day, daySchema } from '../../../core/ids.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { type Scale, scales } from '../../parts/period/period-span.ts';
import { partOfSpan, partsOfHash, spanOfPart, useHash } from '../../parts/use-hash.ts';

/** A place in My data: a day and a span of it that is looked at, or the week, month or year that the day is in. */
export interface DataPlace {
  readonly day: Day | null;
  readonly span: Interval | null;
  /** Null: the day itself. */
  readonly scale: Scale | null;
}

/** The address of a day, or of a span of it. */
export function dataHref(day: Day, span: Interval | null = null): string {
  return span === null ? `#data/${day}` : `#data/${day}/${partOfSpan(span)}`;
}

/** The address of the week, month or year that `day` is in. */
export function periodHref(scale: Scale, day: Day): string {
  return `#data/${scale}/${day}`;
}

/** What `#data/2026-11-17/1763370000000-1763373600000` points to. Parts that make no sense are left out. */
export function placeOf(hash: string): DataPlace {
  const [page, first, second] = partsOfHash(hash);
  const scale = scales.find((each) => each === first) ?? null;
  const [day, span] = scale === null ? [first, second] : [second, undefined];
  const parsed = daySchema.safeParse(day);
  if (page !== 'data' || !parsed.success) return { day: null, span: null, scale: page === 'data' ? scale : null };
  return { day: parsed.data, span: spanOfPart(span), scale };
}

/** Where the address points to now, and how to go elsewhere so that the way back leads here. */
export function useDataPlace(): DataPlace & { readonly go: (day: Day, span?: Interval | null) => void } {
  const hash = useHash().join('/');
  return {
    ...placeOf(hash),
    go: (day, span = null) => {
      location.hash = dataHref(day, span);
    },
  };
}
