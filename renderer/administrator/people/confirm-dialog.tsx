import { Dialog } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import type { Result } from '../../../core/result.ts';
import { Button } from '../../parts/controls/button.tsx';
import { DialogWindow } from '../../parts/controls/dialog-window.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { tAdminPeople as t, tAdminFrame } from '../messages.ts';

interface Props {
  readonly name: string;
  readonly onConfirm: (code: string) => Promise<Result<unknown>>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Takes the code that a person reads out. It is not shown before: what is only copied proves nothing. */
export function ConfirmDialog({ name, onConfirm, onDone, onClose }: Props) {
  const [code, setCode] = useState('');
  const mutation = useMutation();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '' && (await mutation.run(() => onConfirm(code)))) onDone();
  };
  return (
    <DialogWindow className="stack" aria-describedby="confirm-about" onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <Dialog.Title asChild>
          <h2>{t('confirm-title', { name })}</h2>
        </Dialog.Title>
        <p id="confirm-about" className="quiet">
          {t('confirm-about', { name })}
        </p>
        <ProblemNotice problem={mutation.problem} />
        <Field
          label={t('code', { name })}
          value={code}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          placeholder="0123-4567-89AB-CDEF-GHJK"
          className="input digits"
          onChange={(event) => setCode(event.target.value)}
        />
        <div className="row wrap end">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="main" disabled={mutation.isBusy || code.trim() === ''}>
            {mutation.isBusy ? tAdminFrame('one-moment') : t('confirm-act')}
          </Button>
        </div>
      </form>
    </DialogWindow>
  );
}
