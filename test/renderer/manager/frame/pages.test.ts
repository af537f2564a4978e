import { describe, expect, it } from 'vitest';
import { hasChromium, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { goTo } from '../../fixtures/manager/manager-pages.ts';
import { peopleScenes, personId } from '../../fixtures/manager/people-scenes.ts';
import { give, one, openedPages, overflows, week } from './opened-pages.ts';

describe.skipIf(!hasChromium)('the manager’s pages in Chromium', { timeout: 60_000 }, () => {
  const { open, failing, slow } = openedPages();

  it.each([
    ['people', '#people', peopleScenes.full, 'Received up to 14:09', false],
    ['people in the dark', '#people', peopleScenes.few, '3 people', true],
    ['nobody', '#people', peopleScenes.nobody, 'Nobody has given you access yet', false],
    ['people who cannot be had', '#people', () => failing('people'), 'cannot be reached', false],
    ['people who take long', '#people', () => slow('people'), 'Still reading people…', false],
    ['a person', week, peopleScenes.few, 'Why are you looking at the sums of Person One', true],
    ['somebody else', `#person/${personId(999)}`, peopleScenes.few, 'You have no access to this person', false],
    ['what waits', '#waiting', peopleScenes.full, '5 entries wait for an answer', true],
    ['that nothing waits', '#waiting', peopleScenes.nobody, 'Nothing waits for an answer', false],
    ['that what waits is not known', '#waiting', () => failing('waiting'), 'cannot be reached', false],
    ['a search', '#search', peopleScenes.full, 'Each person who is searched sees', false],
    ['teams', '#teams', peopleScenes.full, 'Fewer than 5 people, so there is no report.', true],
    ['no teams', '#teams', peopleScenes.nobody, 'There is no team yet', false],
    ['teams that cannot be had', '#teams', () => failing('teams'), 'cannot be reached', false],
  ] as const)('shows %s, with nothing serious for axe, within its width', async (_, place, scene, words, dark) => {
    const { page, complaints } = await open(place, scene(), { dark });
    await page.getByText(words).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  describe('people', () => {
    it('asks only for those in sight, and says what was heard of each', async () => {
      const { page, asked } = await open('#people', peopleScenes.thousand());
      await page.getByRole('button', { name: 'By name' }).click();
      await page.getByText('Received up to 14:04').waitFor();
      const rows = page.locator('[data-person]');
      await soon(() => rows.count()).toBe(1000);
      await soon(() => rows.nth(1).textContent()).toContain('Your view could not be recorded, so nothing is shown.');
      await soon(() => rows.nth(2).textContent()).toMatch(/Sun 15 Nov.*nothing from today yet/);
      const wanted = () => asked('presence').flatMap(({ args }) => (args as { people: string[] }).people);
      expect(wanted().length).toBeLessThan(60);
      expect(wanted()).not.toContain(personId(900));
      // Rows above it are laid out as they are passed, which can move it on.
      await soon(async () => {
        await page.getByRole('link', { name: 'Person 900' }).scrollIntoViewIfNeeded();
        return wanted();
      }).toContain(personId(900));
      expect(
        Math.max(...asked('presence').map(({ args }) => (args as { people: string[] }).people.length)),
      ).toBeLessThan(51);
    });

    it('finds people by name and team, and puts them in order of their last upload when asked to', async () => {
      const { page, asked } = await open('#people');
      await page.getByPlaceholder('Find a person or team').fill('sales');
      await page.getByText('11 people of 40').waitFor();
      await page.getByPlaceholder('Find a person or team').fill('nothing like it');
      await page.getByText('Nobody’s name or team holds “nothing like it”.').waitFor();
      await page.getByPlaceholder('Find a person or team').fill('');
      await page.getByRole('button', { name: 'By last upload' }).click();
      await soon(() => page.locator('.person-name').first().textContent()).toBe('Person 40');
      const everybody = asked('presence').flatMap(({ args }) => (args as { people: string[] }).people);
      expect(new Set(everybody).size).toBe(40);
    });

    it('goes along the names with the arrows and opens one with Enter', async () => {
      const { page } = await open('#people');
      await page.locator('.person-name').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Person 12' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    });
  });

  describe('a person', () => {
    it('is summed up after a reason, by day, with what is not counted and why', async () => {
      const { page, asked } = await open(week);
      await soon(() => page.getByRole('button', { name: 'Show the sums' }).isDisabled()).toBe(true);
      expect(asked('period')).toEqual([]);
      await give(page, 'Planning of work', 'Show the sums');
      await page.getByTestId('period').waitFor();
      expect(asked('period')).toMatchObject([
        { args: { person: one, from: '2026-11-09', to: '2026-11-15', reason: 'Planning of work' } },
      ]);
      await soon(() => page.getByTestId('period-words').textContent()).toMatch(
        /^4 days: 35 h 32 min recorded\. Of what was recorded, .* was idle and .* in calls\.$/,
      );
      const rows = page.locator('tr[data-row]');
      await soon(() => rows.count()).toBe(7);
      await soon(() => rows.nth(2).textContent()).toContain(
        'Not counted: The sums of 2 June 2026 are missing from the bucket.',
      );
      await soon(() => rows.nth(5).textContent()).toContain('Nothing');
      // Bars are drawn, and drawn again when they take another size.
      const alphaOf = (element: Element) =>
        (element as HTMLCanvasElement).getContext('2d')?.getImageData(4, 8, 1, 1).data[3];
      const bar = page.locator('.state-bar canvas').first();
      await soon(() => bar.evaluate(alphaOf)).toBe(255);
      const before = await bar.evaluate(({ clientWidth }) => clientWidth);
      await page.setViewportSize({ width: 1920, height: 900 });
      await soon(() => bar.evaluate(({ clientWidth }) => clientWidth)).toBeGreaterThan(before);
      await soon(() => bar.evaluate(alphaOf)).toBe(255);
      await page.getByText('1 day is not counted').click();
      await page.getByText('You may still be able to open the days themselves.').waitFor();
      await page.getByText('Your view of these sums was recorded at 17:14 and is visible to the person.').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0]);
    });

    it('keeps the reason from week to week, and leaves a receipt for each', async () => {
      const { page, asked } = await open(week);
      await give(page, 'Work record', 'Show the sums');
      await page.getByTestId('period').waitFor();
      await page.getByTestId('before').click();
      await soon(() => page.getByTestId('span').textContent()).toBe('Week 45, 2–8 Nov 2026');
      await page.getByTestId('period').waitFor();
      await page.getByRole('link', { name: 'Year' }).click();
      await page.locator('tr[data-row="2026-11"]').waitFor();
      expect(asked('period').map(({ args }) => args)).toEqual([
        { person: one, from: '2026-11-09', to: '2026-11-15', reason: 'Work record' },
        { person: one, from: '2026-11-02', to: '2026-11-08', reason: 'Work record' },
        { person: one, from: '2026-01-01', to: '2026-12-31', reason: 'Work record' },
      ]);
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('link', { name: 'November 2026', exact: true }).click();
      await soon(() => page.getByTestId('span').textContent()).toBe('November 2026');
    });

    it('says that the sums take long, and can be given up', async () => {
      const { page, asked } = await open(week, slow('period'));
      await give(page, 'Work record', 'Show the sums');
      await page.getByText('The bucket is taking longer than usual. Still reading the sums…').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByRole('button', { name: 'Show the sums' }).waitFor();
      await soon(() => page.getByLabel('Work record').isChecked()).toBe(true);
      expect(asked('period')).toHaveLength(1);
    });

    it('says why there are no sums, and asks again only when somebody asks', async () => {
      const scene = failing('period');
      const { page, asked } = await open(week, scene);
      await give(page, 'Work record', 'Show the sums');
      await page.getByRole('alert').getByText('cannot be reached').waitFor();
      scene.failing.clear();
      scene.onChange();
      expect(asked('period')).toHaveLength(1);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByTestId('period').waitFor();
      expect(asked('period')).toHaveLength(2);
    });

    it('leads to a day by the calendar, where the reason is asked for with the last one filled in', async () => {
      const { page, asked } = await open(week);
      await give(page, 'Planning of work', 'Show the sums');
      await page.getByTestId('period').waitFor();
      await page.locator('[data-day="2026-11-12"]').focus();
      await page.keyboard.press('Enter');
      await page
        .getByRole('heading', { name: 'Why are you opening Person One’s day, Thursday 12 November 2026?' })
        .waitFor();
      await soon(() => page.getByLabel('Planning of work').isChecked()).toBe(true);
      expect(asked('openDay')).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByTestId('day').waitFor();
      await page.getByRole('link', { name: 'Day before: Wed 11 Nov' }).click();
      await page.getByRole('heading', { name: /Wednesday 11 November/ }).waitFor();
      expect(asked('openDay')).toHaveLength(1);
    });
  });

  it.each([
    ['de', 'Personen', 'Arbeitsplanung', 'Die Summen zeigen', 'Ihr Nachsehen in diesen Summen'],
    ['es', 'Personas', 'Planificación del trabajo', 'Mostrar las sumas', 'Su consulta de estas sumas'],
  ] as const)('speaks %s, and records the same reason', async (locale, title, reason, button, receipt) => {
    const { page, asked, complaints } = await open('#people', peopleScenes.full(), { locale });
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await goTo(page, week);
    await give(page, reason, button);
    await page.getByText(receipt).waitFor();
    expect(asked('period')).toMatchObject([{ args: { reason: 'Planning of work' } }]);
    expect(await overflows(page)).toEqual([0, 0]);
    expect(complaints).toEqual([]);
  });
});
