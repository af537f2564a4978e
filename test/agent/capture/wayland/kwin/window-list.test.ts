import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { FormerNames } from '../../../../../agent/capture/former-names.ts';
import { areasOf } from '../../../../../agent/capture/wayland/kwin/areas.ts';
import {
  type KwinList,
  type KwinWindow,
  ListUnreadable,
  parsedList,
} from '../../../../../agent/capture/wayland/kwin/told-windows.ts';
import { frontOf, openWindowsOf, snapshotOf } from '../../../../../agent/capture/wayland/kwin/window-list.ts';

/** What KWin 5.27.5 said of mousepad with its menu open, and an xterm of Xwayland of which there are two. */
const said =
  '{"active":"{2b3f73e2-305a-440a-b2a0-ef6bf5ac5304}","changes":10,"windows":[{"id":"{0eb50119-0c8b-4729-a3fb-5337e864553c}","owner":"","pid":27380,"file":"mousepad","name":"mousepad","title":"Untitled 1 - Mousepad","frame":{"x":320,"y":120,"width":640,"height":480},"content":{"x":320,"y":120,"width":640,"height":480},"kind":"window","isX11":false,"isSilent":false,"isShown":true,"isSolid":true},{"id":"{36ac2f6c-f077-4105-85f0-1fe2bf6b89df}","owner":"{0eb50119-0c8b-4729-a3fb-5337e864553c}","pid":27380,"file":"","name":"mousepad","title":"","frame":{"x":381,"y":321,"width":384,"height":375},"content":{"x":375,"y":316,"width":396,"height":387},"kind":"popup","isX11":false,"isSilent":false,"isShown":true,"isSolid":true},{"id":"{2b3f73e2-305a-440a-b2a0-ef6bf5ac5304}","owner":"","pid":27469,"file":"","name":"xterm","title":"same <2>\u200e","frame":{"x":398,"y":202,"width":484,"height":316},"content":{"x":398,"y":202,"width":484,"height":316},"kind":"window","isX11":true,"isSilent":false,"isShown":true,"isSolid":true}]}';
const list = parsedList(said);
const [editor, menu, terminal] = list.windows as [KwinWindow, KwinWindow, KwinWindow];

function changed(over: Partial<KwinWindow>, of: KwinWindow = terminal): KwinList {
  return { ...list, windows: list.windows.map((each) => (each === of ? { ...each, ...over } : each)) };
}

