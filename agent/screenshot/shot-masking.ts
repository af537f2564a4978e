import type { ShotId } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import type { Rectangle } from '../../core/rectangle.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Pixels, WebpEncoder } from '../ports.ts';
import { alreadyLinked } from '../vault/hold.ts';
import type { Vault } from '../vault/vault.ts';
import { fillPart, maskColour } from './window-mask.ts';

export interface ShotMaskingOptions {
  readonly vault: Pick<Vault, 'shot'>;
  readonly keeper: Pick<DayKeeper, 'editPicture'>;
  readonly encoder: () => Promise<WebpEncoder>;
}

/**
 * Fills parts of a picture that is on hold with the colour of covers, and puts the new picture in
 * the place of the old one, whose bytes are gone then. Parts are in the picture's pixels and cut at
 * its edges. The rest of the picture is encoded a second time. Problems: `shot-missing`,
 * `shot-left`, `cover-outside`, `picture-unreadable`, those of vault and disk.
 */
export async function maskShot(
  { vault, keeper, encoder }: ShotMaskingOptions,
  id: ShotId,
  parts: readonly Rectangle[],
): Promise<Result<null>> {
  const row = vault.shot(id);
  if (row === null || row.day === null) return fail(missing);
  if (row.linked !== 0) return fail(alreadyLinked);
  return keeper.editPicture(row.day, row, async (webp) => {
    const codec = await encoder();
    const picture = await codec.decode(webp).catch(() => null);
    if (picture === null) return fail(unreadable);
    const within = parts.flatMap((part) => inside(part, picture));
    if (within.length === 0) return fail(outside);
    const rgb = Uint8Array.from(picture.rgb);
    for (const part of within) fillPart(rgb, picture.width, part, maskColour);
    return ok(await codec.encode({ ...picture, rgb }));
  });
}

function inside({ x, y, width, height }: Rectangle, picture: Pixels): Rectangle[] {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = Math.min(picture.width, Math.ceil(x + width));
  const bottom = Math.min(picture.height, Math.ceil(y + height));
  return left < right && top < bottom ? [{ x: left, y: top, width: right - left, height: bottom - top }] : [];
}

const missing = problem('shot-missing');
const outside = problem('cover-outside');
const unreadable = problem('picture-unreadable');
