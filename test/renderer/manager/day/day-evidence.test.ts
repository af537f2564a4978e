import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { contactSheetSize } from '../../../../core/day/contact-sheet.ts';
import { problem } from '../../../../core/problem.ts';
import { fail } from '../../../../core/result.ts';
import type { Service } from '../../../../ipc/contract.ts';
import type { ManagerContract } from '../../../../ipc/manager.ts';
import { dayChain } from '../../../../renderer/manager/day/chain-badge.tsx';
import { cropOf } from '../../../../renderer/parts/day/thumbnail.tsx';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { fullDay } from '../../fixtures/days.ts';
import { goTo, openDay, openScene } from '../../fixtures/manager/manager-pages.ts';
import type { ManagerScene } from '../../fixtures/manager/manager-scenes.ts';

describe('the chain of a day on several devices', () => {
  const chain = (state: 'verified' | 'open' | 'broken', faults = 0) => ({
    state,
    objects: 5,
    faults: Array.from({ length: faults }, () => ({ kind: 'missing' as const, name: 'x', says: 'x' })),
  });
  test.each([
    [[chain('verified')], 'verified', 0],
    [[chain('verified'), chain('open')], 'open', 0],
    [[chain('verified'), chain('broken', 2), chain('open')], 'broken', 2],
    [[], 'verified', 0],
  ] as const)('is as good as its worst', (chains, state, faults) => {
    const whole = dayChain(chains);
    expect([whole.state, whole.faults.length, whole.objects]).toEqual([state, faults, 5 * chains.length]);
  });
});

describe('the crop of a sheet', () => {
  const cells = fullDay()
    .shots.slice(0, 8)
    .map(({ id }) => id);
  const screen = { width: 1920, height: 1080 };
  // Thumbnails of 240 × 135, each in the middle of a cell of 240 × 150, are shown at two thirds.
  test.each([
    [0, '0px -4.67px'],
    [5, '-800px -4.67px'],
    [6, '0px -104.67px'],
  ])('shows cell %i and no other, without the ground above it', (index, place) => {
    const crop = cropOf({ sheet: { name: 'one', cells }, index }, screen, { width: 160, height: 90 });
    const whole = contactSheetSize(cells.length);
    expect(crop.backgroundSize).toBe(`${(whole.width * 2) / 3}px ${(whole.height * 2) / 3}px`);
    expect(crop.backgroundPosition.replaceAll(/\d+\.\d+/g, (pixels) => Number(pixels).toFixed(2))).toBe(place);
  });
});

