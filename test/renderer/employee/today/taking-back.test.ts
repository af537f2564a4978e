import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interval } from '../../../../core/time/interval.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { employeeScenes } from '../../fixtures/employee/employee-scenes.ts';
import { now } from '../../fixtures/employee/employee-statuses.ts';

describe.skipIf(!hasChromium)('what has left and what is still the person’s, in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openToday() {
    const scene = employeeScenes.full();
    world.server.show({ employee: scene });
    const { page } = await world.open('/app/employee.html#today');
    await page.getByTestId('answer').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    return { page, scene, focused };
  }

  it('has a line between them, and deletes what is dragged from it', async () => {
    const { page } = await openToday();
    const line = page.getByTestId('leaving-line');
    await line.waitFor();
    expect(Number(await line.getAttribute('data-at'))).toBe(now - 12 * 60_000);
    await page.getByText('left this computer', { exact: true }).waitFor();
    await page.getByText('What is newer than 15:02 is still only yours').waitFor();
    const grip = page.getByRole('button', { name: /^Left this computer up to 15:02/ });
    const box = await grip.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 10, (box?.y ?? 0) + 40];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 8, y);
    await page.mouse.up();
    await page
      .getByTestId('selection')
      .getByText(/^15:02:22–15:/)
      .waitFor();
    await page.keyboard.press('Escape');
    await grip.press('Enter');
    await page
      .getByTestId('selection')
      .getByText(/^15:02:22–15:14/)
      .waitFor();
    await page.getByRole('button', { name: 'Delete this span' }).click();
    await page.getByTestId('delete-span').getByText('Delete what was recorded from 15:02 to 15:14?').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  describe('taking back the last minutes', () => {
    it('asks once, says what has left already, keeps first, and afterwards says what was removed', async () => {
      const { page, scene, focused } = await openToday();
      await page.getByRole('button', { name: 'Delete the last' }).click();
      await page.getByRole('menuitem', { name: /^15 minutes/ }).click();
      const question = page.getByTestId('delete-span');
      await question.getByText('from 14:59 until now').waitFor();
      await question.getByText('before 15:02 has left this computer already').waitFor();
      await soon(focused).toBe('Keep');
      expect(scene.calls).toEqual([]);
      expect(await seriousFindings(page)).toEqual([]);
      await question.getByRole('button', { name: 'Delete' }).click();
      await question.getByText(/^Removed 15:02:22 to 15:14:\d\d: 4 screenshots, and what 14 other records/).waitFor();
      const [call] = scene.calls;
      expect(call?.call).toBe('deleteSpan');
      const span = call?.args as Interval | undefined;
      expect(span?.start).toBeGreaterThanOrEqual(now - 15 * 60_000);
      expect((span?.end ?? 0) - (span?.start ?? 0)).toBeGreaterThanOrEqual(15 * 60_000);
      await soon(() => page.getByTestId('held-shot').count()).toBe(0);
      await soon(focused).toBe('Done');
      await page.keyboard.press('Enter');
      await soon(() => question.count()).toBe(0);
      await soon(focused).toMatch(/^Delete the last/);
      expect(await violationsOf(page)).toEqual([]);
    });

    it('removes nothing when the person keeps it', async () => {
      const { page, scene } = await openToday();
      await page.getByRole('button', { name: 'Delete the last' }).click();
      await page.getByRole('menuitem', { name: /^5 minutes/ }).click();
      await page.getByTestId('delete-span').getByRole('button', { name: 'Keep' }).click();
      await soon(() => page.getByTestId('delete-span').count()).toBe(0);
      expect(scene.calls).toEqual([]);
    });

    it('is not offered where nothing can be removed any more', async () => {
      const scene = employeeScenes.full();
      scene.status = { ...scene.status, deletableFrom: null };
      world.server.show({ employee: scene });
      const { page } = await world.open('/app/employee.html#today');
      await page.getByTestId('answer').waitFor();
      await soon(() => page.getByRole('button', { name: 'Delete the last' }).count()).toBe(0);
    });
  });

  it('keeps the line inside a window made narrower, before its width was measured anew', async () => {
    const { page } = await openToday();
    await page.addInitScript(() => {
      globalThis.ResizeObserver = class {
        observe() {}
        unobserve() {}
        disconnect() {}
      };
    });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.reload();
    await page.getByTestId('leaving-line').waitFor();
    await page.setViewportSize({ width: 420, height: 900 });
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await over()).toBe(0);
    await page.close();
  });
});
