import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FormerNames } from '../../../../../agent/capture/former-names.ts';
import type { WindowFacts } from '../../../../../agent/capture/linux-x11/wire/properties.ts';
import { masksOf } from '../../../../../agent/screenshot/masks.ts';
import { parseRules } from '../../../../../core/consent/redaction.ts';
import { unwrap } from '../../../../../core/result.ts';
import { type Desktop, startDesktop, until } from '../../../../desktop.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { takenScreen } from '../../../../fixtures/taken-screen.ts';
import { observe, platformOn } from './observer.ts';

const facts = (title: string, appId = 'firefox'): WindowFacts => ({ appId, appName: appId, title, pid: null });

describe('what windows of browsers were called', () => {
  let now = 0;
  let names: FormerNames<WindowFacts>;
  const titles = (window = 1) => names.of(window).map(({ title }) => title);
  beforeEach(() => {
    now = 0;
    names = new FormerNames(() => now);
  });

  it('counts for a minute from when it is known to be gone, however long it was there', () => {
    names.note(1, facts('Plainsight'));
    now += 3_600_000;
    names.note(1, facts('Figures'));
    expect(titles()).toEqual(['Plainsight']);
    now += 60_000;
    expect(titles()).toEqual(['Plainsight']);
    now += 1;
    expect(titles()).toEqual([]);
  });

  it('is each name once, and counts anew when it came again', () => {
    for (const title of ['One', 'Two', 'One', 'Two', 'One']) {
      now += 20_000;
      names.note(1, facts(title));
    }
    expect(titles()).toEqual(['One', 'Two']);
    now += 50_000;
    expect(titles()).toEqual(['Two']);
  });

  it('is known of browsers and of what has no name, and of no other program', () => {
    for (const [window, appId] of [
      [1, 'editor'],
      [2, 'chromium'],
      [3, 'unknown'],
    ] as const) {
      names.note(window, facts('Before', appId));
      names.note(window, facts('After', appId));
    }
    expect([titles(1), titles(2), titles(3)]).toEqual([[], ['Before'], ['Before']]);
  });

  it('is bounded in windows and names, the newest of each', () => {
    for (let window = 0; window < 500; window++)
      for (let name = 0; name < 500; name++) names.note(window, facts(`${name}`));
    expect(titles(0)).toEqual([]);
    expect(titles(499)).toHaveLength(64);
    expect(titles(499).at(-1)).toBe('498');
  });
});

describe.skipIf(onlyOn('linux'))('a browser that has the next title already (Linux)', () => {
  let desktop: Desktop;
  const closing: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    desktop = await startDesktop();
    closing.push(() => desktop.close());
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  /** A window of this program whose title is renamed, and how many masks a picture has then. */
  async function renamed(program: string, isWatched: boolean): Promise<{ masks: number; titles: string[] }> {
    const platform = await platformOn(desktop);
    closing.push(() => platform.close());
    const title = 'Plainsight — Mozilla Firefox';
    desktop.start('xterm', '-class', program, '-T', title, '-e', 'cat');
    const window = await until(
      async () => (await desktop.xdotool('search', '--name', '^Plainsight')).trim().split('\n').at(-1) || null,
    );
    await desktop.activate(window);
    const rename = () => desktop.xdotool('set_window', '--name', 'Figures — Mozilla Firefox', window);
    if (isWatched) {
      const observer = await observe(platform.activeWindow);
      await observer.seesTitle(title);
      await rename();
      await observer.seesTitle('Figures — Mozilla Firefox');
      await observer.stop();
    } else {
      // The picture before it is what saw it.
      await platform.screen.capture();
      await rename();
    }
    const reading = await platform.screen.capture();
    if (reading.kind !== 'screen') throw new Error(reading.kind);
    const { windows } = reading.screen;
    return {
      masks: masksOf(reading.screen, unwrap(parseRules([]))).length,
      titles: windows.filter(({ appId }) => appId === program).map((each) => each.title),
    };
  }

  it.each([[true], [false]])('is listed with both and covered (watched between pictures: %s)', async (isWatched) => {
    const { masks, titles } = await renamed('firefox', isWatched);
    expect(titles).toEqual(['Figures — Mozilla Firefox', 'Plainsight — Mozilla Firefox']);
    expect(masks).toBe(2);
  });

  it('is listed with a name that it had between two pictures only', async () => {
    const platform = await platformOn(desktop);
    closing.push(() => platform.close());
    desktop.start('xterm', '-class', 'firefox', '-T', 'First', '-e', 'cat');
    const window = await until(
      async () => (await desktop.xdotool('search', '--name', '^First$')).trim().split('\n').at(-1) || null,
    );
    await desktop.activate(window);
    let mayRead = true;
    const titles = async () => {
      const { windows } = await takenScreen(() => platform.screen.capture(() => mayRead));
      return windows.filter(({ appId }) => appId === 'firefox').map(({ title }) => title);
    };
    expect(await titles()).toEqual(['First']);
    // Nobody but the screen follows windows, as where programs may not be recorded.
    await desktop.xdotool('set_window', '--name', 'Plainsight', window);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await desktop.xdotool('set_window', '--name', 'Last', window);
    expect(await titles()).toEqual(['Last', 'First', 'Plainsight']);
    // Without leave nothing is read any more, and the watch ends.
    mayRead = false;
    await desktop.xdotool('set_window', '--name', 'Private', window);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await desktop.xdotool('set_window', '--name', 'Back', window);
    mayRead = true;
    expect(await titles()).toEqual(['Back', 'First', 'Plainsight', 'Last']);
  });

  it('is told from a program that shows what its title says', async () => {
    expect((await renamed('editor', true)).titles).toEqual(['Figures — Mozilla Firefox']);
  });
});
