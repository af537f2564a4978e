import type { DayView } from '../../../core/day/view.ts';
import { durationText } from '../../parts/formats.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { Totals } from '../../parts/totals/totals.tsx';
import { tToday as t } from '../messages.ts';

/** Today's sums, as the same text that anybody with access would read. */
export function TodayTables({ day }: { readonly day: DayView }) {
  return (
    <section className="card" aria-labelledby="tables-title">
      <div className="card-head">
        <h2 id="tables-title">{t('apps-title')}</h2>
        <span className="quiet small">{t('recorded', { time: durationText(day.totals.recordedMs) })}</span>
      </div>
      <SharesTable caption={t('apps-caption')} what={t('app')} shares={appShares(day)} empty={t('apps-none')} />
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">{t('never-which')}</p>
    </section>
  );
}
