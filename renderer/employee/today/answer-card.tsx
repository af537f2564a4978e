import { useRef, useState } from 'react';
import type { Interval } from '../../../core/time/interval.ts';
import { todayWords } from '../../../messages/employee/today.ts';
import { durationText, whenText } from '../../parts/formats.ts';
import { wordsOf } from '../../parts/language.ts';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import type { PageProps } from '../frame/page-props.ts';
import { hasAgreedToNothing, todayAnswerOf } from './answer.ts';
import { DeleteLast } from './delete-last.tsx';
import { DeleteSpan } from './delete-span.tsx';

const say = wordsOf(todayWords);

/** The page's answer, in words, and beside it the way to take the last minutes back. */
export function AnswerCard({ connection, status, now, isKnown, refresh }: PageProps) {
  const [span, setSpan] = useState<Interval | null>(null);
  const last = useRef<HTMLButtonElement>(null);
  const answer = todayAnswerOf(status, now);
  if (!isKnown) {
    return (
      <section className="card answer" aria-label={say('answer')}>
        <div className="answer-words">
          <p className="headline">{say('unknown-title')}</p>
          <p className="quiet">{say('unknown-body')}</p>
        </div>
      </section>
    );
  }
  return (
    <section className={`card answer ${status.recording}`} aria-label={say('answer')}>
      <div className="answer-words">
        <p className="headline" data-testid="answer" aria-live="polite">
          {answer.headline}
        </p>
        <p className="quiet">
          {status.pause !== null && `${say('paused-for', { time: durationText(now - status.pause.since) })} · `}
          {answer.facts.join(' · ')}
        </p>
        {answer.notRecorded.length > 0 && (
          <p className="quiet">{say('not-recorded', { list: answer.notRecorded.join(', ') })}</p>
        )}
        {hasAgreedToNothing(status) && (
          <p>
            <a href="#consent">{say('decide')}</a>
          </p>
        )}
        {status.silentSince !== null && (
          <p className="row wrap silent" data-testid="silent">
            <WarningMark />
            <span>{say('silent', { time: whenText(status.silentSince, now, status.zone) })}</span>
            <a href="#health">{say('see-health')}</a>
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
