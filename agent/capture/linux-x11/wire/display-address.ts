import { connect } from 'node:net';
import { reason } from '../../../../core/reason.ts';
import type { SensorFailure } from '../../../ports.ts';

/** Where the X server of this computer listens: always a socket file, never the network. */
export interface DisplayAddress {
  readonly ok: true;
  /** As in DISPLAY, e.g. `:0.1`. */
  readonly display: string;
  readonly socketPath: string;
  readonly displayNumber: number;
  readonly screenNumber: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A Wayland session: XWayland sets DISPLAY too, but hides every native window. */
export function isWayland(env: Environment): boolean {
  return env.XDG_SESSION_TYPE?.toLowerCase() === 'wayland' || Boolean(env.WAYLAND_DISPLAY);
}

/** The local X server named by the environment, or why there is none to watch. */
export function displayAddress(env: Environment): DisplayAddress | SensorFailure {
  if (isWayland(env)) {
    return { ok: false, reason: reason('wayland') };
  }
  const display = env.DISPLAY;
  if (!display) {
    return { ok: false, reason: reason('no-display') };
  }
  const match = /^(?:unix)?:(\d{1,5})(?:\.(\d{1,3}))?$/.exec(display);
  if (!match) {
    return { ok: false, reason: reason('display-not-local') };
  }
  const displayNumber = Number(match[1]);
  return {
    ok: true,
    display,
    socketPath: `/tmp/.X11-unix/X${displayNumber}`,
    displayNumber,
    screenNumber: Number(match[2] ?? 0),
  };
}

/** Whether an X server listens there. */
export function displayAnswers({ socketPath }: DisplayAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.setTimeout(2_000);
    const settle = (outcome: boolean) => () => {
      socket.destroy();
      resolve(outcome);
    };
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
  });
}
