import { reason } from '../../../core/reason.ts';
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
} from '../../ports.ts';
import type { KeptConnection } from '../linux/kept-connection.ts';
import { type SettleTimes, unionOfWindows, WindowHistory } from '../window-history.ts';
import { type Closable, failureOf } from './kept-link.ts';
import type { WindowChange } from './watched-window.ts';

/** Every window at one moment. */
export interface WindowSnapshot {
  /** Those that may be seen, bottom first. */
  readonly windows: readonly VisibleWindow[];
  readonly hidden: readonly ActiveWindow[];
  /** How often windows came, went or moved, where the desktop counts it itself. */
  readonly changes?: number;
  /** True: the desktop shows windows elsewhere than they are, as in an overview. */
  readonly isElsewhere?: boolean;
}

/** Where the pixels of one kind of desktop come from. */
export interface PixelSource {
  state(): SensorState;
  /** The monitors as they are now. Rejects with an error that has a `failure`. */
  monitors(): Promise<readonly Monitor[]>;
  /** Reads the pixels of monitors that were just asked for. Rejects in the same way. */
  frames(monitors: readonly Monitor[]): Promise<readonly Frame[]>;
}

export interface ListedScreenOptions<Link extends Closable> {
  readonly connection: KeptConnection<Link>;
  readonly onChange: (link: Link, listener: (change: WindowChange) => void) => () => void;
  /** Rejects with an error that has a `failure`. */
  readonly snapshot: (link: Link) => Promise<WindowSnapshot>;
  readonly pixels: PixelSource;
  readonly clock: Clock;
  readonly settle: SettleTimes;
  /** Whether the session is locked; null: not known. */
  readonly locked: () => boolean | null;
}

interface Seen {
  readonly at: number;
  readonly frames: readonly Frame[];
  readonly before: WindowSnapshot;
  readonly after: WindowSnapshot;
  /** Lists of the tries before it: a desktop may show for a moment what its list has no more. */
  readonly tried: readonly WindowSnapshot[];
}

/** How often pixels are read again because windows came, went or moved meanwhile. */
const mostTries = 4;

const locked: SensorFailure = { ok: false, reason: reason('screen-locked') };
const unsettled: SensorFailure = { ok: false, reason: reason('windows-unsettled') };
const elsewhere: SensorFailure = { ok: false, reason: reason('windows-elsewhere') };
const unreadable: SensorFailure = { ok: false, reason: reason('screen-unreadable') };

/** Pixels of each monitor, between readings of the list of windows, which must say the same. */
export function listedScreen<Link extends Closable>(options: ListedScreenOptions<Link>): ScreenSensor {
  const { connection, onChange, snapshot, pixels, clock, settle } = options;
  let eye: { readonly link: Link; readonly history: WindowHistory } | null = null;

  function current(): { readonly ok: true; readonly link: Link } | SensorFailure {
    const windows = connection.current();
    if (!windows.ok) return windows;
    const state = pixels.state();
    return state.ok ? windows : state;
  }

  function historyOf(link: Link): WindowHistory {
    if (eye?.link === link) return eye.history;
    eye?.history.stop();
    eye = { link, history: new WindowHistory(async () => (await snapshot(link)).windows, settle) };
    return eye.history;
  }

  async function shoot(link: Link, mayRead: MayRead): Promise<ScreenReading> {
    const history = historyOf(link);
    await history.known();
    const seen = await seenBetween(link, mayRead);
    if (seen === 'not-allowed') return { kind: 'not-allowed' };
    if ('ok' in seen) return { kind: 'unavailable', failure: seen };
    const around = await history.settled();
    if (options.locked() === true) return { kind: 'unavailable', failure: locked };
    const { at, frames, before, after, tried } = seen;
    const former = [...tried.map((each) => each.windows), ...around];
    const windows = unionOfWindows(after.windows, before.windows, ...former).map((each) => widened(each, frames));
    return { kind: 'screen', screen: { at, frames, windows, elsewhere: [...before.hidden, ...after.hidden] } };
  }

  /** Pixels, and the lists before and after them, which name the same windows in the same places. */
  async function seenBetween(link: Link, mayRead: MayRead): Promise<Seen | 'not-allowed' | SensorFailure> {
    let changes = 0;
    const forget = onChange(link, (change) => {
      if (change !== 'title') changes += 1;
    });
    let why = unsettled;
    const tried: WindowSnapshot[] = [];
    try {
      const monitors = await pixels.monitors();
      for (let turn = 0; turn < mostTries; turn++) {
        const before = await snapshot(link);
        if (!(await mayRead())) return 'not-allowed';
        if (before.isElsewhere !== true) {
          const changesBefore = changes;
          const at = clock.now();
          const frames = await pixels.frames(monitors);
          const after = await snapshot(link);
          const isQuiet = changes === changesBefore && before.changes === after.changes;
          const isSame = isQuiet && layoutOf(before) === layoutOf(after);
          if (isSame && after.isElsewhere !== true) return { at, frames, before, after, tried };
          tried.push(before, after);
          why = after.isElsewhere === true ? elsewhere : unsettled;
        } else why = elsewhere;
      }
      return why;
    } finally {
      forget();
    }
  }

  return {
    async state(): Promise<SensorState> {
      const answer = current();
      return answer.ok ? { ok: true } : answer;
    },
    async monitors(): Promise<readonly Monitor[]> {
      return current().ok ? pixels.monitors().catch(() => []) : [];
    },
    async capture(mayRead = () => true): Promise<ScreenReading> {
      const answer = current();
      if (!answer.ok) return { kind: 'unavailable', failure: answer };
      if (options.locked() === true) return { kind: 'unavailable', failure: locked };
      try {
        return await shoot(answer.link, mayRead);
      } catch (error) {
        return { kind: 'unavailable', failure: failureOf(error) ?? unreadable };
      }
    },
    async stop() {
      eye?.history.stop();
      eye = null;
    },
  };
}

/** Which windows are where; what they are called may change at any moment. */
function layoutOf({ windows }: WindowSnapshot): string {
  const places = new Set(
    windows.map(({ id, bounds, role, mayHangOut }) => JSON.stringify([id, bounds, role, mayHangOut])),
  );
  return [...places].join();
}

/** A monitor whose pixels are no whole multiple of its units ends within a pixel: a window reaches a unit farther. */
function widened(window: VisibleWindow, frames: readonly Frame[]): VisibleWindow {
  if (frames.every(({ monitor, width }) => width % monitor.width === 0)) return window;
  const { x, y, width, height } = window.bounds;
  return { ...window, bounds: { x: x - 1, y: y - 1, width: width + 2, height: height + 2 } };
}
