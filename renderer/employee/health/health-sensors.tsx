import { isImpossible, type Reason } from '../../../core/reason.ts';
import type { Health } from '../../../ipc/employee-data.ts';
import { agoText, listText } from '../../parts/formats.ts';
import { Awaited } from '../../parts/layout/awaited.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { purposeWords, reasonText, sensorWords } from '../../parts/state-words.ts';
import { CrossMark, DashMark, TickMark } from '../../parts/timeline/marks.tsx';
import type { Query } from '../../parts/use-query.ts';
import { tHealth as t } from '../messages.ts';

interface Props {
  readonly health: Query<Health>;
  readonly now: number;
  /** Nothing is asked of a sensor before anything is agreed to. */
  readonly hasAgreed: boolean;
}

/** Every sensor: whether it works, failed or cannot work on this computer, why not, what needs it, and when it last delivered something. */
export function HealthSensors({ health, now, hasAgreed }: Props) {
  const sensors = health.value?.sensors ?? null;
  if (!hasAgreed)
    return (
      <Card id="sensors" title={t('sensors')}>
        <p className="quiet" data-testid="sensors-rest">
          {t('sensors-nothing-agreed')}
        </p>
      </Card>
    );
  return (
    <Card id="sensors" title={t('sensors')}>
      <Awaited query={health} words={t(health.isSlow ? 'sensors-slow' : 'sensors-asked')} />
      {sensors?.length === 0 && <p className="quiet">{t('sensors-none')}</p>}
      {sensors !== null && sensors.length > 0 && (
        <ul className="health-sensors">
          {sensors.map(({ sensor, ok, reason, needs, lastAt }) => (
            <li key={sensor} data-testid="sensor" data-sensor={sensor} data-ok={ok} data-look={lookOf(ok, reason)}>
              {marks[lookOf(ok, reason)]}
              <div>
                <h3>
                  {sensorWords[sensor]}: {t(`sensor-${lookOf(ok, reason)}`)}
                </h3>
                {(!ok || reason !== null) && <p>{reason === null ? t('sensor-no-reason') : reasonText(reason)}</p>}
                <p className="quiet small">
                  {needs.length === 0
                    ? t('sensor-needs-none')
                    : t('sensor-needs', { what: listText(needs.map((purpose) => purposeWords[purpose].long)) })}
                </p>
                {/* What cannot deliver is not said to have delivered nothing yet. */}
                {(lastAt !== null || ok) && (
                  <p className="quiet small">
                    {lastAt === null ? t('sensor-never') : t('sensor-last', { ago: agoText(now - lastAt) })}
                  </p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const marks = { works: <TickMark />, not: <CrossMark />, impossible: <DashMark /> };

function lookOf(ok: boolean, reason: Reason | null): keyof typeof marks {
  if (ok) return 'works';
  return isImpossible(reason) ? 'impossible' : 'not';
}
