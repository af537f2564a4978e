// The product's own sensor, as the agent starts it.
import { flushCompileCache } from 'node:module';
import { openCapturePlatform } from '../../agent/capture/detect.ts';

const platform = await openCapturePlatform({ platform: process.platform, env: process.env, clock: { now: Date.now } });
let readings = 0;
await platform.activeWindow.start(() => {
  readings++;
});
flushCompileCache();
console.log('ready');
// Keeps the process alive as the agent's own timers would.
setInterval(() => readings, 30_000);
