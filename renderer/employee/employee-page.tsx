import type { EmployeeContract } from '../../ipc/employee.ts';
import { EyeMark } from '../parts/marks.tsx';
import { Notice } from '../parts/notice.tsx';
import { PassphraseForm } from '../parts/passphrase-form.tsx';
import { useCall } from '../parts/use-call.ts';
import { useNow } from '../parts/use-now.ts';
import type { Connection } from '../transport.ts';
import './employee.css';
import { TodayPage } from './today-page.tsx';
import { TodaySkeleton } from './today-skeleton.tsx';

interface Props {
  readonly connection: Connection<EmployeeContract>;
}

/** The employee's window: choose or enter the passphrase, then today. */
export function EmployeePage({ connection }: Props) {
  const { client, onChange } = connection;
  const status = useCall('status', () => client.status({}), onChange);
  const now = useNow();

  if (status.value === null) {
    if (status.problem === null) return <TodaySkeleton isSlow={status.isSlow} />;
    return (
      <main className="alone" data-recording="not-known">
        <h1>We could not ask what is being recorded</h1>
        <Notice problem={status.problem} tone="danger" onRetry={status.again} />
      </main>
    );
  }
  const unlock = async (passphrase: string) => {
    const result = await client.unlock({ passphrase });
    if (result.ok) status.again();
    return result;
  };
  if (status.value.phase !== 'ready') {
    return (
      <main className="alone" data-recording="off">
        <span className="brand">
          <EyeMark look="closed" /> Plainsight
        </span>
        {status.value.phase === 'new' ? <NewWords /> : <LockedWords />}
        {status.problem !== null && <Notice problem={status.problem} tone="danger" onRetry={status.again} />}
        <PassphraseForm
          key={status.value.phase}
          isNew={status.value.phase === 'new'}
          button={status.value.phase === 'new' ? 'Make my keys' : 'Unlock'}
          onUnlock={unlock}
        />
      </main>
    );
  }
  const serviceNow = status.value.now + (now - status.at);
  return (
    <TodayPage
      connection={connection}
      status={status}
      known={status.value}
      now={Math.max(serviceNow, status.value.now)}
    />
  );
}

function NewWords() {
  return (
    <div className="prose">
      <h1>Choose a passphrase</h1>
      <p>
        It protects the keys to everything that is recorded on this computer. Nothing is recorded before you choose what
        may be.
      </p>
      <p>
        <strong>Nobody can reset it</strong>, because nobody else has it: not your organisation, not the makers of
        Plainsight. Keep it where you keep what matters.
      </p>
    </div>
  );
}

function LockedWords() {
  return (
    <div className="prose">
      <h1>Plainsight is locked</h1>
      <p>Nothing is recorded until you unlock it with your passphrase.</p>
    </div>
  );
}
