import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';
import { shellExtensionUnderNode } from '../../agent/sign/node-extension.ts';
import { startGnome } from '../gnome-desktop.ts';
import { mainJobOnWayland, type WaylandScene } from './main-job-wayland.ts';

describe.skipIf(!existsSync('/usr/bin/gnome-shell'))('the main job on GNOME Shell (asked for: wayland-all)', () => {
  it(
    'records windows, lock, pause and pictures, and nothing that is excluded or typed',
    {
      timeout: 400_000,
    },
    () => mainJobOnWayland('gnome', openGnome),
  );
});

/** Where windows stand, side by side. */
const columnWidth = 420;

async function openGnome(): Promise<WaylandScene> {
  const desktop = await startGnome({ programs: shellExtensionUnderNode('linux', {})?.programs ?? null });
  const windowOf = (title: string): string =>
    `global.get_window_actors().map((each) => each.meta_window).find((each) => each.title === ${JSON.stringify(title)})`;
  let columns = 0;
  return {
    env: desktop.env,
    appId: 'foot',
    tellsMenus: true,
    slightest: 6,
    async openTerminal(title, ...command) {
      await desktop.openTerminal(title, ...command);
      const place = [10 + columns * columnWidth, 50, columnWidth - 20, 400];
      columns += 1;
      await desktop.evaluate(`${windowOf(title)}.move_resize_frame(true, ${place.join(', ')})`);
    },
    focus: desktop.focus,
    type: desktop.type,
    lock: (isLocked) => desktop.logind.ask(isLocked),
    async boundsOf(title) {
      const of = `(({ x, y, width, height }) => [x, y, width, height].join())(${windowOf(title)}.get_frame_rect())`;
      const said = JSON.parse((await desktop.evaluate(of)) ?? '""') as string;
      const [x = 0, y = 0, width = 0, height = 0] = said.split(',').map(Number);
      return { x, y, width, height };
    },
    close: desktop.close,
  };
}
