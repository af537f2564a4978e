import type { ReactNode } from 'react';
import { EyeMark } from '../../parts/timeline/marks.tsx';
import { tShell as t } from '../messages.ts';
import { PauseControl } from '../today/pause-control.tsx';
import type { ActionProps } from './page-props.ts';

const looks = { on: 'open', partly: 'half', paused: 'closed', 'off-hours': 'closed', off: 'closed' } as const;

interface Props extends ActionProps {
  readonly isKnown: boolean;
  /** The navigation. */
  readonly children: ReactNode;
}

/** Stays in sight on every page: whether recording goes on, and the way to stop it. */
export function TopBar({ client, status, now, isKnown, onDone, children }: Props) {
  const recording = isKnown ? status.recording : null;
  const canPause =
    isKnown && (status.recording === 'paused' || status.purposes.some(({ state }) => state !== 'refused'));
  return (
    <header className="top">
      <span className="brand">
        <EyeMark look={recording === null ? 'closed' : looks[recording]} /> Plainsight
      </span>
      {children}
      <div className="top-state">
        <span className="pill" data-look={recording ?? 'not-known'} role="status">
          <EyeMark look={recording === null ? 'closed' : looks[recording]} size={18} />
          {t(`recording-${recording ?? 'not-known'}`)}
        </span>
        {canPause && <PauseControl client={client} status={status} now={now} onDone={onDone} />}
      </div>
    </header>
  );
}
