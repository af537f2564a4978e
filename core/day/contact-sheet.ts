import type { ShotId } from '../ids.ts';
import type { Rectangle, Size } from '../rectangle.ts';

/**
 * A sheet holds the thumbnails of up to 24 pictures of one hour in one WebP: tiles of the same
 * size, row by row, in the order in which the link that vouches for it names them. Each thumbnail
 * keeps its proportions and lies in the middle of its tile.
 */
export const tileSize = { width: 240, height: 150 } as const;
export const contactSheetColumns = 6;
export const mostTiles = 24;

/** Width and height of a sheet of so many tiles. */
export function contactSheetSize(tiles: number): Size {
  return {
    width: Math.min(tiles, contactSheetColumns) * tileSize.width,
    height: Math.ceil(tiles / contactSheetColumns) * tileSize.height,
  };
}

/** Where tile `index` lies in its sheet. */
export function tileBox(index: number): Rectangle {
  return {
    x: (index % contactSheetColumns) * tileSize.width,
    y: Math.floor(index / contactSheetColumns) * tileSize.height,
    ...tileSize,
  };
}

/** Where a picture lies within tile `index`: as large as fits, whole pixels, centred. */
export function thumbnailBox(index: number, picture: Size): Rectangle {
  const cell = tileBox(index);
  const scale = Math.min(1, cell.width / picture.width, cell.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return {
    x: cell.x + Math.floor((cell.width - width) / 2),
    y: cell.y + Math.floor((cell.height - height) / 2),
    width,
    height,
  };
}

/** The sheet that has a thumbnail of `id`, and its place there; null: none has. */
export function tileOf<S extends { readonly cells: readonly ShotId[] }>(
  sheets: readonly S[],
  id: ShotId,
): { readonly sheet: S; readonly index: number } | null {
  for (const sheet of sheets) {
    const index = sheet.cells.indexOf(id);
    if (index >= 0) return { sheet, index };
  }
  return null;
}
