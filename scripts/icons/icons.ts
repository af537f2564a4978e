// Draws the tray marks and the app's icon from their SVG: `node scripts/icons/icons.ts`. What it writes is committed, because
// packaging must not need to draw.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { trayShapes } from '../../electron/tray/tray-messages.ts';
import { type IconImage, icnsOf, icoOf } from './icon-files.ts';

const root = join(import.meta.dirname, '..', '..');
const ink = '#1B1C1E';
const paper = '#ECEBE7';

const scales = [
  { suffix: '', pixels: 16 },
  { suffix: '@1.5x', pixels: 24 },
  { suffix: '@2x', pixels: 32 },
] as const;

async function drawTray(): Promise<void> {
  for (const shape of trayShapes) {
    const svg = await readFile(join(root, 'assets', 'tray', `${shape}.svg`), 'utf8');
    const variants = {
      Template: coloured(svg, '#000000'),
      '-on-light': coloured(svg, ink),
      '-on-dark': coloured(svg, paper),
      '-on-any': edged(svg),
    };
    for (const [name, drawing] of Object.entries(variants))
      for (const { suffix, pixels } of scales)
        await writeFile(join(root, 'assets', 'tray', `${shape}${name}${suffix}.png`), await render(drawing, pixels));
  }
}

/** The app's icon: 1024 px, a folder of sizes for Linux, and the containers that Windows and macOS want. */
async function drawApp(): Promise<void> {
  const svg = await readFile(join(root, 'assets', 'icon.svg'), 'utf8');
  const at = async (pixels: number): Promise<IconImage> => ({ pixels, png: await render(svg, pixels) });
  const [ico, icns] = await Promise.all([
    Promise.all([16, 24, 32, 48, 64, 128, 256].map(at)),
    Promise.all([16, 32, 64, 128, 256, 512, 1024].map(at)),
  ]);
  await writeFile(join(root, 'build', 'icon.png'), await render(svg, 1024));
  await writeFile(join(root, 'assets', 'icon.png'), await render(svg, 256));
  // Linux wants one file a size; from a single one electron-builder would make them with a tool that it fetches.
  await mkdir(join(root, 'build', 'icons'), { recursive: true });
  for (const pixels of [16, 24, 32, 48, 64, 128, 256, 512])
    await writeFile(join(root, 'build', 'icons', `${pixels}x${pixels}.png`), await render(svg, pixels));
  await writeFile(join(root, 'build', 'icon.ico'), icoOf(ico));
  await writeFile(join(root, 'build', 'icon.icns'), icnsOf(icns));
}

function coloured(svg: string, colour: string): string {
  return svg.replaceAll('currentColor', colour);
}

/** A light mark over the same mark drawn wider and dark, for a bar of unknown colour. */
function edged(svg: string): string {
  const body = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'));
  const open = coloured(svg.slice(0, svg.indexOf('>') + 1), paper);
  const edge = coloured(body, ink).replaceAll('stroke="none"', `stroke="${ink}"`);
  return `${open}<g stroke="${ink}" stroke-width="3.2">${edge}</g>${coloured(body, paper)}</svg>`;
}

function render(svg: string, pixels: number): Promise<Buffer> {
  const box = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  return sharp(Buffer.from(svg), { density: (72 * pixels) / box })
    .resize(pixels, pixels)
    .png()
    .toBuffer();
}

await drawTray();
await drawApp();
