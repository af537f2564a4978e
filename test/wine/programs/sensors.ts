// The sensors of Windows as the agent has them, for a test that asks and watches.

import { writeFileSync } from 'node:fs';
import { openWindowsPlatform } from '../../../agent/capture/windows/platform.ts';
import type { Stop } from '../../../agent/ports.ts';
import { serve } from './serve.ts';
import { createDesktop, openDesktop, switchDesktop } from './user32.ts';

/** GENERIC_ALL. */
const allAccess = 0x1000_0000;

const opened = await openWindowsPlatform({
  clock: { now: () => Date.now() },
  // Wine tells no changes of titles: there this reading finds them.
  titlePollMs: 200,
  settle: { beforeMs: 300, afterMs: 100 },
});
if ('ok' in opened) throw new Error(JSON.stringify(opened));
const platform = opened;
let stop: Stop | null = null;
const say = serve({
  async watch() {
    stop = await platform.activeWindow.start((reading) => say({ reading }));
  },
  async unwatch() {
    await stop?.();
    stop = null;
  },
  heardAgo: () => Date.now() - (platform.activeWindow.heardAt() ?? 0),
  count: () => platform.inputCounts.start(({ reason }) => say({ lost: reason.code })),
  take: () => platform.inputCounts.take(),
  uncount: () => platform.inputCounts.stop(),
  presence: () => platform.presence.read({ calls: true }),
  windows: () => platform.openWindows(),
  monitors: () => platform.screen.monitors(),
  async shot({ file, mayRead }: { file: string; mayRead: boolean }) {
    const reading = await platform.screen.capture(async () => mayRead);
    if (reading.kind !== 'screen') return reading;
    const { frames, windows, elsewhere } = reading.screen;
    for (const [index, frame] of frames.entries()) writeFileSync(`Z:${file}-${index}`, frame.rgb);
    return { kind: 'screen', monitors: frames.map((frame) => frame.monitor), windows, elsewhere };
  },
  /** Another desktop has keyboard and mouse, as while the computer is locked. */
  switchTo({ desktop }: { desktop: string }) {
    const found = openDesktop(desktop, 0, 0, allAccess);
    return switchDesktop(found === 0 ? createDesktop(desktop, null, null, 0, allAccess, null) : found);
  },
  onEnding() {
    platform.onSessionEnd?.(async () => {
      say({ ending: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
      say({ ending: false });
    });
  },
  async close() {
    await platform.close();
  },
  leave: () => process.exit(7),
});
