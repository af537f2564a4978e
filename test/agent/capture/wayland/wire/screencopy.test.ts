import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readOutputs } from '../../../../../agent/capture/wayland/wire/outputs.ts';
import { turned } from '../../../../../agent/capture/wayland/wire/pixel-layout.ts';
import { copyScreen } from '../../../../../agent/capture/wayland/wire/screencopy.ts';
import { WaylandLink } from '../../../../../agent/capture/wayland/wire/wayland-link.ts';
import { until } from '../../../../desktop.ts';
import { type SwayDesktop, startSway } from '../../../../sway-desktop.ts';

describe('a picture of an output that is turned', () => {
  const picture = fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
        .map((rgb) => ({ width, height, rgb })),
    );
  /** What undoes a turn: a quarter turn the other way; a mirrored one undoes itself. */
  const inverse = [0, 3, 2, 1, 4, 5, 6, 7];

  it('is as before when it is turned back', () => {
    fc.assert(
      fc.property(picture, fc.nat(7), (before, transform) => {
        expect(turned(turned(before, transform, false), inverse[transform] ?? 0, false)).toEqual(before);
      }),
    );
  });
});

describe.skipIf(process.platform !== 'linux')('the screen of sway (Linux)', () => {
  let desktop: SwayDesktop;
  let link: WaylandLink;

  beforeAll(async () => {
    desktop = await startSway();
    await desktop.openTerminal('figures', 'sh', '-c', 'seq 1 400; cat');
    link = await WaylandLink.open(join(desktop.home, desktop.env.WAYLAND_DISPLAY ?? ''));
  }, 120_000);

  afterAll(async () => {
    link?.close();
    await desktop?.close();
  });

  test.each(['normal', '90', '180', '270', 'flipped', 'flipped-90', 'flipped-180', 'flipped-270'])(
    'is what grim sees of it, turned %s',
    async (transform) => {
      await desktop.tell('output', 'HEADLESS-1', 'transform', transform);
      // Programs draw anew after that: both see the same once they have.
      await until(async () => {
        const [output] = await readOutputs(link);
        if (output === undefined) return null;
        const seen = await copyScreen(link, output);
        const { width, height, rgb } = await byGrim(desktop);
        return width === seen.width && height === seen.height && Buffer.compare(rgb, seen.rgb) === 0 ? true : null;
      }, 30_000);
    },
    60_000,
  );

  it('is read in part too, in pixels of the output', async () => {
    await desktop.tell('output', 'HEADLESS-1', 'transform', 'normal', 'scale', '2');
    await until(async () => {
      const [output] = await readOutputs(link);
      if (output === undefined || output.scale !== 2) return null;
      const part = { x: output.place.x + 10, y: output.place.y + 20, width: 30, height: 5 };
      const [whole, cut] = [await copyScreen(link, output), await copyScreen(link, output, part)];
      expect([cut.width, cut.height]).toEqual([60, 10]);
      const row = (line: number) => whole.rgb.subarray((line * whole.width + 20) * 3, (line * whole.width + 80) * 3);
      const rows = Array.from({ length: 10 }, (_, line) => Buffer.from(row(40 + line)));
      return Buffer.concat(rows).equals(cut.rgb) ? true : null;
    }, 30_000);
  }, 60_000);
});

async function byGrim(desktop: SwayDesktop) {
  const ppm = await desktop.run('grim', '-t', 'ppm', '-o', 'HEADLESS-1', '-');
  const [head = '', width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(ppm.toString('latin1', 0, 32)) ?? [];
  return { width: Number(width), height: Number(height), rgb: ppm.subarray(head.length) };
}
