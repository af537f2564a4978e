import { shellWords } from '../../core/words/shell.ts';
import { dayText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import { Notice } from '../parts/notice.tsx';
import { useCall } from '../parts/use-call.ts';
import { PageHead } from './page-head.tsx';
import type { PageProps } from './page-props.ts';
import { TodayTables } from './today-tables.tsx';

const say = wordsOf(shellWords);

/** "What is known of my days?" */
export function DataPage({ connection }: PageProps) {
  const { client, onChange } = connection;
  const today = useCall('today', () => client.today({}), onChange, 5000);
  return (
    <>
      <PageHead title={say('page-data')}>{today.value === null ? undefined : dayText(today.value.day)}</PageHead>
      {today.problem !== null && <Notice problem={today.problem} onRetry={today.again} />}
      {today.value !== null && <TodayTables day={today.value} />}
    </>
  );
}
