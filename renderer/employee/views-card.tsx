import { useId, useState } from 'react';
import { lookedWords } from '../../core/words/looked.ts';
import { viewReasonIn } from '../../core/words/manager.ts';
import type { Views } from '../../ipc/employee.ts';
import { dayText, shortDayText, whenText } from '../parts/formats.ts';
import { pageLanguage, wordsOf } from '../parts/language.ts';
import { dayHref } from './data-route.ts';

const say = wordsOf(lookedWords);
const shownFirst = 25;

interface Props {
  readonly seen: Views;
  readonly now: number;
  readonly zone: string;
}

/** Each look: when, who, which day and why; of everybody and every day, or of those that are asked for. */
export function ViewsCard({ seen: { views, unreadable, older }, now, zone }: Props) {
  const [isAll, setAll] = useState(false);
  const [who, setWho] = useState('');
  const [day, setDay] = useState('');
  const viewers = [...new Set(views.map(({ viewer }) => viewer))].sort();
  const days = [...new Set(views.map((view) => view.day))].sort().reverse();
  const found = views.filter((view) => (who === '' || view.viewer === who) && (day === '' || view.day === day));
  const shown = isAll ? found : found.slice(0, shownFirst);
  if (views.length === 0 && unreadable === 0 && older === 0) return null;
  return (
    <section className="card" aria-label={say('caption')}>
      {views.length > 0 && (
        <>
          <div className="row wrap looked-filters">
            <Filter
              name={say('filter-who')}
              all={say('everyone')}
              value={who}
              onChange={setWho}
              options={viewers.map((each) => [each, each])}
            />
            <Filter
              name={say('filter-day')}
              all={say('every-day')}
              value={day}
              onChange={setDay}
              options={days.map((each) => [each, dayText(each)])}
            />
            <p className="quiet small" role="status">
              {(who !== '' || day !== '') && say('filtered', { count: found.length, all: views.length })}
            </p>
          </div>
          <div className="table-wide">
            <table className="table views">
              <caption className="only-heard">{say('caption')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('when')}</th>
                  <th scope="col">{say('who')}</th>
                  <th scope="col">{say('day')}</th>
                  <th scope="col">{say('why')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map(({ at, viewer, day: seen, reason }, index) => (
                  // Two looks may be the same in every word, so only the place tells them apart.
                  <tr key={index} data-testid="view">
                    <td>{whenText(at, now, zone)}</td>
                    <td className="words">{viewer}</td>
                    <td>
                      <a className="link" href={dayHref(seen)} title={say('open-day', { day: dayText(seen) })}>
                        {shortDayText(seen)}
                      </a>
                    </td>
                    <td className="words">
                      {reason === '' ? (
                        <span className="quiet">{say('no-reason')}</span>
                      ) : (
                        viewReasonIn(pageLanguage(), reason)
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {found.length > shown.length && (
        <button type="button" className="button views-all" onClick={() => setAll(true)}>
          {say('all', { count: found.length })}
        </button>
      )}
      {unreadable > 0 && <p className="views-unreadable">{say('unreadable', { count: unreadable })}</p>}
      {older > 0 && <p className="quiet small">{say('older', { count: older })}</p>}
    </section>
  );
}

interface FilterProps {
  readonly name: string;
  readonly all: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly (readonly [string, string])[];
}

function Filter({ name, all, value, onChange, options }: FilterProps) {
  const id = useId();
  return (
    <div className="row">
      <label htmlFor={id}>{name}</label>
      <select id={id} className="input select" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{all}</option>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
