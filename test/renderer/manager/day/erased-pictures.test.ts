import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { openDay, openScene } from '../../fixtures/manager/manager-pages.ts';

describe.skipIf(!hasChromium)(
  'pictures that were erased on request, on the manager’s page',
  { timeout: 60_000 },
  () => {
    let world: PageWorld;
    beforeAll(async () => {
      world = await pageWorld();
    }, 120_000);
    afterAll(() => world.close());

    it.each([false, true])('are told as such in their place, which is no fault (dark: %s)', async (dark) => {
      const { page } = await openScene(world, 'erased', { dark });
      await openDay(page);
      await soon(() => page.getByTestId('erased').textContent()).toBe(
        'Pictures of this day were erased on request, on Monday 30 November 2026.',
      );
      expect(await page.locator('[data-chain-state="verified"]').count()).toBe(1);
      expect(await page.getByTestId('expired').count()).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
    });
  },
);
