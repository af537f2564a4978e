import { useState } from 'react';
import { asksForAnswers } from '../../../core/day/day-time.ts';
import type { Day } from '../../../core/ids.ts';
import { dayOf } from '../../../core/time/calendar.ts';
import type { Person } from '../../../ipc/manager.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { timeText } from '../../parts/formats.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import { tPeriod as t } from '../../parts/messages.ts';
import { PeriodReport } from '../../parts/period/period-report.tsx';
import { type PeriodHrefs, rangeOf, rangeText } from '../../parts/period/period-span.ts';
import { PeriodWay } from '../../parts/period/period-way.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { ExportMenu } from '../export/export-menu.tsx';
import { shortIdOf } from '../export/export-subject.ts';
import type { ManagerProps } from '../frame/page-props.ts';
import { tFrame as tShell } from '../messages.ts';
import { ReadingSums } from '../reason/reading-sums.tsx';
import './person.css';
import { dayHref, hrefOf, type ManagerRoute } from '../frame/route.ts';
import { zoneOf } from '../people/presence-text.ts';
import { ReasonForm } from '../reason/reason-form.tsx';
import { PersonDays } from './person-days.tsx';
import { UnknownPerson } from './unknown-person.tsx';

type PersonPlace = Extract<ManagerRoute, { page: 'person' }>;

interface Props extends ManagerProps {
  readonly route: PersonPlace;
}

/** A person, as far as this viewer may see them. */
export function PersonRoute(props: Props) {
  const { people, route, presence } = props;
  const known = people.value?.find(({ person }) => person === route.person);
  if (known === undefined) {
    if (people.value !== null) return <UnknownPerson />;
    if (people.problem !== null) return <ProblemNotice problem={people.problem} onRetry={people.again} />;
    return <PageLoading query={people} words={tShell(people.isSlow ? 'slow-people' : 'reading-people')} />;
  }
  const today = dayOf(props.status.now, zoneOf(known, presence.of(known.person)));
  return <PersonPage {...props} known={known} today={today} day={route.day ?? today} />;
}

interface PageProps extends Props {
  readonly known: Person;
  readonly today: Day;
  readonly day: Day;
}

/** "How were this person's days?" Sums by week, month or year, and the days to open. The reason holds until the page is left. */
function PersonPage({ connection, status, people, reasons, presence, route, known, today, day }: PageProps) {
  const { client } = connection;
  const { person, scale } = route;
  const [reason, setReason] = useState<string | null>(null);
  const range = rangeOf(scale, day);
  const span = rangeText(scale, day);
  const key = reason === null ? null : `${range.from} ${range.to} ${reason}`;
  const period = useQuery(key, () => client.period({ person, ...range, reason: reason ?? '' }), null);
  // The answer to another span may still stand there for a moment.
  const value = period.value?.from === range.from && period.value.to === range.to ? period.value : null;
  const asks = value !== null && asksForAnswers(value.days.flatMap(({ entries }) => entries));
  const answers = useQuery(asks ? person : null, () => client.answers({ person }), null);
  const zone = zoneOf(known, presence.of(person));
  const hrefs: PeriodHrefs = {
    day: (to) => dayHref(person, to),
    span: (by, at) => hrefOf({ page: 'person', person, scale: by, day: at }),
  };
  const give = (said: string) => {
    reasons.keep(person, said);
    setReason(said);
  };
  return (
    <>
      <PageHead title={known.name} about={[known.team, zone].filter((part) => part !== null).join(' · ')} />
      <PeriodWay scale={scale} day={day} today={today} href={hrefs.span} />
      <div className="person-columns">
        <div className="stack">
          {reason === null ? (
            <ReasonForm
              level={2}
              title={t('why', { name: known.name, span })}
              about={t('why-about')}
              button={t('show')}
              before={reasons.of(person)}
              onOpen={give}
            />
          ) : value === null ? (
            <ReadingSums
              query={period}
              words={t('reading')}
              slowWords={t('reading-slow')}
              rows={7}
              onStop={() => setReason(null)}
            />
          ) : (
            <>
              <div className="row wrap end">
                <ExportMenu
                  client={client}
                  what={{ kind: 'period', person, ...range }}
                  subject={{
                    name: known.name,
                    shortId: shortIdOf(person, known.name, people.value ?? []),
                    organisation: status.organisation,
                    viewer: status.viewer,
                    span,
                    zone,
                  }}
                  viewedAt={value.receiptAt}
                />
              </div>
              <PeriodReport
                period={value}
                hrefs={hrefs}
                answers={asks ? (answers.value?.answers ?? null) : []}
                scale={scale}
                range={range}
                categories={status.categories}
                today={today}
                zone={zone}
              />
              <p className="quiet">{t('receipt', { time: timeText(value.receiptAt, zone) })}</p>
            </>
          )}
        </div>
        <PersonDays connection={connection} person={person} today={today} />
      </div>
    </>
  );
}
