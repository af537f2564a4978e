import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteOf } from '../../../core/consent/redaction.ts';
import { until } from '../../desktop.ts';
import { addExtension, type Firefox, openFirefox } from './firefox.ts';
import { isLeftOut, openScene, patienceMs, type WebScene, wrongPairs } from './scene.ts';
import type { WebDesktopName } from './web-desktop.ts';

/** The same with Firefox: the same extension, from the same files. */
export function websitesInFirefox(on: WebDesktopName): void {
  describe.skipIf(!existsSync('/usr/bin/firefox-esr'))(
    `websites in Firefox on ${on} (Linux with firefox-esr)`,
    {
      timeout: 300_000,
    },
    () => {
      let scene: WebScene;
      let firefox: Firefox;
      beforeAll(async () => {
        scene = await openScene(on, '.mozilla');
        firefox = await openFirefox(scene.desktop, join(scene.home, 'firefox'), scene.sites.port);
        await firefox.goTo('http://one.example/path?query=1#fragment');
      }, 300_000);
      afterAll(() => scene?.close(), 120_000);

      it('are not known without the extension, and then everything is as ever', async () => {
        const window = await scene.sees(({ title }) => title.startsWith('Page of one.example'));
        expect(window).toMatchObject({ url: null });
        expect(window.isUntold).toBeUndefined();
        expect(scene.platform.websites).toMatchObject({ ok: false, reason: { code: 'websites-no-browser' } });
      });

      it('are the host of the page in front once it is there, and nothing else of its address', async () => {
        await addExtension(firefox);
        await scene.isConnected();
        const window = await scene.seesPage('Page of one.example', 'one.example');
        expect(window.url).toBe('https://one.example/');
        expect(scene.browsers.known()).toEqual([{ name: 'Firefox', isRegistered: true, isConnected: true }]);
      });

      it('change with the tab', async () => {
        await firefox.newTab('http://two.example/');
        await scene.seesPage('Page of two.example', 'two.example');
        await firefox.inBrowser('gBrowser.selectedTab = gBrowser.tabs[0]');
        await scene.seesPage('Page of one.example', 'one.example');
        await firefox.inBrowser('gBrowser.selectedTab = gBrowser.tabs[1]');
        await scene.seesPage('Page of two.example', 'two.example');
      });

      it.each([
        ['a port', 'http://one.example:81/', 'one.example'],
        ['an address in numbers', 'http://192.0.2.7/', '192.0.2.7'],
        ['an address of IPv6', 'http://[2001:db8::1]/', '[2001:db8::1]'],
        ['letters of other alphabets', 'http://bücher.example/', 'xn--bcher-kva.example'],
        ['a document', 'http://one.example/pdf', 'one.example'],
        ['a page of the browser', 'about:config', null],
        ['a file', 'file:///etc/hostname', null],
        ['a page in its own address', 'data:text/html,<title>Data</title>data', null],
        ['a page as Firefox reads it', 'about:reader?url=http%3A%2F%2Fone.example%2F', null],
      ])('of %s are what is defined', async (_, address, site) => {
        await firefox.goTo('http://two.example/');
        await scene.seesPage('Page of two.example', 'two.example');
        await firefox.goTo(address).catch(() => {});
        await scene.sees(({ url }) => url !== null && siteOf(url) === site);
      });

      it('are not told of a private window, which is left out by what is suggested', async () => {
        await firefox.goTo('http://two.example/');
        await scene.seesPage('Page of two.example', 'two.example');
        const open = `const window = OpenBrowserWindow({ private: true });
      await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
      await window.delayedStartupPromise;
      window.gBrowser.loadURI(Services.io.newURI('http://secret.example/'), {
        triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
      });`;
        await firefox.inBrowser(open);
        const secret = await scene.sees(({ title }) => title.startsWith('Page of secret.example'));
        expect(secret).toMatchObject({ url: null, isUntold: true });
        for (const window of scene.seen)
          if (window !== null && window.handle === secret.handle) expect(isLeftOut(window)).toBe(true);
        expect(JSON.stringify(scene.seen)).not.toContain('https://secret.example');
        await firefox.inBrowser('Services.wm.getMostRecentWindow("navigator:browser").close()');
        await scene.seesPage('Page of two.example', 'two.example');
      });

      it('are never told with the title of another page, through a hundred changes of tab in ten seconds', async () => {
        const from = scene.seen.length;
        await firefox.inBrowser(`for (let turn = 0; turn < 100; turn++) {
      gBrowser.selectedTab = gBrowser.tabs[turn % 2];
      await new Promise((resolve) => setTimeout(resolve, 100));
    }`);
        await scene.seesPage('Page of two.example', 'two.example');
        expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
      });

      it('are not told while the native host is gone, and are told again by the next one', async () => {
        scene.killHosts();
        await scene.sees(({ isUntold }) => isUntold === true);
        await scene.seesPage('Page of two.example', 'two.example');
      });

      it('are not told while the extension is off, and are told when it is on again, and by the next version of it', async () => {
        const from = scene.seen.length;
        const turn = (what: 'disable' | 'enable') =>
          firefox.inBrowser(`const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
            await (await AddonManager.getAddonByID('browser@plainsight.example')).${what}();`);
        await turn('disable');
        await scene.sees(({ isUntold }) => isUntold === true);
        await firefox.goTo('http://three.example/');
        await turn('enable');
        await scene.seesPage('Page of three.example', 'three.example');
        // Put in the place of the one that runs, as an update is.
        await addExtension(firefox);
        await firefox.goTo('http://two.example/');
        await scene.seesPage('Page of two.example', 'two.example');
        expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
      });

      it('end with the browser that is killed, and its native host with it', async () => {
        firefox.process.kill('SIGKILL');
        await until(() => !scene.browsers.known().some(({ isConnected }) => isConnected) || null, patienceMs);
        await until(() => scene.hosts().length === 0 || null, patienceMs);
      });
    },
  );
}
