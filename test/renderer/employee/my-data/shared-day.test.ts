import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { dataWorld, yesterday } from '../../fixtures/employee/data-scene.ts';

describe.skipIf(!hasChromium)('what the manager sees, on My data in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it('is there for the person too: windows and states as tables, and the sum with what was added', async () => {
    const { page } = await openData(world, '#data/2026-11-16');
    const windows = page.getByRole('table', { name: 'Windows in order of time' }).locator('tr[data-start]');
    await windows.first().waitFor();
    await page.getByRole('table', { name: 'States in order of time' }).locator('tr[data-state]').first().waitFor();
    await soon(() => page.getByRole('region', { name: 'Sums of the day' }).textContent()).toContain(
      'recorded + 40 min added',
    );
    const words = () => page.getByTestId('entry').locator('[data-standing]').allTextContents();
    await soon(words).toEqual(['Noted', 'Counts']);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  /** The day before, on which what was added waits for an answer. */
  const openAsking = () => {
    const { days } = dataWorld();
    const asking = days
      .get(yesterday)
      ?.map((each) => ('needsApproval' in each ? { ...each, needsApproval: true } : each));
    days.set(yesterday, asking ?? []);
    return openData(world, '#data/2026-11-16', { data: { days } });
  };

  it('names what waits for approval, by the same words beside the entry and in the sum', async () => {
    const { page } = await openAsking();
    await soon(() => page.getByRole('region', { name: 'Sums of the day' }).textContent()).toContain(
      'recorded + 40 min added, of which 40 min waiting for approval',
    );
    await soon(() => page.getByTestId('entry').locator('[data-standing]').allTextContents()).toEqual([
      'Waits for approval',
      'Waits for approval',
    ]);
  });

  it('is shown by the manager’s own page, from what has left, without what is on hold', async () => {
    const { page, complaints, data } = await openData(world, '#data/2026-11-17');
    const rows = page.getByRole('table', { name: 'Windows in order of time' }).locator('tr[data-start]');
    const latest = () => rows.evaluateAll((all) => Math.max(...all.map((row) => Number(row.getAttribute('data-end')))));
    await rows.first().waitFor();
    expect(await latest()).toBeGreaterThan(data.now - 600_000);
    await page.getByRole('switch', { name: 'As your manager sees it' }).press('Space');
    const shared = page.getByTestId('shared-day');
    await shared.getByTestId('still-yours').waitFor();
    expect(await latest()).toBeLessThanOrEqual(data.now - 600_000);
    await shared.locator('.day-words').getByText('recorded').waitFor();
    // The strip of the list of people is there, with what of the day it shows in words.
    const strip = shared.getByTestId('shared-strip');
    await strip.getByText('states of the day, from midnight to midnight, by the quarter of an hour').waitFor();
    await soon(() => strip.getByRole('img').getAttribute('aria-label')).toMatch(/^Active \d+ h/);
    expect(await page.getByRole('button', { name: 'Add time' }).count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect([await violationsOf(page), complaints]).toEqual([[], []]);
    await page.getByRole('switch', { name: 'As your manager sees it' }).press('Space');
    await page.getByRole('button', { name: 'Add time' }).waitFor();
  });

  it('lets nobody answer there', async () => {
    const { page } = await openAsking();
    await page.getByRole('switch', { name: 'As your manager sees it' }).click();
    await page.getByTestId('shared-day').getByText('Waiting for an answer').first().waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('has weeks, months and years with the manager’s sums, whose rows lead to the person’s days', async () => {
    const { page, complaints } = await openData(world, '#data/2026-11-16');
    await page.getByRole('link', { name: 'My week' }).press('Enter');
    await soon(() => page.getByTestId('period-words').textContent()).toContain('2 days: ');
    await soon(() => page.getByTestId('period-words').textContent()).toContain('recorded + 40 min added.');
    await page.getByRole('link', { name: 'Month', exact: true }).click();
    await soon(() => page.getByTestId('period-words').textContent()).toContain('5 days: ');
    await page.getByRole('link', { name: 'Year', exact: true }).click();
    await page.getByRole('link', { name: 'October 2026' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    await page.goBack();
    await page.getByRole('link', { name: 'Mon 16 Nov' }).click();
    await page.getByRole('heading', { name: 'Monday 16 November 2026' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
