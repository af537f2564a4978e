import { startDesktop } from '../../test/desktop.ts';
import { startOurs, startProbe } from '../probe.ts';
import { type ProcessUsage, usageOf, usedSince } from '../process-usage.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

const settleMs = 20_000;
const restMs = 120_000;

/**
 * The whole agent at rest under plain Node, all sensors on, nobody at the keyboard; one shot falls into the time. Beside it, on the
 * same desktop and at the same time, a tracker that asks `get-windows` once a second.
 */
export const agentAtRest: Measurement = {
  id: 'agent-at-rest',
  async run(say) {
    const desktop = await startDesktop({ width: 1920, height: 1080 });
    try {
      await desktop.openTerminal({ title: 'at rest' });
      const ours = await startOurs('agent', desktop.env);
      const theirs = await startProbe('active-window-theirs', desktop.env);
      say('letting both settle');
      await wait(settleMs);
      const before = { ours: usageOf(ours.pid), theirs: usageOf(theirs.pid), at: Date.now() };
      for (let left = restMs; left > 0; left -= 10_000) {
        say(`${left / 1000} s left`);
        await wait(10_000);
      }
      const elapsed = Date.now() - before.at;
      const used = {
        ours: usedSince(before.ours, usageOf(ours.pid)),
        theirs: usedSince(before.theirs, usageOf(theirs.pid)),
      };
      await ours.stop();
      await theirs.stop();
      const per = (ms: number, take: (usage: ProcessUsage) => number) => ({
        ours: (ms * take(used.ours)) / elapsed,
        theirs: (ms * take(used.theirs)) / elapsed,
      });
      const cpu = per(100, ({ cpuMs }) => cpuMs);
      const wakes = per(1000, ({ wakeUps }) => wakeUps);
      const memory = { ours: used.ours.residentMb, theirs: used.theirs.residentMb };
      return rowsAgainst(
        'a process polling get-windows at 1 Hz',
        row('agent-at-rest', cpu, '% of one core', 'under 0.35 %', cpu.ours < 0.35),
        row('agent-at-rest-wake-ups', wakes, 'a second', 'at most 2', wakes.ours <= 2),
        row('agent-at-rest-memory', memory, 'MB resident', 'under 120 MB', memory.ours < 120),
      );
    } finally {
      await desktop.close();
    }
  },
};

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
