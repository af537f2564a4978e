import { describe, expect, it, vi } from 'vitest';
import { screenReadingSchema } from '../../../../agent/capture/beside/messages.ts';
import { FormerNames } from '../../../../agent/capture/former-names.ts';
import type { DeskWatcher } from '../../../../agent/capture/windows/desk/desk.ts';
import { SharedCounts } from '../../../../agent/capture/windows/desk/shared-counts.ts';
import { isLocked, sinceTick } from '../../../../agent/capture/windows/presence/presence.ts';
import { lockedByFlags, SessionChanges } from '../../../../agent/capture/windows/presence/session-state.ts';
import { rgbOf } from '../../../../agent/capture/windows/screen/pixels.ts';
import { windowsActiveWindow } from '../../../../agent/capture/windows/windows/active-window.ts';
import { rectangleOf } from '../../../../agent/capture/windows/windows/window-facts.ts';
import { roleByClass } from '../../../../agent/capture/windows/windows/window-roles.ts';
import type { ActiveWindow, ActiveWindowReading } from '../../../../agent/ports.ts';
import { reason } from '../../../../core/reason.ts';

describe('counts that two threads see', () => {
  it('are taken once, by whole notches', () => {
    const counts = new SharedCounts();
    const other = new SharedCounts(counts.memory);
    other.add({ keys: 2, clicks: 1, wheel: 100 });
    other.add({ keys: 0, clicks: 0, wheel: 150 });
    expect(counts.take()).toEqual({ keys: 2, clicks: 1, scrolls: 2 });
    other.add({ keys: 0, clicks: 0, wheel: 110 });
    expect(counts.take()).toEqual({ keys: 0, clicks: 0, scrolls: 1 });
    other.add({ keys: 1, clicks: 1, wheel: 119 });
    counts.clear();
    other.add({ keys: 0, clicks: 0, wheel: 1 });
    expect(counts.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
  });

  it('say when the system last answered, also past half of the ticks that it has', () => {
    const counts = new SharedCounts();
    expect(counts.heardTick).toBeNull();
    counts.heardTick = 0xfffffff0;
    expect(new SharedCounts(counts.memory).heardTick).toBe(0xfffffff0);
  });

  it('let the thread go when all is kept, and it waits no longer than it may', () => {
    const counts = new SharedCounts();
    counts.waitUntilKept(1);
    counts.sayKept();
    counts.waitUntilKept(60_000);
  });
});

it('a window that a program put where no screen is has a place that can be told', () => {
  const rect = Buffer.alloc(16);
  for (const [index, edge] of [-0x8000_0000, 40, 0x7fff_ffff, 90].entries()) rect.writeInt32LE(edge, 4 * index);
  const place = rectangleOf(rect);
  expect(place).toEqual({ x: -100_000, y: 40, width: 200_000, height: 50 });
  const window = { appId: 'a', appName: 'a', title: 't', url: null, pid: 1, bounds: place };
  expect(screenReadingSchema.safeParse({ kind: 'screen', agoMs: 0, frames: [], windows: [window] }).success).toBe(true);
});

describe('the lock', () => {
  const open = { asked: false, told: null, isOwnDesktopShown: true, isScreenSaverOn: false } as const;
  it.each([
    ['the services say unlocked', {}, false],
    ['the services say locked', { asked: true }, true],
    ['a message said locked', { asked: null, told: true }, true],
    ['a message said unlocked', { asked: null, told: false }, false],
    ['nobody says anything', { asked: null }, null],
    ['another desktop is shown', { isOwnDesktopShown: false }, true],
    ['a screen saver is on', { isScreenSaverOn: true }, true],
    ['nobody says anything, and another desktop is shown', { asked: null, isOwnDesktopShown: false }, true],
    ['somebody else works here', { asked: false, told: true }, true],
  ] as const)('%s', (_, said, locked) => expect(isLocked({ ...open, ...said })).toBe(locked));

  it.each([
    ['locked', 1, 0, true],
    ['unlocked', 1, 1, false],
    ['unknown (WTS_SESSIONSTATE_UNKNOWN)', 1, -1, null],
    ['another level', 2, 1, null],
  ])('flags: %s', (_, level, flags, locked) => expect(lockedByFlags(level, flags)).toBe(locked));

  it.each([
    ['nothing', [], null],
    ['lock', [7], true],
    ['lock, unlock', [7, 8], false],
    ['another user works here', [8, 2], true],
    ['and this one again', [8, 2, 1], false],
    ['locked before, back, still locked', [7, 2, 1], true],
    ['a remote session that is cut off', [8, 4], true],
    ['and comes back', [8, 4, 3], false],
    ['logon and logoff of others', [5, 6], null],
  ])('messages: %s', (_, changes, locked) => {
    const session = new SessionChanges();
    for (const change of changes) session.take(change);
    expect(session.locked).toBe(locked);
    session.forget();
    expect(session.locked).toBeNull();
  });
});

it.each([
  [1_000, 5_000, 4_000],
  [0xffff_f000, 0x1000, 0x2000],
  [5_010, 5_000, 0],
  [0, 0, 0],
  [0, 0xa000_0000, 0xa000_0000],
])('from tick %d to %d are %d ms', (earlier, later, ms) => expect(sinceTick(earlier, later)).toBe(ms));

it.each([
  ['a width that fills its rows', 4],
  ['a width that leaves a byte', 1],
  ['a width that leaves two', 2],
  ['a width that leaves three', 3],
])('pixels of %s', (_, width) => {
  const height = 2;
  const stride = (width * 3 + 3) & ~3;
  const rows = Buffer.alloc(stride * height, 0xee);
  const expected: number[] = [];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [red, green, blue] = [row * 40 + column, 100 + column, 200 - row];
      rows.set([blue, green, red], row * stride + column * 3);
      expected.push(red, green, blue);
    }
  expect([...rgbOf(rows, width, height)]).toEqual(expected);
});

