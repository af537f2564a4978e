import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActiveWindow, ActiveWindowReading } from '../../agent/ports.ts';
import { windowsNode } from '../../scripts/wine/windows-modules.ts';
import { until } from '../desktop.ts';
import type { ToldPage } from './programs/native-messaging.ts';
import { type Remote, startRemote } from './remote.ts';
import { openScene, type Scene, underWine, wine } from './scene.ts';

const keyOf = (maker: string) => `Software\\${maker}\\NativeMessagingHosts\\app.plainsight.browser`;
const [chrome, edge] = [keyOf('Google\\Chrome'), keyOf('Microsoft\\Edge')];
const patienceMs = 60_000;

describe.skipIf(!wine.ok)(underWine('websites of Windows'), { timeout: 180_000 }, () => {
  let scene: Scene;
  let agent: Remote;
  /** A program that browsers' files are called like, with windows and an extension's words as the test wants them. */
  let browser: Remote;
  let folder: string;
  let made = 0;

  beforeAll(async () => {
    scene = await openScene();
    const { session } = scene;
    folder = join(session.folder, 'agent');
    const program = join(session.folder, 'Google/Chrome/Application/chrome.exe');
    await mkdir(dirname(program), { recursive: true });
    await copyFile(join(wine.ok ? wine.value.modules : '', windowsNode), program);
    [agent, browser] = await Promise.all([startRemote(session, 'websites'), startRemote(session, 'windows', program)]);
    const used = ['Google\\Chrome\\User Data', 'Microsoft\\Edge\\User Data'];
    await agent.call('open', { folder: `Z:${folder}`, used });
  }, 180_000);
  afterAll(() => scene?.end());

  /** What `reg` answers and writes. */
  async function reg(...args: string[]): Promise<{ readonly code: number | null; readonly text: string }> {
    const out = join(scene.session.folder, `reg-${++made}.txt`);
    const child = scene.session.start(['reg', ...args], out);
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { code, text: await readFile(out, 'utf8') };
  }

  const seen = (): ActiveWindow[] =>
    agent.events.flatMap((event) => {
      const { reading } = event as { reading?: ActiveWindowReading };
      return reading?.kind === 'window' ? [reading.window] : [];
    });
  const sees = (title: string, url: string | null) =>
    until(() => {
      const last = seen().at(-1);
      return last?.title === title && last.url === url ? last : null;
    }, patienceMs).catch(() => {
      throw new Error(`this did not come; last was ${JSON.stringify(seen().slice(-5), null, 1)}`);
    });
  const tell = (page: ToldPage) => browser.call('tellPage', { page });
  const isConnected = (is: boolean) =>
    until(async () => {
      const known = await agent.call<{ name: string; isConnected: boolean }[]>('known');
      return known.some((each) => each.name === 'Google Chrome' && each.isConnected) === is || null;
    }, patienceMs);
  const window = { x: 40, y: 40, width: 300, height: 200, colour: 0x335577, look: 'framed' };

  it('are made known to each browser by the registry of the account, as reg reads it', async () => {
    await reg('add', `HKCU\\${edge}`, '/ve', '/t', 'REG_SZ', '/d', 'C:\\before.json', '/f');
    expect(await agent.call('websites')).toMatchObject({ reason: { code: 'websites-no-browser' } });
    expect(await agent.call('register')).toMatchObject({ ok: true });
    for (const key of [chrome, edge])
      expect((await reg('query', `HKCU\\${key}`, '/ve')).text).toContain('browser-host-chromium.json');
    expect(await agent.call('known')).toEqual([
      { name: 'Google Chrome', isRegistered: true, isConnected: false },
      { name: 'Microsoft Edge', isRegistered: true, isConnected: false },
    ]);
  });

  it.each(['child', 'names'] as const)(
    'are told of a real window in front by the browser that started the host by the registry (%s)',
    async (way) => {
      await browser.call('connect', { key: chrome, way });
      await isConnected(true);
      expect(await agent.call('websites')).toEqual({ ok: true });
      const title = `Page by ${way}`;
      await browser.call('make', { ...window, title });
      await scene.activate(title);
      await tell({ focused: true, window: ++made, host: `${way}.example` });
      expect(await sees(title, `https://${way}.example/`)).toMatchObject({
        appId: 'chrome',
        handle: expect.any(Number),
      });
      await browser.call('disconnect');
      await isConnected(false);
    },
  );

  it('are not told of another program, and who says nothing of a browser is not heard', async () => {
    await browser.call('connect', { key: chrome, way: 'child' });
    await isConnected(true);
    await browser.call('make', { ...window, title: 'Still its own', x: 400 });
    await scene.activate('Still its own');
    await tell({ focused: true, window: 77, host: 'own.example' });
    await sees('Still its own', 'https://own.example/');
    const file = `Z:${folder}/browser-pipe`;
    // Neither the secret nor anything else.
    expect(await scene.windows.call('intrude', { file })).toBe('');
    // Another program that starts the host speaks for its own windows alone.
    await scene.windows.call('connect', { key: chrome, way: 'child' });
    await scene.windows.call('tellPage', { page: { focused: true, window: 77, host: 'evil.example' } });
    await scene.make({ title: 'Of another program' });
    await scene.activate('Of another program');
    await until(() => (seen().at(-1)?.title === 'Of another program' ? true : null), patienceMs);
    await scene.activate('Still its own');
    await sees('Still its own', 'https://own.example/');
    const chromes = seen().filter(({ appId }) => appId === 'chrome');
    expect(chromes.filter(({ url }) => url?.includes('evil'))).toEqual([]);
  });

  it('end with the browser, and leave nothing behind once they are undone', async () => {
    await browser.end();
    await isConnected(false);
    expect(await agent.call('unregister')).toMatchObject({ ok: true });
    expect((await reg('query', 'HKCU\\Software\\Google')).code).not.toBe(0);
    expect((await reg('query', `HKCU\\${edge}`)).text).toMatch(/C:\\before\.json/);
    expect((await reg('query', `HKCU\\${edge}`)).text).not.toMatch(/Plainsight/);
    expect(await agent.call('files', { folder: `Z:${folder}` })).toEqual(['browser-pipe']);
    await agent.call('close');
    expect(await agent.call('files', { folder: `Z:${folder}` })).toEqual([]);
    expect(await agent.end()).toBe(0);
  });
});
