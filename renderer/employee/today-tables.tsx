import type { DayView } from '../../core/day-view.ts';
import { appColour } from '../parts/app-colour.ts';
import { durationText } from '../parts/formats.ts';
import { SharesTable } from '../parts/shares-table.tsx';
import { appName } from '../parts/state-words.ts';
import { Totals } from '../parts/totals.tsx';

/** Today's sums, as the same text that anybody with access would read. */
export function TodayTables({ day }: { readonly day: DayView }) {
  const apps = day.apps.map(({ appId, appName: name, ms }) => ({
    key: appId ?? '',
    appId: appId ?? '',
    name: appName(appId, name),
    colour: appColour(appId),
    ms,
  }));
  return (
    <section className="card" aria-labelledby="tables-title">
      <div className="card-head">
        <h2 id="tables-title">Apps today</h2>
        <span className="quiet small">{durationText(day.totals.recordedMs)} recorded</span>
      </div>
      <SharesTable caption="Time per app today" what="App" shares={apps} empty="No app was recorded today." />
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">How many, never which.</p>
    </section>
  );
}
