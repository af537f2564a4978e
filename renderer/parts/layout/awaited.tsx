import type { Query } from '../use-query.ts';

interface Props {
  readonly query: Pick<Query<unknown>, 'value' | 'problem'>;
  readonly words: string;
}

/** What is being done, while there is neither an answer nor a problem. */
export function Awaited({ query: { value, problem }, words }: Props) {
  if (value !== null || problem !== null) return null;
  return (
    <p className="quiet" role="status">
      {words}
    </p>
  );
}
