import type { DayView } from '../../../core/day/view.ts';
import { durationText } from '../../parts/formats.ts';
import { appColour } from '../../parts/totals/app-colour.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { Totals } from '../../parts/totals/totals.tsx';
import { tMyData as t } from '../messages.ts';

/** The day's sums, as the same text that anybody with access would read. */
export function DataTables({ day }: { readonly day: DayView }) {
  const sites = day.sites.map(({ site, ms }) => ({ key: site, name: site, colour: appColour(site), ms }));
  return (
    <section className="card" aria-labelledby="tables-title">
      <div className="card-head">
        <h2 id="tables-title">{t('sums')}</h2>
        <span className="quiet small">{t('sums-recorded', { time: durationText(day.totals.recordedMs) })}</span>
      </div>
      <div className="data-tables">
        <div>
          <h3>{t('apps')}</h3>
          <SharesTable caption={t('apps-caption')} what={t('app')} shares={appShares(day)} empty={t('apps-none')} />
        </div>
        <div>
          <h3>{t('sites')}</h3>
          <SharesTable caption={t('sites-caption')} what={t('site')} shares={sites} empty={t('sites-none')} />
        </div>
      </div>
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">{t('totals-note')}</p>
    </section>
  );
}
