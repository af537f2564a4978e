import { DropdownMenu } from 'radix-ui';
import { dayBounds, dayOf, zoneSchema } from '../../core/calendar.ts';
import type { Client } from '../../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus, PauseLength } from '../../ipc/employee.ts';
import { whenText } from '../parts/formats.ts';
import { DownMark, PauseMark, PlayMark } from '../parts/marks.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAct } from '../parts/use-act.ts';

interface Props {
  readonly client: Client<EmployeeContract>;
  readonly status: EmployeeStatus;
  readonly now: number;
  readonly onDone: () => void;
}

/** The big pause with its lengths; while paused, the way back and another length. */
export function PauseControl({ client, status, now, onDone }: Props) {
  const act = useAct();
  const pause = async (length: PauseLength) => {
    await act.run(() => client.pause({ length }));
    onDone();
  };
  const resume = async () => {
    await act.run(() => client.resume({}));
    onDone();
  };
  const isPaused = status.recording === 'paused';
  return (
    <div className="pause">
      <div className="row">
        {isPaused && (
          <button type="button" className="button main big" disabled={act.isBusy} onClick={resume}>
            <PlayMark /> Resume
          </button>
        )}
        {/* Not modal: Radix' scroll lock would add an inline style element. */}
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger className={isPaused ? 'button big' : 'button main big'} disabled={act.isBusy}>
            {isPaused ? (
              'Another length'
            ) : (
              <>
                <PauseMark /> Pause
              </>
            )}
            <DownMark />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content className="menu" align="end" sideOffset={6}>
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
      {act.problem !== null && <Notice problem={act.problem} tone="danger" />}
    </div>
  );
}

function lengthsOf(now: number, zone: string): { length: PauseLength; words: string; end: string }[] {
  const known = zoneSchema.parse(zone);
  const tomorrow = dayBounds(dayOf(now, known), known).end;
  return [
    { length: '15-minutes', words: '15 minutes', end: `to ${whenText(now + 15 * 60_000, now, zone)}` },
    { length: '1-hour', words: '1 hour', end: `to ${whenText(now + 60 * 60_000, now, zone)}` },
    { length: 'until-tomorrow', words: 'Until tomorrow', end: `to ${whenText(tomorrow, now, zone)}` },
    { length: 'until-resumed', words: 'Until I resume', end: '' },
  ];
}
