import { useEffect, useState } from 'react';
import type { AccessLogAnswer, AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { preciseTimeText, whenText } from '../../parts/formats.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { tAccessLog as t, tLooks } from '../messages.ts';
import '../my-data/my-data.css';
import type { LookProps } from '../looks/look-props.ts';
import { askedKey, lookKey, withNewReplies } from '../looks/use-questions.ts';
import '../looks/looks.css';
import { AccessCard } from './access-card.tsx';
import { AdministratorChanges } from './administrator-changes.tsx';
import { type AccessLog, useAccessLog } from './use-access-log.ts';

/** "Who looked at my days?" It asks the bucket, so only when the page opens and when asked to. */
export function AccessLogPage({ connection, status, now, newLooks, questions }: LookProps) {
  const looks = useAccessLog(connection.client);
  const { value, problem, isReading } = looks;
  const unseen = useUnseen(value?.entries ?? []);
  const { see, recount } = newLooks;
  const entries = value?.entries;
  useEffect(() => {
    if (entries !== undefined) see(entries);
  }, [entries, see]);
  // What this page read may be more than was counted.
  useEffect(() => {
    if (!isReading) recount();
  }, [isReading, recount]);
  const { asked, again, seeReplies } = questions;
  useEffect(() => again(), [again]);
  const replied = withNewReplies(asked).find((question) =>
    entries?.some((each) => lookKey(each) === askedKey(question)),
  );
  useEffect(() => {
    if (replied !== undefined) seeReplies(replied);
  }, [replied?.id, replied?.replies.length]);
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
        {!questions.isWhole && <p className="quiet small">{tLooks('older-questions')}</p>}
        {value !== null && !isReading && <Button onClick={looks.again}>{t('again')}</Button>}
      </section>
      {value !== null && (
        <AccessCard looks={looks} seen={value} unseen={unseen} questions={questions} now={now} zone={status.zone} />
      )}
      <AdministratorChanges connection={connection} now={now} zone={status.zone} />
    </>
  );
}

/** Looks that were shown here for the first time: they stay marked while the page is open. */
function useUnseen(entries: readonly AccessLogEntry[]): ReadonlySet<string> {
  const [unseen, setUnseen] = useState<ReadonlySet<string>>(new Set());
  const found = entries.filter((each) => !each.isSeen && each.look !== 'presence' && !unseen.has(lookKey(each)));
  if (found.length > 0) setUnseen(new Set([...unseen, ...found.map(lookKey)]));
  return unseen;
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
