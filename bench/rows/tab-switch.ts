import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browsersOfLinux } from '../../agent/browsers/browser-system.ts';
import { openBrowsers } from '../../agent/browsers/browsers.ts';
import { browsersUnderNode } from '../../agent/browsers/node-setup.ts';
import { leanFlags } from '../../ipc/process/forked-process.ts';
import { until } from '../../test/desktop.ts';
import { newTab, openChromium } from '../../test/journeys/websites/chromium.ts';
import { hostsOf } from '../../test/journeys/websites/scene.ts';
import { startSites } from '../../test/journeys/websites/site-server.ts';
import { startWebDesktop } from '../../test/journeys/websites/web-desktop.ts';
import { type ProcessUsage, usageOf, usedSince } from '../process-usage.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

const switches = 60;
const everyMs = 500;
const settleMs = 5_000;
const ear = join(import.meta.dirname, '../../test/journeys/websites/agent-ear.ts');

/**
 * A change of tab in a Chromium with the extension: the sensors of windows joined with what it tells, and its native host;
 * beside it, at the same time, the same sensors to which no browser is connected.
 */
export const tabSwitch: Measurement = {
  id: 'tab-switch-cpu',
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'plainsight-tabs-'));
    const sites = await startSites();
    const desktop = await startWebDesktop('X11');
    const children: ChildProcess[] = [];
    const startEar = (name: string): number => {
      const args = [...leanFlags, ear, join(folder, name), desktop.home, join(folder, `${name}.ndjson`)];
      const child = spawn(process.execPath, args, { env: desktop.env, stdio: 'inherit' });
      children.push(child);
      return child.pid ?? 0;
    };
    try {
      const profile = join(desktop.home, '.config/chromium');
      mkdirSync(profile, { recursive: true });
      const setup = browsersUnderNode('linux', {});
      if (setup === null) throw new Error('no setup for this system');
      for (const name of ['ours', 'theirs']) mkdirSync(join(folder, name));
      const browsers = await openBrowsers(
        join(folder, 'ours'),
        { ...setup, system: browsersOfLinux({ home: desktop.home, config: null }) },
        { now: () => Date.now() },
      );
      await browsers.register();
      await browsers.close();
      const ours = startEar('ours');
      const theirs = startEar('theirs');
      const context = await openChromium({ desktop, profile, port: sites.port });
      const pages = [context.pages()[0] ?? (await context.newPage())];
      await pages[0]?.goto('http://one.example/');
      pages.push(await newTab(context, 'http://two.example/'));
      const socket = join(folder, 'ours', 'browser.sock');
      const host = await until(() => hostsOf(socket)[0] ?? null, 60_000);
      say('letting it settle');
      await wait(settleMs);
      const before = { ours: usageOf(ours), host: usageOf(host), theirs: usageOf(theirs) };
      for (let turn = 0; turn < switches; turn++) {
        if (turn % 20 === 0) say(`${switches - turn} changes of tab left`);
        await pages[turn % 2]?.bringToFront();
        await wait(everyMs);
      }
      const perSwitch = (from: ProcessUsage, pid: number) => usedSince(from, usageOf(pid)).cpuMs / switches;
      const used = {
        ours: perSwitch(before.ours, ours) + perSwitch(before.host, host),
        theirs: perSwitch(before.theirs, theirs),
      };
      await context.close();
      return rowsAgainst(
        'the same without the extension',
        row('tab-switch-cpu', used, 'ms of CPU a change', 'under 2 ms more', used.ours - used.theirs < 2),
      );
    } finally {
      for (const child of children) child.kill('SIGTERM');
      await desktop.close();
      await sites.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
