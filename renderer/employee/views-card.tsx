import { useId, useState } from 'react';
import { lookKinds } from '../../core/view-receipt.ts';
import { lookedWords } from '../../core/words/looked.ts';
import { viewReasonIn } from '../../core/words/manager.ts';
import type { Views } from '../../ipc/employee.ts';
import { dayText, whenText } from '../parts/formats.ts';
import { pageLanguage, wordsOf } from '../parts/language.ts';
import { LookText } from './look-text.tsx';

const say = wordsOf(lookedWords);
const shownFirst = 25;

interface Props {
  readonly seen: Views;
  readonly now: number;
  readonly zone: string;
}

/** Each look: when, who, what and why; of everybody, every day and kind, or of those that are asked for. */
export function ViewsCard({ seen: { views, unreadable, older }, now, zone }: Props) {
  const [isAll, setAll] = useState(false);
  const [who, setWho] = useState('');
  const [day, setDay] = useState('');
  const [kind, setKind] = useState('');
  const viewers = [...new Set(views.map(({ viewer }) => viewer))].sort();
  const days = [...new Set(views.map((view) => view.day))].sort().reverse();
  const kinds = lookKinds.filter((each) => views.some(({ look }) => look === each));
  const found = views.filter(
    (view) =>
      (who === '' || view.viewer === who) &&
      (day === '' || (view.day <= day && day <= view.to)) &&
      (kind === '' || view.look === kind),
  );
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
            <Filter
              name={say('filter-kind')}
              all={say('every-kind')}
              value={kind}
              onChange={setKind}
              options={kinds.map((each) => [each, say(`kind-${each}`)])}
            />
            <p className="quiet small" role="status">
              {(who !== '' || day !== '' || kind !== '') && say('filtered', { count: found.length, all: views.length })}
            </p>
          </div>
          <div className="table-wide">
            <table className="table views">
              <caption className="only-heard">{say('caption')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('when')}</th>
                  <th scope="col">{say('who')}</th>
                  <th scope="col">{say('what')}</th>
                  <th scope="col">{say('why')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((view, index) => (
                  // Two looks may be the same in every word, so only the place tells them apart.
                  <tr key={index} data-testid="view" data-look={view.look}>
                    <td>{whenText(view.at, now, zone)}</td>
                    <td className="words">{view.viewer}</td>
                    <td className="words">
                      <LookText view={view} />
                    </td>
                    <td className="words">
                      {view.reason === '' ? (
                        <span className="quiet">{say(view.look === 'presence' ? 'no-reason-asked' : 'no-reason')}</span>
                      ) : (
                        viewReasonIn(pageLanguage(), view.reason)
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
