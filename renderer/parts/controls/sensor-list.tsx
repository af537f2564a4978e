import type { SensorReport } from '../../../core/day/activity.ts';
import { tParts as t } from '../messages.ts';
import { reasonText, sensorWords } from '../state-words.ts';
import { CrossMark, TickMark } from '../timeline/marks.tsx';

/** Which sensors work, and of those that do not, why. */
export function SensorList({ sensors }: { readonly sensors: readonly SensorReport[] }) {
  if (sensors.length === 0) return <p className="quiet">{t('no-sensors')}</p>;
  return (
    <ul className="sensors">
      {sensors.map(({ sensor, ok, reason }) => (
        <li key={sensor}>
          {ok ? <TickMark /> : <CrossMark />}
          <div>
            {t(ok ? 'sensor-works' : 'sensor-fails', { sensor: sensorWords[sensor] })}
            {(!ok || reason !== null) && (
              <p className="quiet">{reason === null ? t('sensor-no-reason') : reasonText(reason)}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
