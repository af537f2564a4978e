import { reason } from '../../../../core/reason.ts';
import type { Frame, Monitor, Pixels, SensorState } from '../../../ports.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import type { PixelSource } from '../listed-screen.ts';
import { PngUnreadable, pixelsOfPng } from './png.ts';
import { readDesktop, type ShellDesktop } from './shell-desktop.ts';
import { ShellGone } from './shell-gone.ts';
import type { ShellArea, ShellLink } from './shell-link.ts';

/** Pixels from GNOME Shell's own screenshot, which our extension passes on in memory. */
export function shellPixels(connection: KeptConnection<ShellLink>): PixelSource {
  function link(): ShellLink {
    const current = connection.current();
    if (!current.ok) throw Object.assign(new Error(current.reason.code), { failure: current });
    return current.link;
  }
  return {
    state(): SensorState {
      const current = connection.current();
      return current.ok ? { ok: true } : current;
    },
    monitors: async () => monitorsOf(await readDesktop(link())),
    async frames(monitors) {
      const shell = link();
      const desktop = await readDesktop(shell);
      if (JSON.stringify(monitorsOf(desktop)) !== JSON.stringify(monitors)) throw changed();
      const whole = await readPicture(shell);
      return monitors.map((monitor) => frameOf(monitor, whole, desktop.stage));
    },
  };
}

/** What the screen shows, of all monitors or of a part of them. Rejects with `ShellGone`. */
export async function readPicture(link: ShellLink, area?: ShellArea): Promise<Pixels> {
  const { value, bytes } = await link.ask({ ask: 'picture', ...(area ? { area } : {}) });
  try {
    if (value === true) return pixelsOfPng(bytes);
  } catch (error) {
    if (!(error instanceof PngUnreadable)) throw error;
  }
  throw new ShellGone('screen-unreadable');
}

function monitorsOf({ monitors }: ShellDesktop): Monitor[] {
  return monitors.map(({ x, y, width, height, isPrimary }, index) => ({
    ...{ x, y, width, height, primary: isPrimary },
    name: `Monitor ${index + 1}`,
  }));
}

/** The part of one monitor: all are in the one picture, at the scale of the finest. */
function frameOf(monitor: Monitor, whole: Pixels, stage: ShellDesktop['stage']): Frame {
  const scale = whole.width / stage.width;
  const left = Math.round(monitor.x * scale);
  const top = Math.round(monitor.y * scale);
  const width = Math.round(monitor.width * scale);
  const height = Math.round(monitor.height * scale);
  if (left < 0 || top < 0 || left + width > whole.width || top + height > whole.height) throw changed();
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * whole.width + left) * 3;
    rgb.set(whole.rgb.subarray(from, from + width * 3), row * width * 3);
  }
  return { monitor, width, height, rgb };
}

function changed(): Error {
  return Object.assign(new Error('the screen changed'), { failure: { ok: false, reason: reason('screen-changed') } });
}
