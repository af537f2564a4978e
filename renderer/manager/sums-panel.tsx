import type { PresenceState } from '../../core/activity.ts';
import type { DayView } from '../../core/day-view.ts';
import type { Interval } from '../../core/interval.ts';
import { managerDayWords } from '../../core/words/manager-day.ts';
import { appColour } from '../parts/app-colour.ts';
import { sumsOf } from '../parts/day-lookup.ts';
import { countText, durationText, preciseTimeText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import { appName, stateWords } from '../parts/state-words.ts';
import { Swatch } from '../parts/swatch.tsx';

const say = wordsOf(managerDayWords);

interface Props {
  readonly day: DayView;
  readonly selection: Interval | null;
  readonly onClear: () => void;
}

const shownApps = 3;

/** The sums of the selected span; of the whole day while nothing is selected. Its place is kept, so that the scale stays still. */
export function SumsPanel({ day, selection, onClear }: Props) {
  const whole = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  const sums = sumsOf(day, selection ?? whole);
  const states = (Object.keys(stateWords) as PresenceState[]).filter((state) => sums.stateMs.has(state));
  return (
    <section className="sums" aria-label={say('sums')} aria-live="polite" data-testid="sums">
      <div className="row">
        <h3>
          {selection === null
            ? say('whole-day')
            : `${preciseTimeText(selection.start, day.zone)}–${preciseTimeText(selection.end, day.zone)}`}
        </h3>
        {selection !== null && (
          <button type="button" className="button bare" onClick={onClear}>
            {say('clear')}
          </button>
        )}
      </div>
      <dl className="sums-pairs">
        <div>
          <dt>{say('sum-recorded')}</dt>
          <dd data-testid="sum-recorded">{durationText(sums.recordedMs)}</dd>
        </div>
        {states.map((state) => (
          <div key={state}>
            <dt className="row">
              <Swatch state={state} /> {stateWords[state]}
            </dt>
            <dd>{durationText(sums.stateMs.get(state) ?? 0)}</dd>
          </div>
        ))}
        {sums.apps.slice(0, shownApps).map(({ appId, appName: name, ms }) => (
          <div key={appId}>
            <dt className="row">
              <span className={`dot colour-${appColour(appId)}`} /> {appName(appId, name)}
            </dt>
            <dd>{durationText(ms)}</dd>
          </div>
        ))}
        <div>
          <dt>{say('keys')}</dt>
          <dd>{countText(sums.keys)}</dd>
        </div>
        <div>
          <dt>{say('clicks')}</dt>
          <dd>{countText(sums.clicks)}</dd>
        </div>
        <div>
          <dt>{say('screenshots')}</dt>
          <dd>{countText(sums.shots)}</dd>
        </div>
      </dl>
    </section>
  );
}
