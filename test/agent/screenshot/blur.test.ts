import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Frame, VisibleWindow } from '../../../agent/ports.ts';
import { blurred, pixelated } from '../../../agent/screenshot/blur.ts';
import { type Mask, maskColour } from '../../../agent/screenshot/window-mask.ts';

const monitor = { name: 'one', x: 0, y: 0, width: 640, height: 480, primary: true };
const nobody: readonly Mask[] = [];
/** One of the eight steps that a channel has. */
const step = Math.ceil(255 / 7);

function frameOf(rgb: Uint8Array, width = 640, height = 480): Frame {
  return { monitor: { ...monitor, width, height }, width, height, rgb };
}

/** Lines of text as a terminal shows them, rendered by the system's fonts. */
async function textFrame(lines: readonly string[]): Promise<Frame> {
  const tspans = lines.map((line, at) => `<text x="8" y="${24 + at * 18}">${line}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" font-family="monospace" font-size="14"><rect width="640" height="480" fill="#fff"/>${tspans}</svg>`;
  const rgb = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  return frameOf(new Uint8Array(rgb));
}

function coloursOf(rgb: Uint8Array): Set<number> {
  const colours = new Set<number>();
  for (let at = 0; at < rgb.length; at += 3)
    colours.add(((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0));
  return colours;
}

const windowAt = (appId: string, x: number, y: number, width = 100, height = 80): VisibleWindow => ({
  appId,
  appName: appId,
  title: 'secret title',
  url: null,
  pid: null,
  bounds: { x, y, width, height },
});

describe('a pixelated picture', () => {
  it('of other words is the same, but for at most one step of a few blocks', async () => {
    const words = ['The password is hunter2', 'Account 4711 owes 900.00', 'Dear Doctor, about my results'];
    const others = ['The password is zebra77', 'Account 9023 owes 455.13', 'Dear Editor, about my article'];
    const [one, other] = [await textFrame(words), await textFrame(others)];
    expect(Buffer.from(one.rgb).equals(Buffer.from(other.rgb))).toBe(false);
    const [a, b] = [pixelated(one), pixelated(other)];
    let most = 0;
    for (let at = 0; at < a.length; at++) most = Math.max(most, Math.abs((a[at] ?? 0) - (b[at] ?? 0)));
    expect(most).toBeLessThanOrEqual(step);
  });

  it.each([
    [640, 480],
    [1920, 1080],
    [1366, 768],
    [30, 20],
    [25, 1000],
  ])(
    'of %i x %i has one colour a block of 24 pixels or more, and so few colours that none of the original survives',
    (width, height) => {
      // Every pixel another colour, so that one that came through would show.
      const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7919 + (at >> 8) * 31) % 256);
      const frame = frameOf(rgb, width, height);
      const blurry = pixelated(frame);
      const steps = [0, 36, 73, 109, 146, 182, 219, 255];
      expect([...new Set(blurry)].filter((value) => !steps.includes(value))).toEqual([]);
      const block = Math.max(24, Math.ceil(height / 30));
      // Runs of one colour along the first line are blocks, or several of them.
      let run = 1;
      const runs: number[] = [];
      for (let x = 1; x <= width; x++) {
        const same = x < width && [0, 1, 2].every((c) => blurry[x * 3 + c] === blurry[(x - 1) * 3 + c]);
        if (same) run++;
        else {
          runs.push(run);
          run = 1;
        }
      }
      expect(Math.min(...runs)).toBeGreaterThanOrEqual(Math.min(block, width));
    },
  );

  it('takes only means: pixels that change places within a block change nothing', () => {
    const rgb = Uint8Array.from({ length: 48 * 48 * 3 }, (_, at) => (at * 53) % 256);
    const turned = Uint8Array.from(rgb);
    // The upper left block, mirrored.
    for (let y = 0; y < 24; y++)
      for (let x = 0; x < 24; x++)
        for (let c = 0; c < 3; c++) turned[(y * 48 + x) * 3 + c] = rgb[((23 - y) * 48 + (23 - x)) * 3 + c] ?? 0;
    expect(turned).not.toEqual(rgb);
    expect(pixelated(frameOf(turned, 48, 48))).toEqual(pixelated(frameOf(rgb, 48, 48)));
  });
});

describe('a solid picture', () => {
  const windows = [windowAt('editor', 20, 20), windowAt('browser', 80, 60), windowAt('keepassxc', 300, 300)];

  const masksFor = (appId: string): Mask[] =>
    windows.filter((window) => window.appId === appId).map((window) => ({ bounds: window.bounds, of: window }));

  it('takes nothing from the pixels: two screens with the same windows give the same picture', async () => {
    const [one, other] = [await textFrame(['one']), await textFrame(['something else'])];
    const [a, b] = [one, other].map((frame) => blurred(frame, 'solid', windows, nobody).rgb);
    expect(a).toEqual(b);
    expect(coloursOf(a ?? new Uint8Array()).size).toBe(4);
  });

  it('shows a program in its colour wherever it is, the upper window above, and an excluded one as a cover', async () => {
    const frame = await textFrame(['one']);
    const { rgb } = blurred(frame, 'solid', windows, masksFor('keepassxc'));
    const pixel = (x: number, y: number) => [...rgb.subarray((y * 640 + x) * 3, (y * 640 + x) * 3 + 3)];
    expect(pixel(110, 90)).toEqual(pixel(170, 130));
    expect(pixel(110, 90)).not.toEqual(pixel(30, 30));
    expect(pixel(350, 350)).toEqual([maskColour.r, maskColour.g, maskColour.b]);
    const moved = blurred(frame, 'solid', [windowAt('editor', 400, 200)], nobody).rgb;
    expect([...moved.subarray((210 * 640 + 410) * 3, (210 * 640 + 410) * 3 + 3)]).toEqual(pixel(30, 30));
  });
});

it('a sharp picture stays as it is', () => {
  const frame = frameOf(new Uint8Array(640 * 480 * 3).fill(9));
  expect(blurred(frame, 'sharp', [], nobody)).toBe(frame);
});
