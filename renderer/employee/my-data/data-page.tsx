import { useEffect, useMemo } from 'react';
import type { Day } from '../../../core/ids.ts';
import { dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import { Calendar } from '../../parts/calendar/calendar.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText } from '../../parts/formats.ts';
import { Awaited } from '../../parts/layout/awaited.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { scales } from '../../parts/period/period-span.ts';
import { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { useQuery } from '../../parts/use-query.ts';
import { tMyData as t } from '../messages.ts';
import './my-data.css';
import type { PageProps } from '../frame/page-props.ts';
import { DataDay } from './data-day.tsx';
import { DataPeriod } from './data-period.tsx';
import { periodHref, useDataPlace } from './data-route.ts';
import { ExportCard } from './export-card.tsx';
import { ErasedCard } from './keeping/erased-note.tsx';
import { SearchCard } from './search-card.tsx';

/** "What is known of my days?" */
export function DataPage({ connection, status, now }: PageProps) {
  const { client, onChange } = connection;
  const days = useQuery('days', () => client.days({}), onChange, 5000);
  const erased = useQuery('erased', () => client.erased({}), onChange, 5000).value ?? [];
  const place = useDataPlace();
  const store = useMemo(() => new PictureStore((id) => client.picture({ id })), [client]);
  useEffect(() => () => store.close(), [store]);
  const today = dayOf(now, zoneSchema.parse(status.zone));

  if (days.value === null) {
    return (
      <>
        <PageHead title={t('title')} />
        <ProblemNotice problem={days.problem} onRetry={days.again} />
        <Awaited query={days} words={t(days.isSlow ? 'days-slow' : 'days-asked')} />
      </>
    );
  }
  const known = days.value;
  const marks = new Map(known.map(({ day, shots }) => [day, t('date-known', { shots })]));
  const chosen = place.day ?? known[0]?.day ?? today;
  const first = known.reduce<Day>((least, { day }) => (day < least ? day : least), today);
  return (
    <>
      <PageHead title={t('title')} about={summary(known.length, first)} />
      <ProblemNotice problem={days.problem} onRetry={days.again} />
      <div className="columns data">
        <div className="stack">
          <nav className="row wrap" aria-label={t('period-ways')}>
            {scales.map((scale) => (
              <a key={scale} className="button" href={periodHref(scale, chosen)}>
                {t(`my-${scale}`)}
              </a>
            ))}
          </nav>
          <Calendar days={marks} chosen={chosen} today={today} onChoose={(day) => place.go(day)} />
          <ErasedCard erased={erased} />
          <SearchCard client={client} first={first} today={today} zone={status.zone} onOpen={place.go} />
          <ExportCard
            client={client}
            known={known}
            chosen={chosen}
            zone={status.zone}
            person={status.name}
            organisation={status.organisation}
            now={now}
          />
        </div>
        {place.scale === null ? (
          <DataDay
            key={chosen}
            connection={connection}
            day={chosen}
            span={place.span}
            today={today}
            now={now}
            store={store}
            erased={erased}
            known={known.find(({ day }) => day === chosen) ?? null}
            onGo={place.go}
          />
        ) : (
          <DataPeriod
            connection={connection}
            scale={place.scale}
            day={chosen}
            known={known.map(({ day }) => day)}
            erased={erased}
            today={today}
            now={now}
            status={status}
          />
        )}
      </div>
    </>
  );
}

function summary(count: number, first: Day): string {
  return count === 0 ? t('days-none') : t('days-summary', { count, first: dayText(first) });
}
