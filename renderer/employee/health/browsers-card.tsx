import { useState } from 'react';
import type { Health, KnownBrowser } from '../../../ipc/employee-data.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { listText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { CrossMark, DashMark, TickMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tHealth as t } from '../messages.ts';
import { BrokenPath } from './health-places.tsx';
import './browsers-card.css';

interface Props {
  readonly client: EmployeeClient;
  readonly browsers: NonNullable<Health['browsers']>;
  readonly onDone: () => void;
}

/** Which browsers tell websites, and the way to have one do so: by the person's click, and back again. */
export function BrowsersCard({ client, browsers, onDone }: Props) {
  const { extension, known } = browsers;
  const mutation = useMutation();
  const [told, setTold] = useState('');
  const connected = known.filter(({ isConnected }) => isConnected).map(({ name }) => name);
  const state = stateOf(known);
  const isRegistered = known.some((each) => each.isRegistered);
  const run = async (what: 'registerBrowsers' | 'unregisterBrowsers') => {
    setTold('');
    if (!(await mutation.run(() => client[what]({})))) return;
    setTold(t(what === 'registerBrowsers' ? 'browsers-registered' : 'browsers-unregistered'));
    onDone();
  };
  return (
    <Card id="browsers" title={t('browsers')}>
      <p data-testid="browsers" data-state={state}>
        {state === 'on' ? t('browsers-on', { what: listText(connected) }) : t(`browsers-${state}`)}
      </p>
      {known.length > 0 && (
        <ul className="health-browsers">
          {known.map(({ name, ...browser }) => (
            <li key={name} data-browser={name} data-look={lookOf(browser)}>
              {marks[lookOf(browser)]}
              <span>
                {name}: {t(`browser-${lookOf(browser)}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small health-note">{t('browsers-about')}</p>
      <details className="browsers-how" open={state === 'waiting' || state === 'off'}>
        <summary>{t('browsers-how')}</summary>
        <ol>
          <li>{t('browsers-step-register')}</li>
          <li>
            {t('browsers-step-chromium')} <BrokenPath path={extension} />
          </li>
          <li>{t('browsers-step-firefox')}</li>
        </ol>
      </details>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="answers">
        <Button aria-disabled={mutation.isBusy} onClick={() => void run('registerBrowsers')}>
          {t('browsers-register')}
        </Button>
        {isRegistered && (
          <Button aria-disabled={mutation.isBusy} onClick={() => void run('unregisterBrowsers')}>
            {t('browsers-unregister')}
          </Button>
        )}
      </div>
      <p className="quiet small" role="status">
        {told}
      </p>
    </Card>
  );
}

const marks = { connected: <TickMark />, waiting: <DashMark />, off: <CrossMark /> };

function lookOf({ isRegistered, isConnected }: Omit<KnownBrowser, 'name'>): keyof typeof marks {
  if (isConnected) return 'connected';
  return isRegistered ? 'waiting' : 'off';
}

function stateOf(known: readonly KnownBrowser[]): 'on' | 'waiting' | 'off' | 'none' {
  if (known.length === 0) return 'none';
  if (known.some(({ isConnected }) => isConnected)) return 'on';
  return known.some(({ isRegistered }) => isRegistered) ? 'waiting' : 'off';
}
