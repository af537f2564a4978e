import { DropdownMenu } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { dayBounds, dayOf, hourMs, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import { type EmployeeStatus, type PauseLength, pauseLengthSchema } from '../../../ipc/employee.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { whenText } from '../../parts/formats.ts';
import { DownMark, PauseMark, PlayMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tShell as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly status: EmployeeStatus;
  readonly now: number;
  readonly onDone: () => void;
}

/** The big pause with its lengths; while paused, the way back and another length. */
export function PauseControl({ client, status, now, onDone }: Props) {
  const mutation = useMutation();
  const isPaused = status.recording === 'paused';
  const focus = useFocusAfter(isPaused, mutation.isBusy);
  const hasChosen = useRef(false);
  const pause = async (length: PauseLength) => {
    hasChosen.current = true;
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
          <button type="button" ref={focus.resume} className="button main" disabled={mutation.isBusy} onClick={resume}>
            <PlayMark /> {t('resume')}
          </button>
        )}
        {/* Not modal: Radix' scroll lock would add an inline style element. */}
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger
            ref={focus.menu}
            className={isPaused ? 'button' : 'button main'}
            disabled={mutation.isBusy}
          >
            {isPaused ? (
              t('pause-other')
            ) : (
              <>
                <PauseMark /> {t('pause')}
              </>
            )}
            <DownMark />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              className="menu"
              align="end"
              sideOffset={6}
              onCloseAutoFocus={(event) => {
                // After a choice the focus goes on to what comes next, not back.
                if (hasChosen.current) event.preventDefault();
                hasChosen.current = false;
              }}
            >
              {lengthsOf(now, status.zone).map(({ length, words, end }) => (
                <DropdownMenu.Item key={length} className="menu-item" onSelect={() => void pause(length)}>
                  <span>{words}</span>
                  <span className="quiet">{end}</span>
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </div>
      {mutation.problem !== null && <ProblemNotice problem={mutation.problem} tone="danger" />}
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

function lengthsOf(now: number, zone: string): { length: PauseLength; words: string; end: string }[] {
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
      length,
      words: t(`pause-${length}`),
      end: end === null ? '' : t('pause-to', { time: whenText(end, now, zone) }),
    };
  });
}
