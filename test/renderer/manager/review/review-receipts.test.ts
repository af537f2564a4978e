import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOfficeStore } from '../../../../bench/large-office/bucket/open-store.ts';
import { castOf } from '../../../../bench/large-office/cast.ts';
import { lastDay, planOffice } from '../../../../bench/large-office/plan.ts';
import { visit } from '../../../../bench/large-office/visit.ts';
import { openS3Store } from '../../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../../bucket/settings.ts';
import { viewReceiptSchema } from '../../../../core/organisation/view-receipt.ts';
import { unwrap } from '../../../../core/result.ts';
import { openWith } from '../../../../seal/age.ts';
import { readViewerWord } from '../../../../seal/viewer-word.ts';
import { scratchFolder } from '../../../bucket/scratch.ts';
import { hasChromium, type PageWorld, pageWorld, soon } from '../../fixtures/browser.ts';

const size = { people: 5, days: 2, seed: 'review' };

describe.skipIf(!hasChromium)('a review over a real store', { timeout: 180_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it('leaves one receipt with its reason with each whose day was opened, and none with the others', async () => {
    const { store, reach } = await openOfficeStore(await scratchFolder(), size);
    const owner = openS3Store(unwrap(parseBucketSettings(reach.owner)));
    const { manager, close } = await visit(reach);
    try {
      const plan = planOffice(size);
      const cast = await castOf(plan);
      /** The reasons of the receipts of days that each person can read, in the order of the plan. */
      const reasons = () =>
        Promise.all(
          plan.workers.map(async ({ person }, worker) => {
            const { identity } = await cast.employee(worker);
            const found: string[] = [];
            for (const { key } of unwrap(await owner.list(`people/${person}/views/`))) {
              const opened = await openWith(identity, unwrap(await owner.get(key)));
              const word = readViewerWord(
                opened ?? new Uint8Array(),
                viewReceiptSchema,
                cast.organisation.signing.publicKey,
              );
              if (word?.said.look === 'day') found.push(`${word.said.day} ${word.said.reason}`);
            }
            return found;
          }),
        );
      world.server.show({ manager: { service: manager.service, calls: [], fetched: [], onChange: () => {} } });
      const { page } = await world.open('/app/manager.html#people');
      await page.getByRole('button', { name: 'By name' }).click();
      await soon(() => page.locator('[data-person]').count()).toBe(size.people);
      const names = await page.locator('.person-name').allTextContents();
      // Everybody but the last one by name is chosen, and of these the last is never gone to.
      for (const index of [0, 1, 2, 3]) await page.locator('[data-person] input').nth(index).check();
      await page.getByRole('button', { name: 'Review a day of 4 people…' }).click();
      await page.getByLabel('Which day').fill('30/10/2026');
      await page.getByLabel('Work record').check();
      expect((await reasons()).flat()).toEqual([]);
      await page.getByRole('button', { name: 'Open the first day' }).click();
      const shown = (name: string | undefined) =>
        page
          .getByTestId('day')
          .getByRole('heading', { level: 1, name: name ?? '', exact: true })
          .waitFor();
      await shown(names[0]);
      for (const [key, at] of [
        ['j', 1],
        ['j', 2],
        ['k', 1],
        ['k', 0],
        ['j', 1],
      ] as const) {
        await page.keyboard.press(key);
        await shown(names[at]);
      }
      await page.getByRole('button', { name: 'End the review' }).click();
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      const byName = new Map((await reasons()).map((found, worker) => [plan.workers[worker]?.name, found]));
      const once = [`${lastDay} Work record`];
      expect(names.map((name) => byName.get(name))).toEqual([once, once, once, [], []]);
    } finally {
      close();
      owner.close();
      await store.close();
    }
  });
});
