import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { tShell as t } from '../messages.ts';

/** The code that the person reads out to their administrator, until the organisation has confirmed this computer. */
export function DeviceNotice({ device }: Pick<EmployeeStatus, 'device'>) {
  if (device === null || device.isConfirmed || device.last !== null) return null;
  return (
    <section className="card device-notice" aria-labelledby="device-title" data-testid="device-notice">
      <div>
        <h2 id="device-title">{t('device-title')}</h2>
        <p className="quiet">{t('device-body')}</p>
      </div>
      <output className="device-code" aria-label={t('device-code')} data-testid="device-code">
        {device.code}
      </output>
    </section>
  );
}
