import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../../core/problem.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { openData } from '../../fixtures/employee/data-pages.ts';
import { answerTo, idleId, meetingId, on, yesterday } from '../../fixtures/employee/data-scene.ts';

describe.skipIf(!hasChromium)('own entries in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const open = (hash: string, options?: Parameters<typeof openData>[2]) => openData(world, hash, options);

  describe('the person’s entries', () => {
    it('are added by keyboard, with each error beside its field', async () => {
      const { page, data } = await open('#data/2026-11-16');
      await page.getByRole('button', { name: 'Add time' }).press('Enter');
      const form = page.getByRole('form', { name: 'Add time' });
      await soon(() => page.evaluate(() => (document.activeElement as HTMLInputElement).placeholder)).toBe('hh:mm');
      await page.keyboard.press('Enter');
      await form.getByText('Enter when it began.').waitFor();
      await soon(() => form.locator('[aria-invalid="true"]').count()).toBe(3);
      expect(await seriousFindings(page)).toEqual([]);
      await form.getByLabel('Start').fill('17:00');
      await form.getByLabel('End').fill('16:00');
      await form.getByLabel('What it was').fill('Visit');
      await page.keyboard.press('Enter');
      await form.getByText('The end has to be after the start.').waitFor();
      await soon(() => form.getByLabel('End').evaluate((field) => field === document.activeElement)).toBe(true);
      await form.getByLabel('End').fill('17:30');
      await form.getByLabel('Category').fill('Meetings');
      await form.getByLabel('This was a call').press('Space');
      await form.getByRole('button', { name: 'Add' }).press('Enter');
      await soon(() => page.getByTestId('entry').count()).toBe(3);
      expect(data.calls).toEqual([
        {
          call: 'addTime',
          args: {
            start: on(yesterday, 17),
            end: on(yesterday, 17, 30),
            label: 'Visit',
            category: 'Meetings',
            note: null,
            isCall: true,
          },
        },
      ]);
      const row = page.getByTestId('entry').filter({ hasText: 'Visit' });
      await soon(() => row.textContent()).toContain('Counts');
      await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add time');
    });

    it('suggest the categories that were used', async () => {
      const { page } = await open('#data/2026-11-16');
      await page.getByTestId('entry').first().waitFor();
      await page.getByRole('button', { name: 'Add time' }).click();
      const options = page.locator('datalist option');
      await soon(() => options.evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value))).toEqual([
        'Meetings',
        'Support',
      ]);
      await page.keyboard.press('Escape');
      await soon(() => page.getByRole('form', { name: 'Add time' }).count()).toBe(0);
    });

    it('correct a span that was selected on the timeline, and what was recorded stays beside', async () => {
      const span = `${on(yesterday, 9, 31)}-${on(yesterday, 9, 40)}`;
      const { page, data } = await open(`#data/2026-11-16/${span}`);
      await page.getByRole('button', { name: 'Correct the selected time' }).press('Enter');
      const form = page.getByRole('form', { name: 'Correct' });
      await soon(() => form.getByLabel('Start').inputValue()).toBe('09:31');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByText('Say what was different').waitFor();
      await form.getByLabel('Note').fill('On the phone');
      await form.getByRole('button', { name: 'Save' }).click();
      const row = page.getByTestId('entry').filter({ hasText: 'On the phone' });
      await row.getByText('Recorded: Idle 09:31–09:40').waitFor();
      expect(data.calls[0]).toMatchObject({ call: 'correct', args: { of: null, note: 'On the phone', label: null } });
    });

    it('can be corrected, with what was said first beside, and taken back after one question', async () => {
      const { page, data } = await open('#data/2026-11-16');
      const row = page.getByTestId('entry').filter({ hasText: 'Meetings' });
      await row.getByRole('button', { name: 'Correct 12:05–12:45' }).press('Enter');
      const form = page.getByRole('form', { name: 'Correct' });
      await form.getByLabel('What it was').fill('Planning by phone');
      await form.getByLabel('End').fill('12:50');
      await form.getByRole('button', { name: 'Save' }).press('Enter');
      await row.getByText('Planning by phone').waitFor();
      await row.getByText('First entered: Planning at the customer’s, Meetings 12:05–12:45').waitFor();
      await row.getByRole('button', { name: 'Take back 12:05–12:50' }).press('Enter');
      await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Keep');
      await page.keyboard.press('Enter');
      expect(data.calls).toHaveLength(1);
      await row.getByRole('button', { name: 'Take back' }).press('Enter');
      await row.getByRole('group').getByRole('button', { name: 'Take back' }).press('Enter');
      await soon(() => row.getAttribute('data-standing')).toBe('taken-back');
      expect(data.calls.at(-1)).toMatchObject({ call: 'correct', args: { of: meetingId, isTakenBack: true } });
      await soon(() => row.getByRole('button', { name: 'Correct' }).count()).toBe(0);
    });

    it('say whether they wait for approval, and what the manager answered', async () => {
      const opened = await open('#data/2026-11-15');
      const { page, data } = opened;
      data.needsApproval = true;
      data.days.set(
        yesterday,
        (data.days.get(yesterday) ?? []).map((record) =>
          record.kind === 'manual' || record.kind === 'correction' ? { ...record, needsApproval: true } : record,
        ),
      );
      data.answers = [answerTo(idleId, false, 'That was a break.')];
      await page.getByRole('button', { name: 'Next day' }).click();
      const [call, meeting] = [page.getByTestId('entry').nth(0), page.getByTestId('entry').nth(1)];
      await soon(() => call.getAttribute('data-standing')).toBe('declined');
      await call.getByText('Team lead: “That was a break.”').waitFor();
      await meeting.getByText('Waits for approval').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('say what the service refuses, and keep what was typed', async () => {
      const { page, scene } = await open('#data/2026-11-16');
      const refusal = problem('entry-too-old');
      Object.assign(scene.service, { addTime: async () => ({ ok: false, problem: refusal }) });
      await page.getByRole('button', { name: 'Add time' }).click();
      const form = page.getByRole('form', { name: 'Add time' });
      await form.getByLabel('Start').fill('17:00');
      await form.getByLabel('End').fill('17:30');
      await form.getByLabel('What it was').fill('Visit');
      await form.getByRole('button', { name: 'Add' }).click();
      await form.getByRole('alert').getByText('longer ago than your organisation keeps anything').waitFor();
      await soon(() => form.getByLabel('What it was').inputValue()).toBe('Visit');
    });
  });
});
