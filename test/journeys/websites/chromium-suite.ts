import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteOf } from '../../../core/consent/redaction.ts';
import { flagsFor, newTab, openChromium } from './chromium.ts';
import { isLeftOut, openScene, type WebScene, wrongPairs } from './scene.ts';
import { hasDesktop, neededFor, type WebDesktopName } from './web-desktop.ts';

const chromium = '/usr/bin/chromium';
const longHost = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;

/** What the person has in Chromium, as the agent is told of it: a real one, with the extension as it is shipped. */
export function websitesInChromium(on: WebDesktopName): void {
  describe.skipIf(!existsSync(chromium) || !hasDesktop(on))(
    `websites in Chromium on ${on} ${neededFor(on, 'chromium')}`,
    { timeout: 300_000 },
    () => {
      let scene: WebScene;
      let context: BrowserContext;
      let one: Page;
      let two: Page;
      let profile: string;
      beforeAll(async () => {
        scene = await openScene(on, '.config/chromium');
        profile = join(scene.home, '.config/chromium');
        context = await openChromium({ desktop: scene.desktop, profile, port: scene.sites.port });
        one = context.pages()[0] ?? (await context.newPage());
        await one.goto('http://one.example/path?query=1#fragment');
        await scene.isConnected();
      }, 300_000);
      afterAll(async () => {
        await context?.close();
        await scene?.close();
      }, 120_000);

      it('are the host of the page in front, and nothing else of its address', async () => {
        const window = await scene.seesPage('Page of one.example', 'one.example');
        expect(window.url).toBe('https://one.example/');
        expect(scene.browsers.known()).toContainEqual({ name: 'Chromium', isRegistered: true, isConnected: true });
        expect(scene.platform.websites).toEqual({ ok: true });
      });

      it('change with the tab, and with the address', async () => {
        two = await newTab(context, 'http://two.example/');
        await scene.seesPage('Page of two.example', 'two.example');
        await one.bringToFront();
        await scene.seesPage('Page of one.example', 'one.example');
        await one.goto('http://www.three.example/');
        await scene.seesPage('Page of www.three.example', 'three.example');
      });

      it.each([
        ['a port', 'http://one.example:81/', 'one.example'],
        ['an address in numbers', 'http://192.0.2.7/', '192.0.2.7'],
        ['an address of IPv6', 'http://[2001:db8::1]/', '[2001:db8::1]'],
        ['letters of other alphabets', 'http://bücher.example/', 'xn--bcher-kva.example'],
        ['a document', 'http://one.example/pdf', 'one.example'],
        ['an empty page', 'about:blank', null],
        ['a page of the browser', 'chrome://version/', null],
        ['a file', 'file:///etc/hostname', null],
        ['the source of a page', 'view-source:http://one.example/', null],
        ['a page in its own address', 'data:text/html,<title>Data</title>data', null],
        ['a host as long as DNS allows', `http://${longHost}/`, longHost],
      ])('of %s are what is defined', async (_, address, site) => {
        await one.bringToFront();
        await one.goto(address).catch(() => {});
        await scene.sees(({ url, urlsBefore }) => url !== null && siteOf(url) === site && urlsBefore === undefined);
        await two.bringToFront();
        await scene.seesPage('Page of two.example', 'two.example');
      });

      it('count only while the browser is in front', async () => {
        const terminal = await scene.desktop.openTerminal('Ledger');
        expect(await scene.sees(({ title }) => title === 'Ledger')).toMatchObject({
          appId: scene.desktop.terminal,
          url: null,
        });
        await two.goto('http://behind.example/');
        expect(scene.seen.at(-1)).toMatchObject({ title: 'Ledger', url: null });
        await terminal.close();
        await scene.seesPage('Page of behind.example', 'behind.example');
        await two.goto('http://two.example/');
        await scene.seesPage('Page of two.example', 'two.example');
      });

      it('are not told of a private window, which is left out by what is suggested, in front and behind', async () => {
        const from = scene.seen.length;
        const flags = [...flagsFor({ desktop: scene.desktop, port: scene.sites.port }), `--user-data-dir=${profile}`];
        scene.desktop.start(chromium, ...flags, '--incognito', 'http://secret.example/');
        const secret = await scene.sees(({ title }) => title.startsWith('Page of secret.example'));
        expect(isLeftOut(secret)).toBe(true);
        // Back to the window of before, and to the private one: it stays one.
        await scene.desktop.activate(handleOf('Page of two.example'));
        await scene.seesPage('Page of two.example', 'two.example');
        const open = await scene.platform.openWindows();
        const behind = open.kind === 'windows' ? open.windows.find(({ title }) => title.includes('secret')) : undefined;
        expect(behind).toMatchObject({ url: null, isUntold: true });
        await scene.desktop.activate(secret.handle ?? 0);
        await scene.sees(({ title, isUntold }) => title.startsWith('Page of secret.example') && isUntold === true);
        for (const window of scene.seen.slice(from))
          if (window !== null && window.handle === secret.handle) expect(isLeftOut(window)).toBe(true);
        expect(JSON.stringify(scene.seen)).not.toContain('https://secret.example');
        await scene.desktop.closeWindow(secret.handle ?? 0);
        await scene.seesPage('Page of two.example', 'two.example');
      });

      it('are never told with the title of another page, through a hundred changes of tab in ten seconds', async () => {
        await one.goto('http://one.example/');
        const from = scene.seen.length;
        const started = performance.now();
        for (let turn = 0; turn < 100; turn++) {
          await (turn % 2 === 0 ? two : one).bringToFront();
          const leftMs = started + (turn + 1) * 100 - performance.now();
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, leftMs)));
        }
        await scene.seesPage('Page of one.example', 'one.example');
        expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
      });

      it('are never what another program claims, nor what a title that changes all the time looks like', async () => {
        const from = scene.seen.length;
        const stranger = createConnection(scene.socket);
        stranger.on('error', () => {});
        stranger.resume();
        const claims = setInterval(() => {
          for (let window = 1; window < 4; window++)
            stranger.write(`${JSON.stringify({ focused: true, window, host: 'bank.example' })}\n`);
        }, 200);
        // A thousand times a second.
        await one.evaluate(`window.changes = 0; window.flashing = setInterval(() => {
          for (let each = 0; each < 10; each++) document.title = 'https://bank.example/account/' + ++window.changes;
        }, 10)`);
        await one.waitForFunction('window.changes > 2_000');
        await scene.sees(({ title }) => title.startsWith('https://bank.example/account/'));
        await two.bringToFront();
        await scene.seesPage('Page of two.example', 'two.example');
        await one.evaluate('clearInterval(window.flashing)');
        await one.goto('http://one.example/');
        await one.bringToFront();
        await scene.seesPage('Page of one.example', 'one.example');
        clearInterval(claims);
        stranger.destroy();
        expect(scene.seen.slice(from).filter((each) => siteOf(each?.url ?? null) === 'bank.example')).toEqual([]);
        expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
      });

      it('are not told while the native host is gone, and are told again by the next one', async () => {
        const from = scene.seen.length;
        scene.killHosts();
        expect(await scene.sees(({ isUntold }) => isUntold === true)).toMatchObject({ url: null });
        await scene.seesPage('Page of one.example', 'one.example');
        expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
      });

      it('are told to the next agent', async () => {
        await scene.restart();
        await scene.isConnected();
        await scene.seesPage('Page of one.example', 'one.example');
      });

      it('are told again after the extension was ended by the browser', async () => {
        const devTools = await context.newCDPSession(one);
        await devTools.send('ServiceWorker.enable');
        await devTools.send('ServiceWorker.stopAllWorkers');
        await scene.sees(({ isUntold }) => isUntold === true);
        await two.bringToFront();
        await one.bringToFront();
        await scene.isConnected();
        await scene.seesPage('Page of one.example', 'one.example');
      });

      it('are not told by a browser that was killed and began with a private window, which is left out', async () => {
        const from = scene.seen.length;
        process.kill(scene.seen.findLast((window) => window !== null)?.pid ?? 0, 'SIGKILL');
        await scene.sees(({ title }) => title.startsWith('Page of one.example')).catch(() => {});
        const flags = [...flagsFor({ desktop: scene.desktop, port: scene.sites.port }), `--user-data-dir=${profile}`];
        const browser = scene.desktop.start(chromium, ...flags, '--incognito', 'http://secret.example/');
        const secret = await scene.sees(({ title }) => title.startsWith('Page of secret.example'));
        expect(isLeftOut(secret)).toBe(true);
        expect(JSON.stringify(scene.seen.slice(from))).not.toContain('https://secret.example');
        browser.kill('SIGTERM');
      });

      const handleOf = (title: string) => scene.seen.findLast((window) => window?.title.startsWith(title))?.handle ?? 0;
    },
  );
}
