import { describe, expect, it } from 'vitest';
import { startDesktop } from '../../../desktop.ts';
import { platformOn } from './observer.ts';

describe.skipIf(process.platform !== 'linux')('the open windows', { timeout: 60_000 }, () => {
  it('are listed top first, minimised ones too, and are unavailable without a server', async () => {
    const desktop = await startDesktop({ width: 800, height: 600 });
    const platform = await platformOn(desktop);
    const below = await desktop.openTerminal({ title: 'below' });
    await desktop.openTerminal({ title: 'above' });
    await desktop.xdotool('windowminimize', '--sync', below.window);
    const open = await platform.openWindows();
    if (open.kind !== 'windows') throw new Error(open.failure.reason);
    expect(open.windows.map(({ appId, title, url }) => [appId, title, url])).toEqual(
      expect.arrayContaining([
        ['xterm', 'above', null],
        ['xterm', 'below', null],
      ]),
    );
    expect(open.windows[0]?.title).toBe('above');
    await desktop.kill();
    await expect.poll(async () => (await platform.openWindows()).kind, { timeout: 20_000 }).toBe('unavailable');
    await platform.close();
    await desktop.close();
  });
});
