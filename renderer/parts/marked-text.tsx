import { Fragment } from 'react';
import { type FoundSpan, placesIn, wordsIn } from '../../core/day/search/search.ts';
import type { Interval } from '../../core/time/interval.ts';

interface Props {
  readonly hit: Pick<FoundSpan, 'kind' | 'text'>;
  /** What was searched for, as it was typed. */
  readonly query: string;
}

/** The text of a hit, with what was searched for marked in it. */
export function MarkedText({ hit, query }: Props) {
  const { text } = hit;
  const places = placesIn(hit, wordsIn(query));
  return (
    <span className="hit-text">
      {places.map(({ start, end }, index) => (
        <Fragment key={start}>
          {text.slice(places[index - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(places.at(-1)?.end ?? 0)}
    </span>
  );
}

/** What a hit selects of its day: a hit of a single instant has a length too. */
export function spanOfHit({ start, end }: Interval): Interval {
  return { start, end: Math.max(end, start + 1) };
}
