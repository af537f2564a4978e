// The sensors as an agent has them, in a process of their own, for a test that asks and watches.

import { join } from 'node:path';
import { openBesidePlatform } from '../../../agent/capture/beside/beside-platform.ts';
import type { CapturePlatform } from '../../../agent/ports.ts';
import { forkedProcess } from '../../../ipc/process/forked-process.ts';
import { serve } from './serve.ts';

let platform: CapturePlatform;
const say = serve({
  /** `crash`: the file at which foreign code goes wrong. */
  async open({ crash }: { crash: string }) {
    const program = join(import.meta.dirname, 'crashing-sensors.ts');
    platform = await openBesidePlatform({
      name: 'Windows',
      clock: { now: () => Date.now() },
      start: () => forkedProcess(program, { execArgv: [], env: { ...process.env, PLAINSIGHT_CRASH: crash } }),
    });
  },
  async watch() {
    await platform.activeWindow.start((reading) => say({ reading }));
  },
  count: () => platform.inputCounts.start(({ reason }) => say({ lost: reason.code })),
  take: () => platform.inputCounts.take(),
  presence: () => platform.presence.read({ calls: false }),
});
