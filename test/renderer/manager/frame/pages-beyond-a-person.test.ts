import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../../core/problem.ts';
import { fail } from '../../../../core/result.ts';
import { hasChromium, seriousFindings, soon } from '../../fixtures/browser.ts';
import { goTo } from '../../fixtures/manager/manager-pages.ts';
import { type PeopleScene, peopleScenes } from '../../fixtures/manager/people-scenes.ts';
import { give, one, openedPages, overflows, week } from './opened-pages.ts';

describe.skipIf(!hasChromium)('approvals, search, teams and the lock in Chromium', { timeout: 60_000 }, () => {
  const { open, failing, slow } = openedPages();

  describe('what waits', () => {
    it('is asked for unasked only where people are few: it is a request for each', async () => {
      const { page, asked } = await open('#people', peopleScenes.thousand());
      await page.getByText('Received up to').first().waitFor();
      expect(asked('waiting')).toEqual([]);
      await page.getByRole('link', { name: 'Waiting' }).click();
      await page.locator('li[data-request]').first().waitFor();
      expect(asked('waiting')).toHaveLength(1);
    });
  });

  describe('a search', () => {
    const fill = async (page: Page) => {
      await page.getByLabel('Words to find').fill(' invoice ');
      await page.getByLabel(/^Person Two/).check();
      await page.getByLabel(/^Person 5/).check();
    };

    it('tells what is missing before anything is asked for', async () => {
      const { page, asked } = await open('#search');
      await page.getByLabel('Work record').check();
      const go = page.getByRole('button', { name: 'Search', exact: true });
      await go.click();
      await page.getByText('Type what to find.').waitFor();
      await page.getByLabel('Words to find').fill('invoice');
      await go.click();
      await page.getByText('Choose whose days to search.').waitFor();
      await page.getByLabel(/^Person Two/).check();
      await page.getByLabel('From', { exact: true }).fill('2026-11-18');
      await go.click();
      await page.getByText('The first day is after the last.').waitFor();
      await page.getByLabel('From', { exact: true }).fill('2024-11-18');
      await go.click();
      await page.getByText('At most a year at a time.').waitFor();
      expect(asked('startSearch')).toEqual([]);
    });

    it('finds day by day, names who and what was not searched, and a hit opens its span', async () => {
      const { page, asked } = await open('#search');
      await fill(page);
      await give(page, 'Question from the person', 'Search');
      await page.getByText(/days searched\.$/).waitFor();
      expect(asked('startSearch')).toMatchObject([
        { args: { from: '2026-10-19', to: '2026-11-17', text: 'invoice', reason: 'Question from the person' } },
      ]);
      await page.getByText('Your search for “invoice” was recorded for each of them.').waitFor();
      await page.getByText('1 person was not searched').waitFor();
      await page.getByText('1 day could not be searched').waitFor();
      const words = await page.getByTestId('found').textContent();
      expect(words).toMatch(/^\d+ places found for “invoice”$/);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0]);
      await soon(() => page.getByTestId('hit').first().locator('mark').textContent()).toMatch(/^invoice$/i);
      await page.getByTestId('hit').first().click();
      await page.getByRole('heading', { name: /^Why are you opening Person Two’s day, / }).waitFor();
      await soon(() => page.getByLabel('Question from the person').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Open the day' }).click();
      const selected = page.getByTestId('sums').getByRole('heading').first();
      await soon(() => selected.textContent()).toMatch(/^09:\d\d:00–09:\d\d:00$/);
      await soon(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('application');
      await soon(() => page.getByTestId('readout').textContent()).toMatch(/^09:/);
      await page.reload();
      await page.getByLabel('Question from the person').check();
      await page.getByRole('button', { name: 'Open the day' }).click();
      await soon(() => selected.textContent()).toMatch(/^09:\d\d:00–09:\d\d:00$/);
    });

    it('is still there on the way back', async () => {
      const { page, asked } = await open('#search');
      await fill(page);
      await give(page, 'Question from the person', 'Search');
      await page.getByText(/days searched\.$/).waitFor();
      const words = await page.getByTestId('found').textContent();
      await page.getByTestId('hit').first().click();
      await page.getByRole('heading', { name: /^Why are you opening Person Two’s day, / }).waitFor();
      await page.goBack();
      await soon(() => page.getByTestId('found').textContent()).toBe(words);
      expect(asked('startSearch')).toHaveLength(1);
    });

    it('says how far it is, and stops', async () => {
      const { page, asked } = await open('#search', slow('searchDay'));
      const found = page.getByTestId('found');
      await fill(page);
      await give(page, 'Work record', 'Search');
      // Nine days of October come from what was laid together of it.
      await page.getByText('9 of 22 days').waitFor();
      await soon(() => found.textContent()).toMatch(/^\d+ places so far for “invoice”$/);
      await soon(() => page.getByRole('progressbar').getAttribute('max')).toBe('22');
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped after 9 of 22 days.').waitFor();
      await soon(() => found.textContent()).toMatch(/^\d+ places found for “invoice”$/);
      expect(asked('searchDay')).toHaveLength(2);
    });

    it('that could not be recorded shows nothing', async () => {
      const { page, asked } = await open('#search', failing('startSearch'));
      await fill(page);
      await give(page, 'Work record', 'Search');
      await page.getByRole('alert').getByText('cannot be reached').waitFor();
      expect(asked('searchDay')).toEqual([]);
    });
  });

  describe('a team', () => {
    it('is summed up by week after a reason, with why a week is not shown', async () => {
      const { page, asked } = await open('#teams');
      await soon(() => page.getByRole('link', { name: 'Two' }).count()).toBe(0);
      await page.getByRole('link', { name: 'Support' }).click();
      await page.getByRole('heading', { level: 1, name: 'Support' }).waitFor();
      await soon(() => page.evaluate(() => location.href)).not.toContain('Support');
      await give(page, 'Planning of work', 'Show the sums');
      await page.getByTestId('team-report').waitFor();
      expect(asked('startTeamReport')).toMatchObject([
        { args: { team: 'Support', weeks: 12, reason: 'Planning of work' } },
      ]);
      await soon(() =>
        page.locator('[data-because]').evaluateAll((all) => all.map((each) => each.getAttribute('data-because'))),
      ).toEqual(['not-over', 'few-recorded']);
      await page.getByRole('button', { name: /^Week 44/ }).press('Enter');
      await page.getByRole('heading', { name: 'What the hours of Week 44 went to' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0]);
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Support' }).waitFor();
      await soon(() => page.getByRole('button', { name: 'Show the sums' }).isDisabled()).toBe(true);
    });

    it('says how many members were read, and Stop by the keyboard leads back to the reason', async () => {
      const { page, asked } = await open('#teams', slow('readTeamReport'));
      await page.getByRole('link', { name: 'Support' }).click();
      await page.getByRole('heading', { level: 1, name: 'Support' }).waitFor();
      await give(page, 'Planning of work', 'Show the sums');
      await page.getByText('0 of 12 members read…').first().waitFor();
      await soon(() => page.getByRole('progressbar', { name: 'Members read' }).getAttribute('max')).toBe('12');
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Stop' }).press('Enter');
      await page.getByRole('button', { name: 'Show the sums' }).waitFor();
      expect(asked('readTeamReport')).toHaveLength(1);
    });
  });

  describe('the lock', () => {
    const lockedBecause = async (scene: PeopleScene, because: PeopleScene['lock']['because']) => {
      scene.phase = 'locked';
      scene.lock = { ...scene.lock, because };
      scene.onChange();
    };

    it.each([
      ['inactive', 'because nobody used this page for 10 min'],
      ['suspended', 'because this computer went to sleep'],
      ['screen-locked', 'because the screen was locked'],
    ] as const)('that fell by itself (%s) says why, and leaves nothing of a day behind', async (because, words) => {
      const { page, scene, asked } = await open(`#day/${one}/2026-11-17`);
      await give(page, 'Fault or incident', 'Open the day');
      await page.getByTestId('day').waitFor();
      await lockedBecause(scene, because);
      await page.getByText(words).waitFor();
      const left = await page.evaluate(() => document.documentElement.outerHTML);
      for (const shown of ['Person One', 'Editor', 'notes.md', 'blob:']) expect(left).not.toContain(shown);
      await soon(() => page.evaluate(() => document.title)).toBe('Plainsight');
      await page.getByLabel('Passphrase', { exact: true }).fill('correct');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^Why are you opening .* Tuesday 17 November/ }).waitFor();
      await soon(() => page.getByLabel('Fault or incident').isChecked()).toBe(true);
      expect(asked('openDay')).toHaveLength(1);
      await page.keyboard.press('Enter');
      await page.getByTestId('day').waitFor();
      expect(asked('openDay')).toHaveLength(2);
    });

    it('falls at once with the first answer that says so', async () => {
      const { page, scene } = await open('#teams');
      await page.getByRole('link', { name: 'Support' }).waitFor();
      const { service } = scene;
      scene.service = { ...service, days: async () => fail(problem('viewer-locked')) };
      scene.phase = 'locked';
      await goTo(page, week);
      await page.getByRole('heading', { name: 'Your viewing key is locked' }).waitFor();
    });

    it('is put on by hand, with staying unlocked a choice that starts off', async () => {
      const { page, asked } = await open('#people');
      await page.getByText('Locks by itself after 10 min without you.').waitFor();
      const stay = page.getByLabel('Stay unlocked on this computer');
      await soon(() => stay.isChecked()).toBe(false);
      // It shows what the service says, not what was clicked.
      await stay.click();
      await soon(() => stay.isChecked()).toBe(true);
      await soon(() => asked('setStay')).toMatchObject([{ args: { stay: true } }]);
      await page.getByRole('button', { name: 'Lock' }).click();
      await page.getByRole('heading', { name: 'Your viewing key is locked' }).waitFor();
      await soon(() => page.getByTestId('because').count()).toBe(0);
      await soon(() => stay.isChecked()).toBe(false);
      await page.getByText('stays in the memory of this program').waitFor();
      await page.getByLabel('Passphrase', { exact: true }).fill('correct');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      expect(asked('unlock')).toMatchObject([{ args: { passphrase: 'correct', stay: false } }]);
    });

    it('is told of somebody at the page, at most twice a minute', async () => {
      const { page, asked } = await open('#people');
      await page.getByText('Received up to').first().waitFor();
      expect(asked('touch')).toEqual([]);
      await page.mouse.move(200, 200);
      for (let index = 0; index < 5; index += 1) await page.keyboard.press('Tab');
      await soon(() => asked('touch')).toHaveLength(1);
    });
  });
});
