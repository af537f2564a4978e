import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { X11Link } from '../../../../../agent/capture/linux-x11/wire/link.ts';
import { type Atoms, internAtoms } from '../../../../../agent/capture/linux-x11/wire/properties.ts';
import type { CapturePlatform } from '../../../../../agent/ports.ts';
import { type Desktop, startDesktop, type Terminal } from '../../../../desktop.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { linkTo, type Observer, observe, platformOn } from './observer.ts';

const atomString = 31;

describe.skipIf(onlyOn('linux'))('the active window (Linux)', { timeout: 120_000 }, () => {
  let desktop: Desktop;
  let platform: CapturePlatform;
  let observer: Observer;
  let link: X11Link;
  let atoms: Atoms;
  let one: Terminal;
  let two: Terminal;

  beforeAll(async () => {
    desktop = await startDesktop();
    platform = await platformOn(desktop);
    observer = await observe(platform.activeWindow);
    link = await linkTo(desktop);
    atoms = await internAtoms(link);
    one = await desktop.openTerminal({ title: 'one' });
    two = await desktop.openTerminal({ title: 'two', geometry: '80x24+400+200' });
  }, 30_000);

  afterAll(async () => {
    await observer.stop();
    link.end();
    await platform.close();
    await desktop.close();
  });

  function setProperty(window: string, property: number, type: number, bytes: Buffer): void {
    link.client.ChangeProperty(0, Number(window), property, type, 8, bytes);
    link.tellExtension(127, 0, Buffer.alloc(0)); // NoOperation, which also flushes
  }

  test('is none before there is a window, then a window with its program, title and process', async () => {
    expect(observer.readings[0]).toEqual({ kind: 'none' });
    const reading = await observer.seesTitle('two');
    expect(reading).toMatchObject({ window: { appId: 'xterm', appName: 'XTerm', url: null, pid: expect.any(Number) } });
  });

  test('of 30 switches every one is seen, once, in order', async () => {
    await desktop.activate(one.window);
    await observer.seesTitle('one');
    const before = observer.readings.length;
    for (let turn = 0; turn < 15; turn++) {
      await desktop.activate(two.window);
      await observer.seesTitle('two');
      await desktop.activate(one.window);
      await observer.seesTitle('one');
    }
    const titles = observer.readings
      .slice(before)
      .map((each) => (each.kind === 'window' ? each.window.title : each.kind));
    expect(titles).toEqual(Array.from({ length: 15 }, () => ['two', 'one']).flat());
  });

  test.each([
    ['another title', 'another'],
    ['with =', 'a=b = "c" == d'],
    ['emoji', 'Party 🎉 👩‍💻'],
    ['quotes, commas and backslashes', '"x", \\y\\ {"z": 1}'],
  ])('a title that changes is seen: %s', async (_, title) => {
    await desktop.activate(one.window);
    await desktop.xdotool('set_window', '--name', title, one.window);
    await observer.seesTitle(title);
  });

  test('a title that changed in the background is told when its window is back', async () => {
    await desktop.activate(two.window);
    await observer.seesTitle('two');
    for (const title of ['changed', 'changed twice']) {
      await desktop.activate(one.window);
      await observer.sees((reading) => reading.kind === 'window', observer.readings.length - 1);
      await desktop.xdotool('set_window', '--name', title, two.window);
      await desktop.activate(two.window);
      await observer.seesTitle(title);
    }
    await desktop.xdotool('set_window', '--name', 'two', two.window);
    await observer.seesTitle('two');
  });

  test('the last of switches that follow one another at once is the one that stays', async () => {
    for (const [last, title] of [
      [one, 'rapid'],
      [two, 'two'],
    ] as const) {
      await desktop.xdotool('set_window', '--name', 'rapid', one.window);
      const turns = Array.from({ length: 10 }, (_, turn) => (turn % 2 === 0 ? one.window : two.window));
      for (const window of [...turns, last.window]) await desktop.xdotool('windowactivate', window);
      await observer.seesTitle(title);
    }
  });

  test('control characters and bidi overrides do not get through', async () => {
    await desktop.activate(one.window);
    setProperty(one.window, atoms._NET_WM_NAME, atoms.UTF8_STRING, Buffer.from('a\u0007b\u202ecod.exe\n'));
    await observer.seesTitle('a bcod.exe');
  });

  test.each([
    ['COMPOUND_TEXT', () => atoms.COMPOUND_TEXT, '\u001b%G\u00e6\u0097\u00a5\u001b%@ \u00e9', '日 é'],
    ['STRING', () => atomString, 'caf\u00e9', 'café'],
  ])('an old title in %s is decoded', async (_, type, bytes, expected) => {
    await desktop.activate(two.window);
    setProperty(two.window, atoms._NET_WM_NAME, atoms.UTF8_STRING, Buffer.alloc(0));
    setProperty(two.window, atoms.WM_NAME, type(), Buffer.from(bytes, 'latin1'));
    await observer.seesTitle(expected);
  });

  test('a window without a process id has none', async () => {
    await desktop.run('xprop', '-id', one.window, '-remove', '_NET_WM_PID');
    await desktop.xdotool('set_window', '--name', 'no pid', one.window);
    await desktop.activate(one.window);
    expect(await observer.seesTitle('no pid')).toMatchObject({ window: { pid: null, appId: 'xterm' } });
  });

  test('no active window is none', async () => {
    const before = observer.readings.length;
    await desktop.xdotool('windowminimize', one.window, 'windowminimize', two.window);
    expect(await observer.sees((reading) => reading.kind === 'none', before)).toEqual({ kind: 'none' });
    await desktop.activate(one.window);
    await observer.seesTitle('no pid');
  });

  test('a window that vanishes at once breaks nothing', async () => {
    const before = observer.readings.length;
    for (let turn = 0; turn < 5; turn++) await (await desktop.openTerminal({ title: 'brief' })).close();
    await desktop.activate(two.window);
    await desktop.xdotool('set_window', '--name', 'still here', two.window);
    await observer.seesTitle('still here');
    const programs = observer.readings
      .slice(before)
      .map((each) => (each.kind === 'window' ? each.window.appId : each.kind));
    expect(programs.filter((program) => program !== 'xterm' && program !== 'none')).toEqual([]);
  });

  test('nothing is told after stop, twenty times', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const brief = await observe(platform.activeWindow);
      const told = brief.readings.length;
      expect(told).toBe(1);
      await brief.stop();
      await brief.stop();
      // Seen by the one that goes on, so the stopped one could have seen it too.
      await desktop.xdotool('set_window', '--name', `turn ${turn}`, two.window);
      await desktop.activate(two.window);
      await observer.seesTitle(`turn ${turn}`);
      expect(brief.readings).toHaveLength(told);
    }
  });
});

describe.skipIf(onlyOn('linux'))('without a window manager (Linux)', { timeout: 120_000 }, () => {
  test('the focused window is asked for', async () => {
    const desktop = await startDesktop({ windowManager: false });
    const terminal = await desktop.openTerminal({ title: 'bare' });
    await desktop.xdotool('windowfocus', '--sync', terminal.window);
    const platform = await platformOn(desktop);
    const observer = await observe(platform.activeWindow);
    expect(observer.readings[0]).toMatchObject({ kind: 'window', window: { title: 'bare', appId: 'xterm' } });
    await observer.stop();
    await platform.close();
    await desktop.close();
  });
});
