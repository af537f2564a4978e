import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** As a viewer does it: passphrase, the first person, the latest day, a reason, open. */
export async function openLatestDay(page: Page, address: string, passphrase: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page
    .getByRole('button', { name: /unlock|open/i })
    .first()
    .click();
  await page.locator('[data-person] a').first().click();
  await page.locator('[data-latest-day]').click();
  await page.getByLabel('Work record').check();
  await page.getByRole('button', { name: 'Open the day' }).click();
  await page.locator('[data-testid=day] [data-chain-state]').waitFor({ timeout: 60_000 });
}

export interface ShownWindow {
  readonly start: number;
  readonly end: number;
  readonly appId: string;
  readonly withheld: string | null;
  readonly title: string;
}

/** The rows of the manager's table of windows, as they stand in the page. */
export function shownWindows(page: Page): Promise<ShownWindow[]> {
  return page.locator('tr[data-start][data-app-id]').evaluateAll((rows) =>
    rows.map((row) => ({
      start: Number(row.getAttribute('data-start')),
      end: Number(row.getAttribute('data-end')),
      appId: row.getAttribute('data-app-id') ?? '',
      withheld: row.getAttribute('data-withheld'),
      title: row.querySelector('td:last-child')?.textContent?.trim() ?? '',
    })),
  );
}

export async function shownCount(page: Page, what: 'keys' | 'clicks' | 'scrolls' | 'input'): Promise<number> {
  return Number(await page.getByTestId(`total-${what}`).first().getAttribute('data-count'));
}

const pictureAnswer = z.object({ ok: z.literal(true), value: z.object({ webp: z.base64() }) });
const pictureArgs = z.object({ args: z.object({ id: z.string() }) });

/** Collects the pictures that the page is given, by id, until the page is closed. */
export function collectPictures(page: Page): Map<string, Buffer> {
  const pictures = new Map<string, Buffer>();
  page.on('response', (response) => {
    if (!response.url().endsWith('/picture')) return;
    void (async () => {
      const asked = pictureArgs.parse(response.request().postDataJSON());
      const answered = pictureAnswer.safeParse(await response.json());
      if (answered.success) pictures.set(asked.args.id, Buffer.from(answered.data.value.webp, 'base64'));
    })().catch(() => {});
  });
  return pictures;
}

/**
 * Goes along the filmstrip until every thumbnail in it is drawn, then through the viewer, where each picture is shown whole; answers the ids
 * that the viewer shows, in order.
 */
export async function drawnPictures(page: Page): Promise<string[]> {
  const strip = page.locator('ul.film > li');
  const count = await strip.count();
  for (let index = 0; index < count; index++) {
    const item = strip.nth(index);
    await item.scrollIntoViewIfNeeded();
    await item.locator('[data-shot-id]').first().waitFor({ timeout: 60_000 });
  }
  if (count === 0) return [];
  await strip.first().getByRole('button').click();
  const viewer = page.getByRole('dialog');
  const drawn: string[] = [];
  for (let index = 0; index < count; index++) {
    const figures = viewer.locator('figure');
    for (let at = 0; at < (await figures.count()); at++) {
      const image = figures.nth(at).locator('img[data-shot-id]');
      await image.waitFor({ timeout: 60_000 });
      const isDrawn = await image.evaluate(async (element) => {
        if (!(element instanceof HTMLImageElement)) return false;
        await element.decode();
        return element.naturalWidth > 0;
      });
      if (isDrawn) drawn.push((await image.getAttribute('data-shot-id')) ?? '');
    }
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  return drawn;
}

/** Keeps a picture of the page where whoever runs the tests asked for them (PAGES), to be looked at. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env.PAGES;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
