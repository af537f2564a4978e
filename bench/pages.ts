import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { unwrap } from '../core/result.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import { type ManagerContract, managerContract } from '../ipc/manager.ts';
import { ensureBuilt } from '../scripts/build.ts';
import { openBrowser } from '../test/chromium.ts';
import { startWebHost } from '../web/server.ts';

/** The manager's page as it is built for people, in a real Chromium without a window, with a service behind the product's own host. */
export interface BenchPage {
  readonly page: Page;
  readonly browser: Browser;
  readonly debug: CDPSession;
  close(): Promise<void>;
}

export async function openManagerPage(service: Service<ManagerContract>, onChange: OnChange): Promise<BenchPage> {
  await ensureBuilt(['renderer']);
  const root = join(import.meta.dirname, '..', 'out', 'renderer');
  const host = unwrap(await startWebHost({ root, contracts: [{ contract: managerContract, service, onChange }] }));
  const browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(host.address('manager'));
  const debug = await page.context().newCDPSession(page);
  // Time on the processor and not on the clock: other programs share it.
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    page,
    browser,
    debug,
    async close() {
      await browser.close();
      await host.close();
    },
  };
}

/** What Chromium counts of a page: times in seconds, sizes in bytes. */
export async function metricsOf(debug: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { metrics } = await debug.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}
