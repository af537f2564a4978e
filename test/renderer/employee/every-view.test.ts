import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, seriousFindings } from '../fixtures/browser.ts';
import { everyView } from '../fixtures/every-view.ts';

describe.skipIf(!hasChromium)('everything an employee can have in front of them', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it.each(everyView)(
    '%s: nothing serious for axe, light or dark; no motion when less is asked for; every state in more than colour',
    async (_, open) => {
      const page = await open(world);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect([colorScheme, await seriousFindings(page)]).toEqual([colorScheme, []]);
      }
      expect(await movements(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
      expect(await lostInForcedColours(page)).toEqual([]);
    },
  );

  it('moves something while motion is welcome, so that its absence means something', async () => {
    const open = new Map(everyView).get('no answer yet');
    const page = (await open?.(world)) as Page;
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await movements(page)).not.toEqual([]);
  });
});

/** What moves for longer than a hundredth of a second, as `target: name`. */
function movements(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().flatMap((each) => {
      const { duration } = each.effect?.getComputedTiming() ?? {};
      const target = (each.effect as KeyframeEffect | null)?.target?.className;
      return typeof duration === 'number' && duration > 10 ? [`${target}: ${duration} ms`] : [];
    }),
  );
}

/**
 * What cannot be told any more once the system chooses the colours (and drops shadows and backgrounds): controls without an edge, a switch
 * that looks the same on and off, a chosen one of several that looks like the others, a mark whose colour is all it has, a focus without a ring.
 */
function lostInForcedColours(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lost: string[] = [];
    const seen = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((each) => each.checkVisibility());
    const nameOf = (each: Element) =>
      `${each.tagName}.${each.className} ${(each.getAttribute('aria-label') ?? each.textContent ?? '').trim().slice(0, 40)}`;
    const ground = getComputedStyle(document.body).backgroundColor;
    const isDrawn = (style: string, width: string, colour: string) =>
      style !== 'none' && Number.parseFloat(width) > 0 && colour !== ground && !colour.startsWith('rgba(0, 0, 0, 0');
    const hasEdge = (each: Element) => {
      const { borderBlockEndStyle, borderBlockEndWidth, borderBlockEndColor } = getComputedStyle(each);
      return isDrawn(borderBlockEndStyle, borderBlockEndWidth, borderBlockEndColor);
    };
    for (const each of seen('.button:not(.bare), .input, .switch, .switch-thumb, .pill, .card, .notice, .toggles'))
      if (!hasEdge(each)) lost.push(`no edge: ${nameOf(each)}`);

    // The thumb is at the other end where the switch is on.
    for (const each of seen('[role=switch]')) {
      const [box, thumb] = [each, each.firstElementChild].map((one) => one?.getBoundingClientRect());
      if (box === undefined || thumb === undefined) continue;
      const isAtEnd = thumb.left + thumb.width / 2 > box.left + box.width / 2;
      if (isAtEnd !== (each.getAttribute('aria-checked') === 'true')) lost.push(`switch: ${nameOf(each)}`);
    }

    const looks = (each: Element) => {
      const { textDecorationLine, fontWeight, borderBlockEndWidth, borderBlockEndStyle } = getComputedStyle(each);
      return [textDecorationLine, fontWeight, borderBlockEndWidth, borderBlockEndStyle].join(' ');
    };
    const groups = [
      ['.pages a[aria-current]', '.pages a:not([aria-current])'],
      ['.toggle[data-state=on]', '.toggle[data-state=off]'],
      ['.steps li[aria-current]', '.steps li:not([aria-current])'],
      ['td[aria-selected=true] .date', 'td[aria-selected=false] .date'],
    ];
    for (const [chosen = '', others = ''] of groups) {
      const usual = new Set(seen(others).map(looks));
      for (const each of seen(chosen)) if (usual.has(looks(each))) lost.push(`chosen: ${nameOf(each)}`);
    }

    for (const each of seen('.dot, .bar'))
      if (getComputedStyle(each).backgroundColor === ground) lost.push(`mark: ${nameOf(each)}`);
    for (const each of seen('.pill'))
      if ((each.textContent ?? '').trim() === '' || each.querySelector('svg') === null)
        lost.push(`state without a word and a shape: ${nameOf(each)}`);

    for (const each of seen('a[href], button:enabled, input, select, textarea, summary, [tabindex="0"]')) {
      each.focus({ focusVisible: true } as FocusOptions);
      if (document.activeElement !== each) continue;
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
      if (!isDrawn(outlineStyle, outlineWidth, outlineColor) || Number.parseFloat(outlineWidth) < 2)
        lost.push(`no ring: ${nameOf(each)}`);
    }
    return lost;
  });
}
