import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { looksOfEveryKind, viewsOf } from '../../fixtures/employee/access-log-scene.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { yesterday } from '../../fixtures/employee/data-scene.ts';

describe.skipIf(!hasChromium)('Who looked in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const open = (options?: Parameters<typeof openData>[2]) => openData(world, '#access-log', options);

  it.each([
    ['full', false],
    ['broken', true],
    ['off', false],
    ['errors', false],
  ] as const)('%s (dark: %s) keeps to the policy, has nothing serious for axe and fits', async (scene, dark) => {
    const { page, complaints } = await open({ scene, dark });
    await soon(() => page.getByTestId('access-answer').textContent()).not.toContain('Asking');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open({ scene: 'broken', language });
    await page.getByTestId('view').first().waitFor();
    const title = { en: 'Who looked', de: 'Wer nachgesehen hat', es: 'Quién ha mirado' }[language];
    await soon(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('says who, when, which day and why, and is asked again only when somebody asks', async () => {
    const { page, scene } = await open();
    const rows = page.getByTestId('view');
    await soon(() => rows.count()).toBe(3);
    await soon(() => rows.first().locator('td').allTextContents()).toEqual([
      '15:11',
      'Payroll',
      'Opened your day Tue 17 Nov',
      'Hours of the releaseAsk why',
    ]);
    await soon(() => rows.nth(2).textContent()).toContain('No reason given');
    await soon(() => page.getByTestId('access-answer').textContent()).toBe(
      '2 people looked at your days, 3 times in all. Last: 15:11.',
    );
    scene.views = viewsOf(4);
    scene.onChange();
    await page.getByRole('button', { name: 'Ask again' }).waitFor();
    expect([await rows.count(), scene.viewsAsked]).toEqual([3, 1]);
    await page.getByRole('button', { name: 'Ask again' }).press('Enter');
    await soon(() => rows.count()).toBe(4);
    expect(scene.viewsAsked).toBe(2);
  });

  it('shows the looks of one person, or at one day, and says of how many', async () => {
    const { page, scene } = await open({ scene: 'broken' });
    const { views } = viewsOf(12);
    scene.views = {
      ...viewsOf(0),
      views: views.map((view, index) => (index < 2 ? view : { ...view, day: yesterday, to: yesterday })),
    };
    await page.getByTestId('view').first().waitFor();
    await page.getByRole('button', { name: 'Ask again' }).click();
    const rows = page.getByTestId('view');
    await soon(() => page.getByText('Mon 16 Nov').count()).toBe(10);
    await page.getByLabel('By whom').selectOption('Team lead');
    await soon(() => rows.count()).toBe(4);
    await page.getByText('4 looks of 12').waitFor();
    await page.getByLabel('Which day').fill('2026-11-17');
    await page.getByText('1 look of 12').waitFor();
    await page.getByLabel('By whom').selectOption('');
    await soon(() => rows.count()).toBe(2);
  });

  it('says each kind of look in words, and shows those of one kind', async () => {
    const { page, scene } = await open({ scene: 'off' });
    await page.getByText('Nobody has looked').waitFor();
    scene.views = viewsOf(0, { views: looksOfEveryKind() });
    await page.getByRole('button', { name: 'Ask again' }).click();
    const rows = page.getByTestId('view');
    // The list of people leaves a receipt a day with everybody in it: it is there for whoever asks for it.
    await soon(() => rows.count()).toBe(5);
    await soon(() => page.getByTestId('access-answer').textContent()).toBe(
      '1 person looked at your days, 5 times in all. Last: 15:04. In the list of people it was seen once when you were there.',
    );
    await page.getByLabel('What', { exact: true }).selectOption('Everything (6)');
    await soon(() => rows.count()).toBe(6);
    await soon(() => rows.evaluateAll((all) => all.map((row) => row.querySelectorAll('td')[2]?.textContent))).toEqual([
      'Opened your day Tue 17 Nov',
      'Saw the sums of 1–30 Nov 2026',
      'Searched 1–30 Nov 2026 for “invoice”',
      'Exported Tue 17 Nov as CSV',
      'Saw in the list when you were there, Tue 17 Nov',
      'Counted you in the team report of Support, 1–30 Nov 2026',
    ]);
    await soon(() => rows.nth(4).textContent()).toContain('None is asked for');
    await page.getByLabel('Which day').fill('2026-11-17');
    await soon(() => rows.count()).toBe(6);
    await page.getByLabel('What', { exact: true }).selectOption('Search (1)');
    await soon(() => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-look')))).toEqual(['search']);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('leads to the day that was looked at', async () => {
    const { page } = await open();
    await page.getByTestId('view').first().getByRole('link').press('Enter');
    await soon(() => page.getByTestId('day-title').textContent()).toBe('Tuesday 17 November 2026');
  });

  it('says that nobody did only when the bucket said so', async () => {
    const { page } = await open({ scene: 'off' });
    await page.getByText('Nobody has looked at your days.').waitFor();
    await soon(() => page.getByRole('table').count()).toBe(0);
  });

  it('counts what cannot be read, by why and where it lies, and does not take it for nobody', async () => {
    const { page, scene } = await open({ scene: 'broken' });
    const unread = page.getByTestId('views-unreadable').locator('li');
    await soon(() => unread.allTextContents()).toEqual([
      '1 object is not a receipt of a viewer of your organisation.',
      'The bucket does not give out 2 receipts.',
      '3 of these lie where only Team lead leaves receipts: ask your organisation why.',
      '1 look is no longer in the bucket. This computer keeps it.',
    ]);
    await soon(() => page.getByTestId('view').count()).toBe(12);
    scene.views = viewsOf(0, { unreadable: { silent: 2 } });
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('The bucket did not answer in time for 2 receipts.').waitFor();
    await soon(() => page.getByTestId('access-answer').textContent()).toBe('We do not know who looked.');
    scene.views = viewsOf(2, { overfull: [{ name: 'Payroll', most: 100_000 }] });
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('More than 100,000 receipts of Payroll are in the bucket: not all of their looks').waitFor();
    scene.views = viewsOf(0, { unreadable: { copy: 3 } });
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('3 copies of receipts were not counted.').waitFor();
    await soon(() => page.getByTestId('access-answer').textContent()).toBe('Nobody has looked at your days.');
  });

  it('shows many page by page, to the last', async () => {
    const { page, scene } = await open({ scene: 'off' });
    await page.getByText('Nobody has looked').waitFor();
    scene.views = viewsOf(120, { read: 70 });
    await page.getByRole('button', { name: 'Ask again' }).click();
    const rows = page.getByTestId('view');
    await soon(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Show older (70 more)' }).press('Enter');
    await soon(() => rows.count()).toBe(100);
    await page.getByRole('button', { name: 'Show older (20 more)' }).press('Enter');
    await soon(() => rows.count()).toBe(120);
    await soon(() => page.getByRole('button', { name: 'Show older' }).count()).toBe(0);
    await soon(() => page.getByTestId('access-answer').textContent()).toContain('120 times in all');
  });

  it('says both times where a viewer’s clock was not the bucket’s', async () => {
    const { page, scene } = await open({ scene: 'off' });
    await page.getByText('Nobody has looked').waitFor();
    const [look] = viewsOf(1).views;
    if (look === undefined) throw new Error('no look');
    scene.views = viewsOf(0, { views: [{ ...look, at: 0 }] });
    await page.getByRole('button', { name: 'Ask again' }).click();
    await soon(() => page.getByTestId('view').locator('td').first().textContent()).toMatch(
      /15:11.*their clock said 1970-01-01 00:00 UTC/,
    );
  });

  it('shows a refusal as one, and what the bucket says once it is asked again', async () => {
    const { page, scene } = await open({ scene: 'errors' });
    await page.getByRole('alert').getByText('does not let this computer read it').waitFor();
    await soon(() => page.getByTestId('access-answer').textContent()).toBe('We do not know who looked.');
    scene.views = viewsOf(1);
    await page.getByRole('button', { name: 'Try again' }).click();
    await soon(() => page.getByTestId('view').count()).toBe(1);
    await soon(() => page.getByRole('alert').count()).toBe(0);
  });

  it.each(languages)('tells in %s what administrators changed about the person, the newest first', async (language) => {
    const { page, complaints } = await open({ scene: 'left', language });
    const rows = page.locator('[data-change]');
    await soon(() => rows.count()).toBe(10);
    expect(await rows.evaluateAll((all) => all.map((each) => each.getAttribute('data-change')))).toEqual([
      ...[
        'returned',
        'left',
        'access',
        'erasure',
        'erasure',
        'last-day',
        'last-day',
        'access',
        'confirmed',
        'enrolled',
      ],
    ]);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(complaints).toEqual([]);
    if (language !== 'en') return;
    const said = await rows.locator('td:nth-child(3)').allTextContents();
    expect(said[2]).toBe('Team lead may open none of your days any more');
    expect(said[7]).toBe('Days that Team lead may open since: From 1 Oct 2026 on');
  });
});
