import sharp from 'sharp';
import { sheetName, shotName } from '../../bucket/layout.ts';
import { contactSheetSize, mostTiles, thumbnailBox } from '../../core/day/contact-sheet.ts';
import type { ShotId } from '../../core/ids.ts';
import { type MadeObject, madeObject } from './bucket/made-object.ts';
import { seededSeal } from './bucket/seeded-seal.ts';
import type { Cast } from './cast.ts';
import { screen, shotsOf } from './day-records.ts';
import type { OfficePlan } from './plan.ts';

/** Pictures are few and repeated: the four screens below, and a sheet of thumbnails for each hour of them. */
const screens = 4;
const hours = 8;
const anHour = 6;

export interface SheetObject extends MadeObject {
  readonly cells: readonly ShotId[];
}

export interface Pictures {
  /** By variant, one a segment. */
  readonly shots: readonly (readonly MadeObject[])[];
  /** By variant, one an hour. */
  readonly sheets: readonly (readonly SheetObject[])[];
}

/** The sealed pictures of every variant. They are the same on all days and of all people. */
export async function paintPictures({ seeded }: OfficePlan, cast: Cast, count: number): Promise<Pictures> {
  const painted = await Promise.all(Array.from({ length: screens }, (_, index) => paintScreen(index)));
  const encoded = await Promise.all(painted.map((png) => sharp(png).webp({ quality: 80 }).toBuffer()));
  const sealed = encoded.map((webp, index) =>
    madeObject('', seededSeal(seeded, `shot ${index}`, [cast.dayIdentity], webp)),
  );
  // Hours begin with the first or the third screen in turn.
  const sealedSheets = await Promise.all(
    [0, 2].map(async (first) => {
      const webp = await paintSheet(
        Array.from({ length: anHour }, (_, cell) => painted[(first + cell) % screens] as Buffer),
      );
      return madeObject('', seededSeal(seeded, `sheet ${first}`, [cast.dayIdentity], webp));
    }),
  );
  const variants = Array.from({ length: count }, (_, variant) => shotsOf(seeded, variant));
  return {
    shots: variants.map((ids) => ids.map((id, index) => ({ ...of(sealed, index), name: shotName(id) }))),
    sheets: variants.map((ids) =>
      Array.from({ length: hours }, (_, hour) => ({
        ...of(sealedSheets, hour),
        name: sheetName(hour),
        cells: ids.slice(hour * anHour, (hour + 1) * anHour),
      })),
    ),
  };
}

function of(made: readonly MadeObject[], index: number): MadeObject {
  return made[index % made.length] as MadeObject;
}

/** Windows with lines of text on a ground of one colour, as PNG. */
function paintScreen(index: number): Promise<Buffer> {
  const { width, height } = screen;
  const lines = Array.from({ length: 40 }, (_, line) => {
    const words = `${line + 1}  document ${(index + 1) * 31 + line * 7} of the project, line ${line + 1}`;
    return `<text x="${340 + (line % 3) * 12}" y="${190 + line * 20}" font-family="monospace" font-size="15">${words}</text>`;
  });
  const hue = index * 70;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue},30%,45%)"/>
    <rect x="300" y="120" width="1200" height="880" fill="#fbfbf9"/><rect x="300" y="120" width="1200" height="36" fill="hsl(${hue},25%,30%)"/>
    <rect x="1100" y="60" width="700" height="420" fill="hsl(${hue},10%,20%)"/>${lines.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

async function paintSheet(pictures: readonly Buffer[]): Promise<Buffer> {
  if (pictures.length > mostTiles) throw new RangeError('too many pictures for a sheet');
  const thumbnails = await Promise.all(
    pictures.map(async (picture, index) => {
      const box = thumbnailBox(index, screen);
      const input = await sharp(picture).resize(box.width, box.height, { fit: 'fill' }).png().toBuffer();
      return { input, left: box.x, top: box.y };
    }),
  );
  const size = contactSheetSize(pictures.length);
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp({ create: { ...size, channels: 4, background } })
    .composite(thumbnails)
    .webp({ quality: 70 })
    .toBuffer();
}
