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
import { FormerNames } from '../../former-names.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { type SettleTimes, unionOfWindows, WindowHistory } from '../../window-history.ts';
import { failureOf } from '../kept-link.ts';
import { type Output, readOutputs, releaseOutputs } from '../wire/outputs.ts';
import { canCopyScreen, copyScreen } from '../wire/screencopy.ts';
import type { WaylandLink } from '../wire/wayland-link.ts';
import type { SwayLink } from './sway-link.ts';
import { readTree } from './tree.ts';
import { hiddenOf, visibleOf } from './window-list.ts';

export interface SwayScreenOptions {
  readonly sway: KeptConnection<SwayLink>;
  readonly compositor: KeptConnection<WaylandLink>;
  readonly clock: Clock;
  readonly settle: SettleTimes;
  /** Whether the session is locked; null: not known. */
  readonly locked: () => boolean | null;
}

interface Links {
  readonly ok: true;
  readonly sway: SwayLink;
  readonly compositor: WaylandLink;
}

interface Snapshot {
  readonly windows: readonly VisibleWindow[];
  readonly hidden: readonly ActiveWindow[];
}

interface Seen {
  readonly at: number;
  readonly frames: readonly Frame[];
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** How often pixels are read again because windows came, went or moved meanwhile. */
const mostTries = 4;

const locked: SensorFailure = { ok: false, reason: reason('screen-locked') };
const unsettled: SensorFailure = { ok: false, reason: reason('windows-unsettled') };
const noPixels: SensorFailure = { ok: false, reason: reason('wayland-no-pixels') };
const unreadable: SensorFailure = { ok: false, reason: reason('screen-unreadable') };

/** Pixels of each output, between readings of the list of windows, which must say the same. */
export function swayScreen(options: SwayScreenOptions): ScreenSensor {
  const { sway, compositor, clock, settle } = options;
  const names = new FormerNames<Pick<ActiveWindow, 'appId' | 'appName' | 'title' | 'pid'>>();
  let eye: { readonly link: SwayLink; readonly history: WindowHistory } | null = null;

  function links(): Links | SensorFailure {
    const windows = sway.current();
    if (!windows.ok) return windows;
    const pixels = compositor.current();
    if (!pixels.ok) return pixels;
    if (!canCopyScreen(pixels.link)) return noPixels;
    return { ok: true, sway: windows.link, compositor: pixels.link };
  }

  async function snapshot(link: SwayLink): Promise<Snapshot> {
    const tree = await readTree(link);
    return { windows: visibleOf(tree, names), hidden: hiddenOf(tree) };
  }

  function historyOf(link: SwayLink): WindowHistory {
    if (eye?.link === link) return eye.history;
    eye?.history.stop();
    eye = { link, history: new WindowHistory(async () => (await snapshot(link)).windows, settle) };
    return eye.history;
  }

  async function shoot({ sway: link, compositor: pixels }: Links, mayRead: MayRead): Promise<ScreenReading> {
    const history = historyOf(link);
    await history.known();
    const seen = await seenBetween(link, pixels, mayRead);
    if (seen === 'not-allowed') return { kind: 'not-allowed' };
    if (seen === 'unsettled') return { kind: 'unavailable', failure: unsettled };
    const around = await history.settled();
    if (options.locked() === true) return { kind: 'unavailable', failure: locked };
    const { at, frames, before, after } = seen;
    const windows = unionOfWindows(after.windows, before.windows, ...around).map((each) => widened(each, frames));
    return { kind: 'screen', screen: { at, frames, windows, elsewhere: [...before.hidden, ...after.hidden] } };
  }

  /** Pixels, and the lists before and after them, which name the same windows in the same places. */
  async function seenBetween(
    link: SwayLink,
    pixels: WaylandLink,
    mayRead: MayRead,
  ): Promise<Seen | 'not-allowed' | 'unsettled'> {
    let changes = 0;
    const forget = link.onEvent((name, event) => {
      if (name !== 'window' || !isTitle(event)) changes += 1;
    });
    const outputs = await readOutputs(pixels);
    try {
      for (let turn = 0; turn < mostTries; turn++) {
        const before = await snapshot(link);
        if (!(await mayRead())) return 'not-allowed';
        const changesBefore = changes;
        const at = clock.now();
        const frames: Frame[] = [];
        for (const [index, output] of outputs.entries()) frames.push(await frameOf(pixels, output, index === 0));
        const after = await snapshot(link);
        if (changes === changesBefore && layoutOf(before) === layoutOf(after)) return { at, frames, before, after };
      }
      return 'unsettled';
    } finally {
      forget();
      releaseOutputs(pixels, outputs);
    }
  }

  return {
    async state(): Promise<SensorState> {
      const answer = links();
      return answer.ok ? { ok: true } : answer;
    },
    async monitors(): Promise<readonly Monitor[]> {
      const answer = links();
      if (!answer.ok) return [];
      const outputs = await readOutputs(answer.compositor).catch(() => []);
      releaseOutputs(answer.compositor, outputs);
      return outputs.map((output, index) => monitorOf(output, index === 0));
    },
    async capture(mayRead = () => true): Promise<ScreenReading> {
      const answer = links();
      if (!answer.ok) return { kind: 'unavailable', failure: answer };
      if (options.locked() === true) return { kind: 'unavailable', failure: locked };
      try {
        return await shoot(answer, mayRead);
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

function monitorOf({ name, place }: Output, primary: boolean): Monitor {
  return { ...place, name, primary };
}

async function frameOf(link: WaylandLink, output: Output, primary: boolean): Promise<Frame> {
  const { width, height, rgb } = await copyScreen(link, output);
  return { monitor: monitorOf(output, primary), width, height, rgb };
}

/** Which windows are where; what they are called may change at any moment. */
function layoutOf({ windows }: Snapshot): string {
  const places = new Set(
    windows.map(({ id, bounds, role, mayHangOut }) => JSON.stringify([id, bounds, role, mayHangOut])),
  );
  return [...places].join();
}

function isTitle(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'change' in event && event.change === 'title';
}

/** A monitor whose pixels are no whole multiple of its units ends within a pixel: a window reaches a unit farther. */
function widened(window: VisibleWindow, frames: readonly Frame[]): VisibleWindow {
  if (frames.every(({ monitor, width }) => width % monitor.width === 0)) return window;
  const { x, y, width, height } = window.bounds;
  return { ...window, bounds: { x: x - 1, y: y - 1, width: width + 2, height: height + 2 } };
}
