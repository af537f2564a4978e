import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { dayPlace, goTo, openDay, openScene } from '../../fixtures/manager/manager-pages.ts';

describe.skipIf(!hasChromium)('the way from person to person in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it('goes by J and K through the people by name, on the same day', async () => {
    const { page, scene } = await openScene(world, 'full');
    await openDay(page);
    const place = () => page.evaluate(() => location.hash);
    await page.keyboard.press('j');
    await page
      .getByRole('heading', { name: /^Why are you opening Person Three’s day, Tuesday 17 November .*\?$/ })
      .waitFor();
    expect(await place()).toMatch(/2026-11-17$/);
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: /Person Two’s day/ }).waitFor();
    // There is nobody after the last one.
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: /Person Three’s day/ }).waitFor();
    await page.getByRole('link', { name: 'Previous person on this day: Person One' }).click();
    await soon(place).toBe(dayPlace);
    expect(scene.calls.filter(({ call }) => call === 'openDay')).toHaveLength(1);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('leaves single keys alone where they are switched off, and remembers that', async () => {
    const { page } = await openScene(world, 'full');
    await goTo(page, dayPlace);
    const next = page.getByRole('link', { name: 'Next person on this day' });
    await soon(() => next.getAttribute('aria-keyshortcuts')).toBe('J');
    await page.getByRole('checkbox', { name: 'Single keys' }).uncheck();
    await soon(() => next.getAttribute('aria-keyshortcuts')).toBeNull();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('j');
    await page.reload();
    await soon(() => page.getByRole('checkbox', { name: 'Single keys' }).isChecked()).toBe(false);
    await next.waitFor();
    await page.keyboard.press('j');
    expect(await page.evaluate(() => location.hash)).toBe(dayPlace);
    await page.getByRole('checkbox', { name: 'Single keys' }).check();
    await page.keyboard.press('j');
    await soon(() => page.evaluate(() => location.hash)).not.toBe(dayPlace);
  });

  it('leaves letters to whoever writes', async () => {
    const { page } = await openScene(world, 'full');
    await goTo(page, dayPlace);
    await page.getByLabel('Another reason').check();
    const words = page.getByLabel('In your words');
    await words.pressSequentially('jk');
    await soon(() => words.inputValue()).toBe('jk');
    expect(await page.evaluate(() => location.hash)).toBe(dayPlace);
  });
});
