import type { DayView } from '../../../core/day/view.ts';
import { dataWords } from '../../../messages/employee/my-data.ts';
import { durationText } from '../../parts/formats.ts';
import { wordsOf } from '../../parts/language.ts';
import { appColour } from '../../parts/totals/app-colour.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { Totals } from '../../parts/totals/totals.tsx';

const say = wordsOf(dataWords);

/** The day's sums, as the same text that anybody with access would read. */
export function DataTables({ day }: { readonly day: DayView }) {
  const sites = day.sites.map(({ site, ms }) => ({ key: site, name: site, colour: appColour(site), ms }));
  return (
    <section className="card" aria-labelledby="tables-title">
      <div className="card-head">
        <h2 id="tables-title">{say('sums')}</h2>
        <span className="quiet small">{say('sums-recorded', { time: durationText(day.totals.recordedMs) })}</span>
      </div>
      <div className="data-tables">
        <div>
          <h3>{say('apps')}</h3>
          <SharesTable
            caption={say('apps-caption')}
            what={say('app')}
            shares={appShares(day)}
            empty={say('apps-none')}
          />
        </div>
        <div>
          <h3>{say('sites')}</h3>
          <SharesTable caption={say('sites-caption')} what={say('site')} shares={sites} empty={say('sites-none')} />
        </div>
      </div>
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">{say('totals-note')}</p>
    </section>
  );
}
