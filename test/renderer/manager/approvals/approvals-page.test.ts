import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fail } from '../../../../core/result.ts';
import { hasChromium, seriousFindings, soon } from '../../fixtures/browser.ts';
import { peopleScenes, personId, refused, waitingOf } from '../../fixtures/manager/people-scenes.ts';
import { one, openedPages, overflows } from '../frame/opened-pages.ts';

const rows = (page: Page) => page.locator('li[data-request]');
const box = (page: Page, index: number) => rows(page).nth(index).getByRole('checkbox');
const bar = (page: Page) => page.getByTestId('answer-bar');
const steps = (page: Page) => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-step')));
const checked = (page: Page) =>
  rows(page).evaluateAll((all) => all.map((row) => Number(row.querySelector('input')?.checked)).join(''));

describe.skipIf(!hasChromium)('what waits, in Chromium', { timeout: 60_000 }, () => {
  const { open, failing } = openedPages();

  /** The page with its clock in the test's hand: ten seconds pass when the test says so. */
  async function opened(scene = peopleScenes.full(), options?: Parameters<typeof open>[2]) {
    const known = await open('#waiting', scene, options);
    await known.page.clock.install();
    await rows(known.page).first().waitFor();
    return known;
  }

  it('is approved in its place, ten seconds later, and counted beside the page’s name', async () => {
    const { page, asked } = await opened();
    await soon(() => page.getByTestId('waiting-count').textContent()).toBe('5');
    await soon(() => rows(page).first().textContent()).toContain('Visit at the customer');
    await rows(page)
      .first()
      .getByRole('button', { name: /^Approve/ })
      .press('Enter');
    await page
      .getByText(
        '1 entry will be approved in ten seconds, or when you answer the next or leave this page. Nothing is sent',
      )
      .waitFor();
    await soon(() => box(page, 1).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(asked('answer')).toEqual([]);
    await page.clock.fastForward(10_000);
    await rows(page).first().getByText('Approved').waitFor();
    expect(asked('answer')).toMatchObject([{ args: { person: one, approved: true, note: '' } }]);
    await soon(() => page.getByTestId('waiting-count').textContent()).toBe('4');
    await soon(() => page.locator('[data-unread]').textContent()).toContain('Person 5 The store');
    expect(asked('waiting')).toHaveLength(1);
  });

  it('is not declined without a note, and is with one', async () => {
    const { page, asked } = await opened();
    await rows(page)
      .first()
      .getByRole('button', { name: /^Decline/ })
      .click();
    const note = bar(page).getByLabel('A note to Person One, needed to decline');
    await soon(() => note.evaluate((element) => element === document.activeElement)).toBe(true);
    await bar(page).getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Write why you decline: the person reads it.').waitFor();
    expect(await steps(page)).toEqual(['open', 'open', 'open', 'open', 'open']);
    await note.fill(' Not on this day ');
    await bar(page).getByRole('button', { name: 'Decline' }).click();
    await page.clock.fastForward(10_000);
    await rows(page).first().getByText('Declined').waitFor();
    expect(asked('answer')).toMatchObject([{ args: { person: one, approved: false, note: 'Not on this day' } }]);
  });

  it('is chosen by keyboard, answered together with one note, and taken back with Ctrl + Z', async () => {
    const { page, asked } = await opened();
    await box(page, 0).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await soon(() => checked(page)).toBe('11100');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await soon(() => checked(page)).toBe('11101');
    await bar(page).getByText('4 entries of 3 people chosen').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('Thank you');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await soon(() => steps(page)).toEqual(['held', 'held', 'held', 'open', 'held']);
    await soon(() => box(page, 3).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+z');
    await page.getByText('Taken back. Nothing was sent.').waitFor();
    await soon(() => checked(page)).toBe('11101');
    await page.clock.fastForward(20_000);
    expect(asked('answer')).toEqual([]);
    await soon(() => bar(page).getByRole('textbox').inputValue()).toBe('Thank you');
    await bar(page).getByRole('button', { name: 'Approve' }).click();
    await page.clock.fastForward(10_000);
    await soon(() => steps(page)).toEqual(['sent', 'sent', 'sent', 'open', 'sent']);
    expect(new Set(asked('answer').map(({ args }) => (args as { note: string }).note))).toEqual(new Set(['Thank you']));
    expect(asked('answer')).toHaveLength(4);
  });

  it('takes along all between two clicks with Shift, and everything of a person', async () => {
    const { page } = await opened();
    await box(page, 1).click();
    await box(page, 3).click({ modifiers: ['Shift'] });
    await soon(() => checked(page)).toBe('01110');
    await bar(page).getByRole('button', { name: 'Choose none' }).click();
    await page.getByRole('button', { name: 'By person' }).click();
    await page.getByRole('region', { name: 'Person Two' }).getByLabel('Choose all 2 of Person Two').check();
    await bar(page).getByText('2 entries of Person Two chosen').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'By team' }).click();
    await soon(() => page.locator('.waiting-group h2').allTextContents()).toEqual(['Sales', 'Support', 'In no team']);
    await page.getByLabel(/^Choose (the entry of somebody|all \d+ of people) in no team$/).waitFor();
    await page.getByRole('button', { name: 'Oldest first' }).click();
    await page.getByLabel('Choose all 5').check();
    await soon(() => checked(page)).toBe('11111');
  });

  it('keeps a note that is being written to others while a row is approved, and while that is taken back', async () => {
    const { page } = await opened();
    await box(page, 1).check();
    await box(page, 2).check();
    await bar(page).getByRole('textbox').fill('Which customer was it?');
    const first = rows(page)
      .first()
      .getByRole('button', { name: /^Approve/ });
    await first.click();
    await soon(() => steps(page)).toEqual(['held', 'open', 'open', 'open', 'open']);
    expect(await bar(page).getByRole('textbox').inputValue()).toBe('Which customer was it?');
    await page.getByRole('button', { name: 'Undo' }).click();
    await soon(() => steps(page)).toEqual(['open', 'open', 'open', 'open', 'open']);
    expect(await checked(page)).toBe('01100');
    expect(await bar(page).getByRole('textbox').inputValue()).toBe('Which customer was it?');
  });

  it('says that somebody else was sooner, once the list is read anew, and sends no second answer', async () => {
    const { page, scene, asked } = await opened();
    await rows(page)
      .first()
      .getByRole('button', { name: /^Approve/ })
      .click();
    scene.waitingEntries = scene.waitingEntries.slice(1);
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('1 entry was answered by somebody else or taken back meanwhile').waitFor();
    expect(await page.getByTestId('decided').textContent()).not.toContain('will be approved');
    await page.clock.fastForward(20_000);
    expect(asked('answer')).toEqual([]);
  });

  it('goes out at once when the page is left for another', async () => {
    const { page, asked } = await opened();
    await rows(page)
      .first()
      .getByRole('button', { name: /^Approve/ })
      .click();
    await page.getByRole('link', { name: 'People' }).click();
    await soon(() => asked('answer').length).toBe(1);
    await soon(() => page.getByTestId('waiting-count').textContent()).toBe('4');
  });

  it('stays waiting where the answer could not be sent, and says so', async () => {
    const { page, scene } = await opened(failing('answer'));
    await rows(page)
      .first()
      .getByRole('button', { name: /^Approve/ })
      .click();
    await page.clock.fastForward(10_000);
    await rows(page).first().getByText('Your answer was not sent.').waitFor();
    await page.getByRole('alert').getByText('1 of 1 answer was not sent').waitFor();
    await soon(() => box(page, 0).isEnabled()).toBe(true);
    await soon(() => page.getByTestId('waiting-count').textContent()).toBe('5');
    expect(await seriousFindings(page)).toEqual([]);
    scene.failing.clear();
    await page.getByRole('button', { name: 'Send again' }).click();
    await soon(() => page.getByTestId('waiting-count').textContent()).toBe('4');
  });

  it('names those of a batch whose answers could not be sent, and sends the others', async () => {
    const scene = peopleScenes.full();
    const { service } = scene;
    scene.service = {
      ...service,
      answer: async (args) => (args.person === personId(2) ? fail(refused) : service.answer(args)),
    };
    const { page } = await opened(scene);
    await page.getByLabel('Choose all 5').check();
    await bar(page).getByRole('button', { name: 'Approve' }).click();
    await page.clock.fastForward(10_000);
    await soon(() => steps(page)).toEqual(['sent', 'failed', 'sent', 'sent', 'failed']);
    const alert = page.getByTestId('not-sent');
    await soon(() => alert.textContent()).toContain('2 of 5 answers were not sent');
    await soon(() => alert.textContent()).toContain(
      'Person Two (Call with support) and Person Two (Call with support)',
    );
  });

  it('names a few where very many could not be sent, and counts the others', async () => {
    const scene = failing('answer');
    scene.waitingEntries = waitingOf(30, 10);
    const { page } = await opened(scene);
    await page.getByLabel('Choose all 30').check();
    await bar(page).getByRole('button', { name: 'Approve' }).click();
    await page.clock.fastForward(10_000);
    await soon(() => page.getByTestId('not-sent').textContent()).toMatch(
      /30 of 30 answers were not sent: .* and 22 more\./,
    );
    await soon(() => steps(page)).toEqual(Array.from({ length: 30 }, () => 'failed'));
  });

  it.each([
    ['en', false],
    ['de', true],
    ['es', false],
  ] as const)('holds a hundred entries of forty people within its width (%s)', async (locale, dark) => {
    const scene = peopleScenes.full();
    scene.waitingEntries = waitingOf(100, 40);
    const { page, complaints } = await opened(scene, { locale, dark });
    await soon(() => rows(page).count()).toBe(100);
    await box(page, 0).check();
    await bar(page).waitFor();
    expect(await overflows(page)).toEqual([0, 0]);
    await page.setViewportSize({ width: 390, height: 844 });
    await soon(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
