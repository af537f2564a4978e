import type { Day, PersonId } from '../../../core/ids.ts';
import { Calendar } from '../../parts/calendar/calendar.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText } from '../../parts/formats.ts';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import { tPeriod as t } from '../../parts/messages.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { ManagerConnection } from '../frame/page-props.ts';
import { dayHref } from '../frame/route.ts';
import { tFrame as tShell } from '../messages.ts';

interface Props {
  readonly connection: ManagerConnection;
  readonly person: PersonId;
  readonly today: Day;
}

/** The days of which something is kept, to open one; the latest at hand. */
export function PersonDays({ connection: { client, onChange }, person, today }: Props) {
  const days = useQuery(person, () => client.days({ person }), onChange, 60_000);
  const known = [...(days.value ?? [])].sort((a, b) => (a.day < b.day ? 1 : -1));
  const latest = known[0]?.day ?? null;
  return (
    <div className="stack person-days">
      <ProblemNotice problem={days.problem} onRetry={days.again} />
      <PageLoading query={days} words={tShell(days.isSlow ? 'slow-days' : 'reading-days')} />
      {days.value !== null && latest === null && <p className="quiet">{t('no-days')}</p>}
      {latest !== null && (
        <>
          <a className="button" href={dayHref(person, latest)} data-latest-day={latest} title={t('latest-about')}>
            {t('latest-day', { day: dayText(latest) })}
          </a>
          <Calendar
            days={new Map(known.map(({ day, devices }) => [day, t('date-devices', { count: devices.length })]))}
            chosen={null}
            today={latest > today ? latest : today}
            onChoose={(day) => {
              location.hash = dayHref(person, day);
            }}
          />
        </>
      )}
    </div>
  );
}
