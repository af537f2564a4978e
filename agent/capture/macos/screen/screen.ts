import { reason } from '../../../../core/reason.ts';
import type {
  ActiveWindow,
  Clock,
  Frame,
  MayRead,
  ScreenReading,
  ScreenSensor,
  SensorFailure,
  SensorState,
  VisibleWindow,
} from '../../../ports.ts';
import { type SettleTimes, unionOfWindows, WindowHistory } from '../../window-history.ts';
import { answerOr } from '../answers.ts';
import { type MacDisplay, monitorOf, windowsInPixels } from './display-plane.ts';

/** One display's picture: R, G, B bytes; `empty`: the system gave a picture without pixels. */
export type MacPicture =
  | { readonly kind: 'picture'; readonly width: number; readonly height: number; readonly rgb: Uint8Array }
  | { readonly kind: 'empty' }
  /** The system knows no picture of this display. */
  | { readonly kind: 'none' };

/** What takes pictures: Electron's `desktopCapturer`, which runs in its main process alone. */
export interface MacPictures {
  displays(): readonly MacDisplay[];
  /** A picture of the size `bounds` times `scale`, or whatever the system gave. May reject. */
  take(display: MacDisplay): Promise<MacPicture>;
}

export interface MacScreenOptions {
  readonly pictures: MacPictures;
  /** Points, bottom first; null: there is no list, or not every window tells where it is. */
  readonly visible: () => readonly VisibleWindow[] | null;
  /** Open windows that are not on the screen among them; null: not known. */
  readonly open: () => readonly ActiveWindow[] | null;
  /** What is not permitted at this moment; null where it is, or where that is not known. */
  readonly lacking: () => SensorFailure | null;
  /** Whether what windows are called is noted between pictures too, by another sensor. */
  readonly isNoted: () => boolean;
  readonly clock: Clock;
  readonly settle: SettleTimes;
}

/**
 * The screen: pictures of every display between readings of the window list. The system draws every
 * window into them, also those that ask not to be (macOS 15 and later), so that without a list, or
 * without titles to judge it by, there is no picture.
 */
export function macScreen(options: MacScreenOptions): ScreenSensor {
  const { pictures, clock, settle, lacking } = options;

  const listed = (): VisibleWindow[] => {
    const windows = options.visible();
    if (windows === null) throw new Refusal(noList);
    return windowsInPixels(windows, pictures.displays());
  };
  const history = new WindowHistory(async () => listed(), settle);
  let noting: NodeJS.Timeout | null = null;

  /** Where only pictures are allowed windows are listed from one picture to the next, for what they are called. */
  function keepNoting(mayRead: MayRead): void {
    if (noting !== null) clearInterval(noting);
    noting = setInterval(() => {
      if (mayRead() === true && !options.isNoted()) return void answerOr(options.visible, null);
      if (noting !== null) clearInterval(noting);
      noting = null;
    }, notingMs);
    noting.unref();
  }

  async function shoot(mayRead: MayRead): Promise<ScreenReading> {
    const missing = lacking();
    if (missing !== null) throw new Refusal(missing);
    await history.known();
    if (!options.isNoted()) keepNoting(mayRead);
    const elsewhere = options.open();
    const displays = pictures.displays();
    if (displays.length === 0) throw new Refusal(noDisplay);
    const before = listed();
    if (!(await mayRead())) return { kind: 'not-allowed' };
    const at = clock.now();
    const frames: Frame[] = [];
    for (const display of displays) frames.push(await frameOf(display, displays));
    const after = listed();
    // Titles that are not told any more are in no list: nothing could be judged by these.
    const lost = lacking();
    if (lost !== null) throw new Refusal(lost);
    if (!(await mayRead())) return { kind: 'not-allowed' };
    if (JSON.stringify(pictures.displays()) !== JSON.stringify(displays)) throw new Refusal(rearranged);
    // Beside a display with something on it a black one may be empty, as beside a program in full screen.
    if (frames.every(({ rgb }) => isFlat(rgb))) throw new Refusal(flat);
    const around = await history.settled();
    const elsewhereAfter = options.open();
    const hidden = elsewhere === null || elsewhereAfter === null ? null : [...elsewhere, ...elsewhereAfter];
    const windows = unionOfWindows(after, before, ...around);
    return { kind: 'screen', screen: { at, frames, windows, ...(hidden ? { elsewhere: hidden } : {}) } };
  }

  async function frameOf(display: MacDisplay, all: readonly MacDisplay[]): Promise<Frame> {
    const monitor = monitorOf(display, all);
    const picture = await pictures.take(display);
    if (picture.kind !== 'picture') throw new Refusal(lacking() ?? noPixels(monitor.name));
    const { width, height, rgb } = picture;
    // A picture of another size would put every mask in the wrong place.
    if (width !== monitor.width || height !== monitor.height || rgb.length !== width * height * 3)
      throw new Refusal(otherSize(monitor.name));
    return { monitor, width, height, rgb };
  }

  return {
    state: async (): Promise<SensorState> => lacking() ?? { ok: true },
    async monitors() {
      const displays = pictures.displays();
      return displays.map((display) => monitorOf(display, displays));
    },
    async capture(mayRead = () => true): Promise<ScreenReading> {
      try {
        return await shoot(mayRead);
      } catch (error) {
        return { kind: 'unavailable', failure: error instanceof Refusal ? error.failure : unreadable };
      }
    },
    async stop() {
      history.stop();
      if (noting !== null) clearInterval(noting);
      noting = null;
    },
  };
}

/** There is no picture, for this reason. */
class Refusal extends Error {
  readonly failure: SensorFailure;

  constructor(failure: SensorFailure) {
    super(failure.reason.code);
    this.failure = failure;
  }
}

/** Whether every pixel is black or nearly so: what the system gives of a screen that it does not show. */
function isFlat(rgb: Uint8Array): boolean {
  return rgb.every((value) => value <= darkest);
}

const darkest = 2;
const notingMs = 1_000;
const noList: SensorFailure = { ok: false, reason: reason('windows-unreadable') };
const noDisplay: SensorFailure = { ok: false, reason: reason('mac-no-display') };
const rearranged: SensorFailure = { ok: false, reason: reason('screen-changed') };
const flat: SensorFailure = { ok: false, reason: reason('mac-black-picture') };
const unreadable: SensorFailure = { ok: false, reason: reason('screen-unreadable') };

function noPixels(screen: string): SensorFailure {
  return { ok: false, reason: reason('mac-empty-picture', { screen }) };
}

function otherSize(screen: string): SensorFailure {
  return { ok: false, reason: reason('mac-picture-size', { screen }) };
}
