import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActiveWindow, Monitor, VisibleWindow } from '../../agent/ports.ts';
import { masksOf } from '../../agent/screenshot/masks.ts';
import { applyMasks, maskColour } from '../../agent/screenshot/window-mask.ts';
import { parseRules } from '../../core/consent/redaction.ts';
import { unwrap } from '../../core/result.ts';
import { until } from '../desktop.ts';
import { boxOf } from './boxes.ts';
import { openScene, type Scene, underWine, wine } from './scene.ts';

interface Shot {
  readonly kind: string;
  readonly monitors: readonly Monitor[];
  readonly windows: readonly VisibleWindow[];
  readonly elsewhere: readonly ActiveWindow[];
}

let shots = 0;

async function shoot(scene: Scene): Promise<Shot & { readonly rgb: Buffer; readonly width: number }> {
  const file = join(scene.session.folder, `shot-${++shots}`);
  const shot = await scene.sensors.call<Shot>('shot', { file, mayRead: true });
  expect(shot.kind, JSON.stringify(shot)).toBe('screen');
  return { ...shot, rgb: await readFile(`${file}-0`), width: shot.monitors[0]?.width ?? 0 };
}

/** A scene in which a window of this colour is on the screen. */
async function shotWith(scene: Scene, colour: number) {
  return until(async () => {
    const shot = await shoot(scene);
    return boxOf(shot.rgb, shot.width, colour).count > 0 ? shot : null;
  });
}

