import { useEffect, useMemo, useState } from 'react';
import { asksForAnswers } from '../../../core/day/day-time.ts';
import type { Day } from '../../../core/ids.ts';
import { goneDaysOf, type WhyGone } from '../../../core/reports/gone-days.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { daysInRange } from '../../../core/time/calendar.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { ErasedSpan } from '../../../ipc/employee-data.ts';
import { PeriodReport } from '../../parts/period/period-report.tsx';
import type { SummedPeriod } from '../../parts/period/period-rows.ts';
import { type PeriodHrefs, rangeOf, rangeText, type Scale } from '../../parts/period/period-span.ts';
import { PeriodWay } from '../../parts/period/period-way.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { EmployeeConnection } from '../frame/page-props.ts';
import { tMyData as t } from '../messages.ts';
import { dataHref, periodHref } from './data-route.ts';
import { PeriodEntries } from './period-entries.tsx';
import { PeriodLooks } from './period-looks.tsx';
import { PrintPeriod } from './print-period.tsx';

interface Props {
  readonly connection: EmployeeConnection;
  readonly scale: Scale;
  readonly day: Day;
  /** Days of which something is on this computer. */
  readonly known: readonly Day[];
  readonly erased: readonly ErasedSpan[];
  readonly today: Day;
  readonly now: number;
  readonly status: Pick<EmployeeStatus, 'name' | 'organisation' | 'zone'>;
}

const hrefs: PeriodHrefs = { day: (day) => dataHref(day), span: periodHref };
const noCategories: readonly Category[] = [];

/** The sums of a week, a month or a year of the person's, as their manager's page shows them. */
export function DataPeriod({ connection, scale, day, known, erased, today, now, status }: Props) {
  const { name, organisation, zone } = status;
  const { client } = connection;
  const range = rangeOf(scale, day);
  const days = useMemo(
    () => known.filter((each) => range.from <= each && each <= range.to).sort(),
    [known.join(), range.from, range.to],
  );
  const { sums, left } = useSums(client, days);
  const entries = sums.days.flatMap((each) => each.entries);
  const asks = asksForAnswers(entries);
  const answers = useQuery(asks ? 'answers' : null, () => client.answers({}), null);
  const given = asks ? (answers.value?.answers ?? null) : [];
  const come = daysInRange({ from: range.from, to: range.to < today ? range.to : today });
  const hasCategories = sums.days.some(({ categories }) => categories.length > 0);
  const state = useQuery(hasCategories ? 'categories' : null, () => client.sharedDay({ day }), null);
  return (
    <section className="stack" aria-labelledby="period-title">
      <div className="card-head">
        <h2 id="period-title">{t('period-title')}</h2>
        <span className="quiet small">{t('period-about')}</span>
      </div>
      <PeriodWay scale={scale} day={day} today={today} href={periodHref} />
      <p className="paper-only paper-title">
        {[name, rangeText(scale, day)].filter((part) => part !== '').join(' · ')}
      </p>
      <PrintPeriod {...{ name, organisation, zone, now }} span={rangeText(scale, day)} />
      {left > 0 && (
        <p className="quiet" role="status">
          {t('period-reading', { left })}
        </p>
      )}
      <PeriodReport
        period={{ ...sums, gone: goneDaysOf(come, (each) => (known.includes(each) ? null : erasedBy(erased, each))) }}
        hrefs={hrefs}
        answers={given}
        scale={scale}
        range={range}
        categories={state.value?.categories ?? noCategories}
        today={today}
        zone={zone}
        isOwn
        isWhole={scale === 'week'}
        mostShares={scale === 'week' ? 5 : 12}
      >
        <PeriodEntries days={sums.days} answers={given} isOpenOnly={scale !== 'week'} />
        {scale !== 'year' && <PeriodLooks client={client} days={come} now={now} zone={zone} />}
      </PeriodReport>
    </section>
  );
}

/** The days' sums, one day after the other: a year is two hundred of them. What was read is shown at once. */
function useSums(client: EmployeeConnection['client'], days: readonly Day[]): { sums: SummedPeriod; left: number } {
  const [read, setRead] = useState<{ readonly of: readonly Day[]; readonly sums: SummedPeriod }>({
    of: [],
    sums: none,
  });
  useEffect(() => {
    let isLive = true;
    void (async () => {
      let sums = none;
      for (const [index, day] of days.entries()) {
        const result = await client.daySums({ day });
        if (!isLive) return;
        sums = result.ok
          ? { ...sums, days: [...sums.days, result.value] }
          : { ...sums, missing: [...sums.missing, { day, device: null, problem: result.problem }] };
        setRead({ of: days.slice(0, index + 1), sums });
      }
    })();
    return () => {
      isLive = false;
    };
  }, [client, days]);
  const isOfThese = read.of.every((day) => days.includes(day));
  return isOfThese ? { sums: read.sums, left: days.length - read.of.length } : { sums: none, left: days.length };
}

const none: SummedPeriod = { days: [], missing: [], gone: [] };

/** The first order by which a day was erased as a whole; null: none. */
function erasedBy(erased: readonly ErasedSpan[], day: Day): WhyGone | null {
  const isOf = ({ from, to, classes }: ErasedSpan) =>
    classes.includes('days') && (from === null || from <= day) && day <= to;
  const order = erased.findLast(isOf);
  return order === undefined ? null : { because: 'erased', on: order.on };
}
