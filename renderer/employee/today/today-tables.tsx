import { asksForAnswers, dayTimeOf } from '../../../core/day/day-time.ts';
import type { DayView } from '../../../core/day/view.ts';
import { Card } from '../../parts/layout/card.tsx';
import { tShares } from '../../parts/messages.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { dayTimeText } from '../../parts/totals/day-time-text.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { Totals } from '../../parts/totals/totals.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';

/** Today's sums, as the same text that anybody with access would read. */
export function TodayTables({ client, day }: { readonly client: EmployeeClient; readonly day: DayView }) {
  const asks = asksForAnswers(day.entries);
  const answers = useQuery(asks ? 'answers' : null, () => client.answers({}), null);
  const time = dayTimeOf(day, asks ? (answers.value?.answers ?? null) : []);
  return (
    <Card id="tables" title={t('apps-title')} about={dayTimeText(time)}>
      <SharesTable caption={t('apps-caption')} what={tShares('app')} shares={appShares(day)} empty={t('apps-none')} />
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">{t('never-which')}</p>
    </Card>
  );
}
