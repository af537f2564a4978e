import sharp from 'sharp';
import { ssim } from 'ssim.js';
import { describe, expect, test } from 'vitest';
import type { Frame, WebpEncoder } from '../../../agent/ports.ts';
import { thumbnailOf } from '../../../agent/screenshot/contact-sheet.ts';
import { jsquashEncoder } from '../../../agent/screenshot/encode-jsquash.ts';
import { sharpEncoder } from '../../../agent/screenshot/encode-sharp.ts';
import { chooseEncoder } from '../../../agent/screenshot/encoder.ts';
import { startDesktop } from '../../desktop.ts';
import { fakeEncoder } from '../../fixtures/day/encoders.ts';
import { onlyOn } from '../../fixtures/systems.ts';
import { platformOn } from '../capture/linux-x11/windows/observer.ts';

const encoders = [
  ['sharp', sharpEncoder],
  ['jsquash', jsquashEncoder],
] as const;

async function decoded(
  webp: Uint8Array,
): Promise<{ data: Uint8ClampedArray; width: number; height: number; format: string }> {
  const { format } = await sharp(webp).metadata();
  const { data, info } = await sharp(webp).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height, format };
}

function withAlpha({ rgb, width, height }: Pick<Frame, 'rgb' | 'width' | 'height'>) {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) data.set(rgb.subarray(at * 3, at * 3 + 3), at * 4);
  return { data, width, height };
}

describe.each(encoders)('%s', (name, load) => {
  test.each([
    [1, 1],
    [3, 2],
    [321, 17],
  ])('a picture of %i x %i decodes to that size, its colours in order', async (width, height) => {
    const encoder = await load();
    expect(encoder.name).toBe(name);
    const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) => [220, 120, 20][at % 3] ?? 0);
    const image = await decoded(await encoder.encode({ rgb, width, height }));
    expect([image.format, image.width, image.height]).toEqual(['webp', width, height]);
    for (const [channel, value] of [220, 120, 20].entries())
      expect(Math.abs((image.data[channel] ?? 0) - value)).toBeLessThan(8);
  });

  test('takes a part of a larger memory', async () => {
    const encoder = await load();
    const memory = new Uint8Array(1_000).fill(255);
    memory.fill(0, 100, 100 + 8 * 8 * 3);
    const webp = await encoder.encode({ rgb: memory.subarray(100, 100 + 8 * 8 * 3), width: 8, height: 8 });
    expect(Math.max(...(await decoded(webp)).data.filter((_, at) => at % 4 !== 3))).toBeLessThan(8);
  });

  test('throws when the pixels do not fit the size', async () => {
    const encoder = await load();
    await expect(encoder.encode({ rgb: new Uint8Array(10), width: 100, height: 100 })).rejects.toThrow();
  });
});

describe.skipIf(onlyOn('linux'))('a shot of a real desktop (Linux)', { timeout: 60_000 }, () => {
  test('looks as before in every encoder, and so small as a thumbnail', async () => {
    const desktop = await startDesktop({ width: 1024, height: 768 });
    const platform = await platformOn(desktop);
    const text = ['sh', '-c', 'seq 1 700 | paste -sd " "; ls -l /usr/bin | head -30; exec cat'];
    await desktop.openTerminal({ title: 'text', geometry: '120x50+5+5', command: text });
    const reading = await platform.screen.capture();
    if (reading.kind !== 'screen') throw new Error(JSON.stringify(reading));
    const [frame] = reading.screen.frames;
    if (!frame) throw new Error('no frame');
    for (const [, load] of encoders) {
      const encoder = await load();
      const image = await decoded(await encoder.encode(frame));
      expect(ssim(withAlpha(frame), image, { downsample: false }).mssim).toBeGreaterThanOrEqual(0.98);
      const small = await decoded(await encoder.encode(thumbnailOf(frame)));
      expect([small.format, small.width, small.height]).toEqual(['webp', 200, 150]);
    }
    await platform.close();
    await desktop.close();
  });
});

describe('the encoder', () => {
  const named = (name: string) => async (): Promise<WebpEncoder> => ({ ...fakeEncoder, name });
  const missing = () => Promise.reject(new Error('cannot be loaded'));

  test.each([
    ['sharp on Windows', 'win32', true, named('sharp'), named('jsquash'), 'sharp'],
    ['sharp on macOS', 'darwin', true, named('sharp'), named('jsquash'), 'sharp'],
    ['sharp on Linux without Electron', 'linux', false, named('sharp'), named('jsquash'), 'sharp'],
    ['jsquash on Linux in Electron', 'linux', true, named('sharp'), named('jsquash'), 'jsquash'],
    ['jsquash where sharp is missing', 'win32', false, missing, named('jsquash'), 'jsquash'],
  ] as const)('is %s', async (_, platform, isElectron, sharpLoader, jsquashLoader, expected) => {
    const encoder = await chooseEncoder({ platform, isElectron }, { sharp: sharpLoader, jsquash: jsquashLoader });
    expect(encoder.name).toBe(expected);
  });

  test('is never sharp on Linux in Electron', async () => {
    const loaders = { sharp: named('sharp'), jsquash: missing };
    await expect(chooseEncoder({ platform: 'linux', isElectron: true }, loaders)).rejects.toThrow('cannot be loaded');
  });
});
