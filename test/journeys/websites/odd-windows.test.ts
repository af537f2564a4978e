import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteOf } from '../../../core/consent/redaction.ts';
import { until } from '../../desktop.ts';
import { extension, flagsFor, newTab, openChromium } from './chromium.ts';
import { addExtension, openFirefox } from './firefox.ts';
import { isLeftOut, openScene, patienceMs, type WebScene, wrongPairs } from './scene.ts';

const chromium = '/usr/bin/chromium';
const id = 'eeeohkkocodpoobglifleiipegmagfbb';

/** Windows and pages of Chromium that are unlike others, as docs/extension.md says of each what happens. */
describe.skipIf(!existsSync(chromium))('odd windows of Chromium (Linux with chromium)', { timeout: 300_000 }, () => {
  let scene: WebScene;
  let context: BrowserContext;
  let one: Page;
  let profile: string;
  /** Ours as a folder that the test may change. */
  let ours: string;
  /** Another extension, as anybody may have one: it has a side panel, and may ask which tabs there are. */
  let other: string;
  const extensions = () => [ours, other];
  const titled = (text: string) => scene.seen.findLast((each) => each?.title.includes(text))?.handle ?? 0;
  /** What the browser answers to the other extension. */
  const asOther = async (expression: string): Promise<unknown> => {
    const isOther = (worker: Worker) => worker.url().endsWith('/other.js');
    const worker = await until(() => context.serviceWorkers().find(isOther) ?? null, patienceMs);
    return worker.evaluate(expression);
  };
  /** What the running browser is asked for by starting it again. */
  const ask = (...args: string[]) => {
    const flags = flagsFor({ desktop: scene.desktop, port: scene.sites.port, extensions: extensions() });
    scene.desktop.start(chromium, ...flags, `--user-data-dir=${profile}`, ...args);
  };
  const close = async (handle: number | undefined) => {
    await scene.desktop.closeWindow(handle ?? 0);
    await scene.seesPage('Page of one.example', 'one.example');
  };
  const isUntold = (title: string) =>
    scene.sees((window) => window.title.startsWith(title) && window.url === null && window.isUntold === true);
  beforeAll(async () => {
    scene = await openScene('X11', '.config/chromium', '.mozilla');
    profile = join(scene.home, '.config/chromium');
    ours = join(scene.home, 'ours');
    other = join(scene.home, 'other');
    await cp(extension, ours, { recursive: true });
    await writeOther(other);
    context = await openChromium({
      desktop: scene.desktop,
      profile,
      port: scene.sites.port,
      extensions: extensions(),
    });
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
    await scene.desktop.activate(titled('one.example'));
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

  it('are told again by a new version of the extension, which was put in its place while it ran', async () => {
    const manifest = join(ours, 'manifest.json');
    const settings = await newTab(context, 'chrome://extensions/');
    const next: Record<string, unknown> = { ...JSON.parse(await readFile(manifest, 'utf8')), version: '0.9.9' };
    await writeFile(manifest, JSON.stringify(next));
    const from = scene.seen.length;
    // Else Chromium does not start an unpacked one again.
    await settings.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })');
    await settings.evaluate(`void chrome.developerPrivate.reload('${id}', { failQuietly: true })`);
    await one.bringToFront();
    await one.goto('http://after.example/');
    await scene.seesPage('Page of after.example', 'after.example');
    expect(await settings.evaluate(`chrome.management.get('${id}').then(({ version }) => version)`)).toBe('0.9.9');
    await settings.close();
    await one.goto('http://one.example/');
    await scene.seesPage('Page of one.example', 'one.example');
    expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
  });

  it('are told of the page beside a side panel, also while the panel has the focus', async () => {
    const kinds = () => asOther('chrome.runtime.getContexts({}).then((all) => all.map((each) => each.contextType))');
    await scene.desktop.press('alt+shift+y');
    await until(async () => JSON.stringify(await kinds()).includes('SIDE_PANEL') || null, patienceMs);
    await one.goto('http://beside.example/');
    await scene.seesPage('Page of beside.example', 'beside.example');
    await scene.desktop.press('F6');
    await one.goto('http://one.example/');
    await scene.seesPage('Page of one.example', 'one.example');
    await scene.desktop.press('alt+shift+y');
    await until(async () => !JSON.stringify(await kinds()).includes('SIDE_PANEL') || null, patienceMs);
    await scene.seesPage('Page of one.example', 'one.example');
  });

  it('are told of the half of a split view that has the focus', async () => {
    const from = scene.seen.length;
    await scene.desktop.press('alt+shift+n');
    const halves = `chrome.tabs.query({ currentWindow: true })
      .then((tabs) => tabs.filter(({ splitViewId }) => splitViewId !== undefined && splitViewId !== -1))`;
    const half = (at: number, what: string) =>
      asOther(`${halves}.then((tabs) => chrome.tabs.update(tabs[${at}].id, ${what}))`);
    // The new half loads its own page first, which would take the place of what it is told.
    const loaded = `${halves}.then((tabs) => tabs.filter(({ status }) => status === 'complete').length)`;
    await until(async () => ((await asOther(loaded)) === 2 ? true : null), patienceMs);
    await half(1, `{ url: 'http://right.example/' }`);
    await scene.seesPage('Page of right.example', 'right.example');
    await half(0, '{ active: true }');
    await scene.seesPage('Page of one.example', 'one.example');
    // The other half is in sight and changes.
    await half(1, `{ url: 'http://unseen.example/' }`);
    await half(0, `{ url: 'http://left.example/' }`);
    await scene.seesPage('Page of left.example', 'left.example');
    // On a picture the window is judged by both.
    const judged = await until(async () => {
      const open = await scene.platform.openWindows();
      const found = open.kind === 'windows' ? open.windows.find(({ title }) => title.startsWith('Page of left')) : null;
      return found?.urlsBefore === undefined ? null : found;
    }, patienceMs);
    expect(judged).toMatchObject({ url: 'https://left.example/' });
    expect(judged.urlsBefore).toContain('https://unseen.example/');
    await half(1, '{ active: true }');
    await scene.seesPage('Page of unseen.example', 'unseen.example');
    await asOther(`${halves}.then((tabs) => chrome.tabs.remove(tabs[1].id))`);
    await one.goto('http://one.example/');
    await scene.seesPage('Page of one.example', 'one.example');
    expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
  });

  it('are told by two different browsers at once, by each for its own windows', async ({ skip }) => {
    skip(!existsSync('/usr/bin/firefox-esr'), 'firefox-esr is not there');
    const from = scene.seen.length;
    const firefox = await openFirefox(scene.desktop, join(scene.home, 'firefox'), scene.sites.port);
    await addExtension(firefox);
    await firefox.goTo('http://fox.example/');
    const { handle } = await scene.seesPage('Page of fox.example', 'fox.example');
    for (const name of ['Chromium', 'Firefox'])
      expect(scene.browsers.known()).toContainEqual({ name, isRegistered: true, isConnected: true });
    for (let turn = 0; turn < 2; turn++) {
      await scene.desktop.activate(titled('one.example'));
      // Each changes its page while the other one is in front.
      await firefox.goTo(`http://fox${turn}.example/`);
      await scene.seesPage('Page of one.example', 'one.example');
      await scene.desktop.activate(handle ?? 0);
      await scene.seesPage(`Page of fox${turn}.example`, `fox${turn}.example`);
    }
    const ended = new Promise((resolve) => firefox.process.once('exit', resolve));
    firefox.process.kill('SIGKILL');
    await ended;
    await scene.seesPage('Page of one.example', 'one.example');
    expect(wrongPairs(scene.seen.slice(from))).toEqual([]);
    // Which program a window is of and whose page it shows are never mixed.
    for (const each of scene.seen.slice(from))
      if (/\/\/(fox|one)/.test(each?.url ?? ''))
        expect(each?.appId).toMatch(each?.url?.startsWith('https://fox') ? /firefox/ : /chromium/);
  });

  it('are told of a kiosk', async () => {
    ask('--kiosk', '--new-window', 'http://kiosk.example/');
    const { handle } = await scene.seesPage('Page of kiosk.example', 'kiosk.example');
    await close(handle);
  });
});

async function writeOther(folder: string): Promise<void> {
  await mkdir(folder);
  const manifest = {
    ...{ manifest_version: 3, name: 'Other', version: '1', permissions: ['sidePanel', 'tabs'] },
    ...{ action: {}, side_panel: { default_path: 'panel.html' }, background: { service_worker: 'other.js' } },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+Y' } } },
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'other.js'),
    'void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });',
  );
  await writeFile(join(folder, 'panel.html'), '<!doctype html><title>A panel</title><input autofocus>');
}
