import type { EmployeeStatus } from '../../ipc/employee.ts';
import { dayText } from '../parts/formats.ts';
import { EyeMark } from '../parts/marks.tsx';

const words = {
  on: 'Recording',
  partly: 'Recording in part',
  paused: 'Paused',
  'off-hours': 'Off hours',
  off: 'Not recording',
} as const;
const looks = { on: 'open', partly: 'half', paused: 'closed', 'off-hours': 'closed', off: 'closed' } as const;

interface Props {
  readonly day: string | null;
  readonly zone: string;
  /** Null while it is not known. */
  readonly recording: EmployeeStatus['recording'] | null;
}

export function TopBar({ day, zone, recording }: Props) {
  return (
    <header className="top">
      <span className="brand">
        <EyeMark look="open" /> Plainsight
      </span>
      <span className="quiet">{day === null ? zone : `${dayText(day)} · ${zone}`}</span>
      <span className="pill" data-look={recording ?? 'not-known'} role="status">
        <EyeMark look={recording === null ? 'closed' : looks[recording]} size={18} />
        {recording === null ? 'Not known' : words[recording]}
      </span>
    </header>
  );
}
