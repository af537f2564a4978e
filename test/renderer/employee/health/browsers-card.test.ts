import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import type { KnownBrowser } from '../../../../ipc/employee-data.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { brokenHealth } from '../../fixtures/employee/data-scene.ts';

const browser = (name: string, state: 'off' | 'waiting' | 'connected'): KnownBrowser => ({
  ...{ name, isRegistered: state !== 'off', isConnected: state === 'connected' },
});
const extension = '/home/someone/plainsight/assets/extension';

describe.skipIf(!hasChromium)('browsers on Health in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const open = (known: readonly KnownBrowser[], options: Parameters<typeof openData>[2] = {}) =>
    openData(world, '#health', {
      ...options,
      data: { health: { ...brokenHealth, browsers: { extension, known: [...known] } } },
    });

  it.each([
    ['none', [], 'No browser is in use'],
    ['off', [browser('Chromium', 'off')], 'No browser tells Plainsight'],
    ['waiting', [browser('Chromium', 'waiting'), browser('Firefox', 'off')], 'Set up, and no browser is connected'],
    ['on', [browser('Chromium', 'connected'), browser('Firefox', 'waiting')], 'Connected: Chromium.'],
    ['on', [browser('Chromium', 'connected'), browser('Firefox', 'connected')], 'Connected: Chromium and Firefox.'],
  ] as const)('says which tell websites: %s', async (state, known, words) => {
    const { page, complaints } = await open(known);
    await soon(() => page.getByTestId('browsers').textContent()).toContain(words);
    await soon(() => page.getByTestId('browsers').getAttribute('data-state')).toBe(state);
    for (const { name } of known) await page.locator(`[data-browser="${name}"]`).waitFor();
    const undo = await page.getByRole('button', { name: 'Undo' }).count();
    expect(undo).toBe(known.some(({ isRegistered }) => isRegistered) ? 1 : 0);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['en', false],
    ['de', true],
    ['es', false],
  ] as const)('has every word, fits and has nothing serious for axe in %s (dark: %s)', async (language, dark) => {
    expect(languages).toContain(language);
    const known = [browser('Chromium', 'waiting'), browser('Google Chrome', 'off')];
    const { page, complaints } = await open(known, { language, dark });
    await page.getByTestId('browsers').waitFor();
    await page.getByText(extension).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(complaints).toEqual([]);
  });

  it('sets browsers up by a click and never by itself, and undoes it', async () => {
    const { page, scene } = await open([browser('Chromium', 'waiting')]);
    const card = page.getByRole('region', { name: 'Websites' });
    await card.waitFor();
    expect(scene.calls).toEqual([]);
    await card.getByRole('button', { name: 'Set up browsers' }).click();
    await card.getByText('Browsers are set up.').waitFor();
    await card.getByRole('button', { name: 'Undo' }).click();
    await card.getByText('no browser starts anything of Plainsight').waitFor();
    expect(scene.calls.map(({ call }) => call)).toEqual(['registerBrowsers', 'unregisterBrowsers']);
  });

  it('is silent where no browser can tell anything', async () => {
    const { page } = await openData(world, '#health', { data: { health: brokenHealth } });
    await page.getByTestId('sensor').first().waitFor();
    expect(await page.getByTestId('browsers').count()).toBe(0);
  });
});