it.each([
  ['Shell_TrayWnd', 'explorer', 'panel'],
  ['Shell_SecondaryTrayWnd', 'explorer', 'panel'],
  ['MultitaskingViewFrame', 'explorer', 'panel'],
  ['XamlExplorerHostIslandWindow', 'explorer', 'panel'],
  ['TaskListThumbnailWnd', 'explorer', 'panel'],
  ['Windows.UI.Core.CoreWindow', 'searchhost', 'panel'],
  ['Windows.UI.Core.CoreWindow', 'startmenuexperiencehost', 'panel'],
  ['Windows.UI.Core.CoreWindow', 'shellexperiencehost', 'notice'],
  ['tooltips_class32', 'explorer', 'panel'],
  ['tooltips_class32', 'notepad', 'window'],
  ['Xaml_WindowedPopupClass', 'explorer', 'panel'],
  ['Xaml_WindowedPopupClass', 'calculatorapp', 'window'],
  ['Windows.UI.Core.CoreWindow', 'textinputhost', 'window'],
  ['Windows.UI.Core.CoreWindow', 'calculatorapp', 'window'],
  ['CabinetWClass', 'explorer', 'window'],
  ['Progman', 'explorer', 'window'],
  ['Notepad', 'notepad', 'window'],
  ['#32768', 'notepad', 'window'],
])('a window of class %s of %s is a %s', (className, appId, role) =>
  expect(roleByClass({ className, appId })).toBe(role),
);

describe('the window in front', () => {
  const window: ActiveWindow = { appId: 'notepad', appName: 'Editor', title: 'A letter', url: null, pid: 5 };
  const reading = (title: string): ActiveWindowReading => ({ kind: 'window', window: { ...window, title } });

  async function watched() {
    let now = 100_000;
    let watcher: DeskWatcher | null = null;
    const desk = {
      heardAgoMs: 400,
      watch: async (wanted: DeskWatcher) => {
        watcher = wanted;
        wanted.onReading({ window: 1, reading: reading('A letter'), late: 0 });
      },
      unwatch: vi.fn(async () => {}),
    };
    const names = new FormerNames();
    const sensor = windowsActiveWindow(desk, { now: () => now }, names);
    const told: [string, number][] = [];
    const stop = await sensor.start((each, at) =>
      told.push([each.kind === 'window' ? each.window.title : each.kind, at]),
    );
    const tell = (title: string | null, late = 0) =>
      watcher?.onReading({ window: 1, reading: title === null ? { kind: 'none' } : reading(title), late });
    const pass = (ms: number) => {
      now += ms;
    };
    return {
      sensor,
      told,
      stop,
      tell,
      pass,
      names,
      desk,
      lose: () => watcher?.onLost({ ok: false, reason: reason('sensor-broken') }),
    };
  }

  it('is told with the moment of the change, once each, in order', async () => {
    const { told, tell, pass, stop } = await watched();
    pass(1_000);
    tell('A letter');
    tell('Figures', 3);
    pass(10);
    // An event that was in the queue longer than the one before it.
    tell('Mail', 500);
    pass(60_000);
    // The computer slept: the system's clock went on, and the event says nothing of when it was.
    tell(null, 50_000);
    await stop();
    tell('Later');
    expect(told).toEqual([
      ['A letter', 100_000],
      ['Figures', 100_997],
      ['Mail', 100_997],
      ['none', 161_010],
    ]);
  });

  it('is unavailable while nobody listens, and there again', async () => {
    const { told, tell, lose } = await watched();
    lose();
    lose();
    tell('A letter');
    expect(told.map(([what]) => what)).toEqual(['A letter', 'unavailable', 'A letter']);
  });

  it('knows when the system last answered, and ends once', async () => {
    const { sensor, stop, desk, names } = await watched();
    expect([sensor.heardAt(), names.watchers]).toEqual([99_600, 1]);
    await stop();
    await stop();
    expect([desk.unwatch.mock.calls.length, names.watchers]).toEqual([1, 0]);
  });
});