describe('what KWin says of its windows', () => {
  it('is the one in front, without the number that KWin gives it', () => {
    expect(frontOf(list)).toEqual({
      appId: 'xterm',
      appName: 'xterm',
      handle: expect.any(Number),
      title: 'same',
      url: null,
      pid: 27469,
    });
    expect(frontOf({ ...list, active: '' })).toBeNull();
    expect(frontOf(changed({ kind: 'desktop' }))).toBeNull();
  });

  test.each(['same <2>', 'same <two>', '<2>', 'a <3> b'])(
    'a title that a program writes stays as it is: %s',
    (title) => {
      expect(frontOf(changed({ title }))?.title).toBe(title);
    },
  );

  it('counts a title as unknown that is too long, or of a program that does not answer', () => {
    expect(frontOf(changed({ title: 'x'.repeat(65_537) }))).toMatchObject({ isCut: true });
    expect(frontOf(changed({ isSilent: true, title: 'same (Not Responding)' }))).toMatchObject({ isCut: true });
  });

  it('has menus with the window that they belong to, and says of which program none are told', () => {
    const { windows, hidden } = snapshotOf(list, new FormerNames());
    expect(
      windows.map(({ appId, bounds, mayHangOut, belongsTo }) => [appId, bounds, mayHangOut, belongsTo?.[0]?.title]),
    ).toEqual([
      ['mousepad', editor.frame, undefined, undefined],
      ['mousepad', menu.frame, undefined, 'Untitled 1 - Mousepad'],
      ['xterm', terminal.frame, true, undefined],
    ]);
    // The shadow of the menu is no part of it.
    expect(windows[1]?.content).toEqual(menu.frame);
    expect(hidden).toEqual([]);
    expect(new Set(windows.map(({ id }) => id)).size).toBe(3);
  });

  it('has hidden windows apart, and no menus among the open ones', () => {
    const { windows, hidden } = snapshotOf(changed({ isShown: false }, editor), new FormerNames());
    expect(windows.map(({ title }) => title)).toEqual(['', 'same']);
    expect(hidden.map(({ title }) => title)).toEqual(['Untitled 1 - Mousepad']);
    expect(openWindowsOf(list).map(({ appId }) => appId)).toEqual(['xterm', 'mousepad']);
  });

  test.each([
    [{ kind: 'panel' as const }, 'panel'],
    [{ kind: 'notice' as const }, 'notice'],
    [{ name: 'plasmashell' }, 'panel'],
    [{ name: '', file: 'org.kde.krunner' }, 'panel'],
    [{ name: 'plasmashell', kind: 'desktop' as const }, undefined],
    [{ name: 'not-plasmashell' }, undefined],
  ])('tells what a window is for: %j', (over, role) => {
    expect(snapshotOf(changed(over), new FormerNames()).windows.at(-1)?.role).toBe(role);
  });

  it('ends with owners that own each other', () => {
    const loop = { ...list, windows: [{ ...editor, owner: menu.id }, menu, terminal] };
    expect(snapshotOf(loop, new FormerNames()).windows[0]?.belongsTo).toHaveLength(1);
  });

  test.each([
    ['at the bottom', { x: 0, y: 680, width: 1280, height: 40 }, { x: 0, y: 0, width: 1280, height: 680 }],
    ['at the right', { x: 1240, y: 0, width: 40, height: 720 }, { x: 0, y: 0, width: 1240, height: 720 }],
    ['at the top', { x: 0, y: 0, width: 1280, height: 40 }, { x: 0, y: 0, width: 1280, height: 720 }],
    ['on another output', { x: 1280, y: 680, width: 1280, height: 40 }, { x: 0, y: 0, width: 1280, height: 720 }],
  ])('leaves the room that a panel %s does not take', (_, frame, area) => {
    const output = { name: 'A', place: { x: 0, y: 0, width: 1280, height: 720 } };
    expect(areasOf(changed({ kind: 'panel', frame }), [output]).get('A')).toEqual(area);
  });
});

describe('what is no list', () => {
  test.each([
    ['"too-long"', ''],
    ['"unreadable"', ''],
    ['nothing', ''],
    ['null', 'null'],
    ['no end', said.slice(0, -1)],
    ['a window twice', said.replace('{36ac2f6c-f077-4105-85f0-1fe2bf6b89df}', editor.id)],
    ['a place that is nowhere', said.replace('"x":320', '"x":1e9')],
    ['a size below zero', said.replace('"width":640', '"width":-1')],
    ['a kind that there is not', said.replace('popup', 'thing')],
    ['an id that is too long', said.replace(menu.id, 'a'.repeat(129))],
  ])('%s', (what, json) => {
    expect(() => parsedList(json === '' ? what : json)).toThrow(ListUnreadable);
  });

  it('throws nothing else, whatever bytes of it are altered', () => {
    fc.assert(
      fc.property(fc.nat(said.length - 1), fc.string({ minLength: 0, maxLength: 4 }), fc.nat(40), (at, put, drop) => {
        const json = said.slice(0, at) + put + said.slice(at + drop);
        try {
          const { windows } = parsedList(json);
          const shown = snapshotOf({ ...list, windows }, new FormerNames()).windows;
          expect(shown.every(({ bounds }) => Object.values(bounds).every(Number.isSafeInteger))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ListUnreadable);
        }
      }),
    );
  });
});
