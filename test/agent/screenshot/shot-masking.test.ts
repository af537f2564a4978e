import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebpEncoder } from '../../../agent/ports.ts';
import { jsquashEncoder } from '../../../agent/screenshot/encode-jsquash.ts';
import { sharpEncoder } from '../../../agent/screenshot/encode-sharp.ts';
import { maskShot } from '../../../agent/screenshot/shot-masking.ts';
import { maskColour } from '../../../agent/screenshot/window-mask.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import { unwrap } from '../../../core/result.ts';
import { keeperOf } from '../../fixtures/agent/keepers.ts';
import { openVault, shotId } from '../../fixtures/agent/vaults.ts';
import { newFolder } from '../../fixtures/folders.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const [width, height] = [160, 96];
const id = shotId(1);
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

/** Pale everywhere, and pure red in the part that is to be covered. */
const secret: Rectangle = { x: 32, y: 32, width: 48, height: 32 };
function picture(): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rgb.set(isIn(x, y, secret) ? [255, 0, 0] : [200, 180 + (x % 20), 160], (y * width + x) * 3);
  return rgb;
}
function isIn(x: number, y: number, part: Rectangle): boolean {
  return x >= part.x && y >= part.y && x < part.x + part.width && y < part.y + part.height;
}

async function newScene(encoder: WebpEncoder, folder = newFolder()) {
  const vault = openVault(folder);
  const keeper = await keeperOf(vault);
  const webp = await encoder.encode({ rgb: picture(), width, height });
  unwrap(await keeper.keepShot({ at: noon, id, monitor: 'one', width, height, sameAs: null, covered: 0, webp }));
  const cover = (parts: readonly Rectangle[], which = id) =>
    maskShot({ vault, keeper, encoder: async () => encoder }, which, parts);
  const row = () => {
    const found = vault.shot(id);
    if (found === null || found.day === null) throw new Error('no picture');
    return { ...found, day: found.day };
  };
  const decoded = async () => {
    const { day, ...rest } = row();
    const sealed = await keeper.picture(day, () => vault.read({ day, ...rest }));
    return encoder.decode(unwrap(sealed));
  };
  return { folder, vault, keeper, cover, row, decoded };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

describe.each([
  ['sharp', sharpEncoder],
  ['jsquash', jsquashEncoder],
])('a part of a picture covered with %s', (_, load) => {
  it('is gone from the picture, its old file from the folder, and the rest is as it was', async () => {
    const { folder, vault, cover, row, decoded } = await newScene(await load());
    const original = Buffer.from(await vault.read(row()));
    const before = await decoded();
    expect(codeOf(await cover([secret]))).toBe('ok');
    const after = await decoded();
    expect([after.width, after.height]).toEqual([width, height]);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 3;
        const [r = 0, g = 0, b = 0] = after.rgb.subarray(at, at + 3);
        // Codecs smear colours over an edge by a few pixels: there the cover's colour, never red.
        const nearEdge =
          !isIn(x, y, { x: 40, y: 40, width: 32, height: 16 }) && isIn(x, y, { x: 24, y: 24, width: 64, height: 48 });
        if (nearEdge) continue;
        const [wantR, wantG, wantB] = isIn(x, y, secret)
          ? [maskColour.r, maskColour.g, maskColour.b]
          : before.rgb.subarray(at, at + 3);
        for (const [is, want] of [
          [r, wantR],
          [g, wantG],
          [b, wantB],
        ] as const)
          expect(Math.abs(is - (want ?? 0))).toBeLessThan(24);
      }
    for (const file of filesIn(folder)) expect(readFileSync(file).includes(original.subarray(-200))).toBe(false);
    expect(row().bytes).toBe((await vault.read(row())).length);
  });

  it('can be followed by another part, and by the first one again', async () => {
    const { folder, cover, decoded, row } = await newScene(await load());
    for (const part of [secret, { x: 0, y: 0, width: 16, height: 16 }, secret])
      expect(codeOf(await cover([part]))).toBe('ok');
    const { rgb } = await decoded();
    expect(Math.abs((rgb[0] ?? 0) - maskColour.r)).toBeLessThan(24);
    expect(filesIn(join(folder, 'objects')).filter((file) => file.includes(id))).toEqual([join(folder, row().file)]);
  });
});

