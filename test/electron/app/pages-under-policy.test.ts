import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, unwrap } from '../../../core/result.ts';
import type { HostPorts } from '../../../electron/services.ts';
import { answerPage } from '../../../electron/window/scheme.ts';
import { dispatch } from '../../../ipc/contract.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { managerContract } from '../../../ipc/manager.ts';
import { ensureBuilt } from '../../../scripts/build.ts';
import { openServices } from '../double/services.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The built pages in a real Chromium, answered by the scheme's own handler under an address that Chromium knows. */
describe.skipIf(process.platform !== 'linux')('the pages under Electron’s policy (Linux)', { timeout: 60_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    await ensureBuilt(['renderer']);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(() => browser?.close());

  it.each(['employee', 'manager'] as const)('%s: runs without breaking it', async (name) => {
    const services = unwrap(await openServices({ clock: { now: () => Date.now() } } as HostPorts));
    const page = await browser.newPage();
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) broken.push(message.text());
    });
    page.on('pageerror', (error) => broken.push(error.message));
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      const request = { method: route.request().method(), url: `plainsight://app${pathname}` };
      const response = await answerPage(
        request,
        async (path) => new Uint8Array(await readFile(join(root, 'out', 'renderer', path))),
        (why) => broken.push(`${why}: ${pathname}`),
      );
      await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
    const { employee, manager } = services;
    await page.exposeFunction('ask', (call: string, args: unknown) => {
      if (name === 'employee') return employee ? dispatch(employeeContract, employee.service, call, args) : ok(null);
      return manager ? dispatch(managerContract, manager.service, call, args) : ok(null);
    });
    const calls = Object.keys((name === 'employee' ? employeeContract : managerContract).calls);
    await page.addInitScript(
      ({ contract, names }) => {
        const { ask } = window as unknown as { ask: (call: string, args: unknown) => Promise<unknown> };
        const methods = Object.fromEntries(names.map((call) => [call, (args: unknown) => ask(call, args)]));
        Object.assign(window, { plainsight: { contract, calls: methods, onChange: () => () => {} } });
      },
      { contract: name, names: calls },
    );
    await page.goto(`https://app.invalid/${name}.html`);
    await page.getByRole('button').first().waitFor();
    expect(await page.getByRole('button').count()).toBeGreaterThan(0);
    // Menus and tooltips come later and bring their own styles.
    for (const button of await page.getByRole('button').all()) {
      if (!(await button.isEnabled())) continue;
      await button.click();
      await page.keyboard.press('Escape');
    }
    expect(broken).toEqual([]);
    await page.close();
  });
});
