import type { EmployeeStatus, PauseLength } from '../ipc/employee.ts';

/** The mark's four shapes: open = recording, half = partly, closed = paused or off, dot = needs attention. */
export const trayShapes = ['open', 'half', 'closed', 'dot'] as const;
export type TrayShape = (typeof trayShapes)[number];

/** What the tray says; the same words stand in the tooltip and at the head of the menu. */
export interface TrayWords {
  readonly shape: TrayShape;
  readonly state: string;
  /** When something was last captured, as a time of day, so that the words stay true without being redrawn. */
  readonly lastCaptured: string;
  readonly tooltip: string;
  readonly canPause: boolean;
  readonly canResume: boolean;
}

export const pauseChoices: readonly { readonly length: PauseLength; readonly label: string }[] = [
  { length: '15-minutes', label: '15 minutes' },
  { length: '1-hour', label: '1 hour' },
  { length: 'until-tomorrow', label: 'Until tomorrow' },
  { length: 'until-resumed', label: 'Until I resume' },
];

/** `status` is null where the service did not answer: that is never shown as recording, nor as not recording. */
export function trayWordsOf(status: EmployeeStatus | null): TrayWords {
  if (status === null)
    return words('dot', 'Plainsight does not know whether it is recording. Open it to see why.', '', false, false);
  const lastCaptured =
    status.lastCapturedAt === null
      ? 'Nothing captured yet'
      : `Last captured at ${timeOf(status.lastCapturedAt, status.zone, status.now)}`;
  const canResume = status.pause !== null;
  // Also while nothing is recorded: whatever starts recording later must find the pause.
  const canPause = status.phase === 'ready' && !canResume;
  return words(shapeOf(status), stateOf(status), lastCaptured, canPause, canResume);
}

export const nobodyEnrolled = words('closed', 'Nothing is recorded on this computer', '', false, false);

function words(
  shape: TrayShape,
  state: string,
  lastCaptured: string,
  canPause: boolean,
  canResume: boolean,
): TrayWords {
  const tooltip = ['Plainsight', state, lastCaptured].filter((line) => line !== '').join('\n');
  return { shape, state, lastCaptured, tooltip, canPause, canResume };
}

function shapeOf({ phase, problems, recording }: EmployeeStatus): TrayShape {
  if (phase !== 'ready' || problems.length > 0) return 'dot';
  if (recording === 'on') return 'open';
  return recording === 'partly' ? 'half' : 'closed';
}

function stateOf({ phase, recording, pause, zone, now, problems }: EmployeeStatus): string {
  if (phase === 'new') return 'Not recording: Plainsight is not set up yet';
  if (phase === 'locked') return 'Not recording: open Plainsight and enter your passphrase';
  if (pause !== null)
    return pause.until === null ? 'Paused until you resume' : `Paused until ${timeOf(pause.until, zone, now)}`;
  const attention = problems[0] === undefined ? '' : `. ${problems[0].what}`;
  if (recording === 'on') return `Recording what you agreed to${attention}`;
  if (recording === 'partly') return `Recording partly: something you agreed to does not work${attention}`;
  return `Not recording${attention}`;
}

/** `14:05` in the person's zone, with the date in front when it is not today's. */
function timeOf(at: number, zone: string, now: number): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  return day.format(at) === day.format(now) ? time : `${time} on ${day.format(at)}`;
}
