import { canBePermitted } from '../../../core/reason.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { tHealth as t } from '../messages.ts';
import '../my-data/my-data.css';
import { DeviceNotice } from '../frame/device-notice.tsx';
import { LastDayNotice } from '../frame/last-day-notice.tsx';
import type { PageProps } from '../frame/page-props.ts';
import { PermissionSteps } from '../permission/permission-steps.tsx';
import { hasAgreedToNothing } from '../today/answer.ts';
import { BrowsersCard } from './browsers-card.tsx';
import { ExtensionCard } from './extension-card.tsx';
import { healthAnswerOf } from './health-answer.ts';
import { HealthPlaces } from './health-places.tsx';
import { HealthSensors } from './health-sensors.tsx';
import { UploadsCard } from './uploads-card.tsx';

/** "Does it work?" */
export function HealthPage({ connection, status, now, isKnown, refresh }: PageProps) {
  const { client, onChange } = connection;
  const health = useQuery('health', () => client.health({}), onChange, 5000);
  const answer = healthAnswerOf(status, status.silentSince ?? health.value?.silentSince ?? null, isKnown, now);
  return (
    <>
      <PageHead title={t('title')} />
      <section className={`card health-answer ${answer.look}`} aria-label={t('answer')}>
        <p className="headline" data-testid="health-answer" data-look={answer.look} aria-live="polite">
          {answer.headline}
        </p>
        {answer.missing.length > 0 && (
          <ul className="health-missing">
            {answer.missing.map(({ purposes, name, reason, sensorReason }) => (
              <li key={purposes[0]} data-testid="missing" data-purpose={purposes.join(' ')}>
                <strong>{name}:</strong> {reason}
                {sensorReason !== null && canBePermitted(sensorReason) && (
                  <PermissionSteps client={client} reason={sensorReason} host={status.host} />
                )}
              </li>
            ))}
          </ul>
        )}
        {answer.impossible.length > 0 && (
          <>
            <p className="quiet">{t('impossible')}</p>
            <ul className="health-missing quiet">
              {answer.impossible.map(({ purposes, name, reason }) => (
                <li key={purposes[0]} data-testid="impossible" data-purpose={purposes.join(' ')}>
                  <strong>{name}:</strong> {reason}
                </li>
              ))}
            </ul>
          </>
        )}
        {answer.last !== null && <p className="quiet">{answer.last}</p>}
        {answer.remedy !== null && <p>{answer.remedy}</p>}
      </section>
      <LastDayNotice status={status} />
      <DeviceNotice device={status.device} />
      {health.problem !== null && isKnown && <ProblemNotice problem={health.problem} onRetry={health.again} />}
      <div className="columns">
        <div className="stack">
          {health.value !== null && health.value.shellExtension !== null && (
            <ExtensionCard client={client} extension={health.value.shellExtension} onDone={health.again} />
          )}
          <HealthSensors health={health} now={now} hasAgreed={!hasAgreedToNothing(status)} />
          {health.value !== null && health.value.browsers !== null && (
            <BrowsersCard client={client} browsers={health.value.browsers} onDone={health.again} />
          )}
        </div>
        <div className="stack">
          <UploadsCard client={client} status={status} now={now} onDone={refresh} />
          {health.value !== null && <HealthPlaces health={health.value} host={status.host} />}
        </div>
      </div>
    </>
  );
}
