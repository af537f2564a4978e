import { inflateRawSync } from 'node:zlib';
import type { Pixels } from '../ports.ts';
import { type GlyphSet, glyphCoverage, glyphSets } from './glyphs.ts';

/** The colours of the dark face, which stand out from light and dark desktops alike. */
const ground = [0x1b, 0x1c, 0x1e] as const;
const edge = [0x2d, 0xd4, 0xbf] as const;
const ink = [0xec, 0xeb, 0xe7] as const;

type Colour = readonly [red: number, green: number, blue: number];

/** Pixels of the sign for a usual screen; twice as many with `scale` 2. */
const height = 24;
const padding = 10;
const dotRadius = 4;
/** From the middle of the dot to the text. */
const dotGap = 10;

/** The sign as a picture: a dot and one line of text, `text` in the characters of `glyphs.ts`. */
export function drawPill(text: string, scale: 1 | 2): Pixels {
  const set = setOf(scale);
  const glyphs = [...text].flatMap((character) => set.glyphs.get(character) ?? []);
  const textWidth = glyphs.reduce((sum, { advance }) => sum + advance, 0);
  const left = (padding + dotGap + dotRadius) * scale;
  const width = left + textWidth + padding * scale;
  const rows = height * scale;
  const canvas = new Canvas(width, rows);
  canvas.fill();
  canvas.dot((padding + dotRadius / 2) * scale, rows / 2, dotRadius * scale);
  const top = Math.round((rows - set.height) / 2);
  let pen = left;
  for (const glyph of glyphs) {
    canvas.glyph(glyph, pen - glyphMargin, top, set.height);
    pen += glyph.advance;
  }
  return { rgb: canvas.rgb, width, height: rows };
}

/** Columns of a glyph that lie left of the pen. */
const glyphMargin = 2;

interface Glyph {
  readonly advance: number;
  readonly width: number;
  readonly coverage: Uint8Array;
}

class Canvas {
  readonly rgb: Uint8Array;
  readonly #width: number;
  readonly #height: number;

  constructor(width: number, rows: number) {
    this.#width = width;
    this.#height = rows;
    this.rgb = new Uint8Array(width * rows * 3);
  }

  fill(): void {
    for (let y = 0; y < this.#height; y++)
      for (let x = 0; x < this.#width; x++) {
        const isEdge = x === 0 || y === 0 || x === this.#width - 1 || y === this.#height - 1;
        this.rgb.set(isEdge ? edge : ground, (y * this.#width + x) * 3);
      }
  }

  dot(centreX: number, centreY: number, radius: number): void {
    for (let y = 0; y < this.#height; y++)
      for (let x = 0; x < this.#width; x++) {
        const beyond = Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY) - radius;
        this.#blend(x, y, edge, Math.min(1, Math.max(0, 0.5 - beyond)));
      }
  }

  glyph({ width, coverage }: Glyph, left: number, top: number, rows: number): void {
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < width; x++) this.#blend(left + x, top + y, ink, (coverage[y * width + x] ?? 0) / 255);
  }

  #blend(x: number, y: number, colour: Colour, share: number): void {
    if (share === 0 || x < 0 || y < 0 || x >= this.#width || y >= this.#height) return;
    const at = (y * this.#width + x) * 3;
    for (const [channel, value] of colour.entries()) {
      const below = this.rgb[at + channel] ?? 0;
      this.rgb[at + channel] = Math.round(below + (value - below) * share);
    }
  }
}

interface UnpackedSet {
  readonly height: number;
  readonly glyphs: ReadonlyMap<string, Glyph>;
}

let unpacked: readonly UnpackedSet[] | null = null;

function setOf(scale: 1 | 2): UnpackedSet {
  unpacked ??= unpack();
  const set = unpacked[scale - 1];
  if (set === undefined) throw new Error(`no glyphs for scale ${scale}`);
  return set;
}

function unpack(): UnpackedSet[] {
  const coverage = inflateRawSync(Buffer.from(glyphCoverage, 'base64'));
  let at = 0;
  return glyphSets.map(({ height: rows, glyphs }: GlyphSet) => ({
    height: rows,
    glyphs: new Map(
      Object.entries(glyphs).map(([character, [advance, width]]) => {
        const from = at;
        at += width * rows;
        return [character, { advance, width, coverage: coverage.subarray(from, at) }];
      }),
    ),
  }));
}

/** Of the drawn letters, and of the ground between them, as much has to be on the screen. */
const leastShare = 0.75;
/** How much of their contrast letters must keep: compositors dim and blend. */
const leastContrast = 0.5;

/**
 * Whether `seen`, what the screen shows in the place of the sign, is the sign as it was drawn: what
 * covers, moves, shapes, dims or paints over it ends up there, whatever did it. Both are R, G, B in
 * rows, of the same size.
 */
export function isLegible(seen: Uint8Array, drawn: Uint8Array): boolean {
  if (seen.length !== drawn.length || drawn.length === 0) return false;
  // Mostly nothing lies over it: pixels that are as they were drawn are judged once.
  if (Buffer.compare(seen, drawn) !== 0) return isAsLegible(seen, drawn);
  const known = legibleAsDrawn.get(drawn) ?? isAsLegible(drawn, drawn);
  legibleAsDrawn.set(drawn, known);
  return known;
}

const legibleAsDrawn = new WeakMap<Uint8Array, boolean>();

function isAsLegible(seen: Uint8Array, drawn: Uint8Array): boolean {
  const light: number[] = [];
  const dark: number[] = [];
  for (let at = 0; at < drawn.length; at += 3) {
    const was = brightness(drawn, at);
    if (was > 160) light.push(brightness(seen, at));
    else if (was < 60) dark.push(brightness(seen, at));
  }
  const middle = (median(light) + median(dark)) / 2;
  const contrast = (median(light) - median(dark)) / (drawnLight - drawnDark);
  const legible = (values: number[], isSo: (value: number) => boolean) =>
    values.filter(isSo).length >= values.length * leastShare;
  return (
    contrast >= leastContrast && legible(light, (value) => value > middle) && legible(dark, (value) => value < middle)
  );
}

function brightness(rgb: Uint8Array, at: number): number {
  return 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
}

const drawnLight = brightness(Uint8Array.from(ink), 0);
const drawnDark = brightness(Uint8Array.from(ground), 0);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
