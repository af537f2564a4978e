import { useRef, useState } from 'react';
import type { Interval } from '../../../core/time/interval.ts';
import { durationText, whenText } from '../../parts/formats.ts';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import type { PageProps } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';
import { hasAgreedToNothing, todayAnswerOf } from './answer.ts';
import { DeleteLast } from './delete-last.tsx';
import { DeleteSpan } from './delete-span.tsx';

/** The page's answer, in words, and beside it the way to take the last minutes back. */
export function AnswerCard({ connection, status, now, isKnown, refresh }: PageProps) {
  const [span, setSpan] = useState<Interval | null>(null);
  const last = useRef<HTMLButtonElement>(null);
  const answer = todayAnswerOf(status, now);
  if (!isKnown) {
    return (
      <section className="card answer" aria-label={t('answer')}>
        <div className="answer-words">
          <p className="headline">{t('unknown-title')}</p>
          <p className="quiet">{t('unknown-body')}</p>
        </div>
      </section>
    );
  }
  return (
    <section className={`card answer ${status.recording}`} aria-label={t('answer')}>
      <div className="answer-words">
        <p className="headline" data-testid="answer" aria-live="polite">
          {answer.headline}
        </p>
        <p className="quiet">
          {status.pause !== null && `${t('paused-for', { time: durationText(now - status.pause.since) })} · `}
          {answer.facts.join(' · ')}
        </p>
        {answer.notRecorded.length > 0 && (
          <p className="quiet">{t('not-recorded', { list: answer.notRecorded.join(', ') })}</p>
        )}
        {hasAgreedToNothing(status) && (
          <p>
            <a href="#consent">{t('decide')}</a>
          </p>
        )}
        {status.silentSince !== null && (
          <p className="row wrap silent" data-testid="silent">
            <WarningMark />
            <span>{t('silent', { time: whenText(status.silentSince, now, status.zone) })}</span>
            <a href="#health">{t('see-health')}</a>
          </p>
        )}
      </div>
      {status.deletableFrom !== null && <DeleteLast ref={last} now={now} zone={status.zone} onChoose={setSpan} />}
      {span !== null && (
        <DeleteSpan
          key={span.start}
          client={connection.client}
          status={status}
          span={span}
          now={now}
          isUntilNow
          onDone={refresh}
          onClose={() => {
            setSpan(null);
            last.current?.focus();
          }}
        />
      )}
    </section>
  );
}
