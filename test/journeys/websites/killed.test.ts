import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browsersOfLinux } from '../../../agent/browsers/browser-system.ts';
import { openBrowsers } from '../../../agent/browsers/browsers.ts';
import { browsersUnderNode } from '../../../agent/browsers/node-setup.ts';
import { siteOf } from '../../../core/consent/redaction.ts';
import { unwrap } from '../../../core/result.ts';
import { until } from '../../desktop.ts';
import { randomFrom } from '../../renderer/fixtures/random.ts';
import { ended } from '../../sway-desktop.ts';
import type { HeardLine } from './agent-ear.ts';
import { newTab, openChromium } from './chromium.ts';
import { hostsOf, patienceMs, processesWith } from './scene.ts';
import { startSites } from './site-server.ts';
import { startWebDesktop, type WebDesktop, webDesktops } from './web-desktop.ts';

const chromium = '/usr/bin/chromium';
const sites = ['one.example', 'two.example', 'three.example'] as const;
const turns = 24;
/** A page is told with the second in which it came and went, ms. */
const withinMs = 1_500;

/** A page was in front within this time, and nowhere outside of it. */
interface Shown {
  readonly site: string;
  readonly from: number;
  until: number;
}

describe.skipIf(!existsSync(chromium))('websites while everything is killed (Linux with chromium)', () => {
  it.each(webDesktops)(
    'are never told of a second in which another page was in front, and are told again, on %s',
    { timeout: 300_000 },
    async (on) => {
      const seed = Number(process.env.PLAINSIGHT_SEED ?? Math.floor(Math.random() * 1e9));
      console.log(`killed at random on ${on}: PLAINSIGHT_SEED=${seed}`);
      const chance = randomFrom(seed);
      const scene = await open(await startWebDesktop(on));
      const shown: Shown[] = [];
      const away = (): void => {
        for (const each of shown) each.until = Math.min(each.until, Date.now());
      };
      const show = async (index: number): Promise<void> => {
        const from = Date.now();
        await scene.show(index);
        const site = sites[index] ?? '';
        if (shown.some((each) => each.site === site && each.until === Number.POSITIVE_INFINITY)) return;
        away();
        shown.push({ site, from, until: Number.POSITIVE_INFINITY });
      };
      /** Its pages come one after the other, each in front. */
      const openBrowser = async (): Promise<void> => {
        const from = Date.now();
        await scene.openBrowser();
        for (const site of sites) shown.push({ site, from, until: Date.now() });
        await show(0);
      };
      await openBrowser();
      await scene.tells(sites[0]);
      let browsersKilled = 0;
      for (let turn = 0; turn < turns; turn++) {
        const what = chance();
        if (what < 0.1 && browsersKilled < 2) {
          browsersKilled += 1;
          await scene.killBrowser();
          away();
          await openBrowser();
        } else if (what < 0.3) scene.killHosts();
        else if (what < 0.4) await scene.killAgent();
        else await show(Math.floor(chance() * sites.length));
        await pass(chance() ** 2 * 3_000);
      }
      const last = Math.floor(chance() * sites.length);
      await show(last);
      await scene.tells(sites[last] ?? '');
      // Whatever a browser that was killed had started is gone too.
      await until(() => scene.hosts().length === 1 || null, patienceMs);
      const told = scene.told();
      expect(told.length).toBeGreaterThan(3);
      for (const each of told) {
        const fits = shown.some(
          ({ site, from, until: to }) =>
            site === each.site && each.from >= from - withinMs && each.until <= to + withinMs,
        );
        expect(fits, `${JSON.stringify(each)} in ${JSON.stringify(shown)}`).toBe(true);
      }
    },
  );
});

async function open(desktop: WebDesktop) {
  onTestFinished(() => desktop.close(), 60_000);
  const folder = await mkdtemp(join(tmpdir(), 'plainsight-killed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = await startSites();
  onTestFinished(() => server.close());
  const profile = join(desktop.home, '.config/chromium');
  await mkdir(profile, { recursive: true });
  let context: BrowserContext | null = null;
  let pages: Page[] = [];
  const openBrowser = async (): Promise<void> => {
    context = await openChromium({ desktop, profile, port: server.port });
    pages = [context.pages()[0] ?? (await context.newPage())];
    await pages[0]?.goto(`http://${sites[0]}/`);
    for (const site of sites.slice(1)) pages.push(await newTab(context, `http://${site}/`));
  };
  /** Each agent with its own file, and when it was killed. */
  const agents: { readonly file: string; readonly child: ChildProcess; until: number }[] = [];
  const startAgent = async (): Promise<void> => {
    const file = join(folder, `heard-${agents.length}`);
    writeFileSync(file, '');
    const ear = join(import.meta.dirname, 'agent-ear.ts');
    const child = spawn(process.execPath, [ear, folder, desktop.home, file], { env: desktop.env, stdio: 'inherit' });
    agents.push({ file, child, until: Number.POSITIVE_INFINITY });
    await until(() => readFileSync(file, 'utf8').includes('\n') || null, patienceMs);
  };
  onTestFinished(async () => {
    await context?.close().catch(() => {});
    for (const { child } of agents) await ended(child, 'SIGTERM');
  }, 60_000);
  const node = browsersUnderNode('linux', {});
  if (node === null) throw new Error('no setup for this system');
  // As a click on the page does it once.
  const browsers = await openBrowsers(
    folder,
    { ...node, system: browsersOfLinux({ home: desktop.home, config: null }) },
    { now: () => Date.now() },
  );
  unwrap(await browsers.register());
  await browsers.close();
  await startAgent();
  const heard = (): { readonly lines: readonly HeardLine[]; readonly until: number }[] =>
    agents.map(({ file, until: end }) => ({
      lines: readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line): HeardLine => JSON.parse(line)),
      until: end,
    }));
  return {
    openBrowser,
    hosts: () => hostsOf(join(folder, 'browser.sock')),
    show: async (index: number) => void (await pages[index]?.bringToFront()),
    /** Answers once the last agent was told of this site. */
    tells: (site: string) =>
      until(() => siteOf(heard().at(-1)?.lines.at(-1)?.url ?? null) === site || null, patienceMs),
    killHosts() {
      for (const pid of hostsOf(join(folder, 'browser.sock'))) process.kill(pid, 'SIGKILL');
    },
    async killAgent() {
      const last = agents.at(-1);
      if (last !== undefined) {
        await ended(last.child, 'SIGKILL');
        last.until = Date.now();
      }
      await startAgent();
    },
    async killBrowser() {
      const closed = new Promise((resolve) => context?.once('close', resolve));
      for (const pid of scenePids(profile)) process.kill(pid, 'SIGKILL');
      await closed;
    },
    /** Each site that was told, from when until when. */
    told: () =>
      heard().flatMap(({ lines, until: end }) =>
        lines.flatMap(({ at, url }, index) => {
          const site = siteOf(url);
          const next = lines[index + 1]?.at ?? Math.min(end, Date.now());
          return site === null || next <= at ? [] : [{ site, from: at, until: next }];
        }),
      ),
  };
}

/** The browser itself, of which the others are children: it has no type. */
function scenePids(profile: string): number[] {
  return processesWith(
    (line) => line.includes(`--user-data-dir=${profile}`) && !line.some((part) => part.startsWith('--type=')),
  );
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
