import { lookedWords } from '../../core/words/looked.ts';
import type { Views } from '../../ipc/employee.ts';
import { preciseTimeText, whenText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import { Notice } from '../parts/notice.tsx';
import { useCall } from '../parts/use-call.ts';
import './data.css';
import { PageHead } from './page-head.tsx';
import type { PageProps } from './page-props.ts';
import { ViewsCard } from './views-card.tsx';

const say = wordsOf(lookedWords);

/** "Who looked at my days?" It asks the bucket, so only when the page opens and when asked to. */
export function LookedPage({ connection, status, now }: PageProps) {
  const { client } = connection;
  const views = useCall('views', () => client.views({}), null);
  return (
    <>
      <PageHead title={say('title')}>
        {views.value === null ? undefined : (
          <span data-testid="views-as-of">{say('as-of', { time: preciseTimeText(views.at, status.zone) })}</span>
        )}
      </PageHead>
      <section className="card looked-answer" aria-label={say('title')}>
        <p className="headline" data-testid="looked-answer" aria-live="polite">
          {views.value !== null
            ? answerOf(views.value, now, status.zone)
            : say(views.problem !== null ? 'unknown' : views.isSlow ? 'asking-slow' : 'asking')}
        </p>
        <p className="quiet">{say('how')}</p>
        {views.problem !== null && <Notice problem={views.problem} onRetry={views.again} />}
        {views.value !== null && (
          <button type="button" className="button" onClick={views.again}>
            {say('again')}
          </button>
        )}
      </section>
      {views.value !== null && <ViewsCard seen={views.value} now={now} zone={status.zone} />}
    </>
  );
}

/** Nobody looked only where the bucket said so and every receipt could be read. */
function answerOf({ views, unreadable, older }: Views, now: number, zone: string): string {
  const [newest] = views;
  if (newest === undefined) return say(unreadable === 0 && older === 0 ? 'nobody' : 'unknown');
  const people = new Set(views.map(({ viewer }) => viewer)).size;
  const answer = say('answer', { people, looks: views.length, when: whenText(newest.at, now, zone) });
  return older === 0 ? answer : `${answer} ${say('answer-more')}`;
}
