import { Button } from '../../parts/controls/button.tsx';
import { tShell as t, tToday } from '../messages.ts';

/** Today before the first answer: the page's own shape. */
export function TodaySkeleton({ isSlow }: { readonly isSlow: boolean }) {
  return (
    <div className="frame" data-recording="not-known">
      <main className="stack today-loading" aria-busy="true">
        <h1 className="only-heard">{t('page-today')}</h1>
        <p className="quiet" role="status">
          {t(isSlow ? 'asking-slow' : 'asking')}
        </p>
        {isSlow && (
          <div>
            <Button onClick={() => location.reload()}>{t('reload')}</Button>
          </div>
        )}
        <span className="skeleton tall" />
        <span className="skeleton taller" />
        <div className="columns">
          <span className="skeleton taller" />
          <span className="skeleton taller" />
        </div>
      </main>
    </div>
  );
}

/** The timeline before today's records have come. */
export function TodaySkeletonCard({ isSlow }: { readonly isSlow: boolean }) {
  return (
    <div className="stack" aria-busy="true">
      <p className="quiet" role="status">
        {tToday(isSlow ? 'reading-slow' : 'reading')}
      </p>
      <span className="skeleton tall" />
      <span className="skeleton tall" />
    </div>
  );
}
