import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { languages } from '../../../../core/language.ts';
import type { ErasedSpan } from '../../../../ipc/employee-data.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';

const day = (text: string) => daySchema.parse(text);
const erased: ErasedSpan[] = [
  { from: null, to: day('2026-11-12'), on: day('2026-11-16'), classes: ['shots'] },
  { from: day('2026-11-09'), to: day('2026-11-10'), on: day('2026-11-15'), classes: ['days', 'shots'] },
];

describe.skipIf(!hasChromium)('what was erased on request, on My data', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const open = (hash: string, options: Parameters<typeof openData>[2] = {}) =>
    openData(world, hash, { ...options, data: { erased: structuredClone(erased) } });
  const note = 'This day was erased on request, on Sunday 15 November 2026: in the storage and on this computer.';

  it.each([false, true])('is said of the day, and listed (dark: %s)', async (dark) => {
    const { page } = await open('#data/2026-11-10', { dark });
    await soon(() => page.getByTestId('erased').textContent()).toBe(note);
    const listed = page.getByTestId('erased-list');
    await soon(() => listed.getByRole('heading').textContent()).toBe('Erased on request');
    const words = await listed.locator('p').allTextContents();
    expect(words).toEqual([
      'Screenshots of days until Thursday 12 November 2026 were erased on request, on Monday 16 November 2026.',
      'What was recorded from Monday 9 November 2026 to Tuesday 10 November 2026 was erased on request, on Sunday 15 November 2026.',
    ]);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('is said of the pictures alone where only they are', async () => {
    const { page } = await open('#data/2026-11-12');
    await soon(() => page.getByTestId('erased').textContent()).toMatch(
      /^Screenshots of this day were erased on request/,
    );
  });

  it('is not said of another day, nor where nothing was', async () => {
    const { page } = await open('#data/2026-11-16');
    await page.getByTestId('erased-list').waitFor();
    expect(await page.getByTestId('erased').count()).toBe(0);
    const without = await openData(world, '#data/2026-11-16');
    await without.page.getByTestId('entry').first().waitFor();
    expect(await without.page.getByTestId('erased-list').count()).toBe(0);
  });

  it.each(languages)('speaks %s', async (language) => {
    const { page } = await open('#data/2026-11-10', { language });
    const says = { en: /on request/, de: /auf Antrag/, es: /a petición/ }[language];
    await soon(() => page.getByTestId('erased').textContent()).toMatch(says);
  });
});
