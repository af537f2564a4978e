import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../../core/problem.ts';
import { fail } from '../../../../core/result.ts';
import {
  type OpenOptions,
  type PageWorld,
  pageWorld,
  seriousFindings,
  soon,
  violationsOf,
} from '../../fixtures/browser.ts';
import { goTo } from '../../fixtures/manager/manager-pages.ts';
import { type PeopleScene, peopleScenes, personId } from '../../fixtures/manager/people-scenes.ts';

const hasChromium = process.platform === 'linux' && existsSync('/usr/bin/chromium');

const one = personId(1);
const week = `#person/${one}/week/2026-11-11`;

async function give(page: Page, reason: string, button: string): Promise<void> {
  await page.getByLabel(reason).check();
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** How far the page is too wide, at full width and as at 200 % zoom. */
async function overflows(page: Page): Promise<number[]> {
  const found: number[] = [];
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    found.push(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth));
  }
  return found;
}

describe.skipIf(!hasChromium)('the manager’s pages in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(place: string, scene: PeopleScene = peopleScenes.full(), options?: OpenOptions) {
    world.server.show({ manager: scene });
    const { page, complaints } = await world.open(`/app/manager.html${place}`, options);
    const asked = (call: string) => scene.asked.filter((each) => each.call === call);
    return { scene, page, complaints, asked };
  }

  const failing = (call: string) => {
    const scene = peopleScenes.full();
    scene.failing.add(call);
    return scene;
  };
  const slow = (call: string) => {
    const scene = peopleScenes.full();
    scene.slow.add(call);
    return scene;
  };

  it.each([
    ['people', '#people', peopleScenes.full, 'Recorded until 14:04', false],
    ['people in the dark', '#people', peopleScenes.few, '3 people', true],
    ['nobody', '#people', peopleScenes.nobody, 'Nobody has given you access yet', false],
    ['people who cannot be had', '#people', () => failing('people'), 'cannot be reached', false],
    ['people who take long', '#people', () => slow('people'), 'Still reading people…', false],
    ['a person', week, peopleScenes.few, 'Why do you look at the sums of Person One', true],
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
    await page.context().close();
  });

  describe('people', () => {
    it('asks only for those in sight, and says what was heard of each', async () => {
      const { page, asked } = await open('#people', peopleScenes.thousand());
      await page.getByText('Recorded until 14:04 · 4 h 4 min today').waitFor();
      const rows = page.locator('li[data-person]');
      await soon(() => rows.count()).toBe(1000);
      await soon(() => rows.nth(1).textContent()).toContain('Your view could not be recorded, so nothing is shown.');
      await soon(() => rows.nth(2).textContent()).toContain('Nothing recorded today · last on Sun 15 Nov');
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
      await page.context().close();
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
      await page.context().close();
    });

    it('goes along the names with the arrows and opens one with Enter', async () => {
      const { page } = await open('#people');
      await page.locator('.person-name').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Person 6' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      await page.context().close();
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
        /recorded on 4 days, of it .* idle, .* in calls\.$/,
      );
      const rows = page.locator('tr[data-row]');
      await soon(() => rows.count()).toBe(7);
      await soon(() => rows.nth(2).textContent()).toContain(
        'Not counted: The sums of 2026-06-02 are missing from the bucket.',
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
      await page.getByText('Opening the day can still work.').waitFor();
      await page.getByText('Your view of these sums was recorded at 17:14 and is visible to the person.').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0]);
      await page.context().close();
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
      await page.context().close();
    });

    it('says that the sums take long, and can be given up', async () => {
      const { page, asked } = await open(week, slow('period'));
      await give(page, 'Work record', 'Show the sums');
      await page.getByText('The bucket takes longer than usual. Still reading the sums…').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByRole('button', { name: 'Show the sums' }).waitFor();
      await soon(() => page.getByLabel('Work record').isChecked()).toBe(true);
      expect(asked('period')).toHaveLength(1);
      await page.context().close();
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
      await page.context().close();
    });

    it('leads to a day by the calendar, where the reason is asked for with the last one filled in', async () => {
      const { page, asked } = await open(week);
      await give(page, 'Planning of work', 'Show the sums');
      await page.getByTestId('period').waitFor();
      await page.locator('[data-day="2026-11-12"]').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Why do you open Thursday 12 November 2026 of Person One?' }).waitFor();
      await soon(() => page.getByLabel('Planning of work').isChecked()).toBe(true);
      expect(asked('openDay')).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByTestId('day').waitFor();
      await page.getByRole('link', { name: 'Day before: Wed 11 Nov' }).click();
      await page.getByRole('heading', { name: /Wednesday 11 November/ }).waitFor();
      expect(asked('openDay')).toHaveLength(1);
      await page.context().close();
    });
  });

  describe('what waits', () => {
    it('is answered in its place, and counted beside the page’s name', async () => {
      const { page, asked } = await open('#waiting');
      await soon(() => page.getByTestId('waiting-count').textContent()).toBe('5');
      const first = page.locator('li[data-request]').first();
      await soon(() => first.textContent()).toContain('Visit at the customer');
      await first.getByLabel('A note to the person').fill('Seen on the invoice');
      await first.getByRole('button', { name: 'Approve' }).press('Enter');
      await first.getByText('Approved').waitFor();
      await soon(() => first.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(asked('answer')).toMatchObject([{ args: { person: one, approved: true, note: 'Seen on the invoice' } }]);
      await soon(() => page.getByTestId('waiting-count').textContent()).toBe('4');
      await soon(() => page.locator('[data-unread]').textContent()).toContain('Person 5 The store');
      expect(asked('waiting')).toHaveLength(1);
      await page.context().close();
    });

    it('stays waiting when the answer could not be given, and says so', async () => {
      const { page } = await open('#waiting', failing('answer'));
      const first = page.locator('li[data-request]').first();
      await first.getByRole('button', { name: 'Decline' }).click();
      await first.getByRole('alert').getByText('cannot be reached').waitFor();
      await soon(() => first.getByRole('button', { name: 'Approve' }).isVisible()).toBe(true);
      await soon(() => page.getByTestId('waiting-count').textContent()).toBe('5');
      await page.context().close();
    });

    it('is asked for unasked only where people are few: it is a request for each', async () => {
      const { page, asked } = await open('#people', peopleScenes.thousand());
      await page.getByText('Recorded until 14:04').first().waitFor();
      expect(asked('waiting')).toEqual([]);
      await page.getByRole('link', { name: 'Waiting' }).click();
      await page.locator('li[data-request]').first().waitFor();
      expect(asked('waiting')).toHaveLength(1);
      await page.context().close();
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
      await page.context().close();
    });

    it('finds day by day, names who and what was not searched, and is still there on the way back', async () => {
      const { page, asked } = await open('#search');
      await fill(page);
      await give(page, 'Question from the person', 'Search');
      await page.getByText(/days searched\.$/).waitFor();
      expect(asked('startSearch')).toMatchObject([
        { args: { from: '2026-10-19', to: '2026-11-17', text: 'invoice', reason: 'Question from the person' } },
      ]);
      await page.getByText('That you searched for “invoice” was recorded for each of them.').waitFor();
      await page.getByText('1 person was not searched').waitFor();
      await page.getByText('1 day could not be searched').waitFor();
      const words = await page.getByTestId('found').textContent();
      expect(words).toMatch(/^\d+ places found for “invoice”$/);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0]);
      await page.getByTestId('hit').first().click();
      await page.getByRole('heading', { name: /^Why do you open .* of Person Two\?$/ }).waitFor();
      await soon(() => page.getByLabel('Question from the person').isChecked()).toBe(true);
      await page.goBack();
      await soon(() => page.getByTestId('found').textContent()).toBe(words);
      expect(asked('startSearch')).toHaveLength(1);
      await page.context().close();
    });

    it('says how far it is, and stops', async () => {
      const { page, asked } = await open('#search', slow('searchDay'));
      await fill(page);
      await give(page, 'Work record', 'Search');
      await page.getByText('0 of 22 days').waitFor();
      await soon(() => page.getByRole('progressbar').getAttribute('max')).toBe('22');
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped after 0 of 22 days.').waitFor();
      expect(asked('searchDay')).toHaveLength(2);
      await page.context().close();
    });

    it('that could not be recorded shows nothing', async () => {
      const { page, asked } = await open('#search', failing('startSearch'));
      await fill(page);
      await give(page, 'Work record', 'Search');
      await page.getByRole('alert').getByText('cannot be reached').waitFor();
      expect(asked('searchDay')).toEqual([]);
      await page.context().close();
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
      expect(asked('teamReport')).toMatchObject([{ args: { team: 'Support', weeks: 12, reason: 'Planning of work' } }]);
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
      await page.context().close();
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
      await page.getByRole('heading', { name: /^Why do you open Tuesday 17 November/ }).waitFor();
      await soon(() => page.getByLabel('Fault or incident').isChecked()).toBe(true);
      expect(asked('openDay')).toHaveLength(1);
      await page.keyboard.press('Enter');
      await page.getByTestId('day').waitFor();
      expect(asked('openDay')).toHaveLength(2);
      await page.context().close();
    });

    it('falls at once with the first answer that says so', async () => {
      const { page, scene } = await open('#teams');
      await page.getByRole('link', { name: 'Support' }).waitFor();
      const { service } = scene;
      scene.service = { ...service, days: async () => fail(problem('viewer-locked')) };
      scene.phase = 'locked';
      await goTo(page, week);
      await page.getByRole('heading', { name: 'Your viewing key is locked' }).waitFor();
      await page.context().close();
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
      await page.context().close();
    });

    it('is told of somebody at the page, at most twice a minute', async () => {
      const { page, asked } = await open('#people');
      await page.getByText('Recorded until').first().waitFor();
      expect(asked('touch')).toEqual([]);
      await page.mouse.move(200, 200);
      for (let index = 0; index < 5; index += 1) await page.keyboard.press('Tab');
      await soon(() => asked('touch')).toHaveLength(1);
      await page.context().close();
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
    await page.context().close();
  });
});
