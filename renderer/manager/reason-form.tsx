import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Day } from '../../core/ids.ts';
import { managerWords, viewReasons } from '../../core/words/manager.ts';
import { dayText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import type { Person } from './viewing-page.tsx';

const say = wordsOf(managerWords);

/** What is recorded is the English sentence, so that the person reads it in their own language. */
const reasons = [...viewReasons, 'other'] as const;
type Reason = (typeof reasons)[number];

interface Props {
  readonly person: Person | null;
  readonly day: Day;
  readonly onOpen: (reason: string) => void;
}

/** Why the day is opened: asked every time, nothing chosen beforehand, and told to the person. */
export function ReasonForm({ person, day, onOpen }: Props) {
  const [chosen, setChosen] = useState<Reason | null>(null);
  const [words, setWords] = useState('');
  const title = useRef<HTMLHeadingElement>(null);
  const wordsId = useId();
  useEffect(() => title.current?.focus(), []);
  const reason = chosen === null ? '' : chosen === 'other' ? words.trim() : managerWords.en[`reason-${chosen}`];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== '') onOpen(reason);
  };
  return (
    <form className="card reason" onSubmit={submit}>
      <h1 ref={title} tabIndex={-1}>
        {person === null ? say('why', { day: dayText(day) }) : say('why-of', { day: dayText(day), name: person.name })}
      </h1>
      <p className="quiet">{say('why-about')}</p>
      <fieldset>
        <legend className="only-heard">{say('reason')}</legend>
        {reasons.map((each) => (
          <label key={each} className="radio">
            <input type="radio" name="reason" value={each} checked={chosen === each} onChange={() => setChosen(each)} />
            {say(`reason-${each}`)}
          </label>
        ))}
      </fieldset>
      {chosen === 'other' && (
        <div className="field">
          <label htmlFor={wordsId}>{say('own-words')}</label>
          <input
            id={wordsId}
            className="input"
            maxLength={500}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      )}
      <div className="row">
        <button type="submit" className="button main big" disabled={reason === ''}>
          {say('open')}
        </button>
        {reason === '' && <span className="quiet">{say(chosen === 'other' ? 'say-it' : 'choose-reason')}</span>}
      </div>
    </form>
  );
}
