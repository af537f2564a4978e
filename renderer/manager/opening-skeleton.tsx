import { useState } from 'react';
import { useNow } from '../parts/use-now.ts';

const slowAfterMs = 4000;

/** The day before it is there: its own shape, what is being done, and a way out. */
export function OpeningSkeleton({ onGiveUp }: { readonly onGiveUp: () => void }) {
  const [since] = useState(() => Date.now());
  const isSlow = useNow(500) - since > slowAfterMs;
  return (
    <div className="stack" aria-busy="true">
      <div className="row">
        <p role="status">
          {isSlow
            ? 'The bucket takes longer than usual. Still fetching and checking…'
            : 'Recording your view, then fetching, checking and opening the day…'}
        </p>
        <button type="button" className="button" onClick={onGiveUp}>
          Stop
        </button>
      </div>
      <span className="skeleton opening-line" />
      <span className="skeleton opening-timeline" />
      <span className="skeleton opening-film" />
      <div className="day-columns">
        <span className="skeleton opening-film" />
        <span className="skeleton opening-film" />
        <span className="skeleton opening-film" />
      </div>
    </div>
  );
}
