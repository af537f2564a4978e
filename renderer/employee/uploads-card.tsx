import type { SensorReport } from '../../core/activity.ts';
import type { Client } from '../../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus } from '../../ipc/employee.ts';
import { agoText, countText } from '../parts/formats.ts';
import { Notice } from '../parts/notice.tsx';
import { SensorList } from '../parts/sensor-list.tsx';
import { useAct } from '../parts/use-act.ts';

interface Props {
  readonly client: Client<EmployeeContract>;
  readonly status: EmployeeStatus;
  readonly now: number;
  /** Null until today's records have come, `unknown` where they could not be read. */
  readonly sensors: readonly SensorReport[] | null | 'unknown';
  readonly onDone: () => void;
}

/** What has left this computer and what has not; and which sensors work. */
export function UploadsCard({ client, status, now, sensors, onDone }: Props) {
  const { upload } = status;
  const act = useAct();
  const isStuck = upload.setAside > 0 || (upload.waiting > 0 && upload.problem !== null);
  const retry = async () => {
    if (await act.run(() => client.retryUploads({}))) onDone();
  };
  return (
    <>
      <section className="card" aria-labelledby="uploads-title">
        <div className="card-head">
          <h2 id="uploads-title">Uploads</h2>
        </div>
        {upload.problem !== null && <Notice problem={upload.problem} />}
        <dl className="pairs">
          <dt>Waiting</dt>
          <dd data-testid="uploads-waiting">
            {someText(upload.waiting)}
            {upload.oldestWaitingAt !== null &&
              upload.waiting > 0 &&
              `, oldest from ${agoText(now - upload.oldestWaitingAt)}`}
          </dd>
          <dt>On hold</dt>
          <dd>{someText(upload.onHold)}</dd>
          <dt>Last upload</dt>
          <dd>{upload.lastUploadAt === null ? 'None yet' : agoText(now - upload.lastUploadAt)}</dd>
          <dt>Set aside</dt>
          <dd>{upload.setAside === 0 ? 'None' : `${countText(upload.setAside)}, could not be sent`}</dd>
        </dl>
        {act.problem !== null && <Notice problem={act.problem} tone="danger" />}
        {isStuck && (
          <button type="button" className="button uploads-retry" disabled={act.isBusy} onClick={() => void retry()}>
            Try now
          </button>
        )}
      </section>
      <section className="card" aria-labelledby="sensors-title">
        <div className="card-head">
          <h2 id="sensors-title">Sensors</h2>
          <span className="quiet small">
            {status.host === 'electron' ? 'Desktop app' : 'Running without the desktop app'}
          </span>
        </div>
        {sensors === null && <span className="skeleton shots-skeleton" />}
        {sensors === 'unknown' && <p className="quiet">Not known, because today’s records cannot be read.</p>}
        {sensors !== null && sensors !== 'unknown' && <SensorList sensors={sensors} />}
      </section>
    </>
  );
}

function someText(count: number): string {
  return count === 0 ? 'None' : countText(count);
}
