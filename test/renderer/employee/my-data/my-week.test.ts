import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../../core/language.ts';
import { problem } from '../../../../core/problem.ts';
import { fail, ok } from '../../../../core/result.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';

const week = '#data/week/2026-11-17';

describe.skipIf(!hasChromium)('a week of one’s own in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openWeek(hash = week, options: { dark?: boolean; language?: Language; needsApproval?: boolean } = {}) {
    const { needsApproval = false, ...shown } = options;
    const opened = await openData(world, hash, { ...shown, data: { needsApproval } });
    await opened.page.getByTestId('period').waitFor();
    await soon(() => opened.page.locator('section[aria-labelledby=period-title] [role="status"]').count()).toBe(0);
    return opened;
  }

  it.each([
    [week, false],
    [week, true],
    ['#data/month/2026-11-17', false],
    ['#data/year/2026-11-17', true],
  ] as const)('%s (dark: %s) keeps to the policy, has nothing serious for axe and fits', async (hash, dark) => {
    const { page, complaints } = await openWeek(hash, { dark });
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await openWeek(week, { language });
    const print = { en: 'Print', de: 'Drucken', es: 'Imprimir' }[language];
    await page.getByRole('button', { name: print }).waitFor();
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('says from when to when today was, and nothing of receiving: nobody sent it here', async () => {
    const { page } = await openWeek();
    const ends = page.locator('tr[data-row="2026-11-17"] td').last();
    await soon(() => ends.textContent()).toMatch(/^08:04–15:1\d$/);
    expect(await ends.getAttribute('title')).toBeNull();
  });

  it('has a bar for each of its seven days, five apps, what was added and who looked', async () => {
    const { page } = await openWeek();
    await soon(() => page.locator('.hours tbody tr').count()).toBe(7);
    const apps = page.getByRole('region', { name: 'Apps' });
    await soon(() => apps.locator('tbody tr').count()).toBe(5);
    const entries = page.getByRole('region', { name: 'Added and corrected' });
    await soon(() => entries.locator('tbody tr').count()).toBeGreaterThan(1);
    const looks = page.getByTestId('period-looks');
    await soon(() => looks.locator('tbody tr').count()).toBe(3);
    expect(await looks.locator('tbody tr').first().textContent()).toContain('Hours of the release');
  });

  it('says of a month who looked, and only what is open of what was added; of a year the latter', async () => {
    const { page } = await openWeek('#data/month/2026-11-17');
    await page.getByText('Nothing that was added or corrected waits for an answer.').waitFor();
    await page.getByTestId('period-looks').waitFor();
    const year = await openWeek('#data/year/2026-11-17');
    expect(await year.page.getByTestId('period-looks').count()).toBe(0);
  });

  it('asks nobody but its own service, and not the bucket who looked; printing makes no call at all', async () => {
    const { page, scene, data } = await openWeek();
    const hosts = new Set<string>();
    const calls: string[] = [];
    page.on('request', (request) => {
      const { host, pathname } = new URL(request.url());
      hosts.add(host);
      calls.push(pathname);
    });
    await page.reload();
    await page.getByTestId('period-looks').locator('tbody tr').first().waitFor();
    expect([...hosts]).toEqual([new URL(world.server.origin).host]);
    expect(scene.viewsAsked).toBe(0);
    await page.evaluate(() => {
      Object.assign(window, { printed: 0, print: () => Object.assign(window, { printed: 1 }) });
    });
    const before = calls.length;
    const done = scene.calls.length + data.calls.length;
    await page.getByRole('button', { name: 'Print' }).press('Enter');
    expect(await page.evaluate(() => Reflect.get(window, 'printed'))).toBe(1);
    // The page asks how things stand whenever it likes.
    expect(calls.slice(before).filter((each) => !each.endsWith('/status'))).toEqual([]);
    expect(scene.calls.length + data.calls.length).toBe(done);
  });

  it('hides no look behind another viewer’s with its id, and says where there are more or they cannot be read', async () => {
    const { page, scene } = await openWeek();
    const looks = page.getByTestId('period-looks');
    await soon(() => looks.locator('tbody tr').count()).toBe(3);
    const { accessLog } = scene.service;
    const next = { sorted: 0, key: '50' };
    Object.assign(scene.service, {
      accessLog: async (args: Parameters<typeof accessLog>[0]) => {
        const answer = await accessLog(args);
        if (!answer.ok) return answer;
        const [first] = answer.value.entries;
        const forged = first === undefined ? [] : [{ ...first, by: 'z'.repeat(26), viewer: 'Somebody else' }];
        return ok({ ...answer.value, entries: [...answer.value.entries, ...forged], next });
      },
    });
    await page.reload();
    await soon(() => looks.locator('tbody tr').count()).toBe(4);
    await soon(() => looks.textContent()).toContain('more than 4 times');
    Object.assign(scene.service, { accessLog: async () => fail(problem('views-denied')) });
    await page.reload();
    await looks.getByText('Who looked at these days could not be read.').waitFor();
    expect(await looks.textContent()).not.toContain('nobody');
  });

  it('stands on paper black on white, without what is pressed, with whose and which days it is on each page', async () => {
    const { page } = await openWeek(week, { dark: true });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const hidden = [
      '.top',
      '.pages',
      '.page-head',
      '.period-way',
      '.print-period',
      '.columns.data > .stack:first-child',
    ];
    for (const each of hidden) expect(await page.locator(each).first().isVisible(), each).toBe(false);
    expect(await page.locator('.paper-title').textContent()).toBe('Person One · Week 47, 16–22 Nov 2026');
    const ink = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    for (const each of ['.day-words', '.period-list td', '.card-head .quiet'])
      expect(await ink(each), each).toBe('rgb(0, 0, 0)');
    const rules = await page.evaluate(() =>
      document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).join('\n'),
    );
    for (const words of ['Person One · Example Works', 'Week 47, 16–22 Nov 2026', 'counter(page)'])
      expect(rules).toContain(words);
    // 210 mm in points, as Chromium rounds them.
    expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1')).toMatch(
      /\/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12]/,
    );
  });
});