describe.skipIf(!wine.ok).each([96, 120, 144, 192])(underWine('the screen at %d dots an inch'), (dpi) => {
  const [secret, plain, unaware] = [0xc83214, 0x14c832, 0x1432c8];
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene(dpi);
  });
  afterAll(() => scene?.end());

  it('is covered to the pixel where a rule excludes a window, and nowhere else', async () => {
    await scene.make({ title: 'Ordinary', look: 'bare', colour: plain, x: 600, y: 100, width: 301, height: 203 });
    await scene.make({
      title: 'Not aware',
      look: 'bare',
      colour: unaware,
      x: 21,
      y: 301,
      width: 203,
      height: 101,
      isAware: false,
    });
    await scene.make({ title: 'Secret', look: 'bare', colour: secret, x: 101, y: 67, width: 333, height: 222 });
    await shotWith(scene, plain);
    await shotWith(scene, unaware);
    const { rgb, width, monitors, windows } = await shotWith(scene, secret);
    const boundsOf = (title: string) => windows.find((window) => window.title === title)?.bounds;
    // What the list says is where the pixels are.
    for (const [title, colour] of [
      ['Secret', secret],
      ['Ordinary', plain],
    ] as const) {
      const { bounds, count } = boxOf(rgb, width, colour);
      expect([title, boundsOf(title), count]).toEqual([title, bounds, bounds.width * bounds.height]);
    }
    // One that the system makes larger is within its bounds: Wine leaves out a last row and column at some scales.
    const { bounds: drawn } = boxOf(rgb, width, unaware);
    const { x, y, width: wide, height: high } = boundsOf('Not aware') ?? drawn;
    for (const within of [
      drawn.x - x,
      drawn.y - y,
      x + wide - drawn.x - drawn.width,
      y + high - drawn.y - drawn.height,
    ])
      expect([0, 1]).toContain(within);
    expect(drawn.width).toBeGreaterThanOrEqual(Math.floor((203 * dpi) / 96) - 1);
    expect(boundsOf('Secret')).toEqual({ x: 101, y: 67, width: 333, height: 222 });
    const [monitor] = monitors;
    if (monitor === undefined) throw new Error('no monitor');
    const frame = { monitor, width, height: monitor.height, rgb };
    const before = Buffer.from(rgb);
    const rules = unwrap(parseRules([{ title: 'Secret', effect: 'exclude' }]));
    const masked = applyMasks({ frames: [frame] }, masksOf({ windows, elsewhere: [] }, rules));
    const after = masked.frames[0]?.rgb ?? Buffer.alloc(0);
    expect(boxOf(after, width, secret).count).toBe(0);
    const cover = (maskColour.r << 16) | (maskColour.g << 8) | maskColour.b;
    expect(boxOf(after, width, cover)).toEqual({ bounds: boundsOf('Secret'), count: 333 * 222 });
    let others = 0;
    for (let at = 0; at < after.length; at += 3) {
      const [x, y] = [(at / 3) % width, Math.floor(at / 3 / width)];
      if (x >= 101 && x < 434 && y >= 67 && y < 289) continue;
      if (after[at] !== before[at] || after[at + 1] !== before[at + 1] || after[at + 2] !== before[at + 2]) others += 1;
    }
    expect(others).toBe(0);
  });

  it('has every pixel as the X server has it', async () => {
    const { rgb, width, monitors } = await shoot(scene);
    const seen = Buffer.from(await scene.desktop.run('import', '-window', 'root', '-depth', '8', 'rgb:-'), 'latin1');
    expect([width, monitors[0]?.height]).toEqual([1280, 800]);
    expect(Buffer.compare(rgb, seen)).toBe(0);
  });

  // At one scale: starting Wine takes longer than all of these.
  if (dpi === 96)
    describe('the list of windows', () => {
      const onScreen = async () => (await shoot(scene)).windows;

      it('has them in their order, bottom first, and a dialog with whom it belongs to', async () => {
        const below = await scene.make({ title: 'Below', look: 'bare', x: 100, y: 100 });
        await scene.make({ title: 'Above', look: 'bare', x: 200, y: 150 });
        await scene.make({ title: 'Save as', look: 'bare', x: 300, y: 200, owner: below });
        const windows = await until(async () => {
          const ours = (await onScreen()).filter(({ title }) => ['Below', 'Above', 'Save as'].includes(title));
          return ours.length === 3 ? ours : null;
        });
        expect(windows.map(({ title }) => title)).toEqual(
          ['Above', 'Below', 'Save as'].sort((a, b) => place(a) - place(b)),
        );
        expect(windows.find(({ title }) => title === 'Save as')).toMatchObject({ belongsTo: [{ title: 'Below' }] });
        expect(windows.find(({ title }) => title === 'Below')?.belongsTo).toBeUndefined();

        function place(title: string): number {
          return windows.findIndex((window) => window.title === title);
        }
      });

      it('has a menu as its owner, and neither what is minimised nor what is hidden', async () => {
        const owner = await scene.make({ title: 'Owner', x: 500, y: 400 });
        const hidden = await scene.make({ title: 'Hidden', look: 'bare', x: 20, y: 20 });
        const minimised = await scene.make({ title: 'Minimised', x: 50, y: 50 });
        await scene.windows.call('show', { window: hidden, how: 0 });
        await scene.windows.call('show', { window: minimised, how: 6 });
        await until(async () => {
          const titles = (await onScreen()).map(({ title }) => title);
          return titles.includes('Owner') && !titles.includes('Hidden') && !titles.includes('Minimised') ? true : null;
        });
        const { elsewhere } = await shoot(scene);
        expect(elsewhere.map(({ title }) => title)).toContain('Minimised');
        await scene.windows.call('front', { window: owner });
        const before = (await onScreen()).filter(({ title }) => title === 'Owner').length;
        await scene.windows.call('menu', { window: owner, x: 700, y: 500 });
        const menu = await until(async () => {
          const owners = (await onScreen()).filter(({ title }) => title === 'Owner');
          return owners.length > before ? owners.at(-1) : null;
        });
        expect(menu).toMatchObject({ appId: 'node', bounds: { x: 700, y: 500 } });
        const rules = unwrap(parseRules([{ title: 'Owner', effect: 'exclude' }]));
        const covered = masksOf({ windows: await onScreen(), elsewhere: [] }, rules).map(({ bounds }) => bounds);
        expect(covered).toContainEqual(menu?.bounds);
        await scene.desktop.xdotool('mousemove', '20', '20', 'click', '1');
      });

      it('has a window that moves where it was and where it is, and is not asked for what may not be read', async () => {
        const moving = await scene.make({ title: 'Moving', look: 'bare', x: 10, y: 600, width: 100, height: 50 });
        const stop = { now: false };
        const moves = (async () => {
          for (let x = 10; !stop.now; x = x === 10 ? 800 : 10)
            await scene.windows.call('move', { window: moving, x, y: 600 });
        })();
        await until(async () => {
          const places = (await onScreen()).filter(({ title }) => title === 'Moving').map(({ bounds }) => bounds.x);
          return places.includes(10) && places.includes(800) ? true : null;
        });
        stop.now = true;
        await moves;
        const refused = await scene.sensors.call('shot', { file: `${scene.session.folder}/none`, mayRead: false });
        expect(refused).toEqual({ kind: 'not-allowed' });
      });
    });
});
