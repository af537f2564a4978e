import type { AccessLogAnswer } from '../../../ipc/employee-access-log.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { preciseTimeText, whenText } from '../../parts/formats.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { tAccessLog as t } from '../messages.ts';
import '../my-data/my-data.css';
import type { PageProps } from '../frame/page-props.ts';
import { AccessCard } from './access-card.tsx';
import { type AccessLog, useAccessLog } from './use-access-log.ts';

/** "Who looked at my days?" It asks the bucket, so only when the page opens and when asked to. */
export function AccessLogPage({ connection, status, now }: PageProps) {
  const looks = useAccessLog(connection.client);
  const { value, problem, isReading } = looks;
  return (
    <>
      <PageHead
        title={t('title')}
        about={
          looks.at === 0 ? null : (
            <span data-testid="views-as-of">{t('as-of', { time: preciseTimeText(looks.at, status.zone) })}</span>
          )
        }
      />
      <section className="card access-answer" aria-label={t('title')}>
        <p className="headline" data-testid="access-answer" aria-live="polite">
          {value !== null
            ? answerOf(value, looks, now, status.zone)
            : t(problem !== null ? 'unknown' : looks.isSlow ? 'asking-slow' : 'asking')}
        </p>
        {value !== null && isReading && value.reading.read < value.reading.total && (
          <p role="status" data-testid="access-reading">
            {t('reading', value.reading)}
          </p>
        )}
        <p className="quiet">{t('how')}</p>
        <ProblemNotice problem={problem} onRetry={looks.again} />
        {value !== null && !isReading && <Button onClick={looks.again}>{t('again')}</Button>}
      </section>
      {value !== null && <AccessCard looks={looks} seen={value} now={now} zone={status.zone} />}
    </>
  );
}

/** Nobody looked only where the bucket said so and every receipt could be read. */
function answerOf(
  { kinds, viewers, unreadable, reading }: AccessLogAnswer,
  looks: AccessLog,
  now: number,
  zone: string,
): string {
  const { presence = 0, ...rest } = kinds;
  const count = Object.values(rest).reduce((sum, each) => sum + each, 0);
  const isWhole = reading.read === reading.total && looks.problem === null;
  const isSure = isWhole && Object.entries(unreadable).every(([why, each]) => why === 'copy' || each === 0);
  const list = presence === 0 ? '' : t('answer-list', { count: presence });
  const when = looks.newest === null ? '' : whenText(looks.newest, now, zone);
  const opened =
    count > 0
      ? t('answer', { people: viewers.length, looks: count, when })
      : t(!isSure ? (isWhole || !looks.isReading ? 'unknown' : 'asking') : presence > 0 ? 'nobody-opened' : 'nobody');
  return [opened, list].filter((part) => part !== '').join(' ');
}
