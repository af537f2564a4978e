import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteOf } from '../../../core/consent/redaction.ts';
import { until } from '../../desktop.ts';
import { flagsFor, newTab, openChromium } from './chromium.ts';
import { isLeftOut, openScene, patienceMs, type WebScene } from './scene.ts';

const chromium = '/usr/bin/chromium';

/** Windows and pages of Chromium that are unlike others, as docs/extension.md says of each what happens. */
describe.skipIf(!existsSync(chromium))('odd windows of Chromium (Linux with chromium)', { timeout: 300_000 }, () => {
  let scene: WebScene;
  let context: BrowserContext;
  let one: Page;
  let profile: string;
  /** What the running browser is asked for by starting it again. */
  const ask = (...args: string[]) => {
    const flags = flagsFor({ desktop: scene.desktop, port: scene.sites.port });
    scene.desktop.start(chromium, ...flags, `--user-data-dir=${profile}`, ...args);
  };
  const close = async (handle: number | undefined) => {
    await scene.desktop.closeWindow(handle ?? 0);
    await scene.seesPage('Page of one.example', 'one.example');
  };
  const isUntold = (title: string) =>
    scene.sees((window) => window.title.startsWith(title) && window.url === null && window.isUntold === true);
  beforeAll(async () => {
    scene = await openScene('X11', '.config/chromium');
    profile = join(scene.home, '.config/chromium');
    context = await openChromium({ desktop: scene.desktop, profile, port: scene.sites.port });
    one = context.pages()[0] ?? (await context.newPage());
    await one.goto('http://one.example/');
    await scene.seesPage('Page of one.example', 'one.example');
  }, 300_000);
  afterAll(async () => {
    await context?.close();
    await scene?.close();
  }, 120_000);

  it('are told of a popup', async () => {
    const opened = context.waitForEvent('page');
    await one.evaluate(`void open('http://popup.example/', '_blank', 'popup,width=400,height=300')`);
    await scene.seesPage('Page of popup.example', 'popup.example');
    await (await opened).close();
    await scene.seesPage('Page of one.example', 'one.example');
  });

  it('are told of an app’s window, and not of its developer tools, which have a window of their own', async () => {
    ask('--app=http://app.example/');
    const { handle } = await scene.seesPage('Page of app.example', 'app.example');
    await scene.desktop.press('F12');
    const tools = await isUntold('DevTools');
    expect(isLeftOut(tools)).toBe(true);
    await scene.desktop.closeWindow(tools.handle ?? 0);
    await scene.seesPage('Page of app.example', 'app.example');
    await close(handle);
  });

  it('are not told of a guest’s window, which is left out by what is suggested', async () => {
    ask('--guest', 'http://guest.example/');
    const window = await isUntold('Page of guest.example');
    expect(isLeftOut(window)).toBe(true);
    await close(window.handle);
    expect(JSON.stringify(scene.seen)).not.toContain('https://guest.example');
  });

  it('are told of each of two profiles for its own windows', async () => {
    ask('--profile-directory=Profile 2', 'http://second.example/');
    const { handle } = await scene.seesPage('Page of second.example', 'second.example');
    await scene.desktop.activate(scene.seen.findLast((each) => each?.title.includes('one.example'))?.handle ?? 0);
    await scene.seesPage('Page of one.example', 'one.example');
    await scene.desktop.activate(handle ?? 0);
    await scene.seesPage('Page of second.example', 'second.example');
    await close(handle);
  });

  it('are told of the page beside docked developer tools', async () => {
    const room = async () => Number(await one.evaluate('innerWidth * innerHeight'));
    const whole = await room();
    await scene.desktop.press('F12');
    await until(async () => (await room()) < whole || null, patienceMs);
    await one.goto('http://beside.example/');
    await scene.seesPage('Page of beside.example', 'beside.example');
    await one.goto('http://one.example/');
    await scene.seesPage('Page of one.example', 'one.example');
    await scene.desktop.press('F12');
    await until(async () => (await room()) === whole || null, patienceMs);
    await scene.seesPage('Page of one.example', 'one.example');
  });

  it('are not told of a picture in a picture, and go on being told of the page in front', async () => {
    const video = await newTab(context, 'http://video.example/');
    await scene.seesPage('Page of video.example', 'video.example');
    await video.evaluate(`(() => {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d');
      const video = document.createElement('video');
      video.id = 'video';
      video.muted = true;
      video.srcObject = canvas.captureStream(1);
      document.body.append(video);
      setInterval(() => canvas.getContext('2d').fillRect(Math.random() * 99, 9, 9, 9), 100);
      video.onclick = () => video.requestPictureInPicture();
      return video.play();
    })()`);
    await video.click('#video');
    await video.waitForFunction('document.pictureInPictureElement !== null');
    await one.bringToFront();
    await scene.seesPage('Page of one.example', 'one.example');
    const open = await scene.platform.openWindows();
    const others = open.kind === 'windows' ? open.windows.filter(({ title }) => !title.startsWith('Page of one')) : [];
    console.log(JSON.stringify(others));
    expect(others.every(({ url }) => url === null)).toBe(true);
    await video.close();
  });

  it('are not told of a tab in the background that plays', async () => {
    const playing = await newTab(context, 'http://music.example/');
    await scene.seesPage('Page of music.example', 'music.example');
    await one.bringToFront();
    await scene.seesPage('Page of one.example', 'one.example');
    const from = scene.seen.length;
    await playing.evaluate(`(() => {
      const audio = new AudioContext();
      const tone = audio.createOscillator();
      tone.connect(audio.destination);
      tone.start();
      document.title = 'Now playing';
      return audio.resume();
    })()`);
    const terminal = await scene.desktop.openTerminal('Ledger');
    await scene.sees(({ title }) => title === 'Ledger');
    await terminal.close();
    await scene.seesPage('Page of one.example', 'one.example');
    expect(scene.seen.slice(from).filter((each) => siteOf(each?.url ?? null) === 'music.example')).toEqual([]);
    await playing.close();
  });

  it('have no site where a page was made in the browser', async () => {
    const opened = context.waitForEvent('page');
    await one.evaluate(`void open(URL.createObjectURL(new Blob(['<title>Made here</title>'], { type: 'text/html' })))`);
    await scene.seesPage('Made here', null);
    await (await opened).close();
    await scene.seesPage('Page of one.example', 'one.example');
  });

  it('are not told while the extension is off, and are when it is on again', async () => {
    const settings = await newTab(context, 'chrome://extensions/');
    const id = 'eeeohkkocodpoobglifleiipegmagfbb';
    const setEnabled = (is: boolean) => settings.evaluate(`chrome.management.setEnabled('${id}', ${is})`);
    await setEnabled(false);
    await one.bringToFront();
    await isUntold('Page of one.example');
    await settings.bringToFront();
    await setEnabled(true);
    await one.bringToFront();
    await scene.seesPage('Page of one.example', 'one.example');
    await settings.close();
  });

  it('are told of a kiosk', async () => {
    ask('--kiosk', '--new-window', 'http://kiosk.example/');
    const { handle } = await scene.seesPage('Page of kiosk.example', 'kiosk.example');
    await close(handle);
  });
});
