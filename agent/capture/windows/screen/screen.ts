import { setTimeout as wait } from 'node:timers/promises';
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
import type { Desk, DeskWatcher } from '../desk/desk.ts';
import { isOwnDesktopShown } from '../presence/input-desktop.ts';
import { isShownNowhere, openWindowList, windowsOnScreen } from '../windows/window-list.ts';
import { monitorList } from './monitors.ts';
import { grabMonitor, NoPixels } from './pixels.ts';

/** How often pixels are read again because a window came and went meanwhile. */
const mostTries = 4;
/** Until the system has told that a window was shown. */
const shownLateMs = 50;

interface Seen {
  readonly at: number;
  readonly frames: readonly Frame[];
  readonly before: readonly VisibleWindow[];
  readonly after: readonly VisibleWindow[];
}

interface Noted {
  readonly seen: Seen | 'not-allowed';
  /** Null: it is not known. */
  readonly shown: readonly number[] | null;
}

export interface WindowsScreenOptions {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly times: SettleTimes;
  /** What windows were called between pictures. */
  readonly names: FormerNames;
}

/** Pixels by GDI, one monitor after the other, between readings of the list of windows; all in pixels of the screen. */
export function windowsScreen({ desk, clock, times, names }: WindowsScreenOptions): ScreenSensor {
  const history = new WindowHistory(async () => windowsOnScreen(names), times);

  async function shoot(mayRead: MayRead): Promise<ScreenReading> {
    await history.known();
    const elsewhere = openWindowList();
    if (names.watchers === 0) keepNoting(desk, names, () => mayRead() === true);
    const seen = await seenBetweenLists(mayRead);
    if (seen === 'not-allowed') return { kind: 'not-allowed' };
    if (seen === null) return unavailable('windows-unsettled');
    const around = await history.settled();
    const hidden: readonly ActiveWindow[] = [...elsewhere, ...openWindowList()];
    const windows = unionOfWindows(seen.after, seen.before, ...around);
    return { kind: 'screen', screen: { at: seen.at, frames: seen.frames, windows, elsewhere: hidden } };
  }

  /** Pixels, and a list before and after them in which every window is that was shown in between; null: there always was one more. */
  async function seenBetweenLists(mayRead: MayRead): Promise<Seen | 'not-allowed' | null> {
    for (let turn = 0; turn < mostTries; turn++) {
      const noted = await seenOnce(mayRead);
      if (noted === 'not-noted') return null;
      if (noted.seen === 'not-allowed') return 'not-allowed';
      const { before, after } = noted.seen;
      const listed = new Set([...before, ...after].map(({ id }) => id));
      if (noted.shown?.every((window) => listed.has(window) || isShownNowhere(window))) return noted.seen;
    }
    return null;
  }

  /** The same once, with which windows were shown meanwhile. They are noted for no longer than that, however it ends. */
  async function seenOnce(mayRead: MayRead): Promise<Noted | 'not-noted'> {
    if (!(await desk.noteShown())) return 'not-noted';
    let shown: Noted['shown'] = null;
    let seen: Noted['seen'] = 'not-allowed';
    try {
      const before = windowsOnScreen(names);
      if (await mayRead()) {
        const at = clock.now();
        const frames = monitorList().map(grabMonitor);
        seen = { at, frames, before, after: windowsOnScreen(names) };
        await wait(shownLateMs);
      }
    } finally {
      shown = await desk.shownSince();
    }
    return { seen, shown };
  }

  return {
    async state(): Promise<SensorState> {
      return { ok: true };
    },
    async monitors(): Promise<readonly Monitor[]> {
      return monitorList();
    },
    async capture(mayRead = () => true): Promise<ScreenReading> {
      // What is on the person's own desktop is not what the screen shows.
      if (!isOwnDesktopShown()) return unavailable('windows-secure-desktop');
      try {
        return await shoot(mayRead);
      } catch (error) {
        return unavailable(error instanceof NoPixels ? 'screen-unreadable' : 'windows-unreadable');
      }
    },
    async stop() {
      history.stop();
    },
  };
}

/** Where only pictures are allowed, names are noted here, from one picture to the next. */
function keepNoting(desk: Desk, names: FormerNames, mayRead: () => boolean): void {
  let isOver = false;
  const watcher: DeskWatcher = {
    onReading({ window, reading }) {
      if (isOver) return;
      if (mayRead() && names.watchers === 1) {
        if (reading.kind === 'window') names.note(window, reading.window);
        return;
      }
      isOver = true;
      names.watchers -= 1;
      queueMicrotask(() => void desk.unwatch(watcher));
    },
    onLost() {},
  };
  names.watchers += 1;
  void desk.watch(watcher);
}

function unavailable(
  code: 'windows-unsettled' | 'windows-secure-desktop' | 'windows-unreadable' | 'screen-unreadable',
): ScreenReading {
  const failure: SensorFailure = { ok: false, reason: reason(code) };
  return { kind: 'unavailable', failure };
}
