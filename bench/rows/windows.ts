import { until } from '../../test/desktop.ts';
import { usageOf, usedSince } from '../process-usage.ts';
import { type Measurement, medians, row, rowsAgainst } from '../row.ts';
import { runWindowsProbe, startWindowsDesktop, startWindowsProbe } from '../wine-probe.ts';

const settleSeconds = 15;
const seconds = 60;
const polling = 'the same functions asked once a second';

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Both sensors of the active window beside each other on one desktop, while `act` goes on; what each used, and in how many ms. */
async function besideEachOther(say: (text: string) => void, act: 'switch' | 'rest') {
  const { desktop, session, close } = await startWindowsDesktop();
  try {
    session.start(['notepad']);
    session.start([String.raw`C:\Program Files\Windows NT\Accessories\wordpad.exe`]);
    const windows: string[] = [];
    for (const name of ['notepad', 'wordpad'])
      windows.push(
        await until(
          async () => (await desktop.xdotool('search', '--onlyvisible', '--class', name)).trim().split('\n')[0] || null,
        ),
      );
    const ours = await startWindowsProbe(session, 'windows-ours');
    const theirs = await startWindowsProbe(session, 'windows-theirs');
    const pass = async (turns: number): Promise<void> => {
      const startedAt = Date.now();
      for (let turn = 0; turn < turns; turn++) {
        if (act === 'switch') await desktop.xdotool('windowactivate', windows[turn % 2] ?? '');
        await wait(Math.max(0, startedAt + (turn + 1) * 1000 - Date.now()));
      }
    };
    say('letting both settle');
    await pass(settleSeconds);
    const before = { ours: usageOf(ours), theirs: usageOf(theirs), at: Date.now() };
    say(`${seconds} s`);
    await pass(seconds);
    const elapsedMs = Date.now() - before.at;
    return {
      ours: usedSince(before.ours, usageOf(ours)),
      theirs: usedSince(before.theirs, usageOf(theirs)),
      elapsedMs,
    };
  } finally {
    await close();
  }
}

/** CPU of one minute at one switch of windows a second, under Wine. */
export const windowsActiveWindowCpu: Measurement = {
  id: 'windows-active-window-cpu',
  async run(say) {
    const used = await besideEachOther(say, 'switch');
    const cpu = { ours: used.ours.cpuMs, theirs: used.theirs.cpuMs };
    return rowsAgainst(
      polling,
      row('windows-active-window-cpu', cpu, 'ms CPU a minute', 'under 0.5 % of a core', cpu.ours < 300),
    );
  },
};

/** The sensor while nothing happens, under Wine: its safety reading of titles alone wakes it. */
export const windowsAtRest: Measurement = {
  id: 'windows-at-rest',
  async run(say) {
    const used = await besideEachOther(say, 'rest');
    const cpu = { ours: used.ours.cpuMs, theirs: used.theirs.cpuMs };
    const per = (wakeUps: number) => (1000 * wakeUps) / used.elapsedMs;
    const wakes = { ours: per(used.ours.wakeUps), theirs: per(used.theirs.wakeUps) };
    return rowsAgainst(
      polling,
      row('windows-at-rest', cpu, 'ms CPU a minute', 'less', cpu.ours < cpu.theirs),
      row('windows-at-rest-wake-ups', wakes, 'a second', 'less', wakes.ours < wakes.theirs),
    );
  },
};

/** CPU of a picture of 1920 x 1080 with the lists of windows around it, under Wine. */
export const windowsShotCpu: Measurement = {
  id: 'windows-shot-cpu',
  async run(say) {
    const { session, close } = await startWindowsDesktop();
    try {
      session.start(['notepad']);
      say('pictures in turns');
      const said = await runWindowsProbe(session, 'windows-shot');
      const line = said.split('\n').find((each) => each.startsWith('{'));
      if (line === undefined) throw new Error(`no figures: ${said.slice(0, 2_000)}`);
      const { ours, theirs } = JSON.parse(line) as { readonly ours: number[]; readonly theirs: number[] };
      const cpu = medians(ours, theirs);
      return rowsAgainst(
        'the bare copy of the screen by GDI',
        row('windows-shot-cpu', cpu, 'ms CPU', 'at most 1.5 x', cpu.ours <= 1.5 * cpu.theirs),
      );
    } finally {
      await close();
    }
  },
};
