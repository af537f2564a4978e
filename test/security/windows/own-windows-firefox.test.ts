import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualSettleTimes } from '../../../agent/capture/window-history.ts';
import type { ActiveWindowReading, CapturePlatform, Screen } from '../../../agent/ports.ts';
import { masksOf } from '../../../agent/screenshot/masks.ts';
import { applyMasks } from '../../../agent/screenshot/window-mask.ts';
import { parseRules } from '../../../core/consent/redaction.ts';
import { unwrap } from '../../../core/result.ts';
import { platformOn } from '../../agent/capture/linux-x11/windows/observer.ts';
import { type Desktop, startDesktop } from '../../desktop.ts';

const firefox = '/usr/bin/firefox-esr';
const quiet = {
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.firstRunURL': '',
  'termsofuse.bypassNotification': true,
};

/** A real Firefox, that goes on showing a page under the title of the next one, of another site, until that one can be painted. */
describe.skipIf(!existsSync(firefox))('what Firefox still shows (Linux with firefox-esr)', { timeout: 120_000 }, () => {
  let desktop: Desktop;
  let platform: CapturePlatform;
  let goTo: (address: string) => void = () => {};
  let site: string;
  const readings: ActiveWindowReading[] = [];
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plainsight-firefox-'));
    closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const lines = Object.entries(quiet).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
    await writeFile(join(folder, 'user.js'), lines.join(''));
    // What is asked for below /waits is never answered, but that a page of `/page` goes to another when it is told to.
    const server = createServer(({ url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost');
      response.setHeader('content-type', 'text/html');
      if (pathname === '/waits') return;
      if (pathname === '/next') {
        goTo = (address) => response.end(address);
        return;
      }
      const slow = searchParams.has('slow') ? '<link rel="stylesheet" href="/waits">' : '';
      response.end(
        `<title>${searchParams.get('title')}</title>${slow}<body style="background:${searchParams.get('colour')}">
        <script>fetch('/next').then((next) => next.text()).then((address) => { location = address })</script>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.closeAllConnections();
      server.close();
    });
    site = `:${(server.address() as AddressInfo).port}/page`;
    desktop = await startDesktop();
    closing.push(() => desktop.close());
    platform = await platformOn(desktop, usualSettleTimes);
    closing.push(() => platform.close());
    closing.push(await platform.activeWindow.start((reading) => readings.push(reading)));
    desktop.start(firefox, '--no-remote', '--profile', folder, page('127.0.0.1', 'Plainsight', '#f0f'));
  }, 120_000);
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  }, 60_000);

  const page = (host: string, title: string, colour: string, more = '') =>
    `http://${host}${site}?title=${encodeURIComponent(title)}&colour=${encodeURIComponent(colour)}${more}`;

  /** Firefox starts in its own time. */
  const isInFront = async (title: string) => {
    for (;;) {
      const last = readings.at(-1);
      if (last?.kind === 'window' && last.window.title.startsWith(title)) return last.window;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  /** A picture of the screen on which the page was really there, before it was covered. */
  const withPage = async (): Promise<Screen> => {
    for (;;) {
      const reading = await platform.screen.capture();
      if (reading.kind === 'screen' && magenta(reading.screen) > 100_000) return reading.screen;
    }
  };
  const covered = (screen: Screen) => applyMasks(screen, masksOf(screen, unwrap(parseRules([]))));

  it('is covered while it is a page of Plainsight, and for as long as the next one is not there', async () => {
    const window = await isInFront('Plainsight');
    expect(window).toMatchObject({ appId: 'firefox-esr', title: 'Plainsight — Mozilla Firefox' });
    expect(magenta(covered(await withPage()))).toBe(0);
    goTo(page('localhost', 'Quarterly figures', '#0c0', '&slow'));
    await isInFront('Quarterly figures');
    // Longer than windows are looked at around a picture.
    await new Promise((resolve) => setTimeout(resolve, usualSettleTimes.beforeMs + 2_000));
    const before = readings.length;
    const screen = await withPage();
    expect(readings.slice(before)).toEqual([]);
    expect(magenta(covered(screen))).toBe(0);
  });
});

function magenta({ frames }: Pick<Screen, 'frames'>): number {
  let found = 0;
  for (const { rgb } of frames)
    for (let at = 0; at < rgb.length; at += 3)
      if ((rgb[at] ?? 0) > 220 && (rgb[at + 1] ?? 255) < 35 && (rgb[at + 2] ?? 0) > 220) found++;
  return found;
}