describe('covering', () => {
  it.each<[string, Rectangle[], string]>([
    ['a part that reaches over the edge', [{ x: 150, y: 90, width: 1_000, height: 1_000 }], 'ok'],
    ['all of it', [{ x: 0, y: 0, width: 32_767, height: 32_767 }], 'ok'],
    ['a part beside it and one within', [{ x: 500, y: 0, width: 9, height: 9 }, secret], 'ok'],
    ['a part beside it', [{ x: 160, y: 0, width: 9, height: 9 }], 'cover-outside'],
    ['a part below it', [{ x: 0, y: 96, width: 9, height: 9 }], 'cover-outside'],
  ])('%s: %s', async (_, parts, code) => {
    const { cover, vault, row } = await newScene(await sharpEncoder());
    const before = await vault.read(row());
    expect(codeOf(await cover(parts))).toBe(code);
    expect(Buffer.from(await vault.read(row())).equals(before)).toBe(code !== 'ok');
  });

  it('a picture that is not there, or has left, is a problem', async () => {
    const { cover, keeper, vault, row } = await newScene(await sharpEncoder());
    expect(codeOf(await cover([secret], shotId(2)))).toBe('shot-missing');
    unwrap(await keeper.advance(noon + 3_600_000, 0, true));
    expect(row().linked).toBe(1);
    const before = await vault.read(row());
    expect(codeOf(await cover([secret]))).toBe('shot-left');
    expect(await vault.read(row())).toEqual(before);
  });

  it('a picture that is deleted meanwhile stays deleted', async () => {
    const encoder = await sharpEncoder();
    const scene = await newScene(encoder);
    const held: WebpEncoder = {
      ...encoder,
      encode: async (frame) => {
        await scene.vault.removeShot(id);
        return encoder.encode(frame);
      },
    };
    const { vault, keeper, folder } = scene;
    expect(codeOf(await maskShot({ vault, keeper, encoder: async () => held }, id, [secret]))).toBe('shot-left');
    expect(vault.shot(id)).toBeNull();
    expect(filesIn(join(folder, 'objects')).filter((file) => file.includes(id))).toEqual([]);
  });

  it('a picture that cannot be decoded is left as it is', async () => {
    const encoder = await sharpEncoder();
    const { vault, keeper, row } = await newScene(encoder);
    const before = await vault.read(row());
    const broken = { ...encoder, decode: () => Promise.reject(new Error('broken')) };
    expect(codeOf(await maskShot({ vault, keeper, encoder: async () => broken }, id, [secret]))).toBe(
      'picture-unreadable',
    );
    expect(await vault.read(row())).toEqual(before);
  });

  it('the new picture is what the chain vouches for', async () => {
    const { cover, keeper, row, vault } = await newScene(await sharpEncoder());
    unwrap(await cover([secret]));
    unwrap(await keeper.advance(noon + 3_600_000, 0, true));
    expect(row()).toMatchObject({ linked: 1, state: 'ready', bytes: (await vault.read(row())).length });
  });

  it('after a crash in between, the start removes whichever file has no row', async () => {
    const encoder = await sharpEncoder();
    const { folder, vault, row } = await newScene(encoder);
    const before = await vault.read(row());
    // Written, and not yet named by the row.
    writeFileSync(join(folder, `${row().file}.again`), 'new');
    mkdirSync(join(folder, 'objects', 'other'), { recursive: true });
    vault.close();
    const again = openVault(folder);
    const found = again.shot(id);
    expect(found === null ? null : await again.read(found)).toEqual(before);
    expect(filesIn(join(folder, 'objects')).filter((file) => file.endsWith('.again'))).toEqual([]);
  });
});
