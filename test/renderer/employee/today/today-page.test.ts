import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shotIdSchema } from '../../../../core/ids.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { at } from '../../fixtures/days.ts';
import { type EmployeeSceneName, employeeScenes } from '../../fixtures/employee/employee-scenes.ts';
import { now } from '../../fixtures/employee/employee-statuses.ts';
import { idOf } from '../../fixtures/random.ts';

describe.skipIf(!hasChromium)('today in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openScene(name: EmployeeSceneName, options: { dark?: boolean } = {}) {
    const scene = employeeScenes[name]();
    world.server.show({ employee: scene });
    const opened = await world.open('/app/employee.html#today', options);
    await opened.page.getByTestId('answer').waitFor();
    const focused = () => opened.page.evaluate(() => document.activeElement?.textContent ?? '');
    return { scene, focused, ...opened };
  }

  it('says of a picture that stays for an answer about idle time what it waits for, not that it leaves', async () => {
    const { page, scene } = await openScene('asking');
    const late = { place: 'hold', leavesAt: now - 60_000 } as const;
    const before = scene.shots.findLast((shot) => shot.at < at(14, 22));
    scene.shots = scene.shots.map((shot) =>
      shot.place === 'hold' || shot.id === before?.id ? { ...shot, ...late } : shot,
    );
    scene.onChange();
    const said = page.getByTestId('countdown');
    await soon(() => said.first().textContent()).toContain('once you have said what the time away was');
    await soon(() => said.last().textContent()).toContain('Leaving now');
  });

  it('speaks of fingers where fingers point', async () => {
    const { page } = await openScene('full');
    await page.getByText('Drag to select, Ctrl and wheel to zoom.').waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await page.reload();
    await page.getByText('Drag with one finger to select, with two to zoom.').waitFor();
    // Its fingers are not those of the next test.
    await page.context().close();
  });

  it('deletes what was brushed on the timeline, and says of an old span that it has left', async () => {
    const { page, scene } = await openScene('full');
    const timeline = page.getByRole('application', { name: 'Timeline of the day' });
    const box = await timeline.boundingBox();
    if (box === null) throw new Error('no timeline');
    const brush = async (from: number, to: number) => {
      await page.mouse.move(box.x + box.width * from, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * to, box.y + 40, { steps: 4 });
      await page.mouse.up();
      await page.getByRole('button', { name: 'Delete this span' }).click();
    };
    await brush(0.1, 0.2);
    const question = page.getByTestId('delete-span');
    await question.getByText('All of it has left this computer already').waitFor();
    await soon(() => question.getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await question.getByRole('button', { name: 'Keep' }).click();
    await brush(0.5, 0.99);
    await question.getByRole('button', { name: 'Delete' }).click();
    await question.getByRole('status').getByText('Removed').waitFor();
    expect(scene.calls.map(({ call }) => call)).toEqual(['deleteSpan']);
  });

  describe('a picture that was just taken', () => {
    const id = shotIdSchema.parse(idOf(9001));
    async function take(dark = false) {
      const opened = await openScene('full', { dark });
      const { scene } = opened;
      const [last] = scene.shots.slice(-1);
      if (last === undefined) throw new Error('a scene without pictures');
      await opened.page.getByRole('button', { name: 'Pause' }).focus();
      scene.shots = [...scene.shots, { ...last, id, at: at(15, 14) }];
      scene.status = { ...scene.status, lastShot: { id, at: at(15, 14) } };
      scene.onChange();
      const toast = opened.page.getByTestId('shot-toast');
      await toast.waitFor();
      return { ...opened, toast };
    }

    it.each([false, true])('is told of without taking the focus (dark: %s)', async (dark) => {
      const { page, toast, focused } = await take(dark);
      await page.getByRole('status').getByText('A picture was taken at 15:14.').waitFor();
      expect((await focused()).trim()).toBe('Pause');
      expect(await seriousFindings(page)).toEqual([]);
      await toast.getByRole('button', { name: 'Dismiss' }).click();
      await soon(() => toast.count()).toBe(0);
    });

    it('goes away by itself, but not under the pointer', async () => {
      const scene = employeeScenes.full();
      world.server.show({ employee: scene });
      const { page } = await world.open('/app/employee.html#today');
      await page.getByTestId('answer').waitFor();
      await page.clock.install();
      scene.status = { ...scene.status, lastShot: { id, at: at(15, 14) } };
      scene.onChange();
      const toast = page.getByTestId('shot-toast');
      await soon(async () => {
        await page.clock.runFor(1000);
        return toast.count();
      }).toBe(1);
      await toast.hover();
      await page.clock.runFor(60_000);
      await soon(() => toast.count()).toBe(1);
      await page.mouse.move(0, 0);
      await page.clock.runFor(21_000);
      await soon(() => toast.count()).toBe(0);
      // Its clock stays as it is.
      await page.context().close();
    });

    it('can be deleted there', async () => {
      const { toast, scene } = await take();
      await toast.getByRole('button', { name: 'Delete' }).click();
      await toast.getByRole('button', { name: 'Delete' }).click();
      await soon(() => toast.count()).toBe(0);
      expect(scene.calls).toEqual([{ call: 'deleteShot', args: { id } }]);
    });

    it('can be covered in parts by pointer, in pixels of the picture', async () => {
      const { page, toast, scene } = await take();
      await toast.getByRole('button', { name: 'Cover a part' }).click();
      const area = page.getByRole('application', { name: 'Picture to draw on' });
      await area.waitFor();
      const box = await area.boundingBox();
      if (box === null) throw new Error('no picture');
      await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 4 });
      await page.mouse.up();
      await page.getByText(/^Rectangle 1: 24\d × 13\d pixels, 2[34]\d from the left, 13\d from the top$/).waitFor();
      await page.getByText('The original is gone after this.').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'Cover 1 part' }).click();
      await soon(() => page.getByRole('dialog').count()).toBe(0);
      expect(scene.calls.map(({ call }) => call)).toEqual(['coverShot']);
      const args = scene.calls[0]?.args as { parts: { x: number }[] } | undefined;
      expect(Math.abs((args?.parts[0]?.x ?? 0) - 240)).toBeLessThanOrEqual(2);
      expect(await violationsOf(page)).toEqual([]);
    });
  });

  it('covers parts of a held picture by keyboard alone', async () => {
    const { page, scene } = await openScene('full');
    const held = page.getByTestId('held-shot').first();
    await held.getByRole('button', { name: 'Cover a part' }).press('Enter');
    const area = page.getByRole('application', { name: 'Picture to draw on' });
    await area.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('New: 240 × 68 pixels, 360 from the left, 236 from the top').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('New: 240 × 78 pixels, 370 from the left, 236 from the top').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByText('Rectangle 2:').waitFor();
    await page.keyboard.press('Delete');
    await soon(() => page.getByText('Rectangle 2:').count()).toBe(0);
    await page.getByRole('button', { name: 'Cover 1 part' }).press('Enter');
    await soon(() => page.getByRole('dialog').count()).toBe(0);
    expect(scene.calls[0]?.args).toMatchObject({ parts: [{ x: 370, y: 236, width: 240, height: 78 }] });
  });

  it.each([
    ['Keep as idle', true],
    ['Drop it', false],
  ])('asks about idle time with two answers of the same size: %s', async (name, keep) => {
    const { page, scene } = await openScene('asking');
    const card = page.getByTestId('idle');
    await card.getByText('You were away from 14:22 to 14:51.').waitFor();
    const sizes = await card
      .getByRole('button')
      .evaluateAll((all) => all.map((each) => [each.className, Math.round(each.getBoundingClientRect().width)]));
    expect(sizes[0]).toEqual(sizes[1]);
    await card.getByRole('button', { name }).click();
    await soon(() => card.count()).toBe(0);
    expect(scene.calls).toEqual([{ call: 'answerIdle', args: { start: at(14, 22), keep } }]);
  });

  it('says before idle time is dropped that a picture goes with it', async () => {
    const { page, scene } = await openScene('asking');
    const inside = scene.shots.find(({ place }) => place === 'hold');
    scene.shots = scene.shots.map((shot) => (shot.id === inside?.id ? { ...shot, at: at(14, 30) } : shot));
    scene.shots = scene.shots.filter((shot) => shot.id === inside?.id || shot.at < at(14, 22));
    scene.onChange();
    await soon(() => page.getByTestId('idle-pictures').textContent()).toContain('1 picture was taken in it');
    scene.shots = scene.shots.filter(({ id }) => id !== inside?.id);
    scene.onChange();
    await soon(() => page.getByTestId('idle-pictures').count()).toBe(0);
  });

  it('shows removed time and off hours with a look and a word of their own', async () => {
    const { page, scene } = await openScene('full');
    const legend = page.getByRole('list', { name: 'Legend' });
    await legend.waitFor();
    await soon(() => legend.getByText('Removed by you').count()).toBe(0);
    scene.day = { ...scene.day, states: scene.day.states.filter(({ start }) => start < at(14)) };
    scene.day = { ...scene.day, removed: [{ start: at(14), end: at(14, 30) }] };
    scene.onChange();
    await legend.getByText('Removed by you').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('says that nothing was captured although it records, and leads to Health', async () => {
    const { page } = await openScene('asking');
    await page.getByTestId('silent').getByText('nothing has been captured since 14:58').waitFor();
    await page.getByTestId('silent').getByRole('link').click();
    await soon(() => page.locator('nav a[aria-current=page]').textContent()).toBe('Health');
  });

  it('says when off hours end', async () => {
    const { page } = await openScene('offHours');
    await page.getByText('Outside working hours until Wed 18 Nov, 08:00.').waitFor();
    await soon(() => page.getByRole('status').first().textContent()).toBe('Off hours');
  });
});
