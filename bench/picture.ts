import { openCapturePlatform } from '../agent/capture/detect.ts';
import type { Screen } from '../agent/ports.ts';
import { openTourDesktop } from '../scripts/tour/tour-desktop.ts';

/** A real 1080p desktop as the product's own sensor reads it: a browser, an editor, two terminals on a photograph-like ground. */
export async function takeScreen(): Promise<Screen> {
  const { desktop, close } = await openTourDesktop({ width: 1920, height: 1080 });
  try {
    const ground = `${desktop.env.HOME}/ground.png`;
    await desktop.run('convert', '-size', '1920x1080', '-seed', '7', 'plasma:#35506b-#8fa3ad', '-blur', '0x6', ground);
    await desktop.run('feh', '--no-fehbg', '--bg-fill', ground);
    const platform = await openCapturePlatform({
      platform: process.platform,
      env: desktop.env,
      clock: { now: Date.now },
    });
    const reading = await platform.screen.capture();
    await platform.close();
    if (reading.kind !== 'screen') throw new Error(JSON.stringify(reading));
    return reading.screen;
  } finally {
    await close();
  }
}
