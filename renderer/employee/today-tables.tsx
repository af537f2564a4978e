import type { DayView } from '../../core/day-view.ts';
import { todayWords } from '../../core/words/today.ts';
import { appColour } from '../parts/app-colour.ts';
import { durationText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import { SharesTable } from '../parts/shares-table.tsx';
import { appName } from '../parts/state-words.ts';
import { Totals } from '../parts/totals.tsx';

const say = wordsOf(todayWords);

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
        <h2 id="tables-title">{say('apps-title')}</h2>
        <span className="quiet small">{say('recorded', { time: durationText(day.totals.recordedMs) })}</span>
      </div>
      <SharesTable caption={say('apps-caption')} what={say('app')} shares={apps} empty={say('apps-none')} />
      <hr className="rule" />
      <Totals {...day.totals} />
      <p className="quiet small">{say('never-which')}</p>
    </section>
  );
}
