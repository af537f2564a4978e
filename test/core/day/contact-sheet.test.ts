import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contactSheetColumns,
  contactSheetSize,
  mostTiles,
  thumbnailBox,
  tileBox,
  tileOf,
  tileSize,
} from '../../../core/day/contact-sheet.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';

describe('a sheet', () => {
  it.each([
    [1, 240, 150],
    [5, 1200, 150],
    [6, 1440, 150],
    [7, 1440, 300],
    [24, 1440, 600],
  ])('of %i pictures is %i × %i', (cells, width, height) => expect(contactSheetSize(cells)).toEqual({ width, height }));

  it('goes row by row', () => {
    expect(tileBox(0)).toEqual({ x: 0, y: 0, ...tileSize });
    expect(tileBox(5)).toMatchObject({ x: 1200, y: 0 });
    expect(tileBox(6)).toMatchObject({ x: 0, y: 150 });
    expect(tileBox(23)).toMatchObject({ x: 1200, y: 450 });
  });

  it('holds each of its cells, none over another', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: mostTiles }), (cells) => {
        const size = contactSheetSize(cells);
        const corners = Array.from({ length: cells }, (_, index) => tileBox(index));
        for (const { x, y, width, height } of corners) {
          expect(x + width).toBeLessThanOrEqual(size.width);
          expect(y + height).toBeLessThanOrEqual(size.height);
        }
        expect(new Set(corners.map(({ x, y }) => `${x / tileSize.width} ${y / tileSize.height}`)).size).toBe(cells);
        expect(size.width / tileSize.width).toBeLessThanOrEqual(contactSheetColumns);
      }),
    ));
});

describe('a thumbnail', () => {
  it.each([
    ['a screen of 16:9', 1920, 1080, { x: 0, y: 7, width: 240, height: 135 }],
    ['a screen of 16:10', 1280, 800, { x: 0, y: 0, width: 240, height: 150 }],
    ['a screen that stands upright', 1080, 1920, { x: 78, y: 0, width: 84, height: 150 }],
    ['a picture smaller than its cell', 100, 50, { x: 70, y: 50, width: 100, height: 50 }],
    ['a line', 10_000, 1, { x: 0, y: 74, width: 240, height: 1 }],
  ])('of %s lies in the middle', (_, width, height, box) => expect(thumbnailBox(0, { width, height })).toEqual(box));

  it('lies within its cell and keeps its proportions, whatever the picture', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, fc.nat(mostTiles - 1), (width, height, index) => {
        const cell = tileBox(index);
        const box = thumbnailBox(index, { width, height });
        expect(box.x).toBeGreaterThanOrEqual(cell.x);
        expect(box.y).toBeGreaterThanOrEqual(cell.y);
        expect(box.x + box.width).toBeLessThanOrEqual(cell.x + cell.width);
        expect(box.y + box.height).toBeLessThanOrEqual(cell.y + cell.height);
        const scale = Math.min(1, cell.width / width, cell.height / height);
        expect(Math.abs(box.width - Math.max(1, width * scale))).toBeLessThanOrEqual(0.5);
        expect(Math.abs(box.height - Math.max(1, height * scale))).toBeLessThanOrEqual(0.5);
        for (const number of Object.values(box)) expect(Number.isInteger(number)).toBe(true);
      }),
    );
  });
});

it('a picture is found in its sheet, or in none', () => {
  const sheets = [{ cells: [shotId(1), shotId(2)] }, { cells: [shotId(3)] }];
  expect(tileOf(sheets, shotId(2))).toEqual({ sheet: sheets[0], index: 1 });
  expect(tileOf(sheets, shotId(3))).toEqual({ sheet: sheets[1], index: 0 });
  expect(tileOf(sheets, shotId(4))).toBeNull();
  expect(tileOf([], shotId(1))).toBeNull();
});
