import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managerDayMessages } from '../../../messages/manager/day.ts';
import { managerFrameMessages } from '../../../messages/manager/frame.ts';
import { partsMessages } from '../../../messages/parts.ts';
import {
  hasChromium,
  type PageWorld,
  pageWorld,
  seriousFindings,
  soon,
  tabStops,
  violationsOf,
} from '../fixtures/browser.ts';
import { dayPlace, goTo, openDay, openScene } from '../fixtures/manager/manager-pages.ts';

/** Every text that the page shows or that is heard on it. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = [...document.querySelectorAll('[aria-label], [placeholder]')].flatMap((element) => [
      element.getAttribute('aria-label') ?? '',
      element.getAttribute('placeholder') ?? '',
    ]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
    return texts;
  });
}

/** Which of `texts` are English messages that `language` says otherwise. */
function englishOn(texts: readonly string[], language: 'de' | 'es'): string[] {
  const english = [managerFrameMessages, managerDayMessages, partsMessages].flatMap((words) => {
    const other = new Set<string>(Object.values(words[language]));
    return Object.values(words.en).filter((message) => !other.has(message));
  });
  return texts.filter((text) => english.includes(text));
}

describe.skipIf(!hasChromium)('the manager’s page in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it.each([
    ['locked', 'Enter your passphrase to open days.'],
    ['nobody', 'Nobody has given you access yet'],
    ['errors', 'The store at store.example.org cannot be reached (nothing answers there).'],
  ] as const)('%s is a state of its own', async (name, words) => {
    const { page } = await openScene(world, name);
    await page.getByText(words).first().waitFor();
    // Once, also where the page and its list fail for the same reason.
    await soon(() => page.getByText(words).count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('opens no day without a reason, and passes it on', async () => {
    const { page, scene } = await openScene(world, 'full');
    await page.getByRole('link', { name: 'Person One' }).click();
    await page.getByRole('link', { name: 'Open Tuesday 17 November 2026' }).click();
    const open = page.getByRole('button', { name: 'Open the day' });
    await soon(() => open.isDisabled()).toBe(true);
    await soon(() => page.getByRole('radio', { checked: true }).count()).toBe(0);
    await page.getByLabel('Another reason').check();
    await soon(() => open.isDisabled()).toBe(true);
    await page.getByLabel('In your words').fill('  Invoice of November ');
    await open.click();
    await page.getByTestId('day').waitFor();
    expect(scene.calls).toMatchObject([
      { call: 'openDay', args: { day: '2026-11-17', reason: 'Invoice of November' } },
    ]);
    await page.getByText('was recorded at 17:14 and is visible to the person').waitFor();
  });

  it('can give up waiting for a day, and asks again with the same reason', async () => {
    const { page } = await openScene(world, 'slow');
    await goTo(page, dayPlace);
    await page.getByLabel('Work record').check();
    await page.getByRole('button', { name: 'Open the day' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('heading', { name: /^Why are you opening/ }).waitFor();
    await soon(() => page.getByLabel('Work record').isChecked()).toBe(true);
  });

  it.each([
    ['de', 'Vereinbarte Durchsicht', 'Den Tag öffnen', 'Ihr Nachsehen an diesem Tag wurde um'],
    ['es', 'Seguimiento acordado', 'Abrir el día', 'Su consulta de este día se anotó a las'],
  ] as const)(
    'speaks %s where the browser does, and records the same reason',
    async (language, reason, open, receipt) => {
      const { page, scene, complaints } = await openScene(world, 'broken', { locale: language });
      await goTo(page, dayPlace);
      await page.getByLabel(reason).check();
      await page.getByRole('button', { name: open }).click();
      await page.getByText(receipt).waitFor();
      expect(scene.calls.at(-1)).toMatchObject({ call: 'openDay', args: { reason: 'Agreed check-in' } });
      await soon(() => page.locator('html').getAttribute('lang')).toBe(language);
      await soon(() => page.title()).toBe('Plainsight');
      expect(englishOn(await textsOf(page), language)).toEqual([]);
      expect(await seriousFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('changes its language in an open day, which is not opened again for that', async () => {
    const { page, scene } = await openScene(world, 'full');
    await openDay(page);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByText('Ihr Nachsehen an diesem Tag wurde um').waitFor();
    expect(englishOn(await textsOf(page), 'de')).toEqual([]);
    await soon(() => page.getByTestId('day-words').textContent()).toBe(
      '7 h 6 min aufgezeichnet, 41 min in Gesprächen, angehalten 12:02–12:50. Zuerst 08:04, zuletzt 16:31.',
    );
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Your view of this day was recorded at').waitFor();
    expect(scene.calls.filter(({ call }) => call === 'openDay')).toHaveLength(1);
  });

  it('can be walked by Tab, every stop with a ring', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    const stops = await tabStops(page);
    expect(stops.filter((stop) => stop.startsWith('NO FOCUS RING'))).toEqual([]);
    expect(stops).toEqual(
      expect.arrayContaining(['People', 'Lock', 'Read again', 'Timeline of the day', 'Windows', 'States']),
    );
  });
});
