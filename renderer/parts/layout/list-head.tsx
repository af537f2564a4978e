import { Button } from '../controls/button.tsx';
import { ProblemNotice } from '../controls/problem-notice.tsx';
import { AgainMark } from '../timeline/marks.tsx';
import type { Query } from '../use-query.ts';
import { PageHead } from './page-head.tsx';
import { PageLoading } from './page-loading.tsx';

interface Props {
  readonly title: string;
  /** How many there are, in words; null while that is not known. */
  readonly about: string | null;
  readonly query: Pick<Query<unknown>, 'value' | 'problem' | 'isSlow' | 'again'>;
  /** What the button to read it again says, and what is said while it is read. */
  readonly words: { readonly again: string; readonly reading: string };
}

/** The head of a page that lists something over everybody, and what stands there while it is read. */
export function ListHead({ title, about, query, words }: Props) {
  const { value, problem, again } = query;
  return (
    <>
      <PageHead title={title} about={about}>
        {(value !== null || problem !== null) && (
          <Button className="page-act" onClick={again}>
            <AgainMark /> {words.again}
          </Button>
        )}
      </PageHead>
      <ProblemNotice problem={problem} onRetry={again} />
      <PageLoading query={query} words={words.reading} />
    </>
  );
}
