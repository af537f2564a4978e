import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { problem } from '../../../../core/problem.ts';
import { fail } from '../../../../core/result.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { at } from '../../fixtures/days.ts';
import { overflows } from '../../fixtures/employee/data-pages.ts';
import { withTimesheets } from '../../fixtures/employee/timesheet-scene.ts';
import { bridge, weekWorld } from '../../fixtures/employee/week-calls.ts';

describe.skipIf(!hasChromium)('Timesheet in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(
    week = weekWorld(),
    { hash = '#timesheet', ...options }: { hash?: string; dark?: boolean; locale?: string } = {},
  ) {
    const calls: { call: string; args: unknown }[] = [];
    const scene = withTimesheets(week, calls);
    world.server.show({ employee: scene });
    const opened = await world.open(`/app/employee.html${hash}`, options);
    await opened.page.locator('main h1').waitFor();
    return { ...opened, scene, calls, week };
  }

  it.each([
    ['little', false],
    ['handed in', true],
    ['nothing', false],
    ['refused', true],
  ] as const)('with %s (dark: %s) keeps to the policy, has nothing serious for axe and fits', async (kind, dark) => {
    const change = { nothing: { rows: [], working: null }, refused: { refusal: 'no-consent' as const } };
    const { page, complaints } = await open(weekWorld(kind in change ? change[kind as 'nothing'] : {}), { dark });
    if (kind === 'handed in') await page.getByTestId('submit').click();
    await page.getByTestId('standing').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open(weekWorld(), { locale: language });
    await page.getByTestId('submit').click();
    await soon(() => page.getByTestId('standing').getAttribute('data-standing')).toBe('waiting');
    await soon(() => page.locator('.versions li').count()).toBe(1);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('shows exactly what leaves before it is handed in, and who can open it', async () => {
    const { page, calls } = await open();
    await soon(() => page.locator('.lines-table tbody tr').allTextContents()).toEqual([
      'Mon 16 NovHarbour bridge7:30',
      'Tue 17 NovHarbour bridge4:30Drawings for the north pier',
      'Tue 17 NovOffice and training1:35',
    ]);
    await soon(() => page.getByTestId('readers').textContent()).toContain('Team lead');
    expect(calls.filter(({ call }) => call === 'submitTimesheet')).toEqual([]);
  });

  it('is handed in, counts down, and is taken back by one button', async () => {
    const { page, calls } = await open();
    await page.getByTestId('submit').click();
    await soon(() => page.getByTestId('standing').textContent()).toMatch(/^Leaves in \d:\d\d$/);
    expect(await page.getByTestId('submit').count()).toBe(0);
    await page.getByRole('button', { name: 'Take back' }).click();
    await soon(() => page.getByTestId('standing').textContent()).toBe('Not handed in');
    expect(calls.map(({ call }) => call)).toEqual(['submitTimesheet', 'undoTimesheet']);
  });

  it('changes a field by keyboard alone, with a note, and gives the field the focus again', async () => {
    const { page, calls } = await open();
    const cell = page.getByRole('button', { name: /^Harbour bridge, Wednesday/ });
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Time, such as 7:30').fill('about eight');
    await page.getByText('Write hours and minutes, such as 7:30, or 45 min.').waitFor();
    await page.keyboard.press('Enter');
    expect(calls).toEqual([]);
    await page.getByLabel('Time, such as 7:30').fill('7.5');
    await page.getByLabel('Note', { exact: true }).fill('South pier');
    await page.keyboard.press('Enter');
    await soon(() => calls.map(({ args }) => args)).toEqual([
      { week: '2026-W47', day: '2026-11-18', project: bridge, minutes: 450, note: 'South pier' },
    ]);
    await soon(() => cell.getAttribute('aria-label')).toBe(
      'Harbour bridge, Wednesday 18 November 2026: 7:30, with a note',
    );
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe(
      'listed harbour 2026-11-18',
    );
  });

  it('adds a project of the list, and one by name where there is no list', async () => {
    const { page } = await open(weekWorld({ rows: [], isListed: false, projects: [] }));
    const adding = page.getByRole('form', { name: 'Add a project' });
    await adding.getByLabel('Name of the project').fill('  Garden ');
    await adding.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: /^Garden, Monday/ }).waitFor();
  });

  it('chooses what is worked on, here and on Today', async () => {
    for (const hash of ['#timesheet', '#today']) {
      const { page, calls } = await open(weekWorld({ working: null }), { hash });
      const work = page.locator('.work');
      await soon(() => work.getByTestId('working').textContent()).toBe('Nothing chosen');
      await work.getByLabel('Project').selectOption({ label: 'Harbour bridge' });
      await work.getByRole('button', { name: 'Start' }).click();
      await soon(() => work.getByTestId('working').textContent()).toBe('Harbour bridge, since 15:00');
      await work.getByRole('button', { name: 'Stop' }).click();
      await soon(() => work.getByTestId('working').textContent()).toBe('Nothing chosen');
      expect(calls.map(({ args }) => args)).toEqual([{ project: bridge }, { project: null }]);
      await world.leave(page);
    }
  });

  it('says how an answer stands, with its note, and that the week was changed since', async () => {
    const { page, week, scene } = await open();
    await page.getByTestId('submit').click();
    await page.locator('.versions li').waitFor();
    const [last] = week.handedIn;
    if (last === undefined) throw new Error('nothing was handed in');
    last.leavesAt = at(9);
    last.sentAt = at(10);
    last.standing = 'sent-back';
    last.answer = { at: at(11), viewer: 'Team lead', note: 'Tuesday is missing' };
    scene.onChange();
    await soon(() => page.getByTestId('standing').textContent()).toBe('Sent back');
    await page.getByText('Note: Tuesday is missing').waitFor();
    week.isChanged = true;
    scene.onChange();
    await page.getByText('You have changed the week since.').waitFor();
    await page.getByRole('button', { name: 'Hand in again' }).waitFor();
  });

  it('saves what was handed in as a table and a calendar', async () => {
    const {
      page,
      scene: { status },
    } = await open();
    await page.getByTestId('submit').click();
    for (const [name, file] of [
      ['Table (CSV)', /^plainsight-[\p{L}-]+-[0-9a-z]{6}-2026-W47-timesheet\.csv$/u],
      ['Calendar (ICS)', /^plainsight-[\p{L}-]+-[0-9a-z]{6}-2026-W47-timesheet\.ics$/u],
    ] as const) {
      await page.getByRole('button', { name: 'Save a copy' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name }).click();
      expect((await download).suggestedFilename()).toMatch(file);
      const text = await readFile((await (await download).path()) ?? '', 'utf8');
      expect(text).toContain('Drawings for the north pier');
      expect(text).toContain(status.name);
      expect(text).toContain(status.zone);
    }
  });

  it('prints what was handed in, with whose it is, the week and the number of every page', async () => {
    const { page, scene } = await open();
    await page.getByTestId('submit').click();
    await page.locator('.versions li').waitFor();
    await page.emulateMedia({ media: 'print' });
    await soon(() => page.locator('.week-table').isVisible()).toBe(false);
    expect(await page.locator('.versions table').first().isVisible()).toBe(true);
    const margins = await page.evaluate(() =>
      document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join(' '),
    );
    expect(margins).toContain(scene.status.name);
    expect(margins).toContain('counter(page)');
    expect(margins).toContain('Version 1');
  });

  it('tells why a week cannot be handed in, and where the person decides', async () => {
    const { page } = await open(weekWorld({ refusal: 'no-consent' }));
    await page.getByRole('link', { name: 'Decide on Consent' }).waitFor();
    expect(await page.getByTestId('submit').count()).toBe(0);
    await world.leave(page);
    const refused = await open();
    Object.assign(refused.scene.service, { submitTimesheet: async () => fail(problem('timesheet-future')) });
    await refused.page.getByTestId('submit').click();
    await refused.page.getByText('This week has minutes on days that are still to come.').waitFor();
  });

  it('is not among the pages of an organisation that asks for none', async () => {
    const scene = withTimesheets();
    scene.status = { ...scene.status, timesheets: 'none' };
    world.server.show({ employee: scene });
    const { page } = await world.open('/app/employee.html#today');
    await page.getByRole('link', { name: 'Consent' }).waitFor();
    expect(await page.getByRole('link', { name: 'Timesheet' }).count()).toBe(0);
    expect(await page.locator('.work').count()).toBe(0);
  });
});
