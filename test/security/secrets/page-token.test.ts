import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../core/result.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { managerContract } from '../../../ipc/manager.ts';
import { startWebHost, type WebHost } from '../../../web/server.ts';
import { openBrowser } from '../../chromium.ts';
import { employeeScenes } from '../../renderer/fixtures/employee/employee-scenes.ts';
import { managerScenes } from '../../renderer/fixtures/manager/manager-scenes.ts';
import { ask, tokenOf } from '../../web/host.ts';

interface Thief {
  readonly origin: string;
  readonly got: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  close(): void;
}

/** Another account's listener: takes what any browser sends it, and tells the browser to send whatever it has. */
async function startThief(host: string, port = 0): Promise<Thief> {
  const got: Thief['got'] = [];
  const server: Server = createServer((request, response) => {
    got.push({ url: request.url ?? '', headers: request.headers });
    response.writeHead(200, {
      'content-type': 'text/html',
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'referrer-policy': 'unsafe-url',
    });
    response.end('<!doctype html><title>thief</title>');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const at = server.address() as AddressInfo;
  const name = host === '::1' ? '[::1]' : host;
  return { origin: `http://${name}:${at.port}`, got, close: () => server.close() };
}

let host: WebHost;
let browser: Browser;
let thieves: Thief[];
let page: Page;
let port: number;
const logged: string[] = [];

beforeAll(async () => {
  const employee = employeeScenes.full();
  const manager = managerScenes.locked();
  host = unwrap(
    await startWebHost({
      root: join(import.meta.dirname, '..', '..', '..', 'out', 'renderer'),
      contracts: [
        { contract: employeeContract, service: employee.service, onChange: () => () => {} },
        { contract: managerContract, service: manager.service, onChange: () => () => {} },
      ],
      log: (line) => logged.push(line),
    }),
  );
  port = Number(new URL(host.origin).port);
  // The last one listens where `localhost` leads first, on our own port.
  thieves = [await startThief('127.0.0.1'), await startThief('::1'), await startThief('::1', port)];
  browser = await openBrowser();
  page = await (await browser.newContext()).newPage();
  await page.goto(host.address('employee'));
  await page.locator('[data-recording]').first().waitFor();
});
afterAll(async () => {
  await browser?.close();
  for (const thief of thieves ?? []) thief.close();
  await host?.close();
});

/** A call that would bring the person's state, with these headers. */
function call(headers: Record<string, string>) {
  const own = { host: `127.0.0.1:${port}`, 'content-type': 'application/json' };
  return ask(port, {
    method: 'POST',
    path: '/api/employee/status',
    headers: { ...own, ...headers },
    body: '{"args":{}}',
  });
}

describe('a page of the web host in Chromium', () => {
  it('has no cookie, and its token is out of the address bar and of the tab’s history', async () => {
    expect(await page.context().cookies()).toEqual([]);
    expect(page.url()).toBe(`${host.origin}/app/employee.html`);
    const seen = await page.evaluate(() => [location.href, document.cookie, document.referrer, document.title].join());
    expect(seen).not.toContain(tokenOf(host.address('employee')));
    await page.goto('about:blank');
    await page.goBack();
    expect(page.url()).not.toContain('token');
    await page.locator('[data-recording]').first().waitFor();
  });

  it('tells a listener on another port nothing that opens it', async () => {
    const token = tokenOf(host.address('employee'));
    for (const thief of thieves.slice(0, 2)) {
      // A page of theirs that asks for ours, one of theirs that ours is led to, and one that is opened beside it.
      const other = await page.context().newPage();
      await other.goto(thief.origin);
      await other.evaluate(async (target) => {
        for (const mode of ['cors', 'no-cors'] as const)
          await fetch(`${target}/api/employee/changes`, { credentials: 'include', mode }).catch(() => {});
        await fetch('/same', { credentials: 'include' });
      }, host.origin);
      await other.close();
      await page.goto(`${thief.origin}/led`);
      await page.goBack();
      await page.locator('[data-recording]').first().waitFor();
    }
    const all = thieves.flatMap(({ got }) => got);
    expect(all.length).toBeGreaterThan(4);
    for (const { url, headers } of all) {
      expect(headers.cookie).toBeUndefined();
      expect(`${url} ${JSON.stringify(headers)}`).not.toContain(token);
      const { cookie = '', referer = '', 'x-plainsight': sent = '' } = headers;
      for (const replayed of [{ cookie }, { referer }, { 'x-plainsight': String(sent) }])
        expect((await call(replayed)).status).toBe(401);
    }
    expect((await call({ 'x-plainsight': token })).status).toBe(200);
    expect(logged.join()).not.toContain(token);
  });

  it('opens again after a reload, and in another tab says what to do', async () => {
    await page.reload();
    await page.locator('[data-recording]').first().waitFor();
    const other = await page.context().newPage();
    await other.goto(`${host.origin}/app/employee.html`);
    await other.getByText('Open the page again from Plainsight’s mark in the bar').first().waitFor();
    // The address, pasted into that very tab: only its fragment differs.
    await other.goto(host.address('employee'));
    await other.locator('[data-recording]').first().waitFor();
    expect(other.url()).not.toContain('token');
    await other.close();
  });

  it('keeps the manager’s token from the employee’s page, and the other way round', async () => {
    const other = await page.context().newPage();
    await other.goto(host.address('manager'));
    await other.locator('main, form').first().waitFor();
    const kept = await other.evaluate(() => Object.entries(sessionStorage));
    expect(kept).toEqual([['plainsight-manager', tokenOf(host.address('manager'))]]);
    expect((await call({ 'x-plainsight': tokenOf(host.address('manager')) })).status).toBe(401);
    await other.close();
  });
});
