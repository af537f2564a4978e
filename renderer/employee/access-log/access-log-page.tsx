import type { Views } from '../../../ipc/employee-access-log.ts';
import { lookedWords } from '../../../messages/employee/access-log.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { preciseTimeText, whenText } from '../../parts/formats.ts';
import { wordsOf } from '../../parts/language.ts';
import '../my-data/my-data.css';
import { PageHead } from '../frame/page-head.tsx';
import type { PageProps } from '../frame/page-props.ts';
import { ViewsCard } from './access-card.tsx';
import { type Looks, useLooks } from './use-access-log.ts';

const say = wordsOf(lookedWords);

/** "Who looked at my days?" It asks the bucket, so only when the page opens and when asked to. */
export function LookedPage({ connection, status, now }: PageProps) {
  const looks = useLooks(connection.client);
  const { value, problem, isReading } = looks;
  return (
    <>
      <PageHead title={say('title')}>
        {looks.at === 0 ? undefined : (
          <span data-testid="views-as-of">{say('as-of', { time: preciseTimeText(looks.at, status.zone) })}</span>
        )}
      </PageHead>
      <section className="card looked-answer" aria-label={say('title')}>
        <p className="headline" data-testid="looked-answer" aria-live="polite">
          {value !== null
            ? answerOf(value, looks, now, status.zone)
            : say(problem !== null ? 'unknown' : looks.isSlow ? 'asking-slow' : 'asking')}
        </p>
        {value !== null && isReading && value.reading.read < value.reading.total && (
          <p role="status" data-testid="looked-reading">
            {say('reading', value.reading)}
          </p>
        )}
        <p className="quiet">{say('how')}</p>
        {problem !== null && <ProblemNotice problem={problem} onRetry={looks.again} />}
        {value !== null && !isReading && (
          <button type="button" className="button" onClick={looks.again}>
            {say('again')}
          </button>
        )}
      </section>
      {value !== null && <ViewsCard looks={looks} seen={value} now={now} zone={status.zone} />}
    </>
  );
}

/** Nobody looked only where the bucket said so and every receipt could be read. */
function answerOf({ kinds, viewers, unreadable, reading }: Views, looks: Looks, now: number, zone: string): string {
  const { presence = 0, ...rest } = kinds;
  const count = Object.values(rest).reduce((sum, each) => sum + each, 0);
  const isWhole = reading.read === reading.total && looks.problem === null;
  const isSure = isWhole && Object.entries(unreadable).every(([why, each]) => why === 'copy' || each === 0);
  const list = presence === 0 ? '' : say('answer-list', { count: presence });
  const when = looks.newest === null ? '' : whenText(looks.newest, now, zone);
  const opened =
    count > 0
      ? say('answer', { people: viewers.length, looks: count, when })
      : say(!isSure ? (isWhole || !looks.isReading ? 'unknown' : 'asking') : presence > 0 ? 'nobody-opened' : 'nobody');
  return [opened, list].filter((part) => part !== '').join(' ');
}
