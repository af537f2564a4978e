import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCapturePlatform } from '../../agent/capture/detect.ts';
import type { ActiveWindow, CapturePlatform } from '../../agent/ports.ts';
import { judge, mustMask, parseRules } from '../../core/consent/redaction.ts';
import { chromiumKin, suggestionGroups, suggestionsOf } from '../../core/consent/suggestions.ts';
import { unwrap } from '../../core/result.ts';
import { settingsMessages } from '../../messages/employee/settings.ts';
import { type Desktop, startDesktop, until } from '../desktop.ts';

const title = 'Symptoms of a rare illness';

/**
 * What the page of settings says of private windows, with the real browser: Chromium names them as any other here. Should this ever fail
 * because they can be told, then the words have to change.
 */
describe.skipIf(process.platform !== 'linux')('private windows of Chromium (Linux)', { timeout: 120_000 }, () => {
  let folder: string;
  let desktop: Desktop;
  let platform: CapturePlatform;
  let plain: ActiveWindow;
  let incognito: ActiveWindow;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chromium-private-'));
    await writeFile(join(folder, 'page.html'), `<!doctype html><meta charset=utf-8><title>${title}</title><h1>page`);
    desktop = await startDesktop();
    platform = await openCapturePlatform({ platform: 'linux', env: desktop.env, clock: { now: () => Date.now() } });
    plain = await shown('plain');
    incognito = await shown('incognito', '--incognito');
  }, 120_000);
  afterAll(async () => {
    await platform?.close();
    await desktop?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  /** The window of a browser with a profile of its own once it shows the page, as the agent is told of it. */
  async function shown(profile: string, ...more: readonly string[]): Promise<ActiveWindow> {
    const browser = desktop.start(
      '/usr/bin/chromium',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--no-first-run', '--disable-gpu', `--user-data-dir=${join(folder, profile)}`, ...more],
      pathToFileURL(join(folder, 'page.html')).href,
    );
    const gone = new Promise((resolve) => browser.once('exit', resolve));
    const find = async () => {
      const open = await platform.openWindows();
      return open.kind === 'windows' ? (open.windows.find((window) => window.title.includes(title)) ?? null) : null;
    };
    // A browser's first start takes longer than one waits elsewhere.
    const window = await until(find).catch(() => until(find));
    browser.kill('SIGTERM');
    await gone;
    return window;
  }

  it('have the title and the class of any other window', () => {
    expect(incognito).toMatchObject({ appId: plain.appId, appName: plain.appName, title: plain.title, url: null });
    expect(plain.title).toBe(`${title} - Chromium`);
  });

  it('are not left out by what is suggested, and the page says so in every language', () => {
    const rules = unwrap(parseRules(suggestionGroups.flatMap((group) => suggestionsOf(group))));
    expect(judge(incognito, rules)).toBe('record');
    for (const words of Object.values(settingsMessages)) expect(words['private-limit']).toMatch(/Chromium/);
  });

  it('are left out, with all others, by the rules that the page offers', () => {
    const rules = unwrap(parseRules(chromiumKin.map((app) => ({ app, effect: 'exclude' }))));
    for (const window of [plain, incognito]) {
      expect(judge(window, rules)).toBe('exclude');
      expect(mustMask(window, rules)).toBe(true);
    }
  });
});
