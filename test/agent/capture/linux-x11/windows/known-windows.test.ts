import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { KnownWindows } from '../../../../../agent/capture/linux-x11/windows/known-windows.ts';
import type { X11Link } from '../../../../../agent/capture/linux-x11/wire/link.ts';
import { type Atoms, internAtoms } from '../../../../../agent/capture/linux-x11/wire/properties.ts';
import { type Desktop, startDesktop } from '../../../../desktop.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { linkTo } from './observer.ts';

describe.skipIf(onlyOn('linux'))('windows that are known (Linux)', { timeout: 120_000 }, () => {
  let desktop: Desktop;
  let link: X11Link;
  let atoms: Atoms;
  let window: number;

  beforeAll(async () => {
    desktop = await startDesktop();
    link = await linkTo(desktop);
    atoms = await internAtoms(link);
    window = Number((await desktop.openTerminal({ title: 'known' })).window);
  }, 30_000);

  afterAll(async () => {
    link.end();
    await desktop.close();
  });

  async function questionsFor(windows: KnownWindows): Promise<number> {
    const asked = vi.spyOn(link.client, 'GetProperty');
    expect(await windows.factsOf(window)).toMatchObject({ appId: 'xterm', title: 'known' });
    const { length } = asked.mock.calls;
    asked.mockRestore();
    return length;
  }

  test('are asked once', async () => {
    const windows = new KnownWindows(link, atoms);
    expect(await questionsFor(windows)).toBeGreaterThan(0);
    expect(await questionsFor(windows)).toBe(0);
  });

  test.each(['_NET_WM_NAME', 'WM_NAME', 'WM_CLASS', '_NET_WM_PID'] as const)(
    'are asked again after %s changed',
    async (name) => {
      const windows = new KnownWindows(link, atoms);
      await windows.factsOf(window);
      expect(windows.hasChanged(window, atoms[name])).toBe(true);
      expect(await questionsFor(windows)).toBeGreaterThan(0);
      expect(await questionsFor(windows)).toBe(0);
    },
  );

  test('are asked again when something changed while they answered', async () => {
    const windows = new KnownWindows(link, atoms);
    const answer = windows.factsOf(window);
    windows.hasChanged(window, atoms.WM_NAME);
    await answer;
    expect(await questionsFor(windows)).toBeGreaterThan(0);
  });

  test('need not be asked again for what is none of their facts, nor for another window', async () => {
    const windows = new KnownWindows(link, atoms);
    await windows.factsOf(window);
    expect(windows.hasChanged(window, atoms._NET_WM_STRUT)).toBe(false);
    expect(windows.hasChanged(window + 1, atoms._NET_WM_NAME)).toBe(false);
    expect(await questionsFor(windows)).toBe(0);
  });

  test('are asked again once forgotten, and are 32 at most, those seen last', async () => {
    const windows = new KnownWindows(link, atoms);
    await windows.factsOf(window);
    windows.forgetAll();
    expect(await questionsFor(windows)).toBeGreaterThan(0);
    // Windows that are not there say nothing, and are known for that.
    for (let other = 1; other < 32; other++) await windows.factsOf(window + 1000 + other);
    expect(await questionsFor(windows)).toBe(0);
    for (let other = 1; other <= 32; other++) await windows.factsOf(window + 2000 + other);
    expect(await questionsFor(windows)).toBeGreaterThan(0);
  });
});
