import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../electron/window/scheme.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { ensureBuilt } from '../../../scripts/build.ts';
import { electronProgram, findElectron } from '../../../scripts/electron/electron-runtime.ts';
import { passphraseProtector } from '../../../seal/protector.ts';
import { type Desktop, startDesktop } from '../../desktop.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { enrolIn } from './enrolled-folder.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const runtime = findElectron(root, process.env);

describe.skipIf(runtime === null)('real Electron', { timeout: 120_000 }, () => {
  let folder = '';
  let desktop: Desktop | null = null;
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    await ensureBuilt();
    folder = await mkdtemp(join(tmpdir(), 'plainsight-electron-'));
    await enrolIn(folder, passphraseProtector('four words for testing', lightWork));
    if (process.platform === 'linux' && !process.env.DISPLAY) desktop = await startDesktop();
    const asRoot = process.getuid?.() === 0;
    app = await electron.launch({
      executablePath: electronProgram(runtime ?? ''),
      // Chromium's sandbox refuses to run as root; nobody but a build machine does.
      args: [root, `--user-data-dir=${folder}`, ...(asRoot ? ['--no-sandbox'] : [])],
      env: { ...process.env, ...desktop?.env } as Record<string, string>,
    });
    page = await app.firstWindow();
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    await desktop?.close();
    if (folder !== '') await rm(folder, { recursive: true });
  });

  it('shows its page from its own scheme under the policy', async () => {
    expect(page.url()).toBe('plainsight://app/employee.html');
    const response = await page.reload();
    expect(response?.headers()['content-security-policy']).toBe(contentSecurityPolicy);
  });

  it('gives the page the calls of its contract and nothing of Node', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(window.plainsight ?? {}),
      calls: Object.keys(window.plainsight?.calls ?? {}),
      node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
    }));
    expect(seen).toEqual({
      bridge: ['contract', 'calls', 'onChange'],
      calls: Object.keys(employeeContract.calls),
      node: [],
    });
  });

  it('answers through the gate, and refuses what does not parse', async () => {
    expect(await page.evaluate(() => window.plainsight?.calls.status?.({}))).toMatchObject({ ok: true });
    expect(await page.evaluate(() => window.plainsight?.calls.pause?.({ length: 'forever' }))).toMatchObject({
      ok: false,
      problem: { code: 'bad-argument' },
    });
  });

  it('lets the page neither out nor online', async () => {
    expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
    expect(
      await page.evaluate(() =>
        fetch('https://example.org/').then(
          () => 'reached',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
    await page.evaluate(() => location.assign('https://example.org/'));
    expect(page.url()).toBe('plainsight://app/employee.html');
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  it('destroys the window when it is closed and goes on without it', async () => {
    const closed = page.waitForEvent('close');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await closed;
    const left = await app.evaluate(({ app: running, BrowserWindow }) => [
      running.isReady(),
      BrowserWindow.getAllWindows().length,
    ]);
    expect(left).toEqual([true, 0]);
  });
});
