import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';
import { Notice } from './notice.tsx';
import { useAct } from './use-act.ts';

/** A new passphrase has at least this many characters. */
export const leastPassphrase = 12;

interface Props {
  readonly isNew: boolean;
  readonly button: string;
  readonly onUnlock: (passphrase: string) => Promise<Result<unknown>>;
}

/** Asks for the passphrase, or for a new one twice. What was typed stays in this form and is forgotten once it worked. */
export function PassphraseForm({ isNew, button, onUnlock }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isShown, setShown] = useState(false);
  const [refusal, setRefusal] = useState<ReturnType<typeof problem> | null>(null);
  const act = useAct();
  const first = useRef<HTMLInputElement>(null);
  const ids = { first: useId(), again: useId(), rule: useId() };
  useEffect(() => first.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = refusalOf(passphrase, isNew ? again : null);
    setRefusal(wrong);
    if (wrong === null && (await act.run(() => onUnlock(passphrase)))) {
      setPassphrase('');
      setAgain('');
    } else first.current?.focus();
  };

  const kind = isShown ? 'text' : 'password';
  const autoComplete = isNew ? 'new-password' : 'current-password';
  const shown = refusal ?? act.problem;
  return (
    <form className="passphrase" onSubmit={submit}>
      {shown !== null && <Notice problem={shown} />}
      <div className="field">
        <label htmlFor={ids.first}>{isNew ? 'New passphrase' : 'Passphrase'}</label>
        <input
          ref={first}
          id={ids.first}
          className="input"
          type={kind}
          autoComplete={autoComplete}
          aria-describedby={isNew ? ids.rule : undefined}
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        {isNew && (
          <p id={ids.rule} className="quiet small">
            {leastPassphrase} characters or more. Four or five words that only you would put together are good.
          </p>
        )}
      </div>
      {isNew && (
        <div className="field">
          <label htmlFor={ids.again}>The same again</label>
          <input
            id={ids.again}
            className="input"
            type={kind}
            autoComplete={autoComplete}
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        </div>
      )}
      <div className="row">
        <button type="submit" className="button main big" disabled={act.isBusy}>
          {act.isBusy ? 'One moment…' : button}
        </button>
        <button type="button" className="button bare" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? 'Hide' : 'Show'} what is typed
        </button>
      </div>
    </form>
  );
}

function refusalOf(passphrase: string, again: string | null) {
  if (passphrase === '') return problem('empty-passphrase', 'The passphrase is empty.', 'Type it, then try again.');
  if (again === null) return null;
  if ([...passphrase].length < leastPassphrase) {
    const what = `The passphrase has fewer than ${leastPassphrase} characters.`;
    return problem('short-passphrase', what, 'Make it longer; a few words in a row are easy to remember.');
  }
  if (passphrase !== again) {
    return problem('passphrases-differ', 'The two passphrases are not the same.', 'Type the same one in both fields.');
  }
  return null;
}
