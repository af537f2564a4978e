import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { problem } from '../../../../core/problem.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { employeeScenes, scene } from '../../fixtures/employee/employee-scenes.ts';
import { purpose } from '../../fixtures/employee/employee-statuses.ts';

const names = ['Today', 'My data', 'Consent', 'Who looked', 'My rights', 'Health', 'Settings'];
const routes = ['today', 'data', 'consent', 'access-log', 'rights', 'health', 'settings'];

describe.skipIf(!hasChromium)('the employee’s window in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openAt(path = '', scene = employeeScenes.full()) {
    world.server.show({ employee: scene });
    return { scene, ...(await world.open(`/app/employee.html${path}`)) };
  }

  it.each(routes.map((route, index) => [route, names[index] ?? ''] as const))(
    'shows %s under its own address, with its name as title and the way marked',
    async (route, name) => {
      const { page, complaints } = await openAt(`#${route}`);
      // Before the first answer there is a title too, of the page that is being asked for.
      await soon(() => page.locator('nav a[aria-current=page]').allTextContents()).toEqual([name]);
      await soon(() => page.title()).toBe('Plainsight');
      await soon(() => page.getByRole('button', { name: 'Pause' }).isVisible()).toBe(true);
      await soon(() => page.getByRole('status').first().textContent()).toBe('Recording');
      expect(await seriousFindings(page)).toEqual([]);
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('goes from page to page by keyboard, puts the focus on the title, and back goes back', async () => {
    const { page } = await openAt();
    const heading = () =>
      page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent}`);
    await page.getByRole('link', { name: 'Who looked' }).focus();
    await page.keyboard.press('Enter');
    await soon(heading).toBe('H1 Who looked');
    await page.getByRole('link', { name: 'Health' }).press('Enter');
    await soon(heading).toBe('H1 Health');
    await page.goBack();
    await soon(heading).toBe('H1 Who looked');
  });

  it('says on every page why a further file that was opened is refused, until it is put aside', async () => {
    const why = problem('enrolment-elsewhere', { organisation: 'Example' });
    const { page, complaints } = await openAt('#health', scene({ invitation: why }));
    const notice = page.locator('[data-problem=enrolment-elsewhere]');
    await soon(() => notice.textContent()).toContain('This computer is enrolled with Example already.');
    await page.getByRole('link', { name: 'Who looked' }).click();
    await notice.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await notice.getByRole('button', { name: 'Put it aside' }).press('Enter');
    await notice.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('takes the first tab stop to the page itself', async () => {
    const { page } = await openAt('#access-log');
    await page.locator('nav a[aria-current=page]').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  });

  it('begins with what there is to decide while nothing was decided, and with today after that', async () => {
    const undecided = await openAt('', employeeScenes.off());
    await soon(() => undecided.page.locator('nav a[aria-current=page]').textContent()).toBe('Consent');
    await undecided.page.context().close();
    const { page } = await openAt();
    await soon(() => page.locator('nav a[aria-current=page]').textContent()).toBe('Today');
  });

  it.each(routes.filter((route) => route !== 'consent'))(
    'says on %s what waits to be read, and leads there',
    async (route) => {
      const scene = employeeScenes.full();
      scene.status = {
        ...scene.status,
        purposes: [purpose('apps', 'changed'), purpose('titles', 'changed'), purpose('presence', 'unread')],
      };
      const { page } = await openAt(`#${route}`, scene);
      const banner = page.getByTestId('unread');
      await banner.getByText('2 purposes are stopped until you have read it').waitFor();
      await banner.getByText('for 1 purpose; it is stopped').waitFor();
      await banner.getByRole('link').click();
      await soon(() => page.locator('nav a[aria-current=page]').textContent()).toBe('Consent');
      await soon(() => banner.count()).toBe(0);
    },
  );

  it.each(languages)('shows the whole state and no button over it on a phone (%s)', async (locale) => {
    for (const made of [employeeScenes.paused(), employeeScenes.changed()]) {
      world.server.show({ employee: made });
      const { page } = await world.open('/app/employee.html#access-log', { locale });
      await page.setViewportSize({ width: 390, height: 800 });
      await page.locator('.pause').waitFor();
      const faults = () =>
        page.locator('.top').evaluate((top) => {
          const parts = [...top.querySelectorAll('.pages-open, .pill, .pause button')];
          const cut = parts.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
          const places = parts.map((part) => part.getBoundingClientRect());
          const over = places.filter((a) =>
            places.some((b) => a !== b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
          );
          return [cut.length, over.length, places.filter(({ right }) => right > innerWidth).length];
        });
      await soon(faults).toEqual([0, 0, 0]);
    }
  });

  it('keeps the pages behind one button in one row on a phone', async () => {
    const { page } = await openAt();
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByTestId('held-shot').first().waitFor();
    const bar = await page.locator('.top').boundingBox();
    expect(bar?.height).toBeLessThan(64);
    expect(await page.getByRole('link', { name: 'Health' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Pages: Today' }).press('Enter');
    await page.getByRole('link', { name: 'Health' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
    expect(await page.getByRole('link', { name: 'Settings' }).isVisible()).toBe(false);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.each([360, 640, 1000])(
    'keeps everything within a window of %d pixels, with the pause in sight at the end of the page',
    async (width) => {
      const { page } = await openAt();
      await page.setViewportSize({ width, height: 700 });
      await page.getByTestId('held-shot').first().waitFor();
      await soon(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      const box = await page.getByRole('button', { name: 'Pause' }).boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect(box?.y).toBeLessThan(150);
    },
  );
});
