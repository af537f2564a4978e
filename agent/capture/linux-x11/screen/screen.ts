import { reason } from '../../../../core/reason.ts';
import type {
  ActiveWindow,
  Clock,
  Frame,
  MayRead,
  Monitor,
  ScreenReading,
  ScreenSensor,
  SensorFailure,
  SensorState,
  VisibleWindow,
} from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import { type SettleTimes, unionOfWindows, WindowHistory } from '../../window-history.ts';
import type { X11ActiveWindow } from '../windows/active-window.ts';
import { managedWindows } from '../windows/open-windows.ts';
import { visibleWindows } from '../windows/window-list.ts';
import type { Connection } from '../wire/connection.ts';
import { LinkDown, RequestError, type X11Link } from '../wire/link.ts';
import { type Atoms, internAtoms, type WindowFacts } from '../wire/properties.ts';
import { monitorsOf } from './monitors.ts';
import { grabFrame, pixelFailure } from './pixels.ts';

/** How often pixels are read again because a window came and went meanwhile. */
const mostTries = 4;

const notSettled: SensorFailure = { ok: false, reason: reason('windows-unsettled') };

interface Eye {
  readonly link: X11Link;
  readonly atoms: Atoms;
  readonly history: WindowHistory;
}

interface Seen {
  readonly at: number;
  readonly frames: readonly Frame[];
  readonly before: readonly VisibleWindow[];
  readonly after: readonly VisibleWindow[];
}

/** `names`: what windows were called between pictures; `activeWindow` notes every change. */
export interface NamesBetween {
  readonly names: FormerNames<WindowFacts>;
  readonly activeWindow: X11ActiveWindow;
}

/** Pixels by GetImage, one monitor after the other, between readings of the window list. */
export function x11Screen(
  connection: Connection,
  clock: Clock,
  times: SettleTimes,
  { names, activeWindow }: NamesBetween,
): ScreenSensor {
  let eye: Eye | null = null;

  async function ready(): Promise<{ readonly ok: true; readonly link: X11Link } | SensorFailure> {
    const current = connection.current();
    return current.ok ? (pixelFailure(current.link) ?? current) : current;
  }

  async function eyeOn(link: X11Link): Promise<Eye> {
    if (eye?.link === link) return eye;
    eye?.history.stop();
    const atoms = await internAtoms(link);
    eye = { link, atoms, history: new WindowHistory(() => visibleWindows(link, atoms, names), times) };
    return eye;
  }

  async function shoot(link: X11Link, mayRead: MayRead): Promise<ScreenReading> {
    const { atoms, history } = await eyeOn(link);
    await history.known();
    const elsewhere = await managedWindows(link, atoms);
    if (names.watchers === 0) keepNoting({ names, activeWindow }, () => mayRead() === true);
    const seen = await seenOn(link, atoms, clock, mayRead, names);
    if (seen === 'not-allowed') return { kind: 'not-allowed' };
    if (seen === 'unsettled') return { kind: 'unavailable', failure: notSettled };
    const around = await history.settled();
    const elsewhereAfter = await managedWindows(link, atoms);
    const { at, frames, before, after } = seen;
    const windows = unionOfWindows(after, before, ...around);
    const hidden = together(elsewhere, elsewhereAfter);
    return { kind: 'screen', screen: { at, frames, windows, ...(hidden ? { elsewhere: hidden } : {}) } };
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
    async capture(mayRead = () => true): Promise<ScreenReading> {
      const answer = await ready();
      if (!answer.ok) return { kind: 'unavailable', failure: answer };
      try {
        return await shoot(answer.link, mayRead);
      } catch (error) {
        return { kind: 'unavailable', failure: failureOf(error, connection) };
      }
    },
    async stop() {
      eye?.history.stop();
      eye = null;
    },
  };
}

/** Where only pictures are allowed, names are noted here, from one picture to the next. */
function keepNoting({ names, activeWindow }: NamesBetween, mayRead: () => boolean): void {
  let isOver = false;
  const stop = activeWindow.start(() => {
    if (isOver || (mayRead() && names.watchers === 1)) return;
    isOver = true;
    queueMicrotask(() => void stop.then((end) => end()));
  }, mayRead);
}

/** Pixels, and a list before and after them in which every window is that was mapped in between. */
async function seenOn(
  link: X11Link,
  atoms: Atoms,
  clock: Clock,
  mayRead: MayRead,
  names: FormerNames<WindowFacts>,
): Promise<Seen | 'not-allowed' | 'unsettled'> {
  const monitors = await monitorsOf(link);
  const mapped = new Set<number>();
  const unwatch = link.watchChildren(link.root);
  const forget = link.listen(({ name, wid }) => {
    if (name === 'MapNotify' && wid !== undefined) mapped.add(wid);
  });
  try {
    for (let turn = 0; turn < mostTries; turn++) {
      mapped.clear();
      const before = await visibleWindows(link, atoms, names);
      if (!(await mayRead())) return 'not-allowed';
      const at = clock.now();
      const frames: Frame[] = [];
      for (const monitor of monitors) frames.push(await grabFrame(link, monitor));
      const after = await visibleWindows(link, atoms, names);
      const listed = new Set([...before, ...after].map(({ id }) => id));
      const missing = [...mapped].filter((window) => !listed.has(window));
      if (missing.length === 0 || (await areElsewhere(link, atoms, missing))) return { at, frames, before, after };
    }
    return 'unsettled';
  } finally {
    forget();
    unwatch();
  }
}

/** Whether these never show on screen: a helper outside of it, or one for input only. */
async function areElsewhere(link: X11Link, atoms: Atoms, windows: readonly number[]): Promise<boolean> {
  const listed = new Set((await visibleWindows(link, atoms)).map(({ id }) => id));
  const attributes = await Promise.all(
    windows.map((window) =>
      link.askIfThere<{ mapState: number; klass: number }>((client, answer) =>
        client.GetWindowAttributes(window, answer),
      ),
    ),
  );
  return attributes.every(
    (each, index) => each !== null && (each.mapState > 0 || each.klass !== 1) && !listed.has(windows[index]),
  );
}

function together(
  one: readonly ActiveWindow[] | null,
  other: readonly ActiveWindow[] | null,
): readonly ActiveWindow[] | null {
  return one === null || other === null ? null : [...one, ...other];
}

function failureOf(error: unknown, connection: Connection): SensorFailure {
  const current = connection.current();
  if (error instanceof LinkDown && !current.ok) return current;
  return { ok: false, reason: reason(error instanceof RequestError ? 'screen-changed' : 'screen-unreadable') };
}
