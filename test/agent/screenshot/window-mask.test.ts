import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame, Screen, VisibleWindow } from '../../../agent/ports.ts';
import { maskColour } from '../../../agent/screenshot/window-mask.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import { maskWindows } from '../../fixtures/agent/window-masks.ts';

function frameOf(bounds: Rectangle, scale = 1): Frame {
  const width = bounds.width * scale;
  const height = bounds.height * scale;
  return {
    monitor: { name: 'm', primary: true, ...bounds },
    width,
    height,
    rgb: new Uint8Array(width * height * 3).fill(200),
  };
}

function windowAt(bounds: Rectangle, title = 'private'): VisibleWindow {
  return { appId: 'a', appName: 'A', title, url: null, pid: null, bounds };
}

function screenOf(frames: readonly Frame[], windows: readonly VisibleWindow[]): Screen {
  return { at: 0, frames, windows };
}

function pixel(frame: Frame, x: number, y: number): number[] {
  return [...frame.rgb.subarray((y * frame.width + x) * 3, (y * frame.width + x) * 3 + 3)];
}

const cover = [maskColour.r, maskColour.g, maskColour.b];
const source = [200, 200, 200];
const isPrivate = (window: VisibleWindow) => window.title === 'private';
const size = { width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) };
const monitors = fc.record({ x: fc.integer({ min: -20, max: 20 }), y: fc.integer({ min: -20, max: 20 }), ...size });
const anywhere = fc.record({ x: fc.integer({ min: -40, max: 40 }), y: fc.integer({ min: -40, max: 40 }), ...size });

describe('covering', () => {
  test('no source pixel within an excluded window survives on any monitor, and every other one does', () => {
    fc.assert(
      fc.property(
        fc.array(monitors, { minLength: 1, maxLength: 3 }),
        fc.array(fc.record({ bounds: anywhere, hidden: fc.boolean() }), { maxLength: 4 }),
        (places, given) => {
          const windows = given.map(({ bounds, hidden }) => windowAt(bounds, hidden ? 'private' : 'open'));
          const screen = screenOf(
            places.map((place) => frameOf(place)),
            windows,
          );
          const { frames } = maskWindows(screen, isPrivate);
          for (const frame of frames)
            for (let y = 0; y < frame.height; y++)
              for (let x = 0; x < frame.width; x++) {
                const [left, top] = [x + frame.monitor.x, y + frame.monitor.y];
                const hidden = windows.some(
                  ({ title, bounds: b }) =>
                    title === 'private' && left >= b.x && left < b.x + b.width && top >= b.y && top < b.y + b.height,
                );
                expect(pixel(frame, x, y)).toEqual(hidden ? cover : source);
              }
          for (const frame of screen.frames) expect(frame.rgb.every((byte) => byte === 200)).toBe(true);
        },
      ),
    );
  });

  test('also what lies above an excluded window is filled', () => {
    const windows = [
      windowAt({ x: 2, y: 2, width: 6, height: 6 }),
      windowAt({ x: 4, y: 4, width: 2, height: 2 }, 'open'),
    ];
    const { frames } = maskWindows(screenOf([frameOf({ x: 0, y: 0, width: 10, height: 10 })], windows), isPrivate);
    expect(frames[0] && pixel(frames[0], 5, 5)).toEqual(cover);
  });

  test('a window over two monitors counts once, one outside not at all', () => {
    const frames = [frameOf({ x: 0, y: 0, width: 10, height: 10 }), frameOf({ x: 10, y: 0, width: 10, height: 10 })];
    const windows = [windowAt({ x: 8, y: 1, width: 4, height: 4 }), windowAt({ x: 0, y: 50, width: 4, height: 4 })];
    expect(maskWindows(screenOf(frames, windows), isPrivate).coveredWindows).toBe(1);
  });

  test('a frame with more pixels than its monitor has units is covered outwards to whole pixels', () => {
    const frame = frameOf({ x: 0, y: 0, width: 10, height: 10 }, 2);
    const { frames } = maskWindows(screenOf([frame], [windowAt({ x: 1.3, y: 1, width: 2, height: 2 })]), isPrivate);
    const row = Array.from({ length: 9 }, (_, x) =>
      frames[0] && pixel(frames[0], x, 2)[0] === maskColour.r ? '#' : '.',
    );
    expect(row.join('')).toBe('..#####..');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('bounds with %d cover everything', (x) => {
    const { frames, coveredWindows } = maskWindows(
      screenOf([frameOf({ x: 0, y: 0, width: 3, height: 3 })], [windowAt({ x, y: 0, width: 1, height: 1 })]),
      isPrivate,
    );
    expect(coveredWindows).toBe(1);
    expect(frames[0] && pixel(frames[0], 2, 2)).toEqual(cover);
  });

  test('nothing excluded leaves the very same frames', () => {
    const screen = screenOf(
      [frameOf({ x: 0, y: 0, width: 3, height: 3 })],
      [windowAt({ x: 0, y: 0, width: 1, height: 1 })],
    );
    expect(maskWindows(screen, () => false)).toEqual({ frames: screen.frames, coveredWindows: 0 });
  });
});
