import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinedSession, eventTypes } from '../../../../agent/capture/macos/api/core-graphics.ts';
import type { MacApi } from '../../../../agent/capture/macos/api/mac-api.ts';
import { withMacDesk } from '../../../../agent/capture/macos/desk.ts';
import { MacInputCounts } from '../../../../agent/capture/macos/input/input-counts.ts';
import { openMacPlatform } from '../../../../agent/capture/macos/platform.ts';
import { isSessionAway } from '../../../../agent/capture/macos/presence/session.ts';
import { type MacDisplay, monitorOf, windowsInPixels } from '../../../../agent/capture/macos/screen/display-plane.ts';
import type { ActiveWindowReading, VisibleWindow } from '../../../../agent/ports.ts';
import { withDesktop } from './behaviours/behaviour.ts';
import { type CfValue, Other } from './double/cf-heap.ts';
import { MacDouble, ownProcess, safari } from './double/mac-double.ts';

const keys = [
  ...['Number', 'Layer', 'Bounds', 'Alpha', 'OwnerPID', 'OwnerName', 'Name', 'IsOnscreen'].map(
    (name) => `kCGWindow${name}`,
  ),
  ...['X', 'Y', 'Width', 'Height', 'CGSSessionScreenIsLocked', 'kCGSSessionOnConsoleKey'],
];
const anyValue: fc.Arbitrary<CfValue> = fc.letrec<{ value: CfValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '', 'x'.repeat(70_000)),
    fc.double(),
    fc.integer({ min: -20, max: 30 }),
    fc.boolean(),
    fc.constant(new Other()),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 8 }),
  ),
})).value;

describe('whatever the system’s dictionaries hold', () => {
  it('a list of windows is read or not there, and everything is given back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.constantFrom(...keys), anyValue, { maxKeys: 8 }), { maxLength: 6 }),
        (found) => {
          const mac = new MacDouble();
          mac.windows = found.map((more) => ({ program: safari, more: { ...nothing, ...more } }));
          withDesktop(mac, (desktop) => {
            for (const each of desktop.visible() ?? []) {
              expect(Object.values(each.bounds).every(Number.isFinite)).toBe(true);
              expect(each.title.length).toBeLessThanOrEqual(65_536);
            }
            desktop.open();
            desktop.evidence();
          });
          expect(mac.foundation.leaks).toEqual([]);
        },
      ),
    );
  });

  it('a session is away, there or not known, and is given back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), anyValue, { maxKeys: 8 }), (session) => {
        const mac = new MacDouble();
        mac.session = session;
        withDesktop(mac, ({ reader }) => expect([true, false, null]).toContain(isSessionAway(mac.graphics, reader)));
        expect(mac.foundation.leaks).toEqual([]);
      }),
    );
  });
});

const nothing = Object.fromEntries(keys.map((key) => [key, undefined]));

describe('counters', () => {
  it('add up to what was pressed, whatever they began at and whenever they are taken', async () => {
    const step = fc.record({ keys: fc.nat(50), clicks: fc.nat(50), scrolls: fc.nat(200), take: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 32 - 1), fc.array(step, { maxLength: 20 }), async (first, steps) => {
        const mac = new MacDouble();
        const types = [eventTypes.keyDown, eventTypes.leftDown, eventTypes.scroll] as const;
        for (const type of types) mac.setCounter(type, first);
        const counts = new MacInputCounts({
          graphics: mac.graphics,
          now: () => mac.now,
          checkMs: 60_000,
          deadlineMs: 50,
        });
        expect(await counts.start(() => {})).toEqual({ ok: true });
        const sum = [0, 0, 0];
        const add = () => {
          const { keys: pressed, clicks, scrolls } = counts.take();
          for (const [index, each] of [pressed, clicks, scrolls].entries()) sum[index] = (sum[index] ?? 0) + each;
        };
        for (const { keys: pressed, clicks, scrolls, take } of steps) {
          mac.now += 1_000;
          for (const [index, times] of [pressed, clicks, scrolls].entries())
            mac.input(types[index] ?? eventTypes.any, times);
          if (take) add();
        }
        mac.now += 60_000;
        add();
        await counts.stop();
        const total = (name: 'keys' | 'clicks' | 'scrolls') => steps.reduce((all, each) => all + each[name], 0);
        expect(sum).toEqual([total('keys'), total('clicks'), total('scrolls')]);
      }),
    );
  });
});

