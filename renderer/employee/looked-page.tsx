import { shellWords } from '../../core/words/shell.ts';
import { wordsOf } from '../parts/language.ts';
import { PageHead } from './page-head.tsx';
import type { PageProps } from './page-props.ts';
import { ViewsCard } from './views-card.tsx';

const say = wordsOf(shellWords);

/** "Who looked at my days?" */
export function LookedPage({ connection, status, now }: PageProps) {
  return (
    <>
      <PageHead title={say('page-looked')} />
      <ViewsCard client={connection.client} now={now} zone={status.zone} />
    </>
  );
}
