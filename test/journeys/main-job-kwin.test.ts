import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { fakeInput } from '../fake-input.ts';
import { startKwin } from '../kwin-desktop.ts';
import { mainJobOnWayland, type WaylandScene } from './main-job-wayland.ts';

describe.skipIf(!existsSync('/usr/bin/kwin_wayland'))('the main job on KWin (asked for: wayland-all)', () => {
  it(
    'records windows, input, idle time, lock, pause and pictures, and nothing that is excluded or typed',
    {
      timeout: 400_000,
    },
    () => mainJobOnWayland('kwin', openKwin),
  );
});

/** Where windows stand, side by side. */
const columnWidth = 420;

async function openKwin(): Promise<WaylandScene> {
  const desktop = await startKwin();
  const input = await fakeInput(join(desktop.home, desktop.env.WAYLAND_DISPLAY ?? ''));
  let columns = 0;
  return {
    env: desktop.env,
    appId: 'xterm',
    async openTerminal(title, ...command) {
      await desktop.openTerminal(title, ...command);
      const place = { x: 10 + columns * columnWidth, y: 40, width: columnWidth - 20, height: 400 };
      columns += 1;
      await desktop.tell(`workspace.activeClient.frameGeometry = ${JSON.stringify(place)};`);
    },
    focus: desktop.focus,
    type: input.type,
    async boundsOf(title) {
      const said = await desktop.ask(
        `workspace.clientList().filter(function (w) { return w.caption === ${JSON.stringify(title)}; }).map(function (w) { var g = w.frameGeometry; return [g.x, g.y, g.width, g.height]; })`,
      );
      const [x = 0, y = 0, width = 0, height = 0] = said.split(',').map(Number);
      return { x, y, width, height };
    },
    async close() {
      input.close();
      await desktop.close();
    },
  };
}
