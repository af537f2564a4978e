import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managerWords } from '../../../core/words/manager.ts';
import { managerDayWords } from '../../../core/words/manager-day.ts';
import { partsWords } from '../../../core/words/parts.ts';
import {
  type OpenOptions,
  type PageWorld,
  pageWorld,
  seriousFindings,
  tabStops,
  violationsOf,
} from '../fixtures/browser.ts';
import { fullDay, littleDay } from '../fixtures/days.ts';
import { type ManagerSceneName, managerScenes } from '../fixtures/manager-scenes.ts';

/** Every text that the page shows or that is heard on it. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = [...document.querySelectorAll('[aria-label], [placeholder]')].flatMap((element) => [
      element.getAttribute('aria-label') ?? '',
      element.getAttribute('placeholder') ?? '',
    ]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
    return texts;
  });
}

/** Which of `texts` are English messages that `language` says otherwise. */
function englishOn(texts: readonly string[], language: 'de' | 'es'): string[] {
  const english = [managerWords, managerDayWords, partsWords].flatMap((words) => {
    const other = new Set<string>(Object.values(words[language]));
    return Object.values(words.en).filter((message) => !other.has(message));
  });
  return texts.filter((text) => english.includes(text));
}

const hasChromium = process.platform === 'linux' && existsSync('/usr/bin/chromium');

/** The machine may be busy; what is awaited comes, or the test fails. */
const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });

