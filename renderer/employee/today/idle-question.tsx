import type { ShotStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { whenText } from '../../parts/formats.ts';
import { useMutation } from '../../parts/use-mutation.ts';
import type { ActionProps } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';

interface Props extends ActionProps {
  readonly shots: readonly ShotStatus[];
}

/** Idle time that nobody has answered for: both answers weigh the same, and neither is taken for granted. */
export function IdleQuestion({ client, status, shots, now, onDone }: Props) {
  const mutation = useMutation();
  const question = status.idleQuestion;
  if (question === null) return null;
  const answer = async (keep: boolean) => {
    await mutation.run(() => client.answerIdle({ start: question.start, keep }));
    onDone();
  };
  // Dropping the time removes what was captured in it.
  const pictures = shots.filter(
    ({ at, place }) => place === 'hold' && question.start <= at && at < question.end,
  ).length;
  const [from, to] = [question.start, question.end].map((at) => whenText(at, now, status.zone));
  return (
    <section className="card idle" aria-labelledby="idle-title" data-testid="idle">
      <div>
        <h2 id="idle-title">{t('idle-title', { from: from ?? '', to: to ?? '' })}</h2>
        <p>{t('idle-question')}</p>
        {pictures > 0 && <p data-testid="idle-pictures">{t('idle-pictures', { count: pictures })}</p>}
      </div>
      <div className="row wrap idle-answers">
        <Button disabled={mutation.isBusy} onClick={() => void answer(true)}>
          {t('idle-keep')}
        </Button>
        <Button disabled={mutation.isBusy} onClick={() => void answer(false)}>
          {t('idle-drop')}
        </Button>
      </div>
      <ProblemNotice problem={mutation.problem} tone="danger" />
    </section>
  );
}
