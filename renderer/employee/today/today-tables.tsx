import type { DayView } from '../../../core/day/view.ts';
import { durationText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { tShares } from '../../parts/messages.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { Totals } from '../../parts/totals/totals.tsx';
import { tToday as t } from '../messages.ts';

/** Today's sums, as the same text that anybody with access would read. */
export function TodayTables({ day }: { readonly day: DayView }) {
  return (
    <Card id="tables" title={t('apps-title')} about={t('recorded', { time: durationText(day.totals.recordedMs) })}>
      <SharesTable caption={t('apps-caption')} what={tShares('app')} shares={appShares(day)} empty={t('apps-none')} />
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">{t('never-which')}</p>
    </Card>
  );
}
