import { describe, expect, it } from 'vitest';
import { monitorInfoBytes, workAreaOf } from '../../../../agent/capture/windows/screen/monitors.ts';
import type { Frame, Monitor, VisibleWindow } from '../../../../agent/ports.ts';
import { masksOf } from '../../../../agent/screenshot/masks.ts';
import { applyMasks, maskColour } from '../../../../agent/screenshot/window-mask.ts';
import { parseRules } from '../../../../core/consent/redaction.ts';
import type { Rectangle } from '../../../../core/rectangle.ts';
import { unwrap } from '../../../../core/result.ts';

type Edges = readonly [left: number, top: number, right: number, bottom: number];

/** MONITORINFOEXW as its page describes it. */
function infoOf(monitor: Edges, work: Edges, flags: number, device: string): Buffer {
  const info = Buffer.alloc(monitorInfoBytes);
  info.writeUInt32LE(monitorInfoBytes, 0);
  for (const [index, edge] of [...monitor, ...work].entries()) info.writeInt32LE(edge, 4 + 4 * index);
  info.writeUInt32LE(flags, 36);
  info.write(`${device}\0`, 40, 'utf16le');
  return info;
}

/**
 * Three monitors of different scales, as Windows places them for a program that is aware of each one's scale: all in pixels of the
 * screens, the primary one at 0, 0. Of each only some pixels wide, so that every one of them is looked at.
 */
const infos = [
  infoOf([0, 0, 64, 36], [0, 0, 64, 34], 1, '\\\\.\\DISPLAY1'),
  // Of 200 %, left of it and higher.
  infoOf([-96, -30, 0, 24], [-96, -30, 0, 20], 0, '\\\\.\\DISPLAY2'),
  infoOf([10, -40, 60, 0], [10, -40, 60, 0], 0, '\\\\.\\DISPLAY13'),
];

describe('monitors of Windows, as the system answers them', () => {
  const monitors = infos.map((info) => workAreaOf(info).monitor);

  it('lie where they are, also left of the primary one and above it', () => {
    expect(monitors).toEqual([
      { x: 0, y: 0, width: 64, height: 36, name: 'DISPLAY1', primary: true },
      { x: -96, y: -30, width: 96, height: 54, name: 'DISPLAY2', primary: false },
      { x: 10, y: -40, width: 50, height: 40, name: 'DISPLAY13', primary: false },
    ]);
    expect(infos.map((info) => workAreaOf(info).area)).toEqual([
      { x: 0, y: 0, width: 64, height: 34 },
      { x: -96, y: -30, width: 96, height: 50 },
      { x: 10, y: -40, width: 50, height: 40 },
    ]);
  });

  it.each<readonly [string, Rectangle, number]>([
    ['over two of them', { x: -7, y: -3, width: 15, height: 11 }, 2],
    ['over all three', { x: -3, y: -5, width: 33, height: 13 }, 3],
    ['on the left one alone, up to its last column', { x: -50, y: -30, width: 50, height: 54 }, 1],
    ['larger than all of them', { x: -500, y: -500, width: 1_000, height: 1_000 }, 3],
    ['where there is none', { x: 64, y: -40, width: 30, height: 200 }, 0],
  ])('a window %s is covered to the pixel, and nothing else', (_, bounds, monitorsTouched) => {
    const frames = monitors.map(frameOf);
    const window: VisibleWindow = { appId: 'a', appName: 'A', title: 'Secret', url: null, pid: 1, bounds };
    const rules = unwrap(parseRules([{ title: 'Secret', effect: 'exclude' }]));
    const masked = applyMasks({ frames }, masksOf({ windows: [window], elsewhere: [] }, rules));
    const within = (value: number, from: number, length: number) => value >= from && value < from + length;
    let touched = 0;
    for (const [index, { monitor, width, height, rgb }] of masked.frames.entries()) {
      const before = frames[index]?.rgb ?? rgb;
      if (rgb !== before) touched += 1;
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          const at = (row * width + column) * 3;
          const isIn =
            within(monitor.x + column, bounds.x, bounds.width) && within(monitor.y + row, bounds.y, bounds.height);
          const expected = isIn ? [maskColour.r, maskColour.g, maskColour.b] : [...before.subarray(at, at + 3)];
          if (rgb[at] !== expected[0] || rgb[at + 1] !== expected[1] || rgb[at + 2] !== expected[2])
            expect.fail(`${monitor.name} at ${column}, ${row}`);
        }
    }
    expect(touched).toBe(monitorsTouched);
    expect(masked.coveredWindows).toBe(touched > 0 ? 1 : 0);
  });
});

/** Each pixel of another colour than its neighbours, and none of a mask's. */
function frameOf(monitor: Monitor): Frame {
  const { width, height } = monitor;
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, index) => 0x80 + ((index * 7) % 0x7f));
  return { monitor, width, height, rgb };
}
