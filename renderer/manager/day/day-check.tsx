import { Button } from '../../parts/controls/button.tsx';
import { bytesText, countText } from '../../parts/formats.ts';
import { tDay as t } from '../../parts/messages.ts';
import type { DayCheckState } from './use-day-check.ts';

interface Props {
  readonly check: DayCheckState;
  /** Of all devices together. */
  readonly faults: number;
}

/** How far every object of the day was fetched and compared with the chain; to begin, to stop and to go on. */
export function DayCheckLine({ check, faults }: Props) {
  const { step, done, total, bytes } = check;
  if (total === 0) return null;
  const values = { done: countText(done), total: countText(total) };
  return (
    <div className="day-check" data-check={step}>
      {step === 'running' && (
        <>
          <progress aria-label={t('check')} max={total} value={done} />
          <span className="quiet">{t('checked', values)}</span>
          <Button kind="bare" onClick={check.stop}>
            {t('check-stop')}
          </Button>
        </>
      )}
      {(step === 'stopped' || step === 'failed') && (
        <>
          <span className="quiet">{t('check-stopped', values)}</span>
          <Button kind="bare" onClick={check.start}>
            {t('check-on')}
          </Button>
        </>
      )}
      {step === 'rest' && (
        <Button kind="bare" onClick={check.start}>
          {t('check-all', { count: total, size: bytesText(bytes) })}
        </Button>
      )}
      <span role="status">
        {step === 'done' && (
          <span className="quiet">{faults === 0 ? t('check-done') : t('check-faults', { count: faults })}</span>
        )}
      </span>
    </div>
  );
}
