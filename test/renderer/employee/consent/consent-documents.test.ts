import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hasChromium, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { type EmployeeScene, scene } from '../../fixtures/employee/employee-scenes.ts';
import { statusOf } from '../../fixtures/employee/employee-statuses.ts';
import { openedConsent } from './opened-consent.ts';

describe.skipIf(!hasChromium)('what the Consent page gives to keep, in Chromium', { timeout: 60_000 }, () => {
  const open = openedConsent();

  describe('history and receipts', () => {
    it('lists every entry, newest first, in words', async () => {
      const { page } = await open(usual());
      await page.getByRole('switch', { name: 'Apps in use' }).click();
      await soon(() => page.getByTestId('entry').count()).toBe(7);
      const first = await page.getByTestId('entry').first().locator('td').allTextContents();
      expect(first.slice(1, 5)).toEqual(['Apps in use', 'You withdrew', 'On this page', 'Waiting to be sent']);
      expect(first[0]).toMatch(/^17 Nov 2026, \d\d:\d\d$/);
    });

    it('opens a receipt by keyboard, which can be kept and closes back to its button', async () => {
      const { page } = await open(usual());
      const button = page.getByRole('button', { name: /^Receipt: Screenshots/ });
      await button.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Consent receipt' });
      await dialog.getByText('Works council office').waitFor();
      await dialog.getByText('KI-CR-v1.1.0').waitFor();
      await dialog.getByText('30 days').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      const download = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Keep the receipt (JSON)' }).press('Enter');
      const kept = await download;
      expect(kept.suggestedFilename()).toBe('consent-receipt-2026-11-17-screenshots.json');
      expect(JSON.parse(await readFile(await kept.path(), 'utf8')).version).toBe('KI-CR-v1.1.0');
      const second = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Keep the signed record (JSON-LD)' }).press('Enter');
      expect((await second).suggestedFilename()).toBe('consent-record-2026-11-17-screenshots.jsonld');
      await page.keyboard.press('Escape');
      await soon(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
        /^Receipt: Scr/,
      );
      expect(await violationsOf(page)).toEqual([]);
    });

    it('prints the receipt and nothing else', async () => {
      const { page } = await open(usual());
      await page.getByRole('button', { name: /^Receipt: Screenshots/ }).click();
      await page.getByRole('dialog').getByText('KI-CR-v1.1.0').waitFor();
      await page.emulateMedia({ media: 'print' });
      await soon(() => page.locator('#page').isVisible()).toBe(false);
      await soon(() => page.getByRole('button', { name: 'Print' }).count()).toBe(0);
      await soon(() => page.getByTestId('receipt').isVisible()).toBe(true);
      // All of it, however long: nothing is cut off by a window that scrolls.
      const cut = await page.locator('.paper').evaluate((each) => each.scrollHeight - each.clientHeight);
      expect(cut).toBeLessThanOrEqual(1);
      expect((await page.pdf()).subarray(0, 4).toString()).toBe('%PDF');
    });
  });

  it('says who is responsible, and gives the whole notice to print', async () => {
    const { page } = await open(usual());
    const card = page.getByRole('region', { name: 'Who is responsible' });
    await card.getByText('privacy@works.example.org').waitFor();
    await card.getByRole('button', { name: 'Read the whole notice' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'What Example Works asks for' });
    await soon(() => dialog.locator('h3').allTextContents()).toEqual([
      'Apps in use',
      'Window titles',
      'Websites',
      'How many keys and clicks',
      'Active, idle and away',
      'Screenshots',
      'Who is responsible',
      'Your rights',
    ]);
    await dialog.getByText('Complain to a data protection authority').waitFor();
    await dialog.getByRole('button', { name: 'Print' }).waitFor();
  });

  function usual(): EmployeeScene {
    return scene({ status: statusOf() });
  }
});
