import { useEffect, useRef, useState } from 'react';
import { dayBounds, dayOf, hourMs, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import { type PauseLength, pauseLengthSchema } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Menu } from '../../parts/controls/menu.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { whenText } from '../../parts/formats.ts';
import { DownMark, PauseMark, PlayMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { ActionProps } from '../frame/page-props.ts';
import { tShell as t } from '../messages.ts';

/** The big pause with its lengths; while paused, the way back and another length. */
export function PauseControl({ client, status, now, onDone }: ActionProps) {
  const mutation = useMutation();
  const isPaused = status.recording === 'paused';
  const focus = useFocusAfter(isPaused, mutation.isBusy);
  const pause = async (length: PauseLength) => {
    const isDone = await mutation.run(() => client.pause({ length }));
    focus.ask(isDone ? { on: 'resume', isPaused: true } : { on: 'menu', isPaused });
    onDone();
  };
  const resume = async () => {
    const isDone = await mutation.run(() => client.resume({}));
    focus.ask(isDone ? { on: 'menu', isPaused: false } : { on: 'resume', isPaused: true });
    onDone();
  };
  return (
    <div className="pause" ref={focus.place}>
      <div className="row">
        {isPaused && (
          <Button ref={focus.resume} kind="main" disabled={mutation.isBusy} onClick={resume}>
            <PlayMark /> {t('resume')}
          </Button>
        )}
        <Menu
          ref={focus.menu}
          className={isPaused ? undefined : 'main'}
          disabled={mutation.isBusy}
          label={
            <>
              {isPaused ? (
                <span className="pause-other">{t('pause-other')}</span>
              ) : (
                <>
                  <PauseMark /> {t('pause')}
                </>
              )}
              <DownMark />
            </>
          }
          items={lengthsOf(now, status.zone).map((each) => ({ ...each, onChoose: () => void pause(each.key) }))}
          isFocusMoved
        />
      </div>
      <ProblemNotice problem={mutation.problem} tone="danger" />
    </div>
  );
}

interface Wanted {
  readonly on: 'resume' | 'menu';
  /** Only once the status says so. */
  readonly isPaused: boolean;
}

/** Puts the focus where the person goes on from, because the button they pressed goes away; not if they went elsewhere. */
function useFocusAfter(isPaused: boolean, isBusy: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const resume = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLButtonElement>(null);
  const [wanted, ask] = useState<Wanted | null>(null);
  useEffect(() => {
    if (wanted === null || isBusy || wanted.isPaused !== isPaused) return;
    const focused = document.activeElement;
    const isFree =
      focused === null ||
      focused === document.body ||
      place.current?.contains(focused) === true ||
      focused.closest('.menu') !== null;
    if (isFree) (wanted.on === 'resume' ? resume : menu).current?.focus();
    ask(null);
  }, [wanted, isPaused, isBusy]);
  return { place, resume, menu, ask };
}

function lengthsOf(now: number, zone: string): { key: PauseLength; name: string; about: string }[] {
  const known = zoneSchema.parse(zone);
  const ends = {
    '15-minutes': now + 15 * minuteMs,
    '1-hour': now + hourMs,
    'until-tomorrow': dayBounds(dayOf(now, known), known).end,
    'until-resumed': null,
  } as const;
  return pauseLengthSchema.options.map((length) => {
    const end = ends[length];
    return {
      key: length,
      name: t(`pause-${length}`),
      about: end === null ? '' : t('pause-to', { time: whenText(end, now, zone) }),
    };
  });
}
