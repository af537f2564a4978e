import { memo } from 'react';
import type { DayView } from '../../../core/day/view.ts';
import { Swatch } from '../../parts/controls/swatch.tsx';
import { durationText } from '../../parts/formats.ts';
import { reasonText, stateWords } from '../../parts/state-words.ts';
import { tDay as t } from '../messages.ts';
import { needsSeconds, shownStates, spanText } from './day-text.ts';

/** The day's states in order, each with its reason where there is one. */
export const StatesTable = memo(function StatesTable({ day }: { readonly day: DayView }) {
  const states = shownStates(day);
  const spanCell = needsSeconds(day) ? 'span-cell precise' : 'span-cell';
  return (
    <section className="card" aria-labelledby="states-title">
      <div className="card-head">
        <h2 id="states-title">{t('states')}</h2>
      </div>
      {states.length === 0 ? (
        <p className="quiet">{t('states-none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="scroll" tabIndex={0} aria-labelledby="states-title">
          <table className="table fixed">
            <caption className="only-heard">{t('states-caption')}</caption>
            <thead>
              <tr>
                <th scope="col" className={spanCell}>
                  {t('from-to')}
                </th>
                <th scope="col">{t('state')}</th>
                <th scope="col" className="number time-col">
                  {t('time')}
                </th>
              </tr>
            </thead>
            <tbody>
              {states.map(({ start, end, state, reason }) => (
                <tr key={start} data-state={state} data-start={start} data-end={end}>
                  <td className={spanCell}>{spanText({ start, end }, day)}</td>
                  <td>
                    <span className="row">
                      <Swatch state={state} /> {stateWords[state]}
                    </span>
                    {reason !== null && <p className="quiet small">{reasonText(reason)}</p>}
                  </td>
                  <td className="number">{durationText(end - start)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
});
