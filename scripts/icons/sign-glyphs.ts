import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { signCharacters } from '../../agent/sign/sign-text.ts';

/**
 * Draws the letters of the sign once, from DejaVu Sans, into `agent/sign/glyphs.ts`: a program that has to be seen on any desktop cannot
 * count on fonts there. Run it after the words of the sign have changed; needs the Debian package fonts-dejavu-core.
 */
const family = 'DejaVu Sans';
/** For usual screens, and for those with twice as many pixels. */
const sizes = [13, 26];

/** Coverage from 0 to 255, one byte a pixel, of `text` whose origin is at (`left`, `baseline`). */
async function draw(text: string, size: number, width: number, height: number, left: number, baseline: number) {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#000"/><text x="${left}" y="${baseline}" xml:space="preserve" font-family="${family}" font-size="${size}" fill="#fff">${escaped}</text></svg>`;
  return sharp(Buffer.from(svg)).extractChannel(0).raw().toBuffer();
}

/** How far the pen moves: measured between two letters, large, since only ink can be seen. */
async function advanceOf(character: string, size: number): Promise<number> {
  const large = 400;
  const width = async (text: string) => {
    const wide = large * 4;
    const pixels = await draw(text, large, wide, large * 2, 40, large);
    let last = 0;
    for (let at = 0; at < pixels.length; at++) if ((pixels[at] ?? 0) > 127) last = Math.max(last, at % wide);
    return last;
  };
  return (((await width(`|${character}|`)) - (await width('||'))) * size) / large;
}

const drawn: { size: number; height: number; glyphs: Record<string, [advance: number, width: number]> }[] = [];
const coverage: Buffer[] = [];
for (const size of sizes) {
  const height = Math.ceil(size * 1.3);
  const baseline = size;
  const glyphs: Record<string, [number, number]> = {};
  for (const character of signCharacters) {
    const advance = Math.round(await advanceOf(character, size));
    const width = advance + 4;
    glyphs[character] = [advance, width];
    coverage.push(await draw(character, size, width, height, 2, baseline));
  }
  drawn.push({ size, height, glyphs });
}
const packed = deflateRawSync(Buffer.concat(coverage), { level: 9 }).toString('base64');
const lines = packed.match(/.{1,110}/g) ?? [];
writeFileSync(
  new URL('../../agent/sign/glyphs.ts', import.meta.url),
  `/** Made by scripts/icons/sign-glyphs.ts from DejaVu Sans (its licence allows embedding); do not edit. */
export interface GlyphSet {
  /** Pixels an em. */
  readonly size: number;
  /** Rows of every glyph. */
  readonly height: number;
  /** By character, in the order of their pixels: how far the pen moves, and columns of the glyph, two of which lie left of the pen. */
  readonly glyphs: Readonly<Record<string, readonly [advance: number, width: number]>>;
}

export const glyphSets: readonly GlyphSet[] = ${JSON.stringify(drawn)};

/** Coverage of all glyphs of all sets, one byte a pixel, one after the other: raw DEFLATE in base64. */
export const glyphCoverage = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
);
