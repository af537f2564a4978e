import { useEffect, useRef, useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly id: ShotId;
  readonly onDone: () => void;
}

/** Deleting is final, so it asks once, in place; the safe answer comes first and has the focus. */
export function DeleteShot({ client, id, onDone }: Props) {
  const [isAsking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const mutation = useMutation();
  useEffect(() => {
    if (isAsking) keep.current?.focus();
  }, [isAsking]);
  const remove = async () => {
    if (await mutation.run(() => client.deleteShot({ id }))) onDone();
    else setAsking(false);
  };
  if (!isAsking) {
    return (
      <span className="delete-shot">
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {t('delete')}
        </button>
        {mutation.problem !== null && <ProblemNotice problem={mutation.problem} tone="danger" />}
      </span>
    );
  }
  return (
    <fieldset className="delete-shot row wrap">
      <legend>{t('delete-good')}</legend>
      <button ref={keep} type="button" className="button" disabled={mutation.isBusy} onClick={() => setAsking(false)}>
        {t('keep')}
      </button>
      <button type="button" className="button" disabled={mutation.isBusy} onClick={() => void remove()}>
        {t('delete')}
      </button>
    </fieldset>
  );
}
