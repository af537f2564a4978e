import { describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { hasChromium } from '../../fixtures/browser.ts';
import { goneWeekScene } from '../../fixtures/manager/gone-days.ts';
import { give, openedPages, overflows, week } from './opened-pages.ts';

describe.skipIf(!hasChromium)('days that are gone, on a manager’s page in Chromium', { timeout: 60_000 }, () => {
  const { open } = openedPages();

  it('are named above the sums with why and since when, and each in its row', async () => {
    const { page } = await open(week, goneWeekScene());
    await give(page, 'Work record', 'Show the sums');
    expect(await page.getByTestId('gone').locator('p').allTextContents()).toEqual([
      '1 day of this span is no longer kept, as the notice says, and not counted: Monday 9 November 2026.',
      '2 days of this span were erased on request, on Saturday 14 November 2026, and are not counted: 12–13 Nov 2026.',
    ]);
    expect(await page.locator('tr[data-row="2026-11-12"] .number').first().textContent()).toBe('Erased');
    expect(await page.locator('tr[data-row="2026-11-09"] .number').first().textContent()).toBe('Not kept');
    expect(await overflows(page)).toEqual([0, 0]);
  });

  it('leave no word that nothing was recorded', async () => {
    const { page } = await open(week, goneWeekScene(true));
    await give(page, 'Work record', 'Show the sums');
    expect(await page.getByTestId('period-words').textContent()).toBe('Nothing of this time is counted.');
  });

  it.each(languages)('are named in %s', async (language) => {
    const { page } = await open(week, goneWeekScene(), { locale: language });
    await page.locator('input[type="radio"]').first().check();
    await page.locator('main form button[type="submit"]').click();
    const words = await page.getByTestId('gone').textContent();
    expect(words).toMatch(
      { en: /erased on request/, de: /auf Antrag gelöscht/, es: /se borraron a petición/ }[language],
    );
    expect(words).not.toMatch(/[{}]/);
    expect(await overflows(page)).toEqual([0, 0]);
  });
});
