import { useState } from 'react';
import type { Client } from '../../../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus } from '../../../ipc/employee.ts';
import { healthWords } from '../../../messages/employee/health.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { agoText } from '../../parts/formats.ts';
import { wordsOf } from '../../parts/language.ts';
import { useMutation } from '../../parts/use-mutation.ts';

const say = wordsOf(healthWords);

interface Props {
  readonly client: Client<EmployeeContract>;
  readonly status: EmployeeStatus;
  readonly now: number;
  readonly onDone: () => void;
}

/** What has left this computer and what has not, and what can be done about the rest. */
export function UploadsCard({ client, status, now, onDone }: Props) {
  const { upload } = status;
  const mutation = useMutation();
  const [told, setTold] = useState('');
  const isStuck = upload.setAside > 0 || (upload.waiting > 0 && upload.problem !== null);
  const retry = async () => {
    if (!(await mutation.run(() => client.retryUploads({})))) return;
    setTold(say('uploads-retried'));
    onDone();
  };
  return (
    <section className="card" aria-labelledby="uploads-title">
      <div className="card-head">
        <h2 id="uploads-title">{say('uploads')}</h2>
      </div>
      {upload.problem !== null && <ProblemNotice problem={upload.problem} />}
      <dl className="pairs">
        <dt>{say('uploads-waiting')}</dt>
        <dd data-testid="uploads-waiting">{say('uploads-count', { count: upload.waiting })}</dd>
        {upload.oldestWaitingAt !== null && upload.waiting > 0 && (
          <>
            <dt>{say('uploads-oldest')}</dt>
            <dd>{say('uploads-from', { ago: agoText(now - upload.oldestWaitingAt) })}</dd>
          </>
        )}
        <dt>{say('uploads-hold')}</dt>
        <dd>{say('uploads-count', { count: upload.onHold })}</dd>
        <dt>{say('uploads-last')}</dt>
        <dd>{upload.lastUploadAt === null ? say('uploads-none-yet') : agoText(now - upload.lastUploadAt)}</dd>
        <dt>{say('uploads-aside')}</dt>
        <dd>{say('uploads-aside-count', { count: upload.setAside })}</dd>
      </dl>
      {mutation.problem !== null && <ProblemNotice problem={mutation.problem} tone="danger" />}
      {isStuck && (
        <button type="button" className="button uploads-retry" disabled={mutation.isBusy} onClick={() => void retry()}>
          {say('uploads-retry')}
        </button>
      )}
      <p className="only-heard" role="status">
        {told}
      </p>
    </section>
  );
}
