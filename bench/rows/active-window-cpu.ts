import { startDesktop } from '../../test/desktop.ts';
import { startOurs, startProbe } from '../probe.ts';
import { usageOf, usedSince } from '../process-usage.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

const settleSeconds = 20;
const seconds = 60;

/** CPU of one minute at one switch of windows a second: our events against `get-windows` polled at 1 Hz, at the same time on the same desktop. */
export const activeWindowCpu: Measurement = {
  id: 'active-window-cpu',
  async run(say) {
    const desktop = await startDesktop();
    try {
      const windows: string[] = [];
      for (const title of ['one', 'two', 'three']) windows.push((await desktop.openTerminal({ title })).window);
      const ours = await startOurs('active-window-ours', desktop.env);
      const theirs = await startProbe('active-window-theirs', desktop.env);
      const switchFor = async (turns: number): Promise<void> => {
        const startedAt = Date.now();
        for (let turn = 0; turn < turns; turn++) {
          await desktop.xdotool('windowactivate', windows[turn % windows.length] ?? '');
          await new Promise((done) => setTimeout(done, Math.max(0, startedAt + (turn + 1) * 1000 - Date.now())));
        }
      };
      // Both pay for loading and compiling once, and then run for weeks.
      say('letting both settle');
      await switchFor(settleSeconds);
      const before = { ours: usageOf(ours.pid), theirs: usageOf(theirs.pid) };
      say(`${seconds} s`);
      await switchFor(seconds);
      const used = {
        ours: usedSince(before.ours, usageOf(ours.pid)),
        theirs: usedSince(before.theirs, usageOf(theirs.pid)),
      };
      await ours.stop();
      await theirs.stop();
      const cpu = { ours: used.ours.cpuMs, theirs: used.theirs.cpuMs };
      const met = cpu.ours / cpu.theirs <= 1 / 20;
      const against = 'get-windows polled at 1 Hz';
      return rowsAgainst(against, row('active-window-cpu', cpu, 'ms CPU a minute', 'at most 1/20', met));
    } finally {
      await desktop.close();
    }
  },
};
