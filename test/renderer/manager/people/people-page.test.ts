import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hasChromium, seriousFindings, soon } from '../../fixtures/browser.ts';
import { peopleScenes, personId } from '../../fixtures/manager/people-scenes.ts';
import { openedPages, overflows } from '../frame/opened-pages.ts';

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const names = (page: Page) => page.locator('.person-name').allTextContents();

describe.skipIf(!hasChromium)('the list of people in Chromium', { timeout: 60_000 }, () => {
  const { open } = openedPages();

  it('stands under its teams, each with its strip, hours, what was received, and what waits', async () => {
    const { page, complaints } = await open('#people');
    await page.getByText('Received up to').first().waitFor();
    await soon(() => page.locator('.people-group h2').allTextContents()).toEqual([
      ...['Development', 'Sales', 'Support', 'In no team'],
    ]);
    const row = page.locator('[data-person]', { has: page.getByRole('link', { name: 'Person 4', exact: true }) });
    const told = async () => {
      await row.scrollIntoViewIfNeeded();
      return row.textContent();
    };
    await soon(told).toContain('4 h 4 min');
    await soon(told).toContain('Received up to 14:04');
    const strip = row.getByRole('img');
    await soon(() => strip.getAttribute('aria-label')).toMatch(/^Tue 17 Nov: Active .* and .*$/);
    // Drawn, and in more than one colour.
    const colours = () =>
      strip.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const row = canvas.getContext('2d')?.getImageData(0, Math.floor(canvas.height / 2), canvas.width, 1).data ?? [];
        const seen = new Set<string>();
        for (let index = 0; index < row.length; index += 4) seen.add(row.slice(index, index + 4).join(' '));
        return seen.size;
      });
    await soon(colours).toBeGreaterThan(3);
    const asking = page.locator(`[data-person="${personId(1)}"]`);
    // Rows grow when they are told, and push others out of sight, of whom nothing is asked then.
    const entries = async () => {
      await asking.scrollIntoViewIfNeeded();
      const links = asking.getByRole('link', { name: '2 open entries of Person One' });
      return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    };
    await soon(entries).toEqual(['#waiting']);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says where an older computer tells no states, and where it could not be told what waits', async () => {
    const scene = peopleScenes.full();
    const { service } = scene;
    scene.service = {
      ...service,
      presence: async (args) => {
        const told = await service.presence(args);
        return told.ok ? { ...told, value: told.value.map((each) => ({ ...each, waiting: null })) } : told;
      },
    };
    const { page } = await open('#people', scene);
    await page.getByPlaceholder('Find a person or team').fill('person 9');
    await page.getByText('States are not told: an older Plainsight').waitFor();
    await page.getByText('could not be told').first().waitFor({ state: 'attached' });
  });

  it('goes from person to person by J and K, and leaves letters to whoever writes', async () => {
    const { page } = await open('#people');
    await page.locator('.person-name').first().waitFor();
    const all = await names(page);
    await page.keyboard.press('j');
    await soon(() => focused(page)).toBe(all[0]);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await soon(() => focused(page)).toBe(all[2]);
    await page.keyboard.press('k');
    await soon(() => focused(page)).toBe(all[1]);
    await page.getByPlaceholder('Find a person or team').pressSequentially('jk');
    await page.getByText('Nobody’s name or team holds “jk”.').waitFor();
  });

  it('draws strips of those in sight alone, however many people there are', async () => {
    const { page } = await open('#people', peopleScenes.thousand());
    await page.getByText('Received up to').first().waitFor();
    await soon(() => page.locator('[data-person]').count()).toBe(1000);
    const strips = page.locator('[data-person] canvas');
    await soon(() => strips.count()).toBeGreaterThan(4);
    expect(await strips.count()).toBeLessThan(60);
    // Rows above it are laid out as they are passed, which can move it on.
    await soon(async () => {
      await page.getByRole('link', { name: 'Person 999', exact: true }).scrollIntoViewIfNeeded();
      return page.locator(`[data-person="${personId(999)}"] canvas`).count();
    }).toBe(1);
    expect(await strips.count()).toBeLessThan(60);
  });

  it.each([
    ['en', false],
    ['de', true],
    ['es', false],
  ] as const)('keeps within its width, also with people chosen (%s)', async (locale, dark) => {
    const { page } = await open('#people', peopleScenes.full(), { locale, dark });
    await page.locator('[data-person] canvas').first().waitFor();
    await page.locator('[data-person] input').first().check();
    await page.getByTestId('chosen-people').waitFor();
    expect(await overflows(page)).toEqual([0, 0]);
    await page.setViewportSize({ width: 390, height: 844 });
    await soon(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
