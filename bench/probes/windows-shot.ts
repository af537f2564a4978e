// Pictures on Windows, in turns: the product's whole capture, with the lists of windows around it, and the bare copy of the screen.
import { openWindowsPlatform } from '../../agent/capture/windows/platform.ts';
import { monitorList } from '../../agent/capture/windows/screen/monitors.ts';
import { grabMonitor } from '../../agent/capture/windows/screen/pixels.ts';
import { cpuOf } from '../row.ts';

const rounds = 16;
/** Windows counts CPU in ticks of some 15 ms: several pictures are measured as one. */
const pictures = 5;
const platform = await openWindowsPlatform({ clock: { now: Date.now }, settle: { beforeMs: 0, afterMs: 0 } });
if ('ok' in platform) throw new Error(platform.reason.code);
const { screen, close } = platform;
const ours: number[] = [];
const theirs: number[] = [];
const whole = async (): Promise<void> => {
  for (let turn = 0; turn < pictures; turn++) await screen.capture();
};
const bare = (): void => {
  for (let turn = 0; turn < pictures; turn++) for (const monitor of monitorList()) grabMonitor(monitor);
};
for (let round = 0; round < rounds; round++) {
  const isFirst = round % 2 === 0;
  const first = (await cpuOf(isFirst ? whole : bare)) / pictures;
  const second = (await cpuOf(isFirst ? bare : whole)) / pictures;
  if (round < 2) continue;
  ours.push(isFirst ? first : second);
  theirs.push(isFirst ? second : first);
}
console.log(JSON.stringify({ ours, theirs }));
await close();
process.exit();
