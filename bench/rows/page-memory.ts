import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Page } from 'playwright-core';
import { goTo } from '../../test/renderer/fixtures/manager/manager-pages.ts';
import { at } from '../large-office/at.ts';
import { largeOffice } from '../large-office/office.ts';
import { visit } from '../large-office/visit.ts';
import { metricsOf, openManagerPage } from '../pages.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

const days = 30;
/** The service keeps the last eight days open: from the tenth on, nothing more is to be kept. */
const settled = 10;
const flat = 1.1;

interface Memory {
  readonly page: number;
  readonly nodes: number;
  readonly pictures: number;
  readonly service: number;
}

/** The manager's page in a real Chromium, with the service in this process: what each keeps after 30 days were opened in turn, against after ten. */
export const pageMemory: Measurement = {
  id: 'page-memory',
  async run(say) {
    const office = await largeOffice({ people: 10, days: 90, seed: 'small' });
    const { manager, close } = await visit(office);
    const { page, debug, close: closePage } = await openManagerPage(manager.service, manager.onChange);
    try {
      await countPictures(page);
      const { workers, days: calendar } = office.plan;
      const found: Memory[] = [];
      for (let index = 0; index < days; index++) {
        say(`day ${index + 1} of ${days}`);
        const { person } = at(workers, Math.floor(index / 10));
        await open(page, `#day/${person}/${at(calendar, index)}`);
        if (index + 1 !== settled && index + 1 !== days) continue;
        for (let round = 0; round < 3; round++) await debug.send('HeapProfiler.collectGarbage');
        const metrics = await metricsOf(debug);
        found.push({
          page: metrics.get('JSHeapUsedSize') ?? Number.NaN,
          nodes: metrics.get('Nodes') ?? Number.NaN,
          pictures: await page.evaluate(() => Number(Reflect.get(window, 'pictures'))),
          service: ownHeap(),
        });
      }
      const [before, after] = [at(found, 0), at(found, 1)];
      const compared = (id: string, unit: string, take: (memory: Memory) => number, slack = 0) => {
        const [ours, theirs] = [take(after), take(before)];
        const isFlat = ours <= theirs * flat + slack;
        return row(id, { ours, theirs }, unit, 'flat: at most 1.1 x', isFlat);
      };
      return rowsAgainst(
        `the same after ${settled} of them`,
        compared('page-memory', `MB of JavaScript after ${days} days`, (memory) => memory.page / 1e6),
        compared('page-memory-nodes', 'DOM nodes', ({ nodes }) => nodes),
        // Of one day there are as many pictures as are in sight, which is not the same each time.
        compared('page-memory-pictures', 'pictures held', ({ pictures }) => pictures, 12),
        compared('page-memory-service', 'MB of JavaScript in the service', (memory) => memory.service / 1e6),
      );
    } finally {
      await closePage();
      close();
    }
  },
};

async function open(page: Page, place: string): Promise<void> {
  await goTo(page, place);
  const form = page.getByTestId('reason');
  await form.waitFor();
  const reason = page.getByLabel('Agreed check-in');
  if (!(await reason.isChecked())) await reason.check();
  await page.getByRole('button', { name: 'Open the day' }).click();
  await page.getByTestId('day').locator('[data-chain-state=verified]').first().waitFor({ timeout: 60_000 });
  // Pictures come as they are scrolled to; a page follows its service, so its network is never idle.
  await page.getByRole('application').first().scrollIntoViewIfNeeded();
  const pictures = page.locator('[data-shot-id]');
  await pictures.first().waitFor({ timeout: 30_000 });
  for (let before = 0; before !== (await pictures.count()); await page.waitForTimeout(300))
    before = await pictures.count();
}

/** How many addresses of pictures the page has made and not given back. */
async function countPictures(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { createObjectURL, revokeObjectURL } = URL;
    const count = (by: number) => Reflect.set(window, 'pictures', Number(Reflect.get(window, 'pictures') ?? 0) + by);
    count(0);
    URL.createObjectURL = (blob) => {
      count(1);
      return createObjectURL.call(URL, blob);
    };
    URL.revokeObjectURL = (url) => {
      count(-1);
      revokeObjectURL.call(URL, url);
    };
  });
}

/** The bytes of this process's heap once nothing is left that could go. */
function ownHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let round = 0; round < 3; round++) collect();
  return process.memoryUsage().heapUsed;
}
