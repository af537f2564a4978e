import { type KeyboardEvent, useId, useState } from 'react';
import type { z } from 'zod';
import type { PersonId } from '../../core/ids.ts';
import { managerWords } from '../../core/words/manager.ts';
import type { daySummaryLineSchema } from '../../ipc/manager.ts';
import { shortDayText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import { Notice } from '../parts/notice.tsx';
import type { Asked } from '../parts/use-call.ts';
import type { DayChoice, Person } from './viewing-page.tsx';

const say = wordsOf(managerWords);

interface Props {
  readonly people: Asked<Person[]>;
  readonly person: PersonId | null;
  readonly onPerson: (person: PersonId) => void;
  readonly days: Asked<z.infer<typeof daySummaryLineSchema>[]>;
  readonly choice: DayChoice | null;
  readonly onChoose: (choice: DayChoice) => void;
}

const filterFrom = 9;

/** Two lists: people, and the days of the one that is chosen, newest first. */
export function Chooser({ people, person, onPerson, days, choice, onChoose }: Props) {
  const [filter, setFilter] = useState('');
  const filterId = useId();
  const all = people.value ?? [];
  const shown = all.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
  const newest = [...(days.value ?? [])].sort((a, b) => (a.day < b.day ? 1 : -1));
  return (
    <>
      <nav className="chooser" aria-labelledby="people-title">
        <h2 id="people-title">{say('people')}</h2>
        {people.problem !== null && <Notice problem={people.problem} onRetry={people.again} />}
        {people.value === null && people.problem === null && <Waiting isSlow={people.isSlow} what="people" />}
        {all.length >= filterFrom && (
          <div className="field">
            <label htmlFor={filterId} className="only-heard">
              {say('find')}
            </label>
            <input
              id={filterId}
              className="input"
              type="search"
              placeholder={say('find')}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          </div>
        )}
        {people.value?.length === 0 && <p className="quiet">{say('nobody')}</p>}
        <ul className="choices" onKeyDown={walk}>
          {shown.map((each) => (
            <li key={each.person}>
              <button
                type="button"
                className="choice"
                aria-current={each.person === person}
                data-person={each.person}
                onClick={() => onPerson(each.person)}
              >
                <span>{each.name}</span>
                {each.zone === null && <span className="quiet small">{say('no-name')}</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {person !== null && (
        <nav className="chooser" aria-labelledby="days-title">
          <h2 id="days-title">{say('days')}</h2>
          {days.problem !== null && <Notice problem={days.problem} onRetry={days.again} />}
          {days.value === null && days.problem === null && <Waiting isSlow={days.isSlow} what="days" />}
          {days.value?.length === 0 && <p className="quiet">{say('no-days')}</p>}
          <ul className="choices" onKeyDown={walk}>
            {newest.map(({ day, devices }) => (
              <li key={day}>
                <button
                  type="button"
                  className="choice"
                  aria-current={choice?.person === person && choice.day === day}
                  data-day={day}
                  onClick={() => onChoose({ person, day })}
                >
                  <span>{shortDayText(day)}</span>
                  <span className="quiet small">{devices.length > 1 && say('devices', { count: devices.length })}</span>
                </button>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}

function Waiting({ isSlow, what }: { readonly isSlow: boolean; readonly what: 'people' | 'days' }) {
  return (
    <div className="stack" aria-busy="true">
      <p className={isSlow ? 'quiet small' : 'only-heard'} role="status">
        {say(isSlow ? `slow-${what}` : `reading-${what}`)}
      </p>
      <span className="skeleton choice-skeleton" />
      <span className="skeleton choice-skeleton" />
      <span className="skeleton choice-skeleton" />
    </div>
  );
}

/** Up and down go through a list's buttons; Tab still reaches each. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by];
  next?.focus();
  event.preventDefault();
}
