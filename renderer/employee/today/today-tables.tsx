import { asksForAnswers, dayTimeOf } from '../../../core/day/day-time.ts';
import type { DayView } from '../../../core/day/view.ts';
import { Card } from '../../parts/layout/card.tsx';
import { tShares } from '../../parts/messages.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { dayTimeText } from '../../parts/totals/day-time-text.ts';
import { inputFiguresOf } from '../../parts/totals/input-figures.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { InputNote, Totals } from '../../parts/totals/totals.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';

export interface TodayTablesProps {
  readonly client: EmployeeClient;
  readonly day: DayView;
  /** Whether keys and clicks are being counted now, or seconds with input told. */
  readonly isCounting: boolean;
}

/** Today's sums, as the same text that anybody with access would read. */
export function TodayTables({ client, day, isCounting }: TodayTablesProps) {
  const asks = asksForAnswers(day.entries);
  const answers = useQuery(asks ? 'answers' : null, () => client.answers({}), null);
  const wasCounted = day.minutes.length > 0 || day.inputMinutes.length > 0;
  const has = inputFiguresOf(day);
  const time = dayTimeOf(day, asks ? (answers.value?.answers ?? null) : []);
  return (
    <Card id="tables" title={t('apps-title')} about={dayTimeText(time)}>
      <SharesTable caption={t('apps-caption')} what={tShares('app')} shares={appShares(day)} empty={t('apps-none')} />
      <hr className="rule" />
      {isCounting || wasCounted ? (
        <>
          <Totals sums={day.totals} has={has} />
          <InputNote has={has} neverWhich={t('never-which')} />
        </>
      ) : (
        <p className="quiet small">{t('not-counted')}</p>
      )}
    </Card>
  );
}