describe.skipIf(!hasChromium)('the evidence of a day in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const countOf = (scene: ManagerScene, call: string) => scene.fetched.filter((each) => each.call === call).length;
  const badge = (page: Page) => page.locator('[data-chain-state]').getAttribute('data-chain-state');

  it('counts the faults of which the page is not sent the names', async () => {
    const { page } = await openScene(world, 'shattered');
    await openDay(page);
    const more = page.getByTestId('faults-more');
    await soon(() => more.textContent()).toBe('4,321 more faults');
    const named = await page.locator('[data-faults-of] [data-fault]').count();
    await soon(() => page.locator('[data-chain-state]').textContent()).toContain(
      `${(4_321 + named).toLocaleString('en')}`,
    );
  });

  it('checks every object of a small day by itself, and says so', async () => {
    const { page, scene } = await openScene(world, 'full');
    await openDay(page);
    await page.getByText('Every object checked').waitFor();
    // 214 objects, forty a call.
    expect(countOf(scene, 'checkDay')).toBe(6);
    expect(await badge(page)).toBe('verified');
  });

  it('shows what only a fetched object tells: the day turns from verified to broken, with the object’s name', async () => {
    const { page } = await openScene(world, 'tampered');
    await openDay(page);
    await page.locator('[data-check="done"]').waitFor();
    await page.getByText('Every object checked · 2 faults').waitFor();
    expect(await badge(page)).toBe('broken');
    await page.getByText('activity/000012.ndjson.gz.age').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('asks before it fetches a large day, shows how far it is, and can be stopped and gone on with', async () => {
    const { page, scene } = await openScene(world, 'large');
    const answers: (() => void)[] = [];
    const service: Service<ManagerContract> = {
      ...scene.service,
      checkDay: async (args) => {
        await new Promise<void>((resolve) => answers.push(resolve));
        return scene.service.checkDay(args);
      },
    };
    world.server.show({ manager: { ...scene, service } });
    await openDay(page);
    const start = page.getByRole('button', { name: 'Check all 214 objects (148.0 MB)' });
    await start.waitFor();
    expect(answers).toHaveLength(0);
    await start.click();
    await soon(() => answers.length).toBe(1);
    answers.shift()?.();
    await page.getByText('Checked 40 of 214').waitFor();
    await soon(() => page.getByRole('progressbar', { name: 'Objects checked' }).getAttribute('value')).toBe('40');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Stop checking' }).click();
    await page.getByText('40 of 214 checked').waitFor();
    await soon(() => answers.length).toBe(1);
    answers.shift()?.();
    world.server.show({ manager: scene });
    await page.getByRole('button', { name: 'Go on checking' }).click();
    await page.getByText('Every object checked').waitFor();
  });

  it('stops checking when the day is left', async () => {
    const { page, scene } = await openScene(world, 'full');
    const service: Service<ManagerContract> = {
      ...scene.service,
      checkDay: async (args) => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return scene.service.checkDay(args);
      },
    };
    world.server.show({ manager: { ...scene, service } });
    await openDay(page);
    await soon(() => countOf(scene, 'checkDay')).toBeGreaterThan(0);
    await goTo(page, '#people');
    await page.getByTestId('day').waitFor({ state: 'detached' });
    await page.waitForTimeout(500);
    const asked = countOf(scene, 'checkDay');
    await page.waitForTimeout(1000);
    expect(countOf(scene, 'checkDay')).toBe(asked);
    expect(asked).toBeLessThan(6);
  });

  it('takes thumbnails from the hours’ sheets as they come into view, and single pictures only where no sheet has them', async () => {
    const { page, scene, complaints } = await openScene(world, 'full');
    await openDay(page);
    const film = page.getByRole('list', { name: /^Screenshots/ });
    await film.scrollIntoViewIfNeeded();
    await film.locator('[data-sheet]').first().waitFor();
    const held = scene.fetched.filter(({ call }) => call === 'sheet').length;
    // Eight hours have sheets; what is far along the strip was not asked for.
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(5);
    expect(countOf(scene, 'picture')).toBe(0);
    const seen = await film
      .locator('[data-sheet]')
      .first()
      .evaluate((element) => {
        const { backgroundImage, width, height } = getComputedStyle(element);
        return [backgroundImage.startsWith('url("blob:'), width, height];
      });
    expect(seen).toEqual([true, '160px', '90px']);
    // The last hour has no sheet yet.
    await film.getByRole('button').last().scrollIntoViewIfNeeded();
    await film.locator('img[data-shot-id]').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('releases every picture and sheet when the day is left', async () => {
    const { page } = await openScene(world, 'full');
    await page.evaluate(() => {
      const held = new Set<string>();
      Object.assign(window, { held });
      const [make, release] = [URL.createObjectURL.bind(URL), URL.revokeObjectURL.bind(URL)];
      URL.createObjectURL = (blob) => {
        const url = make(blob);
        held.add(url);
        return url;
      };
      URL.revokeObjectURL = (url) => {
        held.delete(url);
        release(url);
      };
    });
    const held = () => page.evaluate(() => (window as unknown as { held: Set<string> }).held.size);
    for (let turn = 0; turn < 2; turn += 1) {
      await openDay(page);
      const film = page.getByRole('list', { name: /^Screenshots/ });
      await film.getByRole('button').last().scrollIntoViewIfNeeded();
      await film.locator('[data-shot-id]').first().waitFor();
      await soon(held).toBeGreaterThan(0);
      await goTo(page, '#people');
      await page.getByTestId('day').waitFor({ state: 'detached' });
      await soon(held).toBe(0);
    }
  });

  it('falls back to the pictures where a sheet cannot be had', async () => {
    const { page, scene } = await openScene(world, 'full');
    const refuse = managerRefusal(scene);
    world.server.show({ manager: { ...scene, service: { ...scene.service, sheet: refuse } } });
    await openDay(page);
    const film = page.getByRole('list', { name: /^Screenshots/ });
    await film.scrollIntoViewIfNeeded();
    await film.locator('img[data-shot-id]').first().waitFor();
    await soon(() => film.locator('[data-sheet]').count()).toBe(0);
  });

  it('shows a picture a pixel a pixel on asking, and then scrolls by the arrows that otherwise go on', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    await page
      .getByRole('list', { name: /^Screenshots/ })
      .getByRole('button')
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await soon(() => dialog.locator('img[data-shot-id]').count()).toBe(2);
    await page.keyboard.press('1');
    const actual = dialog.getByRole('button', { name: 'Actual size' });
    await soon(() => actual.getAttribute('aria-pressed')).toBe('true');
    const pictures = dialog.getByRole('region', { name: 'Pictures at their actual size; scroll to see all of them' });
    await soon(() =>
      pictures
        .locator('figure')
        .first()
        .evaluate((figure) => figure.clientWidth),
    ).toBe(1920);
    await pictures.focus();
    await page.keyboard.press('ArrowRight');
    await soon(() => pictures.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    await dialog.getByText('1 of').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await actual.focus();
    await page.keyboard.press('ArrowRight');
    await dialog.getByText('2 of').waitFor();
    await page.keyboard.press('1');
    await soon(() => actual.getAttribute('aria-pressed')).toBe('false');
  });
});

const altered = problem('chain-altered', { name: 'sheet' });

function managerRefusal(scene: ManagerScene): Service<ManagerContract>['sheet'] {
  return async (args) => {
    scene.fetched.push({ call: 'sheet', args });
    return fail(altered);
  };
}
