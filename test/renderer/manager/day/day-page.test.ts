import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { fullDay, littleDay, uncountedDay } from '../../fixtures/days.ts';
import { openDay, openScene } from '../../fixtures/manager/manager-pages.ts';

describe.skipIf(!hasChromium)('the manager’s day in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it.each([
    ['full', false],
    ['little', false],
    ['empty', false],
    ['broken', true],
    ['devices', false],
    ['crowded', true],
    ['uncounted', false],
    ['uncounted', true],
    ['uncategorised', false],
    ['entries', false],
    ['entries', true],
    ['unanswered', false],
  ] as const)('a day that is %s (dark: %s) keeps to the policy and has nothing serious for axe', async (name, dark) => {
    const { page, complaints } = await openScene(world, name, { dark });
    await openDay(page);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says of a sensor that works what it does not give all the same', async () => {
    const { page } = await openScene(world, 'untitled');
    await openDay(page);
    const sensors = page.getByRole('region', { name: 'Sensors' });
    const window = sensors.getByRole('listitem').filter({ hasText: 'macOS does not let Plainsight see the titles' });
    await soon(() => window.textContent()).toContain('Active window: works');
  });

  it('shows seconds with input as a figure of its own, and no count where nothing was counted', async () => {
    const { page } = await openScene(world, 'uncounted');
    await openDay(page);
    const { totals, inputMinutes } = uncountedDay();
    const sums = page.getByTestId('sums');
    await soon(() => sums.getByTestId('total-input').getAttribute('data-count')).toBe(String(totals.inputSeconds));
    expect(await sums.textContent()).toContain('Seconds of the clock with any input.');
    for (const count of ['keys', 'clicks', 'scrolls']) expect(await sums.getByTestId(`total-${count}`).count()).toBe(0);
    expect(await sums.textContent()).not.toContain('never which');
    const sensors = page.getByRole('region', { name: 'Sensors' });
    await soon(() => sensors.textContent()).toContain('Seconds with input: works');
    const timeline = page.getByRole('application', { name: 'Timeline of the day' });
    await timeline.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowRight');
    const read = /input in (\d+) of 60 s/.exec((await page.getByTestId('readout').textContent()) ?? '');
    expect(inputMinutes.map(({ seconds }) => String(seconds))).toContain(read?.[1]);
  });

  it('shows nothing of entries on a day without any, and asks for no answers', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    await soon(() => page.getByText('Added and corrected').count()).toBe(0);
  });

  it('lists what the person added and corrected, with the original beside and how it stands', async () => {
    const { page } = await openScene(world, 'entries');
    await openDay(page);
    const entries = page.locator('[data-entry]');
    await page.locator('[data-standing="waiting"]').first().waitFor();
    await soon(() => entries.evaluateAll((all) => all.map((each) => each.getAttribute('data-standing')))).toEqual([
      'holds',
      'waiting',
      'waiting',
      'declined',
      'approved',
      'taken-back',
    ]);
    await soon(() => entries.nth(1).textContent()).toContain('Recorded in this time: Editor');
    await soon(() => entries.nth(3).textContent()).toContain('This was the meeting of the team.');
    await soon(() => entries.nth(4).textContent()).toContain('Before: 16:00–16:20 · Review');
    await soon(() => entries.nth(5).getByRole('button').count()).toBe(0);
  });

  it('gives yes and no the same weight, and passes the answer on with its note', async () => {
    const { page, scene } = await openScene(world, 'entries');
    await openDay(page);
    const asked = page.locator('[data-standing="waiting"]').last();
    const [yes, no] = [asked.getByRole('button', { name: 'Approve' }), asked.getByRole('button', { name: 'Decline' })];
    const look = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      const { color, backgroundColor, borderColor, fontWeight, fontSize } = getComputedStyle(element);
      return { width, height, color, backgroundColor, borderColor, fontWeight, fontSize };
    };
    expect(await no.evaluate(look)).toEqual(await yes.evaluate(look));
    const note = asked.getByLabel('A note to the person, needed to decline');
    await no.click();
    await asked.getByText('Write why you decline: the person reads it.').waitFor();
    await soon(() => note.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(scene.calls.filter(({ call }) => call === 'answer')).toEqual([]);
    await note.fill(' Too long ');
    await no.click();
    const answered = page.locator('[data-entry]').nth(2);
    await answered.getByText('Declined').waitFor();
    expect(scene.calls.at(-1)).toMatchObject({ call: 'answer', args: { approved: false, note: 'Too long' } });
    await soon(() => answered.evaluate((element) => element === document.activeElement)).toBe(true);
    await answered.getByRole('button', { name: 'Answer again: Visit at the customer' }).click();
    await answered.getByRole('button', { name: 'Approve' }).click();
    await answered.getByText('Approved').waitFor();
  });

  it('tells the day and the list of what was added by one sentence', async () => {
    const { page } = await openScene(world, 'entries');
    await openDay(page);
    const words = page.getByTestId('day-words');
    await soon(() => words.textContent()).toContain('waiting for approval');
    const [sentence = ''] =
      /^7 h 6 min recorded \+ .* added, of which [^.]*/.exec((await words.textContent()) ?? '') ?? [];
    expect(sentence).not.toBe('');
    await soon(() => page.locator('.entries .card-head').textContent()).toContain(`${sentence}.`);
    await soon(() => page.locator('[data-standing="holds"]').first().textContent()).toContain('Counts');
  });

  it('says that answers cannot be read, and claims of no entry that it waits', async () => {
    const { page } = await openScene(world, 'unanswered');
    await openDay(page);
    await page
      .locator('.entries')
      .getByText('The store at store.example.org cannot be reached (nothing answers there).')
      .waitFor();
    await soon(() => page.locator('[data-standing="waiting"]').count()).toBe(0);
    await soon(() => page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('shows the same as tables, to the millisecond', async () => {
    const { page } = await openScene(world, 'little');
    await openDay(page);
    const little = littleDay();
    const apps = await page
      .locator('tr[data-app-id][data-ms]')
      .evaluateAll((rows) => rows.map((row) => [row.getAttribute('data-app-id'), Number(row.getAttribute('data-ms'))]));
    expect(apps).toEqual(little.apps.map(({ appId, ms }) => [appId, ms]));
    const windows = page.getByRole('table', { name: 'Windows in order of time' }).locator('tr[data-start]');
    await soon(() =>
      windows.evaluateAll((rows) =>
        rows.map((row) => [Number(row.getAttribute('data-start')), Number(row.getAttribute('data-end'))]),
      ),
    ).toEqual(little.windows.map(({ start, end }) => [start, end]));
    await soon(() => page.getByTestId('total-keys').textContent()).toBe('196');
    await soon(() => page.getByTestId('total-clicks').textContent()).toBe('11');
    await soon(() => page.getByTestId('total-scrolls').textContent()).toBe('12');
    await soon(() => page.getByTestId('day-words').textContent()).toBe(
      '1 min 1 s recorded. First 09:12. Received up to 09:13; anything newer is still with the person.',
    );
  });

  it('draws the timeline as wide as it is shown', async () => {
    const { page } = await openScene(world, 'full');
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
    expect(drawn).toEqual([shown]);
    await page.setViewportSize({ width: 1000, height: 900 });
    await soon(async () => new Set(await widths()).size).toBe(1);
  });

  it.each([
    ['full', 'verified', 'Verified · 214 objects'],
    ['little', 'open', 'Open day, verified so far · 5 objects'],
    ['broken', 'broken', 'Not verified · 2 faults'],
    ['stolen', 'broken', 'Not verified · 1 fault'],
    ['strange', 'broken', 'Not verified · 1 fault'],
  ] as const)('tells the chain of %s as %s', async (name, state, words) => {
    const { page } = await openScene(world, name);
    await openDay(page);
    const badge = page.locator('[data-chain-state]');
    expect([await badge.getAttribute('data-chain-state'), (await badge.textContent())?.trim()]).toEqual([state, words]);
    const named = { broken: ['missing', 'altered'], strange: ['unconfirmed'], stolen: ['revoked'] }[name as string];
    const faults = page.locator('[data-fault]');
    expect(await faults.evaluateAll((all) => all.map((each) => each.getAttribute('data-fault')))).toEqual(named ?? []);
  });

  it('says that pictures are gone because their time is over, which is no fault', async () => {
    const { page } = await openScene(world, 'expired');
    await openDay(page);
    await soon(() => page.getByTestId('expired').textContent()).toBe(
      'Pictures of this day were kept until Thursday 17 December 2026, as the notice says.',
    );
    expect(await page.locator('[data-chain-state="verified"]').count()).toBe(1);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('sums what is selected, by drag and by keyboard', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const lanes = page.getByRole('application');
    const box = (await lanes.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 });
    await page.mouse.up();
    const sums = page.getByTestId('sums');
    // The view is 8 to 18, so that two fifths to three fifths are 12 to 14, give or take a pixel.
    await soon(() => sums.getByRole('heading').first().textContent()).toMatch(/^1[12]:\d\d:\d\d–1[34]:\d\d:\d\d$/);
    await soon(() => page.getByTestId('sum-recorded').textContent()).toMatch(/^1 h 1[0-4] min$/);
    await lanes.press('Escape');
    await soon(() => sums.getByRole('heading').first().textContent()).toBe('Whole day');
    for (const key of ['+', '+', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight']) await lanes.press(key);
    await soon(() => sums.getByRole('heading').first().textContent()).toMatch(/–/);
    await soon(() => page.getByTestId('readout').textContent()).toMatch(/^\d\d:\d\d:\d\d · /);
  });

  it('goes to the ends of the day by Home and End, and reads why nothing is known there', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const lanes = page.getByRole('application');
    const readout = page.getByTestId('readout');
    await lanes.press('Home');
    await soon(() => readout.textContent()).toBe('08:00:00 · Nothing recorded · before the first record');
    await lanes.press('End');
    await soon(() => readout.textContent()).toBe('18:00:00 · Nothing recorded · after the last record');
    await lanes.press('Shift+Home');
    await soon(() => page.getByTestId('sums').getByRole('heading').first().textContent()).toBe('08:00:00–18:00:00');
    await lanes.press('Escape');
    await soon(() => page.getByTestId('sums').getByRole('heading').first().textContent()).toBe('Whole day');
  });

  it('is pinched by two fingers, and what lay between them stays there', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const lanes = page.getByRole('application');
    const box = (await lanes.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const touch = await page.context().newCDPSession(page);
    const put = (type: 'touchStart' | 'touchMove', ...places: number[]) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map((x, id) => ({ id, x: box.x + x, y: box.y + 60 })),
      });
    const middle = Math.round(box.width / 2);
    await put('touchStart', middle - 40);
    await put('touchStart', middle - 40, middle + 40);
    for (let apart = 60; apart <= 320; apart += 20) await put('touchMove', middle - apart, middle + apart);
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await soon(() => page.getByRole('button', { name: 'Whole day' }).isEnabled()).toBe(true);
    // Nothing was selected by that, and the middle of the day is in the middle still: eight times as close.
    await soon(() => page.getByTestId('sums').getByRole('button').count()).toBe(0);
    await page.mouse.move(box.x + middle, box.y + 60);
    await soon(() => page.getByTestId('readout').textContent()).toMatch(/^1[23]:[05][0129]:/);
    await page.mouse.move(box.x + middle + box.width / 4, box.y + 60);
    await soon(() => page.getByTestId('readout').textContent()).toMatch(/^13:[12]\d:/);
  });

  it('goes along the pictures with the arrows and opens all monitors of a moment', async () => {
    const { page } = await openScene(world, 'full');
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
  });

  it('keeps several devices apart, the one that does not open too', async () => {
    const { page } = await openScene(world, 'devices');
    await openDay(page);
    // What does not open is named beside the devices that do.
    await soon(() => page.locator('[data-faults-of]').textContent()).toMatch(/^Device 3.*key\.age/);
    await page.getByRole('radio', { name: /^Device 2/ }).click();
    await soon(() => page.getByTestId('total-keys').textContent()).toBe('196');
    await page.getByRole('radio', { name: /^Device 3/ }).click();
    await page.getByText('You have no access to this day.').waitFor();
    await soon(() => page.getByRole('application').count()).toBe(0);
  });

  it('shows every window of a crowded day, a few hundred at a time', async () => {
    const { page } = await openScene(world, 'crowded');
    await openDay(page);
    const rows = page.getByRole('table', { name: 'Windows in order of time' }).locator('tr[data-start]');
    await soon(() => rows.count()).toBe(200);
    await page.getByRole('button', { name: 'Show more' }).click();
    await soon(() => rows.count()).toBe(400);
    expect(fullDay(5000).windows.length).toBeGreaterThan(3000);
  });
});
