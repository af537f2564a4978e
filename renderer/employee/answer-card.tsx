import type { Client } from '../../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus } from '../../ipc/employee.ts';
import { durationText } from '../parts/formats.ts';
import { answerOf } from './answer.ts';
import { PauseControl } from './pause-control.tsx';

interface Props {
  readonly client: Client<EmployeeContract>;
  readonly status: EmployeeStatus;
  readonly now: number;
  /** False while the service does not answer: then nothing is claimed. */
  readonly isKnown: boolean;
  readonly onDone: () => void;
}

/** The page's answer, in words, and the pause beside it. */
export function AnswerCard({ client, status, now, isKnown, onDone }: Props) {
  const answer = answerOf(status, now);
  const canPause = status.recording === 'paused' || status.purposes.some(({ state }) => state !== 'refused');
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
      {canPause && <PauseControl client={client} status={status} now={now} onDone={onDone} />}
    </section>
  );
}
