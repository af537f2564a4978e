import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { goTo, openDay, openScene } from '../../fixtures/manager/manager-pages.ts';
import { peopleScene, personId } from '../../fixtures/manager/people-scenes.ts';

describe.skipIf(!hasChromium)('the manager’s pages in a narrow window', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const topOf = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => element.getBoundingClientRect().top + window.scrollY);

  it.each([
    [390, 844],
    [768, 900],
  ])('%d pixels wide begin with the content, and the day’s timeline is in the first screen', async (width, height) => {
    const { page } = await openScene(world, 'full');
    await page.setViewportSize({ width, height });
    await openDay(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    const lock = page.getByRole('button', { name: 'Lock' });
    await soon(() => lock.isVisible()).toBe(false);
    await soon(() => page.getByRole('link', { name: 'Search' }).isVisible()).toBe(true);
    expect(await topOf(page, 'main')).toBeLessThan(60);
    const lanes = await page.getByRole('application').evaluate((element) => element.getBoundingClientRect().bottom);
    expect(lanes).toBeLessThan(height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.each(languages)('keep a month’s table in its card beside the calendar (%s)', async (locale) => {
    world.server.show({ manager: peopleScene(3) });
    const { page } = await world.open(`/app/manager.html#person/${personId(1)}/month/2026-11-11`, { locale });
    await page.getByRole('radio').first().check();
    await page.locator('main form [type=submit]').click();
    await page.locator('.hours').waitFor();
    const over = () =>
      page.locator('.hours').evaluate((table) => {
        const card = table.closest('.card')?.getBoundingClientRect().right ?? 0;
        return [...table.querySelectorAll('th, td')].filter((cell) => cell.getBoundingClientRect().right > card).length;
      });
    for (const width of [1280, 1100, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await soon(over).toBe(0);
    }
  });

  it('keep the lock, staying unlocked and the languages behind one button', async () => {
    const { page } = await openScene(world, 'full');
    await page.setViewportSize({ width: 390, height: 844 });
    const menu = page.getByRole('button', { name: 'Menu' });
    const lock = page.getByRole('button', { name: 'Lock' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await soon(() => lock.isVisible()).toBe(true);
    await soon(() => page.getByLabel('Stay unlocked on this computer').isVisible()).toBe(true);
    await soon(() => menu.getAttribute('aria-expanded')).toBe('true');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await soon(() => lock.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await soon(() => lock.isVisible()).toBe(false);
    await soon(() => menu.evaluate((element) => element === document.activeElement)).toBe(true);
    await menu.click();
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByRole('button', { name: 'Menü' }).waitFor();
    await goTo(page, '#search');
    await soon(() => page.getByRole('button', { name: 'Sperren' }).isVisible()).toBe(false);
  });

  it('say what fingers do where there are fingers', async () => {
    const { page } = await openScene(world, 'full');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    await openDay(page);
    const hint = page.getByTestId('readout');
    await soon(() => hint.innerText()).toBe(
      'Tap a moment to read it. Drag with one finger to select, with two to zoom.',
    );
    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: false });
    await devtools.detach();
  });
});
