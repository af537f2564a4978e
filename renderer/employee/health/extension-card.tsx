import { useState } from 'react';
import type { ShellExtension } from '../../../ipc/employee-data.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { CrossMark, DashMark, TickMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tHealth as t } from '../messages.ts';
import { BrokenPath } from './health-places.tsx';
import './browsers-card.css';
import './extension-card.css';

interface Props {
  readonly client: EmployeeClient;
  readonly extension: ShellExtension;
  readonly onDone: () => void;
}

/** What of Plainsight is in GNOME Shell, and the way to put it there: by the person's click, and back again. */
export function ExtensionCard({ client, extension: { state, folder }, onDone }: Props) {
  const mutation = useMutation();
  const [done, setDone] = useState<Action | null>(null);
  const told = toldOf(done, state);
  const run = async (what: Action) => {
    setDone(null);
    if (!(await mutation.run(() => client[what]({})))) return;
    setDone(what);
    onDone();
  };
  return (
    <Card id="extension" title={t('extension')}>
      <ul className="health-browsers">
        <li data-testid="extension" data-state={state}>
          {marks[state]}
          <span>{t(`extension-${state}`)}</span>
        </li>
      </ul>
      <p className="quiet small health-note">
        {t('extension-about')} <BrokenPath path={folder} />
      </p>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="answers extension-answers">
        {state in installs && (
          <Button aria-disabled={mutation.isBusy} onClick={() => void run('installShellExtension')}>
            {t(installs[state as keyof typeof installs])}
          </Button>
        )}
        {state !== 'missing' && (
          <Button aria-disabled={mutation.isBusy} onClick={() => void run('removeShellExtension')}>
            {t('extension-remove')}
          </Button>
        )}
      </div>
      <p className="quiet small" role="status">
        {told !== null && t(told)}
      </p>
    </Card>
  );
}

type Action = 'installShellExtension' | 'removeShellExtension';

/** What a click did, while it is still so. */
function toldOf(done: Action | null, state: ShellExtension['state']) {
  if (done === 'removeShellExtension') return state === 'missing' ? 'extension-removed' : null;
  if (done === null) return null;
  if (state === 'on') return 'extension-enabled';
  return state === 'login' ? 'extension-installed' : null;
}

const marks = {
  on: <TickMark />,
  login: <DashMark />,
  off: <CrossMark />,
  missing: <CrossMark />,
  outdated: <CrossMark />,
  failed: <CrossMark />,
};

const installs = {
  missing: 'extension-install',
  off: 'extension-enable',
  outdated: 'extension-again',
  failed: 'extension-again',
} as const;
