import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { hasChromium, type PageWorld, pageWorld, soon } from '../../fixtures/browser.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';

describe.skipIf(!hasChromium)('until when a day is kept, on My data', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const words = async (hash: string, options: Parameters<typeof openData>[2] = {}) => {
    const { page } = await openData(world, hash, options);
    await page.getByTestId('kept').waitFor();
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    return page.getByTestId('kept').textContent();
  };

  it('is said of the day and of its screenshots', async () => {
    expect(await words('#data/2026-11-16')).toBe(
      'Kept until Tuesday 16 March 2027 at the latest, its screenshots until Saturday 26 December 2026.',
    );
  });

  it.each(languages)('speaks %s', async (language) => {
    const says = { en: /^Kept until/, de: /^Wird längstens bis/, es: /^Se conserva/ }[language];
    expect(await words('#data/2026-11-16', { language })).toMatch(says);
  });

  it('says of a day that is not on this computer nothing', async () => {
    const { page } = await openData(world, '#data/2026-11-01');
    await page.getByTestId('day-title').waitFor();
    await soon(() => page.getByTestId('kept').count()).toBe(0);
  });
});
