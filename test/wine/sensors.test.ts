import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputCounts, OpenWindows, PresenceReading } from '../../agent/ports.ts';
import { windowsNode } from '../../scripts/wine/windows-modules.ts';
import { until } from '../desktop.ts';
import { startRemote } from './remote.ts';
import { openScene, type Scene, underWine, wine } from './scene.ts';

/** WM_WTSSESSION_CHANGE, WM_POWERBROADCAST, WM_QUERYENDSESSION and WM_ENDSESSION. */
const [sessionChange, power, mayEnd, end] = [0x02b1, 0x0218, 0x0011, 0x0016];

describe.skipIf(!wine.ok)(underWine('sensors of Windows'), () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
    scene.session.start(['notepad']);
    await scene.sensors.call('watch');
    await scene.toldLast('Untitled - Notepad');
  });
  afterAll(() => scene?.end());

  it('tell the window in front, each change once and in order, by the program that its file says it is', async () => {
    const { make, activate, toldLast, told, windows } = scene;
    const letters = await make({ title: 'Letters' });
    const figures = await make({ title: 'Zahlen – für Ümit, 図', x: 500 });
    // While a window is made, Wine and the window manager give the focus to and fro.
    await activate('Letters');
    await toldLast('Letters');
    const before = told().length;
    await activate('Zahlen – für Ümit, 図');
    expect(await toldLast('Zahlen – für Ümit, 図')).toMatchObject({
      window: { appId: 'node', appName: 'Node.js JavaScript Runtime', url: null },
    });
    await activate('Untitled - Notepad');
    expect(await toldLast('Untitled - Notepad')).toMatchObject({ window: { appId: 'notepad' } });
    await activate('Letters');
    await toldLast('Letters');
    // A window in the background that changes its name is no change of the one in front, which Wine announces to nobody.
    await windows.call('title', { window: figures, title: 'Figures' });
    await windows.call('title', { window: letters, title: 'Letters, saved' });
    await toldLast('Letters, saved');
    await windows.call('title', { window: letters, title: 'Letters' });
    await toldLast('Letters');
    await activate('Figures');
    await toldLast('Figures');
    expect(told().slice(before)).toEqual([
      'Zahlen – für Ümit, 図',
      'Untitled - Notepad',
      'Letters',
      'Letters, saved',
      'Letters',
      'Figures',
    ]);
    expect(await scene.sensors.call<number>('heardAgo')).toBeGreaterThanOrEqual(0);
  });

  it('count keys, clicks and notches exactly, whatever is typed and wherever', async () => {
    const { sensors, desktop, activate, toldLast } = scene;
    await activate('Untitled - Notepad');
    await toldLast('Untitled - Notepad');
    expect(await sensors.call('count')).toEqual({ ok: true });
    const secret = 'correct horse battery staple';
    const text = 'abcdefghij'.repeat(30);
    await desktop.xdotool('type', '--delay', '2', text);
    await desktop.xdotool('type', '--delay', '2', secret);
    const typed = { keys: text.length + secret.length, clicks: 0, scrolls: 0 };
    expect(await countedUpTo(typed)).toEqual(typed);
    // Above all others, where no window manager puts it elsewhere.
    const pad = await scene.make({ title: 'Pad', look: 'bare', x: 100, y: 100 });
    await toldLast('Pad');
    // A mouse tells every motion: none of them counts.
    const motions = Array.from({ length: 100 }, (_, step) => ['mousemove', String(120 + 3 * step), '200']);
    await desktop.xdotool(...motions.flat());
    await desktop.xdotool('click', '--repeat', '7', '--delay', '20', '1');
    await desktop.xdotool('click', '--repeat', '2', '--delay', '20', '3');
    await desktop.xdotool('click', '--repeat', '11', '--delay', '20', '5');
    await desktop.xdotool('key', 'Escape');
    const expected = { keys: 1, clicks: 9, scrolls: 11 };
    expect(await countedUpTo(expected)).toEqual(expected);
    // Another program may tell the thread that counts to end, and is not heard.
    expect(await scene.windows.call('forge')).toEqual([1, 1, 1]);
    // What is held down goes up once.
    await desktop.xdotool('keydown', 'a', 'sleep', '0.3', 'keyup', 'a');
    expect(await countedUpTo({ keys: 1, clicks: 0, scrolls: 0 })).toEqual({ keys: 1, clicks: 0, scrolls: 0 });
    await sensors.call('uncount');
    await desktop.xdotool('key', 'b', 'c');
    expect(await sensors.call('count')).toEqual({ ok: true });
    await desktop.xdotool('key', 'd');
    expect(await countedUpTo({ keys: 1, clicks: 0, scrolls: 0 })).toEqual({ keys: 1, clicks: 0, scrolls: 0 });
    await sensors.call('uncount');
    await scene.windows.call('close', { window: pad });
    // Nothing of what was typed is in anything that the sensors said.
    expect(JSON.stringify(sensors.events)).not.toContain('horse');
  });

  it('know when the last input was, and that the screen is locked, by whichever way that shows', async () => {
    const { sensors, windows, desktop } = scene;
    const presence = () => sensors.call<PresenceReading>('presence');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const idle = (await presence()).idleMs ?? 0;
    expect(idle).toBeGreaterThan(200);
    await desktop.xdotool('key', 'Shift_L');
    await until(async () => (((await presence()).idleMs ?? idle) < idle ? true : null));
    // Nobody says here whether it is locked: that is not the same as unlocked.
    expect((await presence()).locked).toBeNull();
    await sensors.call('switchTo', { desktop: 'Winlogon' });
    expect((await presence()).locked).toBe(true);
    expect(await sensors.call('shot', { file: `${scene.session.folder}/locked`, mayRead: true })).toMatchObject({
      kind: 'unavailable',
      failure: { reason: { code: 'windows-secure-desktop' } },
    });
    await sensors.call('switchTo', { desktop: 'Default' });
    expect((await presence()).locked).toBeNull();
    const afterChange = async (change: number) => {
      await windows.call('tell', { kind: sessionChange, wParam: change });
      return (await presence()).locked;
    };
    expect([await afterChange(7), await afterChange(8), await afterChange(2), await afterChange(1)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    // Sleeping and waking up begins with a look at what is in front.
    await windows.call('tell', { kind: power, wParam: 4 });
    await windows.call('tell', { kind: power, wParam: 0x12 });
    expect((await presence()).locked).toBe(false);
  });

  it('tell a call from what Windows keeps of microphones and cameras', async () => {
    const { sensors, session } = scene;
    const store = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore';
    const inCall = async () => (await sensors.call<PresenceReading>('presence')).inCall;
    const set = async (program: string, start: string, stop: string) => {
      for (const [name, value] of [
        ['LastUsedTimeStart', start],
        ['LastUsedTimeStop', stop],
      ] as const)
        await new Promise((resolve) =>
          session
            .start(['reg', 'add', `${store}\\${program}`, '/v', name, '/t', 'REG_QWORD', '/d', value, '/f'])
            .once('exit', resolve),
        );
    };
    expect(await inCall()).toBeNull();
    await set('microphone\\NonPackaged\\C:#Program Files#Phone#phone.exe', '133700000000000000', '133700000000000001');
    expect(await inCall()).toBe(false);
    await set('webcam\\Example.Camera_8wekyb3d8bbwe', '133700000000000000', '0');
    expect(await inCall()).toBe(true);
    await set('webcam\\Example.Camera_8wekyb3d8bbwe', '133700000000000000', '133700000000000002');
    expect(await inCall()).toBe(false);
    await set('microphone\\NonPackaged\\C:#Program Files#Phone#phone.exe', '133700000000000003', '0');
    expect(await inCall()).toBe(true);
  });

  it('tell a store app by its own program, not by the frame that Windows puts around it, also while it sleeps', async () => {
    const { session, sensors, windows } = scene;
    const host = join(session.folder, 'ApplicationFrameHost.exe');
    // A copy: of a file with two names Wine tells either.
    await copyFile(join(wine.ok ? wine.value.modules : '', windowsNode), host);
    const frame = await startRemote(session, 'windows', host);
    const window = await frame.call<number>('make', {
      title: 'Mail',
      look: 'framed',
      x: 30,
      y: 30,
      width: 200,
      height: 150,
      colour: 0,
    });
    const appOf = async () => {
      const open = await sensors.call<OpenWindows>('windows');
      return open.kind === 'windows' ? open.windows.find(({ title }) => title === 'Mail')?.appId : null;
    };
    // Nothing in it yet: which app it is for is not known.
    expect(await appOf()).toBe('unknown');
    const within = await windows.call<number>('within', { window });
    expect(within).not.toBe(0);
    expect(await appOf()).toBe('node');
    await windows.call('close', { window: within });
    expect(await appOf()).toBe('node');
    await frame.end();
  });

  it('tell a program that lets nobody ask which one it is as unknown, with the title that everybody sees', async () => {
    const { session, sensors, activate, toldLast } = scene;
    const closed = await startRemote(session, 'windows');
    const colour = 0x777777;
    const make = (title: string) =>
      closed.call('make', { title, look: 'framed', x: 60, y: 60, width: 300, height: 200, colour });
    await make('Still open');
    await activate('Still open');
    expect(await toldLast('Still open')).toMatchObject({ window: { appId: 'node' } });
    await closed.call('protect');
    await make('Closed to others');
    await activate('Closed to others');
    const unknown = { appId: 'unknown', appName: 'unknown', title: 'Closed to others' };
    expect(await toldLast('Closed to others')).toMatchObject({ window: unknown });
    const open = await sensors.call<OpenWindows>('windows');
    expect(open.kind === 'windows' ? open.windows : []).toContainEqual(expect.objectContaining(unknown));
    await closed.end();
  });

  it('say when nobody listens any more, and listen again', async () => {
    const { sensors, windows, activate, toldLast, told } = scene;
    // The window manager may have given one of them the focus by itself, which Wine hears only when it changes.
    for (const title of ['Figures', 'Letters', 'Figures']) {
      await activate(title);
      await scene.desktop.xdotool('sleep', '0.1');
    }
    await toldLast('Figures');
    expect(await sensors.call('count')).toEqual({ ok: true });
    const before = told().length;
    await windows.call('endDesk');
    await until(() => (told().length > before + 1 ? true : null));
    expect(told().slice(before)).toEqual(['unavailable', 'Figures']);
    expect(sensors.events).toContainEqual({ lost: 'sensor-broken' });
    expect(await sensors.call('count')).toEqual({ ok: true });
    await scene.desktop.xdotool('key', 'a');
    expect(await countedUpTo({ keys: 1, clicks: 0, scrolls: 0 })).toEqual({ keys: 1, clicks: 0, scrolls: 0 });
  });

  it('list open windows, minimised ones too', async () => {
    const { sensors, windows, make } = scene;
    const small = await make({ title: 'Put away' });
    await windows.call('show', { window: small, how: 6 });
    const open = await sensors.call<OpenWindows>('windows');
    const titles = open.kind === 'windows' ? open.windows.map(({ title }) => title) : [];
    expect(titles).toEqual(expect.arrayContaining(['Untitled - Notepad', 'Letters', 'Figures', 'Put away']));
    await windows.call('close', { window: small });
  });

  it('leave keys to Windows, which opens them for the same purpose alone, in another process too', async () => {
    const secret = Buffer.from('a key of thirty-two bytes, or so').toString('hex');
    const one = await startRemote(scene.session, 'account');
    const sealed = await one.call<string>('seal', { hex: secret, purpose: 'keys' });
    expect(sealed).not.toContain(secret);
    await one.end();
    const other = await startRemote(scene.session, 'account');
    const open = (hex: string, purpose = 'keys') => other.call<string | null>('open', { hex, purpose });
    expect(await open(sealed)).toBe(secret);
    expect(await open(sealed, 'something else')).toBeNull();
    const bit = sealed.length - 60;
    const changed = sealed.slice(0, bit) + (sealed[bit] === '0' ? '1' : '0') + sealed.slice(bit + 1);
    expect(await open(changed)).toBeNull();
    expect(await open('00'.repeat(100))).toBeNull();
    await other.end();
  });

  it('hold the end of the session up until what is in memory is kept, and end with their process', async () => {
    const { sensors, windows } = scene;
    await sensors.call('onEnding');
    expect(await windows.call('tell', { kind: mayEnd, wParam: 0 })).toBe(1);
    await windows.call('tell', { kind: end, wParam: 1 });
    expect(sensors.events.slice(-2)).toEqual([{ ending: true }, { ending: false }]);
    // A process that ends without closing them waits for nothing.
    await sensors.call('leave').catch(() => {});
    expect(await sensors.end()).toBe(7);
  });

  async function countedUpTo(expected: InputCounts): Promise<InputCounts> {
    let sum: InputCounts = { keys: 0, clicks: 0, scrolls: 0 };
    const take = async () => {
      const { keys, clicks, scrolls } = await scene.sensors.call<InputCounts>('take');
      sum = { keys: sum.keys + keys, clicks: sum.clicks + clicks, scrolls: sum.scrolls + scrolls };
    };
    const isReached = async () => {
      await take();
      return sum.keys >= expected.keys && sum.clicks >= expected.clicks && sum.scrolls >= expected.scrolls
        ? true
        : null;
    };
    // Where they do not come, how many did says more.
    await until(isReached).catch(() => {});
    // And nothing comes after.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await take();
    return sum;
  }
});
