import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { hasChromium, seriousFindings, soon } from '../../fixtures/browser.ts';
import { goTo } from '../../fixtures/manager/manager-pages.ts';
import { type PeopleScene, peopleScenes, personId } from '../../fixtures/manager/people-scenes.ts';
import { openedPages, overflows, week } from '../frame/opened-pages.ts';

const box = (page: Page, person: number) => page.locator(`[data-person="${personId(person)}"] input`);

describe.skipIf(!hasChromium)('a review of several people in Chromium', { timeout: 60_000 }, () => {
  const { open } = openedPages();

  /** The dialog over the list, with these people chosen. */
  async function asked(people: readonly number[], scene: PeopleScene = peopleScenes.full()) {
    const known = await open('#people', scene);
    await known.page.getByRole('button', { name: 'By name' }).click();
    for (const person of people) await box(known.page, person).check();
    const count = people.length === 1 ? '1 person' : `${people.length} people`;
    await known.page.getByRole('button', { name: `Review a day of ${count}…` }).click();
    const dialog = known.page.getByRole('dialog');
    await dialog.waitFor();
    return { ...known, dialog, openedFor: () => known.asked('openDay').map(({ args }) => args) };
  }
  const day = '2026-11-17';
  const of = (person: number) => ({ person: personId(person), day, reason: 'Work record' });
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

  it('opens each day when it is gone to, by one reason, and none that is not', async () => {
    const { page, dialog, openedFor } = await asked([4, 6, 8, 10]);
    await dialog.getByText('Person 4, Person 6, Person 8 and Person 10').waitFor();
    await dialog.getByText('Of a day that you do not go to nothing is recorded.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByLabel('Work record').check();
    await dialog.getByRole('button', { name: 'Open the first day' }).click();
    await heading(page, 'Person 4').waitFor();
    await page.getByText('1 of 4 in this review of Tuesday 17 November 2026.').waitFor();
    await page.keyboard.press('j');
    await heading(page, 'Person 6').waitFor();
    await page.keyboard.press('j');
    await heading(page, 'Person 8').waitFor();
    expect(openedFor()).toEqual([of(4), of(6), of(8)]);
    // Back to a day that was opened: it is there, and not opened once more.
    await page.keyboard.press('k');
    await heading(page, 'Person 6').waitFor();
    await page.getByText('2 of 4 in this review').waitFor();
    expect(openedFor()).toHaveLength(3);
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'End the review' }).click();
    await heading(page, 'People').waitFor();
    expect(openedFor()).toEqual([of(4), of(6), of(8)]);
  });

  it('names J and K only where single keys are on', async () => {
    const { page, dialog } = await asked([4, 6]);
    await dialog.getByText('with J and K or the buttons.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('checkbox', { name: 'Single keys' }).uncheck();
    await page.getByRole('button', { name: 'Review a day of 2 people…' }).click();
    await dialog.getByText('each when you go to it, with the buttons.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('checkbox', { name: 'Single keys' }).check();
  });

  it('opens nothing without a reason, nor where it is called off', async () => {
    const { page, dialog, openedFor } = await asked([4, 6]);
    await soon(() => dialog.getByRole('button', { name: 'Open the first day' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Which day').fill('no day');
    await dialog.getByLabel('Work record').check();
    await dialog.getByText('Type a day.').waitFor();
    await soon(() => dialog.getByRole('button', { name: 'Open the first day' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await soon(() => box(page, 4).isChecked()).toBe(true);
    expect(openedFor()).toEqual([]);
  });

  it('ends with the first place that does not belong to it: the next day asks for its own reason', async () => {
    const { page, dialog, openedFor } = await asked([4, 6]);
    await dialog.getByLabel('Work record').check();
    await dialog.getByRole('button', { name: 'Open the first day' }).click();
    await heading(page, 'Person 4').waitFor();
    await goTo(page, week);
    await page.getByRole('heading', { level: 1, name: 'Person One' }).waitFor();
    await goTo(page, `#day/${personId(6)}/${day}`);
    await page
      .getByRole('heading', { name: /^Why are you opening Person 6’s day, Tuesday 17 November 2026\?$/ })
      .waitFor();
    expect(openedFor()).toEqual([of(4)]);
  });

  it('leaves out whose day may not be opened, and says so', async () => {
    const scene = peopleScenes.full();
    const { service } = scene;
    scene.service = {
      ...service,
      people: async (args) => {
        const told = await service.people(args);
        if (!told.ok) return told;
        const spans = [{ from: daySchema.parse('2026-11-18'), to: null }];
        return { ...told, value: told.value.map((each) => (each.person === personId(6) ? { ...each, spans } : each)) };
      },
    };
    const { page, dialog, openedFor } = await asked([4, 6, 8], scene);
    await dialog.getByText('1 person is left out: you may not open that day of theirs.').waitFor();
    await dialog.getByLabel('Work record').check();
    await dialog.getByRole('button', { name: 'Open the first day' }).click();
    await heading(page, 'Person 4').waitFor();
    await page.keyboard.press('j');
    await heading(page, 'Person 8').waitFor();
    await page.getByText('2 of 2 in this review').waitFor();
    expect(openedFor()).toEqual([of(4), of(8)]);
  });

  it('can be gone through on a narrow window, within its width', async () => {
    const { page, dialog } = await asked([4, 6]);
    expect(await overflows(page)).toEqual([0, 0]);
    await page.setViewportSize({ width: 390, height: 844 });
    await dialog.getByLabel('Work record').check();
    await dialog.getByRole('button', { name: 'Open the first day' }).click();
    await heading(page, 'Person 4').waitFor();
    await page.getByRole('link', { name: 'Next person on this day: Person 6' }).click();
    await heading(page, 'Person 6').waitFor();
    await soon(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
