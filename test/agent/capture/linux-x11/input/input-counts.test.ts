import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CapturePlatform, InputCounts } from '../../../../../agent/ports.ts';
import { type Desktop, startDesktop, until } from '../../../../desktop.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { platformOn } from '../windows/observer.ts';

const none = { keys: 0, clicks: 0, scrolls: 0 };

describe.skipIf(onlyOn('linux'))('counts of input (Linux)', { timeout: 120_000 }, () => {
  let desktop: Desktop;
  let platform: CapturePlatform;
  let typed: string;

  beforeAll(async () => {
    desktop = await startDesktop({ keyRepeat: true });
    platform = await platformOn(desktop);
    typed = join(desktop.env.HOME ?? '', 'typed');
    // What reaches the program is written down here, so that a key's repetition can be seen.
    await desktop.openTerminal({ title: 'keys', command: ['sh', '-c', `stty -icanon -echo; exec cat > ${typed}`] });
    // Onto the terminal: on the background a click opens a menu that takes the keyboard.
    await desktop.xdotool('mousemove', '100', '100');
    expect(await platform.inputCounts.start(() => {})).toEqual({ ok: true });
  }, 30_000);

  afterAll(async () => {
    await platform.close();
    await desktop.close();
  });

  /** What was counted while `act` ran: a middle click at its end tells when all before it has arrived. */
  async function countedDuring(act: () => Promise<unknown>): Promise<InputCounts> {
    platform.inputCounts.take();
    await act();
    await desktop.xdotool('click', '2');
    const total = { keys: 0, clicks: 0, scrolls: 0 };
    return until(() => {
      const part = platform.inputCounts.take();
      total.keys += part.keys;
      total.clicks += part.clicks;
      total.scrolls += part.scrolls;
      return total.clicks > 0 && part.keys + part.clicks + part.scrolls === 0
        ? { ...total, clicks: total.clicks - 1 }
        : null;
    });
  }

  test.each([
    ['500 keys', ['type', '--delay', '1', 'abcdefghij'.repeat(50)], { ...none, keys: 500 }],
    ['200 clicks', ['click', '--repeat', '200', '--delay', '1', '1'], { ...none, clicks: 200 }],
    ['50 notches down', ['click', '--repeat', '50', '--delay', '1', '5'], { ...none, scrolls: 50 }],
    ['10 notches sideways', ['click', '--repeat', '10', '--delay', '1', '7'], { ...none, scrolls: 10 }],
    ['20 times shift and a', ['key', '--repeat', '20', '--delay', '1', 'shift+a'], { ...none, keys: 40 }],
    ['moves of the pointer', ['mousemove_relative', '--', '9', '9'], none],
  ])('%s', async (_, args, expected) => {
    expect(await countedDuring(() => desktop.xdotool(...args))).toEqual(expected);
  });

  test('a key that is held down counts once', async () => {
    const held = async () => (await readFile(typed, 'latin1')).match(/z/g)?.length ?? 0;
    const counted = await countedDuring(async () => {
      await desktop.run('xset', 'r', 'rate', '100', '50');
      await desktop.xdotool('keydown', 'z');
      await until(async () => ((await held()) >= 10 ? true : null));
      await desktop.xdotool('keyup', 'z');
    });
    expect(counted).toEqual({ ...none, keys: 1 });
  });

  test('stopped it counts nothing, started again it does, twenty times', async () => {
    for (let turn = 0; turn < 20; turn++) {
      await platform.inputCounts.stop();
      await platform.inputCounts.stop();
      platform.inputCounts.take();
      await desktop.xdotool('key', 'a');
      expect(await platform.inputCounts.start(() => {})).toEqual({ ok: true });
      expect(await countedDuring(() => desktop.xdotool('key', '--delay', '1', 'a', 'b'))).toEqual({ ...none, keys: 2 });
    }
  });

  test('keys that another program has grabbed, here a menu of the window manager', async () => {
    await desktop.xdotool('mousemove', '1200', '700', 'click', '3', 'mousemove', '1100', '600');
    const counted = await countedDuring(() => desktop.xdotool('key', '--delay', '1', 'Down', 'Down', 'Escape'));
    expect(counted).toEqual({ ...none, keys: 3 });
  });
});

describe.skipIf(onlyOn('linux'))('presence (Linux)', { timeout: 120_000 }, () => {
  test('idle time begins again with input; the screen saver counts as locked, else it is not known', async () => {
    const desktop = await startDesktop();
    const platform = await platformOn(desktop);
    expect(await platform.presence.state()).toEqual({ ok: true });
    const long = await until(async () => {
      const { idleMs } = await platform.presence.read({ calls: true });
      return idleMs !== null && idleMs > 300 ? idleMs : null;
    });
    await desktop.xdotool('key', 'a');
    const after = await platform.presence.read({ calls: true });
    expect(after.idleMs).toBeLessThan(long);
    expect(after.locked).toBeNull();
    await desktop.run('xset', 's', 'activate');
    expect(await platform.presence.read({ calls: true })).toMatchObject({ locked: true });
    await platform.close();
    await desktop.close();
  });
});
