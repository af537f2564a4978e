import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShellExtension } from '../../../../ipc/employee-data.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { brokenHealth } from '../../fixtures/employee/data-scene.ts';

const folder = '/home/someone/.local/share/gnome-shell/extensions/plainsight@plainsight.app';
const states = ['on', 'off', 'missing', 'login', 'outdated', 'failed'] as const;

describe.skipIf(!hasChromium)('the GNOME Shell extension on Health in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const open = (state: ShellExtension['state'], options: Parameters<typeof openData>[2] = {}) =>
    openData(world, '#health', {
      ...options,
      data: { health: { ...brokenHealth, shellExtension: { state, folder } } },
    });

  it.each([
    ['on', ['Remove extension']],
    ['off', ['Switch on', 'Remove extension']],
    ['missing', ['Install extension']],
    ['login', ['Remove extension']],
    ['outdated', ['Install anew', 'Remove extension']],
    ['failed', ['Install anew', 'Remove extension']],
  ] as const)('says how it is, and offers what helps: %s', async (state, buttons) => {
    const { page, complaints } = await open(state);
    const card = page.getByRole('region', { name: 'GNOME Shell' });
    await soon(() => card.getByTestId('extension').getAttribute('data-state')).toBe(state);
    expect(await card.getByRole('button').allInnerTexts()).toEqual(buttons);
    expect(complaints).toEqual([]);
  });

  it.each(
    states.flatMap((state) =>
      (
        [
          ['en', false],
          ['de', true],
          ['es', false],
        ] as const
      ).map((look) => [state, ...look] as const),
    ),
  )('has every word, fits and has nothing serious for axe: %s in %s (dark: %s)', async (state, language, dark) => {
    const { page, complaints } = await open(state, { language, dark });
    await page.getByTestId('extension').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(complaints).toEqual([]);
  });

  it('is installed by a click and never by itself, and taken away again', async () => {
    const { page, scene, data } = await open('missing');
    const becomes = (state: ShellExtension['state']): void => {
      data.health = { ...brokenHealth, shellExtension: { state, folder } };
    };
    await page.getByTestId('extension').waitFor();
    expect(scene.calls).toEqual([]);
    becomes('login');
    await page.getByRole('button', { name: 'Install extension' }).click();
    await page.getByText('Installed. Log out and in again once.').waitFor();
    becomes('missing');
    await page.getByRole('button', { name: 'Remove extension' }).click();
    await page.getByText('nothing of Plainsight is left').waitFor();
    expect(scene.calls.map(({ call }) => call)).toEqual(['installShellExtension', 'removeShellExtension']);
  });

  it('is switched on by a click', async () => {
    const { page, data } = await open('off');
    await page.getByTestId('extension').waitFor();
    data.health = { ...brokenHealth, shellExtension: { state: 'on', folder } };
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('Switched on.').waitFor();
  });

  it('is silent where the session is none of GNOME Shell', async () => {
    const { page } = await openData(world, '#health', { data: { health: brokenHealth } });
    await page.getByTestId('sensor').first().waitFor();
    expect(await page.getByTestId('extension').count()).toBe(0);
  });
});
