import type { EmployeeStatus } from '../../ipc/employee.ts';
import { durationText } from '../parts/formats.ts';
import { answerOf } from './answer.ts';

interface Props {
  readonly status: EmployeeStatus;
  readonly now: number;
  /** False while the service does not answer: then nothing is claimed. */
  readonly isKnown: boolean;
}

/** The page's answer, in words. */
export function AnswerCard({ status, now, isKnown }: Props) {
  const answer = answerOf(status, now);
  if (!isKnown) {
    return (
      <section className="card answer" aria-label="What is being recorded">
        <div className="answer-words">
          <p className="headline">We do not know what is being recorded right now.</p>
          <p className="quiet">What follows is what was known before Plainsight stopped answering.</p>
        </div>
      </section>
    );
  }
  return (
    <section className={`card answer ${status.recording}`} aria-label="What is being recorded">
      <div className="answer-words">
        <p className="headline" data-testid="answer" aria-live="polite">
          {answer.headline}
        </p>
        <p className="quiet">
          {status.pause !== null && `Paused for ${durationText(now - status.pause.since)} · `}
          {answer.facts.join(' · ')}
        </p>
        {answer.notRecorded.length > 0 && <p className="quiet">Not recorded: {answer.notRecorded.join(', ')}.</p>}
      </div>
    </section>
  );
}
