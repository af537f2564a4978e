import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import type { Query } from '../../parts/use-query.ts';
import { tFrame as t } from '../messages.ts';

interface Props {
  readonly query: Query<unknown>;
  readonly words: string;
  readonly slowWords: string;
  readonly rows: number;
  /** How far it is, where that is known. */
  readonly bar?: { readonly label: string; readonly done: number; readonly all: number } | null;
  /** Back to the reason. */
  readonly onStop: () => void;
}

/** What a reason was given for, before it is there: why it cannot be had, or what is being done, and the way out. */
export function ReadingSums({ query, words, slowWords, rows, bar = null, onStop }: Props) {
  if (query.problem !== null)
    return (
      <ProblemNotice problem={query.problem} tone="danger" onRetry={query.again}>
        <Button onClick={onStop}>{t('other-reason')}</Button>
      </ProblemNotice>
    );
  return (
    <>
      <div className="row wrap">
        <p role="status">{query.isSlow ? slowWords : words}</p>
        <Button onClick={onStop}>{t('stop')}</Button>
      </div>
      {bar !== null && <progress className="reading-bar" aria-label={bar.label} max={bar.all} value={bar.done} />}
      <PageLoading words={words} rows={rows} />
    </>
  );
}
