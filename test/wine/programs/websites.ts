// The windows in front joined with what browsers tell, as the agent has them, for a test that asks and watches.

import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browsers, openBrowsers } from '../../../agent/browsers/browsers.ts';
import { browsersUnderNode } from '../../../agent/browsers/node-setup.ts';
import { openWindowsPlatform } from '../../../agent/capture/windows/platform.ts';
import type { CapturePlatform } from '../../../agent/ports.ts';
import { serve } from './serve.ts';

const clock = { now: () => Date.now() };
let browsers: Browsers | null = null;
let platform: CapturePlatform | null = null;
const say = serve({
  /** `used`: browsers' folders below the one for local data. */
  async open({ folder, used }: { folder: string; used: readonly string[] }) {
    const setup = browsersUnderNode('win32', process.env);
    if (setup === null) throw new Error('no setup for this system');
    for (const each of used) mkdirSync(join(process.env.LOCALAPPDATA ?? '', each), { recursive: true });
    mkdirSync(folder, { recursive: true });
    browsers = await openBrowsers(folder, setup, clock);
    // Wine tells no changes of titles: there this reading finds them.
    const opened = await openWindowsPlatform({ clock, titlePollMs: 200, settle: { beforeMs: 0, afterMs: 0 } });
    if ('ok' in opened) throw new Error(JSON.stringify(opened));
    platform = browsers.join(opened);
    await platform.activeWindow.start((reading) => say({ reading }));
  },
  known: () => browsers?.known(),
  websites: () => platform?.websites,
  register: () => browsers?.register(),
  unregister: () => browsers?.unregister(),
  files: ({ folder }: { folder: string }) => readdirSync(folder),
  async close() {
    await platform?.close();
    await browsers?.close();
  },
});
