import type { Page } from 'playwright-core';
import { photograph } from './browser.ts';

/** What the employee's page said while it was being recorded, and the picture that was deleted on it. */
export interface SeenWhileRecording {
  readonly recording: string | null;
  readonly answer: string;
  readonly countdown: string;
  readonly deletedShot: string;
}

/** Agrees to everything that this desktop can record, switch by switch; answers the instant from which programs are recorded. */
export async function consentOnPage(page: Page): Promise<number> {
  // Programs last: what is known of a window is then whole from its first moment.
  for (const purpose of ['titles', 'input-counts', 'presence', 'screenshots', 'apps']) {
    const row = page.locator(`li[data-purpose=${purpose}]`);
    await row.getByRole('switch').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator(`li[data-purpose=${purpose}][data-event=agreed]`).waitFor();
  }
  return Date.now();
}

/** Reads what the page says, and deletes the newest picture that is on hold. */
export async function deleteNewestHeld(page: Page, name: string): Promise<SeenWhileRecording> {
  await page.locator('nav a[href="#today"]').click();
  const held = page.getByTestId('held-shot').first();
  await held.locator('img[data-shot-id]').waitFor();
  await photograph(page, name);
  const deletedShot = await held.locator('img[data-shot-id]').getAttribute('data-shot-id');
  if (deletedShot === null) throw new Error('a picture without an id');
  const row = page.getByTestId('held-shot').filter({ has: page.locator(`img[data-shot-id="${deletedShot}"]`) });
  const countdown = await row.getByTestId('countdown').innerText();
  await row.getByRole('button', { name: 'Delete' }).click();
  await row.getByRole('group').getByRole('button', { name: 'Delete' }).click();
  await row.waitFor({ state: 'detached' });
  return {
    recording: await page.locator('[data-recording]').getAttribute('data-recording'),
    answer: await page.getByTestId('answer').innerText(),
    countdown,
    deletedShot,
  };
}