describe.skipIf(!hasChromium)('the manager’s page in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openScene(name: ManagerSceneName, options?: OpenOptions) {
    const scene = managerScenes[name]();
    world.server.show({ manager: scene });
    return { scene, ...(await world.open('/app/manager.html', options)) };
  }

  async function openDay(page: Page) {
    await page.getByRole('button', { name: 'Person One' }).click();
    await page.locator('[data-day="2026-11-17"]').click();
    await page.getByLabel('Agreed check-in').check();
    await page.getByRole('button', { name: 'Open the day' }).click();
    await page.getByTestId('day').waitFor();
  }

  it.each([
    ['full', false],
    ['little', false],
    ['empty', false],
    ['broken', true],
    ['devices', false],
    ['entries', false],
    ['entries', true],
    ['unanswered', false],
  ] as const)('a day that is %s (dark: %s) keeps to the policy and has nothing serious for axe', async (name, dark) => {
    const { page, complaints } = await openScene(name, { dark });
    await openDay(page);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['locked', 'Enter your passphrase to open days.'],
    ['nobody', 'Nobody has given you access yet'],
    ['errors', 'The bucket at store.example.org does not answer.'],
    ['slow', 'Choose a person and a day'],
  ] as const)('%s is a state of its own', async (name, words) => {
    const { page } = await openScene(name);
    await page.getByText(words).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('shows nothing of entries on a day without any, and asks for no answers', async () => {
    const { page } = await openScene('full');
    await openDay(page);
    expect(await page.getByText('Added and corrected').count()).toBe(0);
    await page.context().close();
  });

  it('lists what the person added and corrected, with the original beside and how it stands', async () => {
    const { page } = await openScene('entries');
    await openDay(page);
    const entries = page.locator('[data-entry]');
    await page.locator('[data-standing="waiting"]').first().waitFor();
    expect(await entries.evaluateAll((all) => all.map((each) => each.getAttribute('data-standing')))).toEqual([
      'holds',
      'waiting',
      'waiting',
      'declined',
      'approved',
      'taken-back',
    ]);
    expect(await entries.nth(1).textContent()).toContain('Recorded in this time: Editor');
    expect(await entries.nth(3).textContent()).toContain('This was the meeting of the team.');
    expect(await entries.nth(4).textContent()).toContain('Before: 16:00–16:20 · Review');
    expect(await entries.nth(5).getByRole('button').count()).toBe(0);
    await page.context().close();
  });

  it('gives yes and no the same weight, and passes the answer on with its note', async () => {
    const { page, scene } = await openScene('entries');
    await openDay(page);
    const asked = page.locator('[data-standing="waiting"]').last();
    const [yes, no] = [asked.getByRole('button', { name: 'Approve' }), asked.getByRole('button', { name: 'Decline' })];
    const look = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      const { color, backgroundColor, borderColor, fontWeight, fontSize } = getComputedStyle(element);
      return { width, height, color, backgroundColor, borderColor, fontWeight, fontSize };
    };
    expect(await no.evaluate(look)).toEqual(await yes.evaluate(look));
    await asked.getByLabel('A note to the person').fill(' Too long ');
    await no.click();
    const answered = page.locator('[data-entry]').nth(2);
    await answered.getByText('Declined').waitFor();
    expect(scene.calls.at(-1)).toMatchObject({ call: 'answer', args: { approved: false, note: 'Too long' } });
    expect(await answered.evaluate((element) => element === document.activeElement)).toBe(true);
    await answered.getByRole('button', { name: 'Answer again: Visit at the customer' }).click();
    await answered.getByRole('button', { name: 'Approve' }).click();
    await answered.getByText('Approved').waitFor();
    await page.context().close();
  });

  it('says that answers cannot be read, and claims of no entry that it waits', async () => {
    const { page } = await openScene('unanswered');
    await openDay(page);
    await page.locator('.entries').getByText('The bucket at store.example.org does not answer.').waitFor();
    expect(await page.locator('[data-standing="waiting"]').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await page.context().close();
  });

  it('opens no day without a reason, and passes it on', async () => {
    const { page, scene } = await openScene('full');
    await page.getByRole('button', { name: 'Person One' }).click();
    await page.locator('[data-day="2026-11-17"]').click();
    const open = page.getByRole('button', { name: 'Open the day' });
    expect(await open.isDisabled()).toBe(true);
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    await page.getByLabel('Another reason').check();
    expect(await open.isDisabled()).toBe(true);
    await page.getByLabel('In your words').fill('  Invoice of November ');
    await open.click();
    await page.getByTestId('day').waitFor();
    expect(scene.calls).toMatchObject([
      { call: 'openDay', args: { day: '2026-11-17', reason: 'Invoice of November' } },
    ]);
    await page.getByText('was recorded at 17:14 and is visible to the person').waitFor();
    await page.context().close();
  });

  it('shows the same as tables, to the millisecond', async () => {
    const { page } = await openScene('little');
    await openDay(page);
    const little = littleDay();
    const apps = await page
      .locator('tr[data-ms]')
      .evaluateAll((rows) => rows.map((row) => [row.getAttribute('data-app-id'), Number(row.getAttribute('data-ms'))]));
    expect(apps).toEqual(little.apps.map(({ appId, ms }) => [appId, ms]));
    const windows = page.getByRole('table', { name: 'Windows in order of time' }).locator('tr[data-start]');
    expect(
      await windows.evaluateAll((rows) =>
        rows.map((row) => [Number(row.getAttribute('data-start')), Number(row.getAttribute('data-end'))]),
      ),
    ).toEqual(little.windows.map(({ start, end }) => [start, end]));
    expect(await page.getByTestId('total-keys').textContent()).toBe('196');
    expect(await page.getByTestId('total-clicks').textContent()).toBe('11');
    expect(await page.getByTestId('total-scrolls').textContent()).toBe('12');
    expect(await page.getByTestId('day-words').textContent()).toBe('1 min 1 s recorded. First 09:12, last 09:13.');
    await page.context().close();
  });

  it('draws the timeline as wide as it is shown, counts too', async () => {
    const { page } = await openScene('full');
    await openDay(page);
    const widths = () =>
      page
        .getByRole('application')
        .evaluate((lanes) => [
          lanes.clientWidth,
          ...[...lanes.querySelectorAll('canvas')].map(({ width }) => Math.round(width / devicePixelRatio)),
        ]);
    const [shown = 0, ...drawn] = await widths();
    expect(shown).toBeGreaterThan(600);
    expect(drawn).toEqual([shown, shown]);
    await page.setViewportSize({ width: 1000, height: 900 });
    await soon(async () => new Set(await widths()).size).toBe(1);
    await page.context().close();
  });

  it.each([
    ['full', 'verified', 'Verified · 214 objects'],
    ['little', 'open', 'Open day, verified so far · 5 objects'],
    ['broken', 'broken', 'Not verified · 2 faults'],
  ] as const)('tells the chain of %s as %s', async (name, state, words) => {
    const { page } = await openScene(name);
    await openDay(page);
    const badge = page.locator('[data-chain-state]');
    expect([await badge.getAttribute('data-chain-state'), (await badge.textContent())?.trim()]).toEqual([state, words]);
    const faults = await page
      .locator('[data-fault]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-fault')));
    expect(faults).toEqual(name === 'broken' ? ['missing', 'altered'] : []);
    await page.context().close();
  });

  it('sums what is selected, by drag and by keyboard', async () => {
    const { page } = await openScene('full');
    await openDay(page);
    const lanes = page.getByRole('application');
    const box = (await lanes.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const sums = page.getByTestId('sums');
    // The view is 8 to 18, so that two fifths to three fifths are 12 to 14, give or take a pixel.
    await soon(() => sums.getByRole('heading').textContent()).toMatch(/^1[12]:\d\d:\d\d–1[34]:\d\d:\d\d$/);
    expect(await page.getByTestId('sum-recorded').textContent()).toMatch(/^1 h 1[0-4] min$/);
    await lanes.press('Escape');
    await soon(() => sums.getByRole('heading').textContent()).toBe('Whole day');
    for (const key of ['+', '+', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await lanes.press(key);
    await soon(() => sums.getByRole('heading').textContent()).toMatch(/–/);
    await page.getByText('in the selection').waitFor();
    expect(await page.getByTestId('readout').textContent()).toMatch(/^\d\d:\d\d:\d\d · /);
    await page.context().close();
  });

  it('goes along the pictures with the arrows and opens all monitors of a moment', async () => {
    const { page } = await openScene('full');
    await openDay(page);
    const film = page.getByRole('list', { name: /^Screenshots/ }).getByRole('button');
    await film.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 of').waitFor();
    await soon(() => dialog.locator('img[data-shot-id]').count()).toBe(2);
    await page.keyboard.press('ArrowRight');
    await dialog.getByText('3 of').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await soon(() => dialog.count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('keeps several devices apart, the one that does not open too', async () => {
    const { page } = await openScene('devices');
    await openDay(page);
    await page.getByRole('radio', { name: /^Device 2/ }).click();
    await soon(() => page.getByTestId('total-keys').textContent()).toBe('196');
    await page.getByRole('radio', { name: /^Device 3/ }).click();
    await page.getByText('You have no access to this device’s day.').waitFor();
    expect(await page.getByRole('application').count()).toBe(0);
    await page.context().close();
  });

  it('says that the bucket is slow, and can give up waiting for a day', async () => {
    const { page, scene } = await openScene('slow');
    await page.getByRole('button', { name: 'Person One' }).click();
    await page.getByText('The bucket takes longer than usual. Still reading days…').waitFor();
    world.server.show({
      manager: { ...scene, service: { ...scene.service, days: managerScenes.full().service.days } },
    });
    await page.reload();
    await page.getByRole('button', { name: 'Person One' }).click();
    await page.locator('[data-day="2026-11-17"]').click();
    await page.getByLabel('Work record').check();
    await page.getByRole('button', { name: 'Open the day' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('heading', { name: /^Why do you open/ }).waitFor();
    await page.context().close();
  });

  it('shows every window of a crowded day, a few hundred at a time', async () => {
    const { page } = await openScene('crowded');
    await openDay(page);
    const rows = page.getByRole('table', { name: 'Windows in order of time' }).locator('tr[data-start]');
    expect(await rows.count()).toBe(200);
    await page.getByRole('button', { name: 'Show more' }).click();
    await soon(() => rows.count()).toBe(400);
    expect(fullDay(5000).windows.length).toBeGreaterThan(3000);
    await page.context().close();
  });

  it.each([
    ['de', 'Vereinbarte Durchsicht', 'Den Tag öffnen', 'Ihr Nachsehen an diesem Tag wurde um'],
    ['es', 'Seguimiento acordado', 'Abrir el día', 'Su consulta de este día se anotó a las'],
  ] as const)(
    'speaks %s where the browser does, and records the same reason',
    async (language, reason, open, receipt) => {
      const { page, scene, complaints } = await openScene('broken', { locale: language });
      await page.getByRole('button', { name: 'Person One' }).click();
      await page.locator('[data-day="2026-11-17"]').click();
      await page.getByLabel(reason).check();
      await page.getByRole('button', { name: open }).click();
      await page.getByText(receipt).waitFor();
      expect(scene.calls.at(-1)).toMatchObject({ call: 'openDay', args: { reason: 'Agreed check-in' } });
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      expect(await page.title()).toBe(managerWords[language].title);
      expect(englishOn(await textsOf(page), language)).toEqual([]);
      expect(await seriousFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('changes its language in an open day, which is not opened again for that', async () => {
    const { page, scene } = await openScene('full');
    await openDay(page);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByText('Ihr Nachsehen an diesem Tag wurde um').waitFor();
    expect(englishOn(await textsOf(page), 'de')).toEqual([]);
    expect(await page.getByTestId('day-words').textContent()).toBe(
      '7 h 6 min aufgezeichnet, 41 min in Gesprächen, angehalten 12:02–12:50. Zuerst 08:04, zuletzt 16:31.',
    );
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Your view of this day was recorded at').waitFor();
    expect(scene.calls.filter(({ call }) => call === 'openDay')).toHaveLength(1);
    await page.context().close();
  });

  it('can be walked by Tab, every stop with a ring', async () => {
    const { page } = await openScene('full');
    await openDay(page);
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    const stops = await tabStops(page);
    expect(stops.filter((stop) => stop.startsWith('NO FOCUS RING'))).toEqual([]);
    expect(stops).toEqual(
      expect.arrayContaining(['Person Two', 'Mon 16 Nov', 'Read again', 'Timeline of the day', 'Windows', 'States']),
    );
    await page.context().close();
  });
});
