import type { SensorReport } from '../../core/activity.ts';
import { CrossMark, TickMark } from './marks.tsx';
import { sensorWords } from './state-words.ts';

/** Which sensors work, and of those that do not, why. */
export function SensorList({ sensors }: { readonly sensors: readonly SensorReport[] }) {
  if (sensors.length === 0) return <p className="quiet">No sensor has reported yet.</p>;
  return (
    <ul className="sensors">
      {sensors.map(({ sensor, ok, reason }) => (
        <li key={sensor}>
          {ok ? <TickMark /> : <CrossMark />}
          <div>
            {sensorWords[sensor]}: {ok ? 'works' : 'does not work'}
            {!ok && <p className="quiet">{reason ?? 'No reason was given.'}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
