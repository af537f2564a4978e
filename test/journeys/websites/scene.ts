import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browsersOfLinux } from '../../../agent/browsers/browser-system.ts';
import { type BrowserSetup, type Browsers, openBrowsers } from '../../../agent/browsers/browsers.ts';
import { browsersUnderNode } from '../../../agent/browsers/node-setup.ts';
import { openCapturePlatform } from '../../../agent/capture/detect.ts';
import type { ActiveWindow, CapturePlatform } from '../../../agent/ports.ts';
import { judge, parseRules, siteOf } from '../../../core/consent/redaction.ts';
import { suggestionGroups, suggestionsOf } from '../../../core/consent/suggestions.ts';
import { unwrap } from '../../../core/result.ts';
import { until } from '../../desktop.ts';
import { type SiteServer, startSites } from './site-server.ts';
import { startWebDesktop, type WebDesktop, type WebDesktopName } from './web-desktop.ts';

/** Browsers start in their own time, and on a machine with much else to do answer in it. */
export const patienceMs = 120_000;

const suggested = unwrap(parseRules(suggestionGroups.flatMap((group) => suggestionsOf(group))));

export const isLeftOut = (window: ActiveWindow): boolean => judge(window, suggested) === 'exclude';

/** A desktop with a web server of many names, and an agent's ear for browsers on it. */
export interface WebScene {
  readonly desktop: WebDesktop;
  readonly home: string;
  readonly sites: SiteServer;
  /** Where the agent listens for native hosts. */
  readonly socket: string;
  readonly setup: BrowserSetup;
  browsers: Browsers;
  platform: CapturePlatform;
  /** Everything that was in front, as the agent is told of it. */
  readonly seen: (ActiveWindow | null)[];
  /** Answers once what is in front fits. */
  sees(fits: (window: ActiveWindow) => boolean): Promise<ActiveWindow>;
  /** Answers once a page with this title is in front and its site is told; null: it is told that it has none. */
  seesPage(title: string, site: string | null): Promise<ActiveWindow>;
  isConnected(): Promise<unknown>;
  /** The agent ends, and begins anew in the same folder. */
  restart(): Promise<void>;
  /** The native hosts that browsers have started here. */
  hosts(): number[];
  killHosts(): void;
  close(): Promise<void>;
}

export async function openScene(on: WebDesktopName, ...profiles: readonly string[]): Promise<WebScene> {
  const folder = await mkdtemp(join(tmpdir(), 'plainsight-websites-'));
  const sites = await startSites();
  const desktop = await startWebDesktop(on);
  const { home } = desktop;
  for (const profile of profiles) await mkdir(join(home, profile), { recursive: true });
  const node = browsersUnderNode('linux', {});
  if (node === null) throw new Error('no setup for this system');
  const setup = { ...node, system: browsersOfLinux({ home, config: null }) };
  const seen: (ActiveWindow | null)[] = [];
  const open = async () => {
    const clock = { now: () => Date.now() };
    const browsers = await openBrowsers(folder, setup, clock);
    const inner = await openCapturePlatform({ platform: 'linux', env: desktop.env, clock });
    const platform = browsers.join(inner);
    await platform.activeWindow.start((reading) => seen.push(reading.kind === 'window' ? reading.window : null));
    return { browsers, platform };
  };
  const end = async () => {
    await scene.platform.close();
    await scene.browsers.close();
  };
  const sees: WebScene['sees'] = (fits) =>
    until(() => {
      const last = seen.at(-1) ?? null;
      return last !== null && fits(last) ? last : null;
    }, patienceMs).catch(() => {
      throw new Error(`this did not come; last was ${JSON.stringify(seen.slice(-5), null, 1)}`);
    });
  const scene: WebScene = {
    ...{ desktop, home, sites, setup, seen, sees, socket: join(folder, 'browser.sock') },
    ...(await open()),
    seesPage: (title, site) =>
      sees((window) => window.title.startsWith(title) && window.url !== null && siteOf(window.url) === site),
    isConnected: () => until(() => scene.browsers.known().some(({ isConnected }) => isConnected) || null, patienceMs),
    async restart() {
      await end();
      Object.assign(scene, await open());
    },
    hosts: () => hostsOf(scene.socket),
    killHosts() {
      for (const pid of scene.hosts()) process.kill(pid, 'SIGKILL');
    },
    async close() {
      await end();
      await desktop.close();
      await sites.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  unwrap(await scene.browsers.register());
  return scene;
}

/** Native hosts that browsers started with this socket. */
export function hostsOf(path: string): number[] {
  return processesWith((line) => line.includes(path) && line.some((part) => part.endsWith('native-host-process.ts')));
}

/** Processes whose arguments fit. */
export function processesWith(fits: (line: readonly string[]) => boolean): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return fits(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'));
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Of each window in front with a page of the local server: whether its site is the one that its title is of, or none was told. */
export function wrongPairs(seen: readonly (ActiveWindow | null)[]): (readonly [string, string | null])[] {
  return seen.flatMap((window) => {
    const named = window === null ? null : /^Page of (\S+)/.exec(window.title);
    if (window === null || named === null) return [];
    const site = siteOf(window.url);
    return site === null || site === siteOf(`https://${named[1]}/`) ? [] : [[window.title, site] as const];
  });
}
