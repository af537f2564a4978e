import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, soon } from '../fixtures/browser.ts';
import { openData } from '../fixtures/employee/data-pages.ts';
import { employeeScenes } from '../fixtures/employee/employee-scenes.ts';
import { everyView } from '../fixtures/every-view.ts';

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element === null ? '' : (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
  });

describe.skipIf(!hasChromium)('an employee without a mouse', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openToday(name: 'full' | 'asking' = 'full') {
    const scene = employeeScenes[name]();
    world.server.show({ employee: scene });
    const { page } = await world.open('/app/employee.html#today');
    await page.getByTestId('held-shot').first().waitFor();
    return { page, scene };
  }

  it.each(everyView)(
    '%s: reaches everything that acts by Tab, sees where they are, and gets out again',
    async (_, open) => {
      const page = await open(world);
      expect(await walk(page)).toEqual({ missed: [], unseen: [], isOut: true });
    },
  );

  it.each([
    ['a large picture', /^Open the screenshot/],
    ['covering a part', /^Cover a part/],
  ] as const)('gets back from %s to where it was opened', async (_, name) => {
    const { page } = await openToday();
    const opener = page.getByTestId('held-shot').nth(1).getByRole('button', { name });
    await opener.press('Enter');
    await page.getByRole('dialog').waitFor();
    await soon(() => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await soon(() => opener.evaluate((each) => each === document.activeElement)).toBe(true);
  });

  it('stays beside a picture that it keeps, and goes on with the next where it deleted one', async () => {
    const { page } = await openToday();
    const held = page.getByTestId('held-shot');
    const before = await held.count();
    await held.first().getByRole('button', { name: 'Delete' }).press('Enter');
    await soon(() => focused(page)).toBe('Keep');
    await page.keyboard.press('Enter');
    await soon(() => focused(page)).toBe('Delete');
    await page.keyboard.press('Enter');
    await soon(() => focused(page)).toBe('Keep');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await soon(() => held.count()).toBe(before - 1);
    await soon(() => held.first().evaluate((each) => each.contains(document.activeElement))).toBe(true);
  });

  it('finds the title of the page under the focus once the question about idle time is answered', async () => {
    const { page, scene } = await openToday('asking');
    await page.getByRole('button', { name: 'Keep as idle' }).focus();
    scene.status = { ...scene.status, idleQuestion: null };
    scene.onChange();
    await soon(() => page.getByTestId('idle').count()).toBe(0);
    await soon(() => focused(page)).toBe('Today');
  });

  it('goes on with the timeline once a selection is cleared', async () => {
    const { page } = await openToday();
    const lanes = page.getByRole('application');
    await lanes.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('button', { name: 'Clear' }).press('Enter');
    await soon(() => lanes.evaluate((each) => each === document.activeElement)).toBe(true);
  });

  it('goes on with adding rules once the only one is removed', async () => {
    const { page } = await openData(world, '#settings');
    await page.getByRole('button', { name: /^Remove rule 1/ }).press('Enter');
    await soon(() => focused(page)).toBe('Add a rule');
  });

  it('keeps its hands off a focus that was given up beside everything', async () => {
    const { page, scene } = await openToday('asking');
    await page.getByRole('button', { name: 'Keep as idle' }).focus();
    await page.mouse.click(4, 500);
    scene.status = { ...scene.status, idleQuestion: null };
    scene.onChange();
    await soon(() => page.getByTestId('idle').count()).toBe(0);
    // Two frames and a turn later it would have moved.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
    await soon(() => page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });
});

/** From the top of the page by Tab alone: what acts and was not reached, what was reached without a ring, and whether it ended outside. */
async function walk(page: Page): Promise<{ missed: string[]; unseen: string[]; isOut: boolean }> {
  await page.evaluate(() => {
    // From here on Tab begins at the top, wherever the page had put the focus.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    const radios = new Set<string>();
    const acting = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]'),
    ];
    const expected = acting.filter((each) => {
      if (each.tabIndex < 0 || each.matches(':disabled') || !each.checkVisibility()) return false;
      if (!(each instanceof HTMLInputElement) || each.type !== 'radio') return true;
      // Of several radio buttons Tab reaches one.
      if (radios.has(each.name)) return false;
      radios.add(each.name);
      each.dataset.group = each.name;
      return true;
    });
    Object.assign(window, { expected, reached: new Set<Element>(), seen: new Set<Element>() });
  });
  let isOut = false;
  for (let press = 0; press < 250 && !isOut; press += 1) {
    await page.keyboard.press('Tab');
    isOut = await page.evaluate(() => {
      const { reached, seen } = window as unknown as { reached: Set<Element>; seen: Set<Element> };
      const element = document.activeElement;
      if (element === null || element === document.body) return true;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const isInSight = box.bottom > 0 && box.top < innerHeight && box.width > 0;
      // A field of a date has several stops; the last, its calendar, has a ring of its own.
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && isInSight) seen.add(element);
      reached.add(element);
      return false;
    });
  }
  return page.evaluate((out) => {
    const { expected, reached, seen } = window as unknown as {
      expected: HTMLElement[];
      reached: Set<Element>;
      seen: Set<Element>;
    };
    const nameOf = (each: Element) => `${each.tagName} ${each.getAttribute('aria-label') ?? each.textContent}`;
    const groups = new Set(
      [...reached].map((each) => (each instanceof HTMLInputElement && each.type === 'radio' ? each.name : '')),
    );
    const missed = expected
      .filter(
        (each) =>
          each.isConnected &&
          !reached.has(each) &&
          !(each.dataset.group !== undefined && groups.has(each.dataset.group)),
      )
      .map(nameOf);
    return { missed, unseen: [...reached].filter((each) => !seen.has(each)).map(nameOf), isOut: out };
  }, isOut);
}
