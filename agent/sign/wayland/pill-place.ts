import type { Rectangle } from '../../../core/rectangle.ts';
import type { Pixels } from '../../ports.ts';
import { drawPill, isLegible } from '../pill.ts';
import { cornerOf, fitted } from '../places.ts';

/** Where a sign stands, in the space of the desktop, and what it shows. */
export interface PillPlace {
  readonly place: Rectangle;
  readonly drawn: Pixels;
  /** Pixels of `drawn` for each unit of `place`. */
  readonly scale: number;
}

/** An output with so many rows has small pixels. */
const fineRows = 2_000;

/** In the lower right corner of what bars leave, drawn twice as fine where the output is. */
export function pillPlace(
  text: string,
  { place, scale: wanted }: { readonly place: Rectangle; readonly scale: number },
  area: Rectangle | null,
): PillPlace {
  const scale = wanted > 1 ? 2 : 1;
  const isFine = scale === 2 || place.height >= fineRows;
  const room = { ...place, width: place.width * scale };
  const drawn = even(fitted(drawPill(text, isFine ? 2 : 1), room), scale);
  const { right, bottom } = cornerOf(place, area);
  const width = drawn.width / scale;
  const height = drawn.height / scale;
  return { drawn, scale, place: { x: right - width, y: bottom - height, width, height } };
}

/** With a column more where a unit has two pixels and one is left over. */
function even(drawn: Pixels, scale: number): Pixels {
  if (drawn.width % scale === 0) return drawn;
  const width = drawn.width + 1;
  const rgb = new Uint8Array(width * drawn.height * 3);
  for (let row = 0; row < drawn.height; row++) {
    const from = drawn.rgb.subarray(row * drawn.width * 3, (row + 1) * drawn.width * 3);
    rgb.set(from, row * width * 3);
    rgb.set(from.subarray(-3), (row * width + drawn.width) * 3);
  }
  return { rgb, width, height: drawn.height };
}

/** Whether `seen`, the pixels in the place of the sign, show it as it was drawn, in whatever size. */
export function isSeenAs(seen: Pixels, drawn: Pixels): boolean {
  for (const each of versionsOf(drawn, seen)) if (isLegible(seen.rgb, each)) return true;
  return false;
}

/** How far a compositor may move a picture whose pixels are no whole multiple of the output's, in those. */
const shifts = [0, -0.5, 0.5, -1, 1];

/** The picture as an output may show it in `to`: as it is, or in another size and then a little moved. */
function* versionsOf(drawn: Pixels, to: Pick<Pixels, 'width' | 'height'>): Generator<Uint8Array> {
  if (to.width === drawn.width && to.height === drawn.height) yield drawn.rgb;
  else for (const down of shifts) for (const across of shifts) yield averaged(drawn, to, across, down);
}

/** Each pixel the mean of those that it stands for. */
function averaged(
  { rgb, width, height }: Pixels,
  to: Pick<Pixels, 'width' | 'height'>,
  across: number,
  down: number,
): Uint8Array {
  const out = new Uint8Array(to.width * to.height * 3);
  const columns = Array.from({ length: to.width }, (_, x) => span(x + across, width, to.width));
  for (let y = 0; y < to.height; y++)
    for (const [x, ofX] of columns.entries())
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const [row, ofRow] of span(y + down, height, to.height))
          for (const [column, ofColumn] of ofX)
            sum += (rgb[(row * width + column) * 3 + channel] ?? 0) * ofRow * ofColumn;
        out[(y * to.width + x) * 3 + channel] = Math.round(sum);
      }
  return out;
}

/** Which of `from` pixels in a line the pixel `at` of `to` stands for, each with its share. */
function span(at: number, from: number, to: number): (readonly [number, number])[] {
  const start = (at * from) / to;
  const end = ((at + 1) * from) / to;
  const parts: (readonly [number, number])[] = [];
  for (let each = Math.max(0, Math.floor(start)); each < end && each < from; each++)
    parts.push([each, (Math.min(end, each + 1) - Math.max(start, each)) / (end - start)]);
  return parts;
}
