import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Monitor, VisibleWindow } from '../../agent/ports.ts';
import { masksOf } from '../../agent/screenshot/masks.ts';
import { applyMasks, maskColour } from '../../agent/screenshot/window-mask.ts';
import { parseRules } from '../../core/consent/redaction.ts';
import { unwrap } from '../../core/result.ts';
import { until } from '../desktop.ts';
import { boxOf } from './boxes.ts';
import { openScene, type Scene, underWine, wine } from './scene.ts';

/** The primary one, and one left of it that begins higher: its places are negative on Windows. */
const [main, left] = [
  { name: 'main', x: 1024, y: 200, width: 1280, height: 800 },
  { name: 'left', x: 0, y: 0, width: 1024, height: 768 },
];
const [secret, plain] = [0xc83214, 0x14c832];
/** Over the edge between both. */
const hidden = { x: -101, y: 67, width: 333, height: 222 };

interface Shot {
  readonly kind: string;
  readonly monitors: readonly Monitor[];
  readonly windows: readonly VisibleWindow[];
}

describe.skipIf(!wine.ok)(underWine('two monitors'), () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(96, { monitors: [main, left], hasOutputs: true });
  });
  afterAll(() => scene?.end());

  async function shoot() {
    const file = join(scene.session.folder, 'shot');
    const shot = await scene.sensors.call<Shot>('shot', { file, mayRead: true });
    expect(shot.kind, JSON.stringify(shot)).toBe('screen');
    const frames = await Promise.all(
      shot.monitors.map(async (monitor, index) => ({
        ...{ monitor, width: monitor.width, height: monitor.height },
        rgb: await readFile(`${file}-${index}`),
      })),
    );
    return { ...shot, frames };
  }

  it('lie where Windows has them: the primary one at 0, 0, the other left of it and above', async () => {
    const monitors = await scene.sensors.call<Monitor[]>('monitors');
    const places = monitors.map(({ name: _name, ...place }) => place);
    expect(places).toEqual([
      { x: 0, y: 0, width: 1280, height: 800, primary: true },
      { x: -1024, y: -200, width: 1024, height: 768, primary: false },
    ]);
    expect(new Set(monitors.map(({ name }) => name)).size).toBe(2);
  });

  it('have every pixel as the X server has it, and a window over both covered to the pixel on both', async () => {
    await scene.make({ title: 'Ordinary', look: 'bare', colour: plain, x: -900, y: -150, width: 201, height: 103 });
    const window = await scene.make({ title: 'Secret', look: 'bare', colour: secret, ...hidden });
    const shot = await until(async () => {
      const each = await shoot();
      const count = (colour: number) =>
        each.frames.reduce((sum, { rgb, width }) => sum + boxOf(rgb, width, colour).count, 0);
      // What is made over an edge the window manager puts to one side of it.
      await scene.windows.call('move', { window, x: hidden.x, y: hidden.y });
      const places = each.windows.filter(({ title }) => title === 'Secret').map(({ bounds }) => bounds);
      const isThere = places.length > 0 && places.every(({ x, y }) => x === hidden.x && y === hidden.y);
      return isThere && count(plain) > 0 && count(secret) === hidden.width * hidden.height ? each : null;
    }, 60_000);
    for (const { monitor, rgb, width, height } of shot.frames) {
      const place = `${width}x${height}+${monitor.x + main.x}+${monitor.y + main.y}`;
      const seen = await scene.desktop.run('import', '-window', 'root', '-crop', place, '-depth', '8', 'rgb:-');
      expect(Buffer.compare(rgb, Buffer.from(seen, 'latin1'))).toBe(0);
    }
    const rules = unwrap(parseRules([{ title: 'Secret', effect: 'exclude' }]));
    const before = shot.frames.map(({ rgb }) => Buffer.from(rgb));
    const masked = applyMasks({ frames: shot.frames }, masksOf({ windows: shot.windows, elsewhere: [] }, rules));
    const cover = (maskColour.r << 16) | (maskColour.g << 8) | maskColour.b;
    const [onMain, onLeft] = masked.frames.map(({ rgb, width }) => boxOf(rgb, width, cover));
    expect(onMain).toEqual({ bounds: { x: 0, y: 67, width: 232, height: 222 }, count: 232 * 222 });
    expect(onLeft).toEqual({ bounds: { x: 923, y: 267, width: 101, height: 222 }, count: 101 * 222 });
    for (const [index, { rgb, width }] of masked.frames.entries()) {
      expect(boxOf(rgb, width, secret).count).toBe(0);
      const was = before[index] ?? Buffer.alloc(0);
      let others = 0;
      for (let at = 0; at < rgb.length; at += 3) {
        if (was[at] === rgb[at] && was[at + 1] === rgb[at + 1] && was[at + 2] === rgb[at + 2]) continue;
        const { x, y, width: wide, height: high } = (index === 0 ? onMain : onLeft)?.bounds ?? hidden;
        const [column, row] = [(at / 3) % width, Math.floor(at / 3 / width)];
        if (column < x || column >= x + wide || row < y || row >= y + high) others += 1;
      }
      expect(others).toBe(0);
    }
  });

  it('tell windows of either as in front', async () => {
    await scene.sensors.call('watch');
    await scene.make({ title: 'Letters', x: -800, y: 100 });
    await scene.make({ title: 'Figures', x: 500, y: 300 });
    for (const title of ['Letters', 'Figures', 'Letters']) {
      await scene.activate(title);
      await scene.toldLast(title);
    }
  });
});
