import { canCopyScreen, copyScreen, NoScreenPixels } from '../../capture/wayland/wire/screencopy.ts';
import type { WaylandLink } from '../../capture/wayland/wire/wayland-link.ts';
import type { Pixels } from '../../ports.ts';
import { isLegible } from '../pill.ts';
import type { LayerPlace } from './layer-pill.ts';
import type { SignEye } from './layer-pills.ts';

/** The sign is seen where the pixels of the screen show it. */
export function seenByPixels(link: WaylandLink): SignEye {
  return {
    canSee: () => canCopyScreen(link),
    async areSeen(places) {
      for (const where of places) if (!(await isSeen(link, where))) return false;
      return true;
    },
  };
}

/** Whether the screen shows there what it should; false where that cannot be told. */
async function isSeen(link: WaylandLink, { output, place, drawn }: LayerPlace): Promise<boolean> {
  try {
    const seen = await copyScreen(link, output, place);
    for (const each of versionsOf(drawn, seen)) if (isLegible(seen.rgb, each)) return true;
    return false;
  } catch (error) {
    if (error instanceof NoScreenPixels) return false;
    throw error;
  }
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
