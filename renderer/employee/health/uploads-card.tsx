import { useState } from 'react';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { agoText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { ActionProps } from '../frame/page-props.ts';
import { tHealth as t } from '../messages.ts';
import { hasAgreedToNothing } from '../today/answer.ts';

/** What has left this computer and what has not, and what can be done about the rest. */
export function UploadsCard({ client, status, now, onDone }: ActionProps) {
  const { upload } = status;
  const mutation = useMutation();
  const [told, setTold] = useState('');
  const hasAgreed = !hasAgreedToNothing(status);
  const isStuck = upload.setAside > 0 || (upload.waiting > 0 && upload.problem !== null);
  const retry = async () => {
    if (!(await mutation.run(() => client.retryUploads({})))) return;
    setTold(t('uploads-retried'));
    onDone();
  };
  return (
    <Card id="uploads" title={t('uploads')}>
      <ProblemNotice problem={upload.problem} />
      {!hasAgreed && <p className="quiet uploads-note">{t('uploads-nothing-agreed')}</p>}
      <dl className="pairs">
        <dt>{t('uploads-waiting')}</dt>
        <dd data-testid="uploads-waiting">{t('uploads-count', { count: upload.waiting })}</dd>
        {upload.oldestWaitingAt !== null && upload.waiting > 0 && (
          <>
            <dt>{t('uploads-oldest')}</dt>
            <dd>{t('uploads-from', { ago: agoText(now - upload.oldestWaitingAt) })}</dd>
          </>
        )}
        <dt>{t('uploads-hold')}</dt>
        <dd>{t('uploads-count', { count: upload.onHold })}</dd>
        {hasAgreed && (
          <>
            <dt>{t('uploads-last')}</dt>
            <dd>{upload.lastUploadAt === null ? t('uploads-none-yet') : agoText(now - upload.lastUploadAt)}</dd>
          </>
        )}
        <dt>{t('uploads-aside')}</dt>
        <dd>{t('uploads-aside-count', { count: upload.setAside })}</dd>
      </dl>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      {isStuck && (
        <Button className="uploads-retry" disabled={mutation.isBusy} onClick={() => void retry()}>
          {t('uploads-retry')}
        </Button>
      )}
      <p className="only-heard" role="status">
        {told}
      </p>
    </Card>
  );
}
