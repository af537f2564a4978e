import type { Clock, Frame, Monitor, ScreenReading, ScreenSensor, SensorFailure, SensorState } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { type Link, LinkDown, RequestError } from './link.ts';
import { monitorsOf } from './monitors.ts';
import { grabFrame, pixelFailure } from './pixels.ts';
import { type Atoms, internAtoms } from './properties.ts';
import { unionOfWindows, visibleWindows } from './window-list.ts';

/** Pixels by GetImage, one monitor after the other, between two readings of the window list. */
export function x11Screen(connection: Connection, clock: Clock): ScreenSensor {
  const atomsOf = new WeakMap<Link, Atoms>();

  async function ready(): Promise<{ readonly ok: true; readonly link: Link } | SensorFailure> {
    const current = connection.current();
    return current.ok ? (pixelFailure(current.link) ?? current) : current;
  }

  async function shoot(link: Link): Promise<ScreenReading> {
    const atoms = atomsOf.get(link) ?? (await internAtoms(link));
    atomsOf.set(link, atoms);
    const monitors = await monitorsOf(link);
    const before = await visibleWindows(link, atoms);
    const at = clock.now();
    const frames: Frame[] = [];
    for (const monitor of monitors) frames.push(await grabFrame(link, monitor));
    const after = await visibleWindows(link, atoms);
    return { kind: 'screen', screen: { at, frames, windows: unionOfWindows(before, after) } };
  }

  return {
    async state(): Promise<SensorState> {
      const answer = await ready();
      return answer.ok ? { ok: true } : answer;
    },
    async monitors(): Promise<readonly Monitor[]> {
      const answer = await ready();
      // Without a server there is no monitor; `state` says why.
      return answer.ok ? monitorsOf(answer.link).catch(() => []) : [];
    },
    async capture(): Promise<ScreenReading> {
      const answer = await ready();
      if (!answer.ok) return { kind: 'unavailable', failure: answer };
      try {
        return await shoot(answer.link);
      } catch (error) {
        return { kind: 'unavailable', failure: failureOf(error, connection) };
      }
    },
    async stop() {},
  };
}

function failureOf(error: unknown, connection: Connection): SensorFailure {
  const current = connection.current();
  if (error instanceof LinkDown && !current.ok) return current;
  const monitorLeft = error instanceof RequestError;
  return {
    ok: false,
    code: monitorLeft ? 'screen-changed' : 'screen-unreadable',
    reason: monitorLeft ? 'A monitor was rearranged while the screen was read.' : 'The screen could not be read.',
  };
}
