import { startDesktop } from '../../test/desktop.ts';
import { startSway } from '../../test/sway-desktop.ts';
import { type Probe, startOurs } from '../probe.ts';
import { type ProcessUsage, processesOf, usageOf, usedSince } from '../process-usage.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

const settleMs = 20_000;
const restMs = 120_000;

/**
 * The whole agent at rest on sway, all sensors on, nobody at the keyboard, with its processes of the sensors and of the
 * sign; beside it, at the same time, the agent on X11, which needs none. The store is another process and counts for neither.
 */
export const swayAtRest: Measurement = {
  id: 'sway-at-rest',
  async run(say) {
    const x11 = await startDesktop({ width: 1920, height: 1080 });
    const sway = await startSway({ config: 'output * resolution 1920x1080' });
    try {
      await x11.openTerminal({ title: 'at rest' });
      await sway.openTerminal('at rest');
      const theirs = await startOurs('agent-beside', { ...x11.env, XDG_SESSION_TYPE: 'x11' });
      const ours = await startOurs('agent-beside', { ...sway.env, HOME: process.env.HOME });
      say('letting both settle');
      await wait(settleMs);
      const before = { ours: usageOfAll(ours), theirs: usageOfAll(theirs), at: Date.now() };
      for (let left = restMs; left > 0; left -= 10_000) {
        say(`${left / 1000} s left`);
        await wait(10_000);
      }
      const elapsed = Date.now() - before.at;
      const used = {
        ours: usedSince(before.ours, usageOfAll(ours)),
        theirs: usedSince(before.theirs, usageOfAll(theirs)),
      };
      await ours.stop();
      await theirs.stop();
      const per = (ms: number, take: (usage: ProcessUsage) => number) => ({
        ours: (ms * take(used.ours)) / elapsed,
        theirs: (ms * take(used.theirs)) / elapsed,
      });
      const cpu = per(100, ({ cpuMs }) => cpuMs);
      const wakes = per(1000, ({ wakeUps }) => wakeUps);
      return rowsAgainst(
        'the agent on X11',
        row('sway-at-rest', cpu, '% of one core', 'under 0.7 %', cpu.ours < 0.7),
        row('sway-at-rest-wake-ups', wakes, 'a second', 'not more than there', wakes.ours <= wakes.theirs),
      );
    } finally {
      await sway.close();
      await x11.close();
    }
  },
};

function usageOfAll({ pid }: Probe): ProcessUsage {
  return processesOf(pid, 'probes/office.ts')
    .map(usageOf)
    .reduce((sum, each) => ({
      cpuMs: sum.cpuMs + each.cpuMs,
      wakeUps: sum.wakeUps + each.wakeUps,
      residentMb: sum.residentMb + each.residentMb,
    }));
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
