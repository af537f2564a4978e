import { useState } from 'react';
import { Button } from '../../parts/controls/button.tsx';
import { useNow } from '../../parts/use-now.ts';
import { tFrame as t } from '../messages.ts';

const slowAfterMs = 4000;

/** The day before it is there: its own shape, what is being done, and a way out. */
export function OpeningSkeleton({ onGiveUp }: { readonly onGiveUp: () => void }) {
  const [since] = useState(() => Date.now());
  const isSlow = useNow(500) - since > slowAfterMs;
  return (
    <div className="stack" aria-busy="true">
      <div className="row">
        <p role="status">{t(isSlow ? 'opening-slow' : 'opening')}</p>
        <Button onClick={onGiveUp}>{t('stop')}</Button>
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
