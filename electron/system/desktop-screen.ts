import type { DesktopCapturer, Display, Screen as ElectronScreen, NativeImage } from 'electron';
import type {
  Clock,
  Frame,
  MayRead,
  Monitor,
  ScreenReading,
  ScreenSensor,
  SensorFailure,
  VisibleWindow,
} from '../../agent/ports.ts';
import { reason } from '../../core/reason.ts';

export interface DesktopScreenOptions {
  readonly capturer: Pick<DesktopCapturer, 'getSources'>;
  readonly displays: Pick<ElectronScreen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly clock: Clock;
  /** Every visible window, bottom first, in the same units as the displays' bounds; null where no list can be had. */
  readonly listWindows: (() => Promise<readonly VisibleWindow[] | SensorFailure>) | null;
}

const noWindowList: SensorFailure = { ok: false, reason: reason('no-window-list') };

/**
 * The screen through Electron, for Windows and macOS (on Wayland every capture would ask again which screen to share).
 * Without a list of windows there is no shot. Pictures are taken in the displays' own units (device-independent
 * pixels), so that windows, monitors and frames share one system of coordinates.
 */
export function createDesktopScreen({ capturer, displays, clock, listWindows }: DesktopScreenOptions): ScreenSensor {
  return {
    state: async () => (listWindows === null ? noWindowList : { ok: true }),
    monitors: async () => displays.getAllDisplays().map(toMonitor),
    capture: async (mayRead = () => true) =>
      listWindows === null ? unavailable(noWindowList) : capture(listWindows, mayRead),
    stop: async () => {},
  };

  async function capture(list: NonNullable<typeof listWindows>, mayRead: MayRead): Promise<ScreenReading> {
    const before = await list();
    if ('ok' in before) return unavailable(before);
    if (!(await mayRead())) return { kind: 'not-allowed' };
    const frames: Frame[] = [];
    for (const display of displays.getAllDisplays()) {
      const frame = await frameOf(display);
      if (frame === null) return unavailable(noPixels(display));
      frames.push(frame);
    }
    const at = clock.now();
    const after = await list();
    if ('ok' in after) return unavailable(after);
    return { kind: 'screen', screen: { at, frames, windows: [...before, ...after] } };
  }

  async function frameOf(display: Display): Promise<Frame | null> {
    const { width, height } = display.size;
    const sources = await capturer.getSources({ types: ['screen'], thumbnailSize: { width, height } });
    const image = sources.find((source) => source.display_id === String(display.id))?.thumbnail;
    if (image === undefined) return null;
    const size = image.getSize();
    // A picture of another size would put every cover in the wrong place.
    if (size.width !== width || size.height !== height) return null;
    return { monitor: toMonitor(display), width, height, rgb: rgbOf(image) };
  }

  function toMonitor({ id, label, bounds }: Display): Monitor {
    return { ...bounds, name: label === '' ? `Display ${id}` : label, primary: id === displays.getPrimaryDisplay().id };
  }
}

/** `toBitmap` gives four bytes a pixel, blue first, on Windows and macOS. */
function rgbOf(image: Pick<NativeImage, 'toBitmap'>): Uint8Array {
  const bgra = image.toBitmap();
  const rgb = new Uint8Array((bgra.length / 4) * 3);
  for (let from = 0, to = 0; from < bgra.length; from += 4, to += 3) {
    rgb[to] = bgra[from + 2] ?? 0;
    rgb[to + 1] = bgra[from + 1] ?? 0;
    rgb[to + 2] = bgra[from] ?? 0;
  }
  return rgb;
}

function unavailable(failure: SensorFailure): ScreenReading {
  return { kind: 'unavailable', failure };
}

function noPixels(display: Display): SensorFailure {
  return { ok: false, reason: reason('no-pixels', { screen: display.label || String(display.id) }) };
}
