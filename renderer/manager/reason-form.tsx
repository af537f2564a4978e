import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Day } from '../../core/ids.ts';
import { dayText } from '../parts/formats.ts';
import type { Person } from './viewing-page.tsx';

const reasons = ['Agreed check-in', 'Question from the person', 'Work record'] as const;
const other = 'Another reason';

interface Props {
  readonly person: Person | null;
  readonly day: Day;
  readonly onOpen: (reason: string) => void;
}

/** Why the day is opened: asked every time, nothing chosen beforehand, and told to the person. */
export function ReasonForm({ person, day, onOpen }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const title = useRef<HTMLHeadingElement>(null);
  const wordsId = useId();
  useEffect(() => title.current?.focus(), []);
  const reason = chosen === other ? words.trim() : (chosen ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== '') onOpen(reason);
  };
  return (
    <form className="card reason" onSubmit={submit}>
      <h1 ref={title} tabIndex={-1}>
        Why do you open {dayText(day)}
        {person === null ? '' : ` of ${person.name}`}?
      </h1>
      <p className="quiet">
        Your name, the time and this reason are recorded before the day opens, and the person can read them.
      </p>
      <fieldset>
        <legend className="only-heard">Reason</legend>
        {[...reasons, other].map((each) => (
          <label key={each} className="radio">
            <input type="radio" name="reason" value={each} checked={chosen === each} onChange={() => setChosen(each)} />
            {each}
          </label>
        ))}
      </fieldset>
      {chosen === other && (
        <div className="field">
          <label htmlFor={wordsId}>In your words</label>
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
          Open the day
        </button>
        {reason === '' && (
          <span className="quiet">{chosen === other ? 'Say it in a few words.' : 'Choose a reason first.'}</span>
        )}
      </div>
    </form>
  );
}
