import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { absenceMessages } from '../../../messages/absences.ts';
import { accessLogMessages } from '../../../messages/employee/access-log.ts';
import { consentMessages } from '../../../messages/employee/consent.ts';
import { healthMessages } from '../../../messages/employee/health.ts';
import { leaveOutMessages } from '../../../messages/employee/leave-out.ts';
import { myDataMessages } from '../../../messages/employee/my-data.ts';
import { settingsMessages } from '../../../messages/employee/settings.ts';
import { termsMessages } from '../../../messages/employee/terms.ts';
import { todayMessages } from '../../../messages/employee/today.ts';
import { partsMessages } from '../../../messages/parts.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { shellMessages } from '../../../messages/shell/shell.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../fixtures/browser.ts';
import { type EmployeeSceneName, employeeScenes } from '../fixtures/employee/employee-scenes.ts';

const catalogues = [
  shellMessages,
  todayMessages,
  partsMessages,
  settingsMessages,
  leaveOutMessages,
  absenceMessages,
  consentMessages,
  termsMessages,
  myDataMessages,
  accessLogMessages,
  healthMessages,
];

/** English that stands on a page as it is written: no values in it, and long enough to be no name. */
function sentencesOf(
  words: { en: Readonly<Record<string, string>> },
  other: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(words.en)
    .filter(([key, text]) => text.length > 12 && !text.includes('{') && other[key] !== text)
    .map(([, text]) => text);
}

/** What can be seen and what is only heard. */
function textOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const heard = [...document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')].flatMap((each) =>
      ['aria-label', 'title', 'placeholder', 'alt'].map((name) => each.getAttribute(name) ?? ''),
    );
    return [document.title, document.body.textContent, ...heard].join('\n');
  });
}

const walked: [EmployeeSceneName, string][] = [
  ['full', 'today'],
  ['full', 'settings'],
  ['full', 'consent'],
  ['full', 'data'],
  ['full', 'access-log'],
  ['full', 'health'],
  ['asking', 'today'],
  ['changed', 'today'],
  ['offHours', 'today'],
  ['paused', 'today'],
  ['off', 'today'],
  ['new', ''],
  ['locked', ''],
];

describe.skipIf(!hasChromium)('the employee’s window in other languages', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openIn(language: 'de' | 'es', name: EmployeeSceneName, route: string) {
    const scene = employeeScenes[name]();
    scene.status = { ...scene.status, language };
    world.server.show({ employee: scene });
    const { page } = await world.open(`/app/employee.html#${route}`);
    await page.locator(`html[lang=${language}] h1`).waitFor();
    if (route === 'settings') await page.getByTestId('tried').first().waitFor();
    if (['consent', 'data', 'access-log', 'health'].includes(route))
      await page.locator('main :is(h2, table)').first().waitFor();
    if (route === 'today') await page.getByTestId('answer').waitFor();
    return page;
  }

  it.each((['de', 'es'] as const).flatMap((language) => walked.map((each) => [language, ...each] as const)))(
    'in %s leaves no English sentence on %s, %s',
    async (language, name, route) => {
      const page = await openIn(language, name, route);
      const text = await textOf(page);
      const english = catalogues.flatMap((words) => sentencesOf(words, words[language]));
      expect(english.filter((sentence) => text.includes(sentence))).toEqual([]);
      expect(text).not.toContain('only an extension in the browser could');
    },
  );

  it('says a problem of the service in the page’s language', async () => {
    const scene = employeeScenes.full();
    const owed = problem('withdrawal-owed');
    scene.status = { ...scene.status, language: 'de', problems: [owed] };
    world.server.show({ employee: scene });
    const { page } = await world.open('/app/employee.html#today');
    await page.getByRole('alert').getByText('Ihr Widerruf gilt').waitFor();
    expect(await textOf(page)).not.toContain(problemText('en', owed).what);
  });

  it.each(['today', 'data', 'consent', 'access-log', 'rights', 'health', 'settings'])(
    'keeps its layout from right to left on %s, with time still going to the right',
    async (route) => {
      world.server.show({ employee: employeeScenes.full() });
      const { page } = await world.open(`/app/employee.html#${route}`);
      await page.evaluate(() => {
        document.documentElement.dir = 'rtl';
      });
      await page.locator('nav a[aria-current=page]').waitFor();
      for (const width of [1280, 420]) {
        await page.setViewportSize({ width, height: 800 });
        const { scroll, inner } = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          inner: document.documentElement.clientWidth,
        }));
        expect(scroll).toBeLessThanOrEqual(inner);
      }
      const brand = await page.locator('.top .pages-open, .top .brand').filter({ visible: true }).first().boundingBox();
      const pill = await page.locator('.top .pill').boundingBox();
      expect(brand?.x).toBeGreaterThan(pill?.x ?? Number.POSITIVE_INFINITY);
      if (route === 'today') {
        await page.locator('.timeline').waitFor();
        await soon(() => page.locator('.timeline').evaluate((each) => getComputedStyle(each).direction)).toBe('ltr');
      }
      expect(await seriousFindings(page)).toEqual([]);
    },
  );
});
