import { useState } from 'react';
import type { TeamReport } from '../../../core/reports/team-report.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import { Button } from '../../parts/controls/button.tsx';
import { countText, dayRangeText, timeText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { tShares } from '../../parts/messages.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { categoryShare } from '../../parts/totals/category-shares.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { tTeams as t } from '../messages.ts';

type Week = TeamReport['weeks'][number];
type ShownWeek = Extract<Week, { shown: true }>;

interface Props {
  readonly report: TeamReport & { readonly receiptAt: number };
  readonly smallest: number;
  readonly categories: readonly Category[];
  readonly zone: string;
}

/** Weeks with their hours, newest first, and what the hours of one of them went to. */
export function TeamReportView({ report, smallest, categories, zone }: Props) {
  const weeks = [...report.weeks].reverse();
  const shown = weeks.filter((week): week is ShownWeek => week.shown);
  const [chosen, setChosen] = useState<string | null>(null);
  const week = shown.find((each) => each.week === chosen) ?? shown[0] ?? null;
  const most = Math.max(1, ...shown.map(({ recordedHours }) => recordedHours));
  return (
    <div className="stack" data-testid="team-report">
      <p className="day-words">
        {week === null
          ? t('answer-none')
          : t('answer', {
              hours: countText(week.recordedHours),
              people: week.people,
              week: weekName(week.week),
            })}
      </p>
      <Card id="weeks" title={t('weeks-title')} about={t('rounded')}>
        <Table
          className="hours team-weeks"
          caption={t('weeks-title')}
          columns={[
            t('week'),
            [
              'hours-bar',
              <span key="bar" className="only-heard">
                {t('bar')}
              </span>,
            ],
            ['number', t('recorded')],
            ['number wide-only', t('calls')],
            ['number wide-only', t('people-column')],
          ]}
        >
          {weeks.map((each) => (
            <tr key={each.week} data-week={each.week} aria-current={each.week === week?.week ? 'true' : undefined}>
              <th scope="row" className="hours-name">
                {each.shown ? (
                  <Button
                    className="bare week-name"
                    aria-pressed={each.week === week?.week}
                    onClick={() => setChosen(each.week)}
                  >
                    <WeekName week={each.week} />
                  </Button>
                ) : (
                  <span className="week-name quiet">
                    <WeekName week={each.week} />
                  </span>
                )}
              </th>
              {each.shown ? (
                <>
                  <td className="hours-bar">
                    <span className="bar team-bar" style={{ inlineSize: `${(each.recordedHours / most) * 100}%` }} />
                  </td>
                  <td className="number">{t('hours', { count: countText(each.recordedHours) })}</td>
                  <td className="number wide-only">
                    {each.callHours !== null && t('hours', { count: countText(each.callHours) })}
                  </td>
                  <td className="number wide-only">{countText(each.people)}</td>
                </>
              ) : (
                <td colSpan={4} className="quiet" data-because={each.because}>
                  {t(`because-${each.because}`, { smallest })}
                </td>
              )}
            </tr>
          ))}
        </Table>
      </Card>
      {week !== null && <WentTo week={week} categories={categories} />}
      <p className="quiet">{t('receipt', { time: timeText(report.receiptAt, zone) })}</p>
    </div>
  );
}

function WentTo({ week, categories }: { readonly week: ShownWeek; readonly categories: readonly Category[] }) {
  const byCategory = week.categories.length > 0;
  const shares = byCategory
    ? week.categories.map(({ category, hours }) => categoryShare({ category, ms: hours * hourMs }, categories))
    : appShares({ apps: week.apps.map(({ hours, ...app }) => ({ ...app, ms: hours * hourMs })) });
  return (
    <Card id="went" title={t('went-to', { week: weekName(week.week) })} aria-live="polite">
      <SharesTable
        caption={t(byCategory ? 'categories-caption' : 'apps-caption')}
        what={tShares(byCategory ? 'category' : 'app')}
        shares={shares}
        empty={t('nothing')}
        // Sums of a team are told in whole hours.
        lengthText={(ms) => t('hours', { count: countText(ms / hourMs) })}
      />
    </Card>
  );
}

function WeekName({ week }: { readonly week: string }) {
  return (
    <>
      {weekName(week)} <span className="quiet small">{daysText(week)}</span>
    </>
  );
}

function weekName(week: string): string {
  return t('week-name', { number: Number(week.slice(6)) });
}

function daysText(week: string): string {
  const parsed = isoWeekSchema.safeParse(week);
  if (!parsed.success) return week;
  const days = daysIn(parsed.data);
  return dayRangeText(days[0], days[6]);
}
