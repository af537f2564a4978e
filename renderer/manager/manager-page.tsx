import type { ManagerContract } from '../../ipc/manager.ts';
import { EyeMark } from '../parts/marks.tsx';
import { Notice } from '../parts/notice.tsx';
import { PassphraseForm } from '../parts/passphrase-form.tsx';
import { useCall } from '../parts/use-call.ts';
import type { Connection } from '../transport.ts';
import './manager.css';
import './entries.css';
import { ViewingPage } from './viewing-page.tsx';

interface Props {
  readonly connection: Connection<ManagerContract>;
}

/** The manager's window: unlock, then choose a person and a day. */
export function ManagerPage({ connection }: Props) {
  const { client, onChange } = connection;
  const status = useCall('status', () => client.status({}), onChange);

  if (status.value === null) {
    return (
      <main className="alone" aria-busy={status.problem === null}>
        <h1>{status.problem === null ? 'Plainsight' : 'Plainsight does not answer'}</h1>
        {status.problem === null ? (
          <p className="quiet" role="status">
            {status.isSlow ? 'Plainsight takes longer than usual to answer. Still asking…' : 'One moment…'}
          </p>
        ) : (
          <Notice problem={status.problem} tone="danger" onRetry={status.again} />
        )}
      </main>
    );
  }
  if (status.value.phase === 'locked') {
    const unlock = async (passphrase: string) => {
      const result = await client.unlock({ passphrase });
      if (result.ok) status.again();
      return result;
    };
    return (
      <main className="alone">
        <span className="brand">
          <EyeMark look="closed" /> Plainsight
        </span>
        <div className="prose">
          <h1>Your viewing key is locked</h1>
          <p>Enter your passphrase to open days. Every day that you open is recorded for the person whose day it is.</p>
        </div>
        {status.problem !== null && <Notice problem={status.problem} tone="danger" onRetry={status.again} />}
        <PassphraseForm isNew={false} button="Unlock" onUnlock={unlock} />
      </main>
    );
  }
  return <ViewingPage connection={connection} status={status} known={status.value} />;
}
