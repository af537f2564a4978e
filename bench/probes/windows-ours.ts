// The product's sensor of the active window, as the process of the sensors starts it on Windows.
import { openWindowsPlatform } from '../../agent/capture/windows/platform.ts';

const platform = await openWindowsPlatform({ clock: { now: Date.now } });
if ('ok' in platform) throw new Error(platform.reason.code);
let readings = 0;
await platform.activeWindow.start(() => {
  readings++;
});
console.log('ready');
setInterval(() => readings, 30_000);
