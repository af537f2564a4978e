import { useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { Question } from '../frame/question.tsx';
import { tToday as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly id: ShotId;
  readonly onDone: () => void;
}

/** Deleting is final, so it asks once, in place. */
export function DeleteShot({ client, id, onDone }: Props) {
  const [isAsking, setAsking] = useState(false);
  const mutation = useMutation();
  const remove = async () => {
    if (await mutation.run(() => client.deleteShot({ id }))) onDone();
    else setAsking(false);
  };
  if (!isAsking) {
    return (
      <span className="delete-shot">
        <Button onClick={() => setAsking(true)}>{t('delete')}</Button>
        <ProblemNotice problem={mutation.problem} tone="danger" />
      </span>
    );
  }
  return (
    <Question
      className="delete-shot"
      question={t('delete-good')}
      no={t('keep')}
      yes={t('delete')}
      isBusy={mutation.isBusy}
      onNo={() => setAsking(false)}
      onYes={remove}
    />
  );
}