describe('displays of any places and scales', () => {
  const side = fc.integer({ min: 1, max: 40 });
  /** Displays beside one another, as the system arranges them: none overlaps another. */
  const arranged = fc
    .array(
      fc.record({
        width: side,
        height: side,
        y: fc.integer({ min: -60, max: 60 }),
        scale: fc.constantFrom(1, 1.5, 2, 3),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((all): MacDisplay[] => {
      let x = -(all[0]?.width ?? 0);
      return all.map(({ width, height, y, scale }, index) => {
        const display = { id: String(index), name: '', isMain: index === 0, bounds: { x, y, width, height }, scale };
        x += width;
        return display;
      });
    });

  it('never overlap in pixels', () => {
    fc.assert(
      fc.property(arranged, (displays) => {
        const monitors = displays.map((display) => monitorOf(display, displays));
        for (const [index, one] of monitors.entries())
          for (const other of monitors.slice(index + 1))
            expect(one.x + one.width <= other.x || other.x + other.width <= one.x).toBe(true);
      }),
    );
  });

  it('every point of a window lies within what is masked of it, on the display that shows it', () => {
    const place = fc.integer({ min: -80, max: 80 });
    fc.assert(
      fc.property(arranged, place, place, side, side, (displays, x, y, width, height) => {
        const window = { ...named, bounds: { x, y, width, height } };
        const masked = windowsInPixels([window], displays);
        for (const display of displays) {
          const monitor = monitorOf(display, displays);
          for (
            let left = Math.max(x, display.bounds.x);
            left < Math.min(x + width, display.bounds.x + display.bounds.width);
            left++
          )
            for (
              let top = Math.max(y, display.bounds.y);
              top < Math.min(y + height, display.bounds.y + display.bounds.height);
              top++
            ) {
              const pixel = {
                x: monitor.x + (left - display.bounds.x + 0.5) * display.scale,
                y: monitor.y + (top - display.bounds.y + 0.5) * display.scale,
              };
              expect(masked.some(({ bounds }) => isIn(bounds, pixel))).toBe(true);
            }
        }
      }),
      { numRuns: 60 },
    );
  });
});

const named: Omit<VisibleWindow, 'bounds'> = { appId: 'a', appName: 'A', title: 'T', url: null, pid: 1 };

function isIn({ x, y, width, height }: VisibleWindow['bounds'], point: { x: number; y: number }): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
}

/** Every function of the system, by the port and its name. */
const functions: readonly (readonly [keyof MacApi, string])[] = (
  ['foundation', 'graphics', 'objc', 'audio', 'cameras', 'processes'] as const
).flatMap((port) => {
  const object: object = new MacDouble()[port];
  const own = [...Object.keys(object), ...Object.getOwnPropertyNames(Object.getPrototypeOf(object))];
  return own
    .filter(
      (name) =>
        typeof Reflect.get(object, name) === 'function' &&
        !/^(constructor|create|set|valueOf|hasOwn|isProto|propertyIs|to|__)/.test(name),
    )
    .map((name) => [port, name] as const);
});

describe('a function of the system that fails', () => {
  it.each(functions)('%s.%s: sensors say so, or less, and none throws', async (port, name) => {
    const mac = new MacDouble();
    mac.runs(safari);
    mac.front = safari;
    mac.windows = [{ program: safari, title: 'Bank' }];
    Object.defineProperty(mac[port], name, {
      value: () => {
        throw new Error('no such function');
      },
    });
    const options = { api: mac, clock: { now: () => 42 }, ownPid: ownProcess.pid, now: () => mac.now };
    const other = openMacPlatform({ ...options, askFront: async () => 'ASN:0x0-0x1:' });
    const pictures = { displays: () => [], take: async () => ({ kind: 'none' }) as const };
    const desk = withMacDesk(other, {
      ...options,
      pictures,
      showSettings: async () => {},
      settle: { beforeMs: 0, afterMs: 0 },
    });
    const readings: ActiveWindowReading[] = [];
    const stop = await desk.activeWindow.start((reading) => readings.push(reading));
    expect(readings).toHaveLength(1);
    const counting = await desk.inputCounts.start(() => {});
    expect(desk.inputCounts.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
    const { idleMs, locked, inCall } = await desk.presence.read({ calls: true });
    expect(
      [typeof idleMs, typeof locked, typeof inCall].every((kind) => ['number', 'boolean', 'object'].includes(kind)),
    ).toBe(true);
    expect((await desk.screen.capture()).kind).toBe('unavailable');
    expect(['windows', 'unavailable']).toContain((await desk.openWindows()).kind);
    desk.lacking?.('titles');
    if (name === 'eventCountLater') expect(counting).toMatchObject({ ok: false });
    if (name === 'secondsSinceEvent') expect(idleMs).toBeNull();
    if (name === 'copySession') expect(locked).toBeNull();
    if (name === 'copyWindows') expect(await desk.openWindows()).toMatchObject({ kind: 'unavailable' });
    await stop();
    // What cannot be given back cannot be closed either.
    await desk.close().catch(() => expect(name).toBe('release'));
  });
});

it('counters of another state than this login are never asked for', () => {
  expect(combinedSession).toBe(0);
});
