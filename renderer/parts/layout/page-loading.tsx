import type { Query } from '../use-query.ts';

interface Props {
  /** Where given, the shape stands there while it has neither answer nor problem. */
  readonly query?: Pick<Query<unknown>, 'value' | 'problem' | 'isSlow'>;
  readonly words: string;
  readonly rows?: number;
}

/** The shape of a list that is not there yet, and what is being done. */
export function PageLoading({ query, words, rows = 6 }: Props) {
  if (query !== undefined && (query.value !== null || query.problem !== null)) return null;
  return (
    <div className="stack" aria-busy="true">
      <p className={query?.isSlow ? 'quiet' : 'only-heard'} role="status">
        {words}
      </p>
      <div className="card page-waiting">
        {Array.from({ length: rows }, (_, index) => (
          <span key={index} className="skeleton row-skeleton" />
        ))}
      </div>
    </div>
  );
}
