import { useState } from 'react';
import type { Reason } from '../../../core/reason.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tPermission as t } from '../messages.ts';
import './permission.css';

interface Props {
  readonly client: EmployeeClient;
  readonly reason: Reason;
}

/** By what the system lists programs; the command takes this one off the list. */
const command = 'tccutil reset ScreenCapture app.plainsight.desktop';

/**
 * The way to a permission of the system, step by step. It opens the system's settings on a click and never by itself, and goes away when the
 * permission holds. Leaving it is said first.
 */
export function PermissionSteps({ client, reason }: Props) {
  const mutation = useMutation();
  const [told, setTold] = useState('');
  const isStale = reason.code === 'mac-recording-stale';
  const open = async () => {
    setTold('');
    if (await mutation.run(() => client.showSystemSettings({}))) setTold(t('opened'));
  };
  return (
    <details className="permission-steps" data-testid="permission-steps" data-reason={reason.code}>
      <summary>{t('how')}</summary>
      <p>{t('optional')}</p>
      <ol>
        <li>
          {t('open-step')}
          <div>
            <Button aria-disabled={mutation.isBusy} onClick={() => void open()}>
              {t('open')}
            </Button>
            <span className="quiet small" role="status">
              {told}
            </span>
          </div>
          <ProblemNotice problem={mutation.problem} tone="danger" />
        </li>
        <li>{t(isStale ? 'remove-step' : 'switch-step')}</li>
        <li>{t(isStale ? 'anew-step' : 'again-step')}</li>
      </ol>
      {isStale && <p className="quiet small">{t('command', { command })}</p>}
      <p className="quiet small">
        {t('monthly')} {t('exempt')}
      </p>
    </details>
  );
}
