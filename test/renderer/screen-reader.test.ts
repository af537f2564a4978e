import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, soon } from './fixtures/browser.ts';
import { employeeScenes } from './fixtures/employee/employee-scenes.ts';
import { openDay, openScene } from './fixtures/manager/manager-pages.ts';

const widths = [390, 768, 1280, 1920];

/** What a screen reader goes through is what is seen, in the order in which it is seen. */
describe.skipIf(!hasChromium)('the tree of a screen reader', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const opened = {
    Today: async () => {
      world.server.show({ employee: employeeScenes.full() });
      const { page } = await world.open('/app/employee.html#today');
      await page.getByRole('table', { name: 'Time per app today' }).waitFor();
      return page;
    },
    Day: async () => {
      const { page } = await openScene(world, 'full');
      await openDay(page);
      await page.getByText('Every object checked', { exact: true }).waitFor();
      return page;
    },
  };

  it.each(['Today', 'Day'] as const)(
    'of %s names every card, skips no level and leaves no cell silent',
    async (name) => {
      const page = await opened[name]();
      const tree = await page.locator('main').ariaSnapshot();
      const levels = [...tree.matchAll(/\[level=(\d)\]/g)].map(([, level]) => Number(level));
      expect(levels[0]).toBe(1);
      for (const [index, level] of levels.entries())
        expect(level - (levels[index - 1] ?? 0), tree).toBeLessThanOrEqual(1);
      expect(tree.match(/^ *- (?:cell|region|button|link|img|heading)$/gm)).toBeNull();
      expect(tree).toContain(
        name === 'Today' ? 'Recording apps, counts, presence and screenshots' : 'Every object checked',
      );
    },
  );

  it.each(['Today', 'Day'] as const)('of %s says every text that is seen', async (name) => {
    const page = await opened[name]();
    // What is read and checked meanwhile changes the page between the two looks.
    await soon(async () => {
      const said = squeezed(await page.locator('main').ariaSnapshot());
      return (await linesOf(page)).filter((line) => !said.includes(squeezed(line)));
    }).toEqual([]);
  });

  it.each(['Today', 'Day'] as const)('of %s goes down the page, and from left to right', async (name) => {
    const page = await opened[name]();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const cards = await cardsOf(page);
      expect(cards.length).toBeGreaterThan(3);
      for (const [index, card] of cards.slice(1).entries()) {
        const before = cards[index];
        if (before === undefined) continue;
        const isBelow = card.top >= before.top - 2;
        const isRight = card.left >= before.right - 2;
        expect(isBelow || isRight, `${before.name}, then ${card.name} at ${width}`).toBe(true);
      }
    }
  });
});

/** Without white space, which a tree sets in its own way, and without the quotes and colons of its notation. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s"'\\:-]/gu, '');
}

/** But for what is written beside and onto the drawn timeline, which its readout and the tables say. */
function linesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lines = (within: string) =>
      [...document.querySelectorAll<HTMLElement>(within)].flatMap(({ innerText }) => innerText.split('\n'));
    const drawn = new Set(lines('main .timeline'));
    return lines('main').filter((line) => line.trim() !== '' && !drawn.has(line));
  });
}

/** The cards that lie in no other, in the order of the tree, with their places on the page. */
function cardsOf(page: Page): Promise<{ name: string; top: number; left: number; right: number }[]> {
  return page.locator('main').evaluate((main) =>
    [...main.querySelectorAll('section')]
      .filter((each) => each.parentElement?.closest('section') === null && each.getBoundingClientRect().height > 0)
      .map((each) => {
        const { top, left, right } = each.getBoundingClientRect();
        return {
          name: each.getAttribute('aria-label') ?? each.querySelector('h2')?.textContent ?? '',
          top,
          left,
          right,
        };
      }),
  );
}
