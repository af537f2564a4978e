import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../test/chromium.ts';

export interface PageShotsOptions {
  readonly manager: string;
  readonly employee: string;
  readonly folder: string;
}

/**
 * Answers the invitation and the notices on the page, click by click, as the made-up person of the tour: there is no other way to agree. Websites
 * are left off, since X11 tells none.
 */
export async function answerAsPerson(address: string): Promise<void> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByRole('button', { name: /^I am \d+ or over$/ }).click();
    await page.getByRole('button', { name: 'Enrol', exact: true }).click();
    // Programs last: what is known of a window is then whole from its first moment.
    for (const purpose of ['titles', 'input-counts', 'presence', 'screenshots', 'apps']) {
      await page.locator(`li[data-purpose=${purpose}]`).getByRole('switch').click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.locator(`li[data-purpose=${purpose}][data-event=agreed]`).waitFor();
    }
  } finally {
    await browser.close();
  }
}

/** Opens both pages in a real browser and takes their pictures, light and dark. Answers the paths. */
export async function photographPages({ manager, employee, folder }: PageShotsOptions): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    const paths: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(manager);
      await openFirstDay(page);
      paths.push(await photograph(page, join(folder, `manager-${colorScheme}.png`)));
      await page.goto(employee);
      await page.locator('[data-recording]').first().waitFor();
      await loadedPictures(page);
      paths.push(await photograph(page, join(folder, `employee-${colorScheme}.png`)));
      await context.close();
    }
    return paths;
  } finally {
    await browser.close();
  }
}

/** As a manager would: the first person, the latest day, a reason, open. */
async function openFirstDay(page: Page): Promise<void> {
  await page.locator('[data-person] a').first().click();
  await page.locator('[data-latest-day]').click();
  await page.getByLabel('Work record').check();
  await page.getByRole('button', { name: 'Open the day' }).click();
  await page.locator('[data-testid=day] [data-chain-state]').waitFor({ timeout: 30_000 });
  await loadedPictures(page);
}

/**
 * Pictures are fetched, checked and decrypted one by one; a photograph waits for those in sight. A page follows its
 * service for as long as it is open, so the network is never idle.
 */
async function loadedPictures(page: Page): Promise<void> {
  const first = page.locator('[data-shot-id]').first();
  await first.waitFor({ timeout: 10_000 }).catch(() => {});
  await page
    .waitForFunction(() => [...document.images].every(({ complete }) => complete), null, { timeout: 10_000 })
    .catch(() => {});
}

async function photograph(page: Page, path: string): Promise<string> {
  await page.screenshot({ path, fullPage: true });
  return path;
}
