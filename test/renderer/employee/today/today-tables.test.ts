import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { employeeScenes } from '../../fixtures/employee/employee-scenes.ts';

describe.skipIf(!hasChromium)('the sums of today in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it.each(['light', 'dark'] as const)(
    'tell seconds with input where nothing can be counted, and say what they are (%s)',
    async (look) => {
      const scene = employeeScenes.uncounted();
      world.server.show({ employee: scene });
      const { page, complaints } = await world.open('/app/employee.html#today', { dark: look === 'dark' });
      const total = page.getByTestId('total-input');
      await soon(() => total.getAttribute('data-count')).toBe(String(scene.day.totals.inputSeconds));
      expect(await page.getByTestId('total-keys').count()).toBe(0);
      await page.getByText('Recording apps, seconds with input, presence and screenshots').first().waitFor();
      await page.getByText('How many keys and clicks cannot be told on such a desktop.').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('says that keys and clicks are not counted, instead of none, where nothing counts them', async () => {
    const scene = employeeScenes.full();
    world.server.show({ employee: scene });
    const { page } = await world.open('/app/employee.html#today');
    await page.getByTestId('total-keys').waitFor();
    const totals = { ...scene.day.totals, keys: 0, clicks: 0, scrolls: 0 };
    scene.day = { ...scene.day, minutes: [], totals };
    scene.onChange();
    await soon(() => page.getByTestId('total-keys').getAttribute('data-count')).toBe('0');
    scene.status = {
      ...scene.status,
      purposes: scene.status.purposes.map((each) =>
        each.purpose === 'input-counts' ? { ...each, state: 'refused' } : each,
      ),
    };
    scene.onChange();
    await page.getByText('Keys and clicks are not counted.').waitFor();
    expect(await page.getByTestId('total-keys').count()).toBe(0);
  });
});
