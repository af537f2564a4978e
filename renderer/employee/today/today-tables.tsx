import type { DayView } from '../../../core/day/view.ts';
import { todayWords } from '../../../messages/employee/today.ts';
import { durationText } from '../../parts/formats.ts';
import { wordsOf } from '../../parts/language.ts';
import { appShares } from '../../parts/totals/app-shares.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { Totals } from '../../parts/totals/totals.tsx';

const say = wordsOf(todayWords);

/** Today's sums, as the same text that anybody with access would read. */
export function TodayTables({ day }: { readonly day: DayView }) {
  return (
    <section className="card" aria-labelledby="tables-title">
      <div className="card-head">
        <h2 id="tables-title">{say('apps-title')}</h2>
        <span className="quiet small">{say('recorded', { time: durationText(day.totals.recordedMs) })}</span>
      </div>
      <SharesTable caption={say('apps-caption')} what={say('app')} shares={appShares(day)} empty={say('apps-none')} />
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">{say('never-which')}</p>
    </section>
  );
}
