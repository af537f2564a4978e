import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { employeeScenes } from '../../fixtures/employee/employee-scenes.ts';

describe.skipIf(!hasChromium)('leaving something out in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const mail = { app: '*mail*', effect: 'hide-title' };
  const title = { title: 'npm test', effect: 'exclude' };

  async function open(hash: string) {
    const scene = employeeScenes.full();
    world.server.show({ employee: scene });
    const opened = await world.open(`/app/employee.html${hash}`);
    return { scene, rules: () => scene.settings.settings.rules, ...opened };
  }

  it('is saved at once from an open window, also beside what is not saved yet, and taken back', async () => {
    const { page, rules } = await open('#settings');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const written = page.getByRole('group', { name: 'Rule 2' }).getByLabel('Pattern');
    await written.fill('draft');
    await page.getByRole('button', { name: 'Leave out Terminal…' }).press('Enter');
    await page.getByRole('menuitem', { name: 'This title' }).press('Enter');
    await soon(rules).toEqual([mail, title]);
    await soon(() => page.getByTestId('left-out').textContent()).toContain('Left out from now on: npm test.');
    // What waits to be saved is still there, and does not take the rule away again.
    await soon(() => written.inputValue()).toBe('draft');
    await soon(() => page.getByRole('group', { name: 'Rule 3' }).getByLabel('Pattern').inputValue()).toBe('npm test');
    expect(await seriousFindings(page)).toEqual([]);
    // The list that was chosen from is made anew: the focus waits at the way back, and then at what was said.
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toBe('Undo');
    await page.keyboard.press('Enter');
    await soon(focused).toMatch(/^Taken back: npm test/);
    await soon(rules).toEqual([mail]);
    await soon(() => page.getByRole('group', { name: 'Rule 3' }).count()).toBe(0);
    await soon(() => written.inputValue()).toBe('draft');
  });

  it('is offered of what is selected on the timeline, with a way back for ten seconds', async () => {
    const { page, rules } = await open('#today');
    const lanes = page.getByRole('application');
    await lanes.focus();
    await page.keyboard.press('ArrowRight');
    for (let step = 0; step < 12; step++) await page.keyboard.press('Shift+ArrowRight');
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name: 'Leave out…' }).press('Enter');
    await page.getByRole('menuitem', { name: 'This app' }).first().press('Enter');
    await soon(() => rules().length).toBe(2);
    expect(rules()[1]).toMatchObject({ effect: 'exclude' });
    await page.getByText('What was recorded before stays.').waitFor();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    await expect.poll(() => undo.count(), { timeout: 60_000 }).toBe(0);
    expect(rules()).toHaveLength(2);
  });
});
