import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { employeeScenes } from '../../fixtures/employee/employee-scenes.ts';
import { peopleScenes } from '../../fixtures/manager/people-scenes.ts';

describe.skipIf(!hasChromium)('“Go to” in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function employee(options: { dark?: boolean; locale?: string } = {}) {
    const scene = employeeScenes.full();
    world.server.show({ employee: scene });
    const opened = await world.open('/app/employee.html#today', options);
    await opened.page.locator('.palette-button').waitFor();
    return { ...opened, scene };
  }

  it.each([false, true])('opens with Ctrl+K, is sound for axe and keeps to the policy (dark: %s)', async (dark) => {
    const { page, complaints } = await employee({ dark });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    expect(await page.getByRole('option').first().textContent()).toContain('Today');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('leads to a page by keyboard alone, and closes without doing anything', async () => {
    const { page } = await employee();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('hea');
    await soon(() => page.getByRole('option', { selected: true }).textContent()).toContain('Health');
    await page.keyboard.press('Enter');
    await soon(() => page.locator('h1').textContent()).toBe('Health');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox').waitFor({ state: 'detached' });
    expect(await page.locator('h1').textContent()).toBe('Health');
  });

  it('pauses, and offers to resume afterwards', async () => {
    const { page } = await employee();
    await page.getByRole('button', { name: 'Go to' }).click();
    await page.keyboard.type('pause 15');
    await page.keyboard.press('Enter');
    await soon(() => page.locator('[data-recording]').getAttribute('data-recording')).toBe('paused');
    await page.keyboard.press('Control+k');
    await soon(() => page.locator('[data-command=resume]').count()).toBe(1);
    expect(await page.locator('[data-command^=pause]').count()).toBe(0);
  });

  it('goes round with the arrows and says when nothing is called that', async () => {
    const { page } = await employee();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('ArrowUp');
    const last = page.getByRole('option').last();
    await soon(() => last.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowDown');
    await soon(() => page.getByRole('option').first().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.type('zzzz');
    await soon(() => page.getByText('Nothing is called that.').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox').count()).toBe(1);
  });

  it.each(languages)('finds days by their name in %s', async (language) => {
    const { page } = await employee({ locale: language });
    await page.keyboard.press('Control+k');
    await page.keyboard.type({ en: 'november', de: 'november', es: 'noviembre' }[language]);
    await soon(() => page.locator('[data-command^="2026-"]').count()).toBeGreaterThan(0);
  });

  it('leads a manager to a person', async () => {
    const scene = peopleScenes.full();
    world.server.show({ manager: scene });
    const { page, complaints } = await world.open('/app/manager.html');
    await page.locator('.palette-button').waitFor();
    await page.locator('[data-person]').first().waitFor();
    await page.keyboard.press('Control+k');
    const person = page.locator('[role=option]', { hasText: 'Person' }).first();
    const name = (await person.locator('span').first().textContent()) ?? '';
    await page.getByRole('combobox').fill(name);
    await page.keyboard.press('Enter');
    await soon(() => page.locator('h1').textContent()).toBe(name);
    expect(await seriousFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
