import { useEffect, useRef, useState } from 'react';
import type { Instant, Interval } from '../../../core/time/interval.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { preciseTimeText, timeText } from '../../parts/formats.ts';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly status: EmployeeStatus;
  readonly span: Interval;
  readonly now: Instant;
  /** Whether the span reaches to the moment of the answer, because it was asked for as the last minutes. */
  readonly isUntilNow?: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks once, in place, saying what goes and what has left already; then says what was removed. */
export function DeleteSpan({ client, status, span, now, isUntilNow = false, onDone, onClose }: Props) {
  const mutation = useMutation();
  const [said, setSaid] = useState<string | null>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => (said === null ? keep : done).current?.focus(), [said]);

  const { zone, deletableFrom } = status;
  const isGone = deletableFrom === null || (!isUntilNow && deletableFrom >= span.end);
  const hasLeft = !isGone && deletableFrom > span.start;
  const from = timeText(span.start, zone);
  const remove = () =>
    mutation.run(async () => {
      const result = await client.deleteSpan({
        start: span.start,
        end: isUntilNow ? Math.max(now, span.end) : span.end,
      });
      if (result.ok) {
        const { removed, shots, records } = result.value;
        const ends = removed && {
          from: preciseTimeText(removed.start, zone),
          to: preciseTimeText(removed.end, zone),
        };
        setSaid(ends === null ? t('span-nothing') : t('span-removed', { ...ends, shots, records }));
        onDone();
      }
      return result;
    });

  if (said !== null) {
    return (
      <div className="delete-span" data-testid="delete-span">
        <p role="status">{said}</p>
        <div className="row">
          <Button ref={done} onClick={onClose}>
            {t('done')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <fieldset className="delete-span" data-testid="delete-span">
      <legend>
        {isUntilNow ? t('span-title-now', { from }) : t('span-title', { from, to: timeText(span.end, zone) })}
      </legend>
      {isGone ? <p>{t('span-gone')}</p> : <p>{t('span-goes')}</p>}
      {hasLeft && <p>{t('span-left', { time: timeText(deletableFrom, zone) })}</p>}
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="row">
        <Button ref={keep} disabled={mutation.isBusy} onClick={onClose}>
          {t('keep')}
        </Button>
        {!isGone && (
          <Button disabled={mutation.isBusy} onClick={() => void remove()}>
            {t('delete')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
