import { shellWords } from '../../core/words/shell.ts';
import { wordsOf } from '../parts/language.ts';
import { useCall } from '../parts/use-call.ts';
import { PageHead } from './page-head.tsx';
import type { PageProps } from './page-props.ts';
import { UploadsCard } from './uploads-card.tsx';

const say = wordsOf(shellWords);

/** "Does it work as it should?" */
export function HealthPage({ connection, status, now, refresh }: PageProps) {
  const { client, onChange } = connection;
  const today = useCall('today', () => client.today({}), onChange, 5000);
  return (
    <>
      <PageHead title={say('page-health')} />
      <UploadsCard
        client={client}
        onDone={refresh}
        status={status}
        now={now}
        sensors={today.value?.sensors ?? (today.problem === null ? null : 'unknown')}
      />
    </>
  );
}
