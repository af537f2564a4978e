import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { type Problem, problem } from '../../../core/problem.ts';
import type { Result } from '../../../core/result.ts';
import { tParts as t } from '../messages.ts';
import { useMutation } from '../use-mutation.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** A new passphrase has at least this many characters. */
export const leastPassphrase = 12;

interface Props {
  readonly isNew: boolean;
  readonly button: string;
  readonly onUnlock: (passphrase: string) => Promise<Result<unknown>>;
  /** What else is asked, above the button. */
  readonly children?: ReactNode;
}

/** Asks for the passphrase, or for a new one twice. What was typed stays in this form and is forgotten once it worked. */
export function PassphraseForm({ isNew, button, onUnlock, children }: Props) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isShown, setShown] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const mutation = useMutation();
  const first = useRef<HTMLInputElement>(null);
  const rule = useId();
  useEffect(() => first.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = refusalOf(passphrase, isNew ? again : null);
    setRefused(wrong);
    if (wrong === null && (await mutation.run(() => onUnlock(passphrase)))) {
      setPassphrase('');
      setAgain('');
    } else first.current?.focus();
  };

  const kind = isShown ? 'text' : 'password';
  const autoComplete = isNew ? 'new-password' : 'current-password';
  const shown = refused ?? mutation.problem;
  return (
    <form className="passphrase" onSubmit={submit}>
      <ProblemNotice problem={shown} />
      <Field
        ref={first}
        label={t(isNew ? 'passphrase-new' : 'passphrase')}
        type={kind}
        autoComplete={autoComplete}
        aria-describedby={isNew ? rule : undefined}
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      >
        {isNew && (
          <p id={rule} className="quiet small">
            {t('passphrase-rule', { least: leastPassphrase })}
          </p>
        )}
      </Field>
      {isNew && (
        <Field
          label={t('passphrase-again')}
          type={kind}
          autoComplete={autoComplete}
          value={again}
          onChange={(event) => setAgain(event.target.value)}
        />
      )}
      {children}
      <div className="row wrap">
        <Button type="submit" kind="main big" disabled={mutation.isBusy}>
          {mutation.isBusy ? t('one-moment') : button}
        </Button>
        <Button kind="bare" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {t(isShown ? 'passphrase-hide' : 'passphrase-show')}
        </Button>
      </div>
    </form>
  );
}

function refusalOf(passphrase: string, again: string | null): Problem | null {
  if (passphrase === '') return problem('passphrase-empty');
  if (again === null) return null;
  if ([...passphrase].length < leastPassphrase) return problem('passphrase-too-short', { least: leastPassphrase });
  return passphrase === again ? null : problem('passphrases-differ');
}
