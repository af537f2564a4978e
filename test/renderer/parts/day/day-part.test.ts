import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { at } from '../../fixtures/days.ts';
import { openDay, openScene } from '../../fixtures/manager/manager-pages.ts';

describe.skipIf(!hasChromium)('the parts of a manager’s day in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it('goes back to the picture that was left, also after going on from the one that was opened', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const film = page.getByRole('list', { name: /^Screenshots/ }).getByRole('button');
    const dialog = page.getByRole('dialog');
    const focused = () => film.evaluateAll((all) => all.findIndex((each) => each === document.activeElement) + 1);
    await film.nth(4).click();
    await dialog.getByText('5 of').waitFor();
    await page.keyboard.press('Escape');
    await soon(focused).toBe(5);
    await film.nth(1).click();
    for (const number of [3, 4, 5]) {
      await page.keyboard.press('ArrowRight');
      await dialog.getByText(`${number} of`).waitFor();
    }
    await dialog.getByRole('button', { name: 'Close' }).click();
    await soon(focused).toBe(5);
  });

  it('shows in every part only what lies in the selection, or in the zoomed view, and says so', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const lanes = page.getByRole('application');
    const title = page.getByTestId('sums').getByRole('heading').first();
    const span = () => title.textContent();
    const rowsOf = (name: string) =>
      page
        .getByRole('table', { name })
        .locator('tr[data-start]')
        .evaluateAll((rows) => rows.map((row) => [row.getAttribute('data-start'), row.getAttribute('data-end')]));
    const pictures = page.getByRole('list', { name: /^Screenshots/ }).getByRole('button');
    const inSpan = async (from: number, to: number) => {
      for (const name of ['Windows in order of time', 'States in order of time'])
        await soon(async () => {
          const rows = await rowsOf(name);
          const outside = rows.filter(([start, end]) => Number(start) < from || Number(end) > to);
          return { hasRows: rows.length > 0, outside };
        }).toEqual({ hasRows: true, outside: [] });
    };
    const whole = await pictures.count();
    // Every card that a span bears on names it.
    const headed = async () => {
      const said = (await span()) ?? 'none';
      return page.locator('.card-head', { hasText: said }).count();
    };
    expect(await headed()).toBe(0);
    for (let turn = 0; turn < 6; turn += 1) await lanes.press('+');
    await soon(span).toMatch(/^\d\d:\d\d:\d\d–/);
    await soon(headed).toBe(6);
    await soon(() => pictures.count()).toBeLessThan(whole / 2);
    const near = at(13);
    await inSpan(near - 3_600_000, near + 3_600_000);
    // What is selected goes before what is zoomed to.
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight'])
      await lanes.press(key);
    const zoomed = await pictures.count();
    await page.getByTestId('sums').getByRole('button', { name: 'Clear' }).waitFor();
    await soon(() => pictures.count()).toBeLessThanOrEqual(zoomed);
    await inSpan(near - 600_000, near + 600_000);
    expect(await seriousFindings(page)).toEqual([]);
    await lanes.press('Escape');
    await page.getByRole('button', { name: 'Whole day' }).click();
    await soon(span).toBe('Whole day');
    await soon(() => pictures.count()).toBe(whole);
  });

  it('tells each sum once', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const texts = await page.locator('.sums dt, .day-columns th, .day-columns td.clip').allTextContents();
    for (const name of ['Editor', 'Keys', 'Clicks'])
      expect(texts.filter((text) => text.trim() === name)).toHaveLength(1);
  });

  it('has a scale for its counts', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const scale = page.locator('.counts-scale > span');
    const counts = (await scale.allTextContents()).map(Number);
    expect(counts).toEqual([counts[0], 0]);
    expect(counts[0]).toBeGreaterThanOrEqual(20);
  });
});
