import { useState } from 'react';
import type { Reason } from '../../../core/reason.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tPermission as t } from '../messages.ts';
import './permission.css';

interface Props {
  readonly client: EmployeeClient;
  readonly reason: Reason;
  readonly host: EmployeeStatus['host'];
}

/** By what the system lists programs; the command takes this one off the list. */
const command = 'tccutil reset ScreenCapture app.plainsight.desktop';

/** What to do in the settings, and after it. */
type Steps = readonly [
  inList: 'switch-step' | 'remove-step' | 'node-step',
  then: 'again-step' | 'anew-step' | 'node-again-step',
];

/** Under Node the system counts Plainsight as the program that it was started in. */
function stepsOf({ reason, host }: Pick<Props, 'reason' | 'host'>): Steps {
  if (host === 'node') return ['node-step', 'node-again-step'];
  return reason.code === 'mac-recording-stale' ? ['remove-step', 'anew-step'] : ['switch-step', 'again-step'];
}

/**
 * The way to a permission of the system, step by step. It opens the system's settings on a click and never by itself, and goes away when the
 * permission holds. Leaving it is said first.
 */
export function PermissionSteps({ client, reason, host }: Props) {
  const mutation = useMutation();
  const [told, setTold] = useState('');
  const [inList, then] = stepsOf({ reason, host });
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
          {host === 'electron' && (
            <div>
              <Button aria-disabled={mutation.isBusy} onClick={() => void open()}>
                {t('open')}
              </Button>
              <span className="quiet small" role="status">
                {told}
              </span>
            </div>
          )}
          <ProblemNotice problem={mutation.problem} tone="danger" />
        </li>
        <li>{t(inList)}</li>
        <li>{t(then)}</li>
      </ol>
      {inList === 'remove-step' && <p className="quiet small">{t('command', { command })}</p>}
      <p className="quiet small">
        {t('monthly')} {t('exempt')}
      </p>
    </details>
  );
}
