import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordedPurposes as purposes } from '../../../../core/organisation/purpose.ts';
import type { EmployeeStatus } from '../../../../ipc/employee.ts';
import { absenceMessages } from '../../../../messages/absences.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { type EmployeeScene, employeeScenes } from '../../fixtures/employee/employee-scenes.ts';
import { purpose, statusOf } from '../../fixtures/employee/employee-statuses.ts';

describe.skipIf(!hasChromium)('the settings in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openSettings(scene: EmployeeScene = employeeScenes.full(), options: { dark?: boolean } = {}) {
    world.server.show({ employee: scene });
    const opened = await world.open('/app/employee.html#settings', options);
    await opened.page.getByTestId('tried').first().waitFor();
    const save = opened.page.getByRole('button', { name: 'Save' });
    const effects = () =>
      opened.page.getByTestId('tried').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-effect')));
    return { scene, save, effects, ...opened };
  }

  it.each([false, true])('has nothing serious for axe with every part in use (dark: %s)', async (dark) => {
    const { page, complaints } = await openSettings(employeeScenes.full(), { dark });
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('radio', { name: 'Only in my own hours' }).check();
    await page.getByText('patterns').first().click();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('tries a rule on the open windows while it is written, and keeps it only when it is saved', async () => {
    const { page, scene, save, effects } = await openSettings();
    expect(await effects()).toEqual(['exclude', 'hide-title', 'exclude', 'record']);
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Pattern');
    await page.keyboard.type('*term');
    await page.keyboard.type('inal');
    await soon(effects).toEqual(['exclude', 'hide-title', 'exclude', 'exclude']);
    expect(scene.calls).toEqual([]);
    expect(scene.settings.settings.rules).toHaveLength(1);
    await save.click();
    await page.getByText('Saved. It applies from now on.').waitFor();
    expect(scene.settings.settings.rules).toEqual([
      { app: '*mail*', effect: 'hide-title' },
      { app: '*terminal', effect: 'exclude' },
    ]);
    await soon(() => save.count()).toBe(0);
  });

  it('shows what a suggested group leaves out, and what happens without it', async () => {
    const { page, scene, save, effects } = await openSettings();
    await soon(() =>
      page
        .locator('[data-group]')
        .getByRole('switch')
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-checked'))),
    ).toEqual(['true', 'true', 'true', 'true']);
    await page
      .locator('[data-group=banking]')
      .getByText(/patterns\b/)
      .click();
    await page.locator('[data-group=banking]').getByText('*sparkasse*').first().waitFor();
    await page.getByRole('switch', { name: 'Banks and payments' }).press('Space');
    await soon(effects).toEqual(['exclude', 'hide-title', 'record', 'record']);
    await save.click();
    await soon(() => scene.settings.settings.withoutSuggestions).toEqual(['banking']);
  });

  it.each([
    ['Website', 'https://example.com/', 'Give the name of the website alone'],
    ['App', ' editor', 'begins or ends with a space'],
    ['App', '/ed.*/', 'looks like a regular expression'],
    ['Window title', '', 'or remove the rule'],
  ])(
    'names beside the field what is wrong with %s “%s”, and saves nothing meanwhile',
    async (where, pattern, words) => {
      const { page, scene, save } = await openSettings();
      await page.getByRole('button', { name: 'Add a rule' }).click();
      const rule = page.getByRole('group', { name: 'Rule 2' });
      await rule.getByLabel('Where').selectOption(where);
      await rule.getByLabel('Pattern').fill(pattern);
      await rule.getByText(words).waitFor();
      const field = rule.getByLabel('Pattern');
      const about = await field.getAttribute('aria-describedby');
      await soon(() => page.locator(`[id="${about}"]`).textContent()).toContain(words);
      await soon(() => save.isDisabled()).toBe(true);
      await page.getByText('1 field needs correcting first.').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      await soon(() => rule.count()).toBe(0);
      expect(scene.calls).toEqual([]);
    },
  );

  it('takes own hours away from the organisation’s, and says what does not end after it begins', async () => {
    const { page, scene, save } = await openSettings();
    await page.getByText('Your organisation: Monday to Friday 08:00–18:00.').waitFor();
    await page.getByRole('radio', { name: 'Only in my own hours' }).check();
    await page.getByLabel('Friday, to').fill('07:00');
    await page.getByText('It ends before it begins.').waitFor();
    await soon(() => save.isDisabled()).toBe(true);
    await page.getByLabel('Friday, to').fill('12:00');
    await page.getByRole('button', { name: 'Remove these hours on Monday' }).click();
    await page.getByRole('button', { name: 'Add hours on Saturday' }).click();
    await page.getByText('Enter both times.').waitFor();
    await page.getByLabel('Saturday, from').fill('22:00');
    await page.getByLabel('Saturday, to').fill('00:00');
    await save.click();
    await soon(() => scene.settings.settings.hours).toEqual([
      ...[2, 3, 4].map((weekday) => ({ weekday, spans: [{ from: 480, to: 1080 }] })),
      { weekday: 5, spans: [{ from: 480, to: 720 }] },
      { weekday: 6, spans: [{ from: 1320, to: 1440 }] },
    ]);
  });

  it('offers no sharper pictures than the organisation takes', async () => {
    const scene = employeeScenes.full();
    scene.settings.organisation = { ...scene.settings.organisation, shotDetail: 'pixelated' };
    const { page, save } = await openSettings(scene);
    await soon(() => page.getByRole('radio', { name: 'Sharp' }).isDisabled()).toBe(true);
    await soon(() => page.getByRole('radio', { name: 'Pixelated' }).isChecked()).toBe(true);
    await page.getByText('Your organisation takes none sharper than: Pixelated.').waitFor();
    await page.getByRole('radio', { name: 'Solid' }).check();
    await save.click();
    await soon(() => scene.settings.settings.shotDetail).toBe('solid');
  });

  it('says which browsers do not tell their private windows, and leaves them out as a whole with one action', async () => {
    const { page, scene, save } = await openSettings();
    const group = page.locator('[data-group=private-windows]');
    await group.getByText('Chromium, and other browsers built on it').waitFor();
    await group.getByRole('button', { name: 'Leave out Chromium and browsers built on it' }).click();
    await save.click();
    await soon(() => scene.settings.settings.rules).toContainEqual({ app: '*chromium*', effect: 'exclude' });
  });

  it('reminds of nothing in the evening until a time is chosen, and each reminder is switched by itself', async () => {
    const { page, scene, save } = await openSettings();
    const evening = page.getByRole('switch', { name: 'A summary of my day' });
    await soon(() => evening.getAttribute('aria-checked')).toBe('false');
    expect(await page.getByLabel('At what time').count()).toBe(0);
    await evening.press('Space');
    await soon(() => page.getByLabel('At what time').inputValue()).toBe('18:00');
    await page.getByLabel('At what time').fill('17:3');
    await page.getByLabel('At what time').fill('17:30');
    await page.getByRole('switch', { name: 'two minutes before a pause ends' }).press('Space');
    await save.click();
    await soon(() => scene.settings.settings).toMatchObject({
      ...{ eveningSummary: 17 * 60 + 30, pauseReminder: false, needsReminder: true },
    });
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('switch', { name: 'when something needs me' }).press('Space');
    await evening.press('Space');
    await save.click();
    await soon(() => scene.settings.settings).toMatchObject({ eveningSummary: null, needsReminder: false });
  });

  it('speaks another language at once when that is saved', async () => {
    const { page, scene, save } = await openSettings();
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByRole('switch', { name: 'Tell me quietly' }).press('Space');
    await save.click();
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor();
    await soon(() => page.evaluate(() => document.documentElement.lang)).toBe('de');
    await soon(() => page.locator('h1').first().textContent()).toBe('Einstellungen');
    expect(scene.settings.settings).toMatchObject({ language: 'de', shotNotice: false });
  });

  it('keeps what is not saved while other pages are shown, marks the way to it, and asks before the window goes', async () => {
    const { page, scene, effects } = await openSettings();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('group', { name: 'Rule 2' }).getByLabel('Pattern').fill('*terminal');
    await page.getByText('These rules are not saved yet').waitFor();
    const mark = page.getByRole('link', { name: /^Settings/ }).locator('.unsaved-mark');
    for (const other of ['Today', 'Health']) {
      await page.getByRole('link', { name: other }).click();
      await page.getByRole('heading', { level: 1, name: other }).waitFor();
      await soon(() => mark.textContent()).toContain('not saved yet');
    }
    await page.getByRole('link', { name: /^Settings/ }).click();
    await soon(() => page.getByRole('group', { name: 'Rule 2' }).getByLabel('Pattern').inputValue()).toBe('*terminal');
    await soon(effects).toEqual(['exclude', 'hide-title', 'exclude', 'exclude']);
    expect(await seriousFindings(page)).toEqual([]);
    const asked = page.waitForEvent('dialog');
    const gone = page.reload().catch(() => {});
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await gone;
    await page.getByRole('button', { name: 'Save' }).click();
    await soon(() => scene.settings.settings.rules.length).toBe(2);
    await soon(() => mark.count()).toBe(0);
    await page.reload();
    await page.getByTestId('tried').first().waitFor();
  });

  it('says that Plainsight itself is never recorded, in a line of its own', async () => {
    const { page } = await openSettings();
    await soon(() => page.getByTestId('tried-own').textContent()).toContain('Plainsight');
    await soon(() => page.getByTestId('tried-own').textContent()).toContain('Never recorded');
  });

  it('says “recorded” only where that is so now', async () => {
    const { page, scene } = await openSettings();
    const words = () => page.getByTestId('tried').locator('.tried-effect > .row').allTextContents();
    const shown = async (change: Partial<EmployeeStatus>) => {
      scene.status = statusOf(change);
      scene.onChange();
    };
    const only = (name: 'apps' | 'titles' | 'screenshots', ...more: ('apps' | 'titles')[]) =>
      purposes.map((each) => purpose(each, [name, ...more].includes(each as 'apps') ? 'recording' : 'refused'));
    const trimmed = async () => (await words()).map((text) => text.trim());
    await shown({ purposes: only('apps', 'titles') });
    await soon(trimmed).toEqual(['Left out', 'Without title', 'Left out', 'Recorded']);
    await shown({ purposes: only('apps') });
    await soon(trimmed).toEqual(['Left out', 'Without title', 'Left out', 'Without title']);
    await shown({ purposes: only('screenshots') });
    await soon(trimmed).toEqual(['Left out', 'On screenshots only', 'Left out', 'On screenshots only']);
    const would = ['Left out', 'Would be recorded without title', 'Left out', 'Would be recorded'];
    for (const because of ['no-consent', 'paused', 'off-hours', 'no-sign', 'locked'] as const) {
      const isNo = because === 'no-consent';
      const said = isNo ? 'Not recorded: you have not agreed.' : `Not recorded now: ${absenceMessages.en[because]}`;
      const state = isNo ? 'refused' : 'stopped';
      await shown({ recording: 'off', purposes: purposes.map((each) => ({ ...purpose(each, state), because })) });
      await soon(() => page.getByTestId('tried-now').textContent()).toBe(said);
      await soon(trimmed).toEqual(would);
    }
  });
});
