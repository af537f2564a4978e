import { ProblemNotice } from '../controls/problem-notice.tsx';
import type { Query } from '../use-query.ts';

interface Props {
  readonly status: Pick<Query<unknown>, 'problem' | 'isSlow' | 'again'>;
  readonly t: (key: 'renewed' | 'no-answer' | 'asking-slow' | 'one-moment') => string;
}

/** The whole window, until its service has said for the first time how things stand. */
export function NoStatus({ status: { problem, isSlow, again }, t }: Props) {
  return (
    <main className="alone" aria-busy={problem === null}>
      <h1>{problem === null ? 'Plainsight' : t(problem.code === 'refused-token' ? 'renewed' : 'no-answer')}</h1>
      {problem === null ? (
        <p className="quiet" role="status">
          {t(isSlow ? 'asking-slow' : 'one-moment')}
        </p>
      ) : (
        <ProblemNotice problem={problem} tone="danger" onRetry={again} />
      )}
    </main>
  );
}
