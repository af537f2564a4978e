import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import {
  hasChromium,
  type OpenOptions,
  type PageWorld,
  pageWorld,
  seriousFindings,
  soon,
  violationsOf,
} from '../../fixtures/browser.ts';
import { overflows } from '../../fixtures/employee/data-pages.ts';
import { goTo, openScene } from '../../fixtures/manager/manager-pages.ts';

describe.skipIf(!hasChromium)('Timesheets in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(options?: OpenOptions) {
    const opened = await openScene(world, 'full', options);
    await goTo(opened.page, '#timesheets');
    await opened.page.locator('.sheet-list').first().waitFor();
    return opened;
  }

  const first = (page: Page) => page.locator('.sheet-list a').first();

  it.each([false, true])('(dark: %s) keep to the policy, have nothing serious for axe and fit', async (dark) => {
    const { page, complaints } = await open({ dark });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    await first(page).click();
    await page.getByTestId('total').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('speak %s, with every word there', async (language) => {
    const { page, complaints } = await open({ locale: language });
    await first(page).click();
    await soon(() => page.getByTestId('total').textContent()).toBe('31:20');
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('list that weeks are there, and open none by themselves', async () => {
    const { page, scene } = await open();
    await soon(() => page.locator('.sheet-list tbody tr').count()).toBe(3);
    expect(await page.locator('main').textContent()).not.toContain('Harbour');
    expect(scene.calls.filter(({ call }) => call === 'openTimesheet')).toEqual([]);
    await first(page).click();
    await page.getByTestId('total').waitFor();
    expect(scene.calls.filter(({ call }) => call === 'openTimesheet')).toHaveLength(1);
    await page.getByText('Wednesday is missing.').waitFor();
  });

  it('go back with a note alone, and are approved without one', async () => {
    const { page, scene } = await open();
    await first(page).click();
    await page.getByRole('button', { name: 'Send back' }).click();
    await page.getByText('Write what is to change.').waitFor();
    expect(scene.calls.some(({ call }) => call === 'answerTimesheet')).toBe(false);
    await page.getByLabel(/^Note to/).fill('Thursday is short');
    await page.getByRole('button', { name: 'Send back' }).click();
    await soon(() => page.locator('#sheet-title').textContent()).toBe('Sent back');
    await page.getByRole('button', { name: 'Approve' }).click();
    await soon(() => page.locator('#sheet-title').textContent()).toBe('Approved');
    const answers = scene.calls.filter(({ call }) => call === 'answerTimesheet').map(({ args }) => args);
    expect(answers).toMatchObject([
      { approved: false, note: 'Thursday is short' },
      { approved: true, note: '' },
    ]);
  });

  it('are exported as a table and a calendar with the person’s name, and printed with page numbers', async () => {
    const { page } = await open();
    await first(page).click();
    await page.getByTestId('total').waitFor();
    for (const [item, ending] of [
      ['Table (CSV)', '-2026-W46-timesheet.csv'],
      ['Calendar (ICS)', '-2026-W46-timesheet.ics'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      expect((await download).suggestedFilename().endsWith(ending)).toBe(true);
      expect(await readFile((await (await download).path()) ?? '', 'utf8')).not.toBe('');
    }
    const margins = await page.evaluate(() =>
      document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('\n'),
    );
    expect(margins).toContain('counter(page)');
    expect(margins).toContain('Example Works');
    expect(margins).toContain('Week 46');
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes');
    });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Print or PDF' }).click();
    await soon(() => page.locator('body').getAttribute('data-printed')).toBe('yes');
  });

  it('fit on paper', async () => {
    const { page } = await open();
    await first(page).click();
    await page.getByTestId('total').waitFor();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
