import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { icnsOf, icoOf } from '../../../scripts/icons/icon-files.ts';

describe('icon files', () => {
  it('the committed .ico holds every size as the PNG that its head says', async () => {
    const ico = await readFile('build/icon.ico');
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
    const sizes = [];
    for (let index = 0; index < ico.readUInt16LE(4); index++) {
      const at = 6 + 16 * index;
      const offset = ico.readUInt32LE(at + 12);
      const { format, width, height } = await sharp(ico.subarray(offset, offset + ico.readUInt32LE(at + 8))).metadata();
      expect([format, height]).toEqual(['png', width]);
      expect(ico.readUInt8(at)).toBe(width % 256);
      sizes.push(width);
    }
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('the committed .icns is one chunk of chunks, each a PNG', async () => {
    const icns = await readFile('build/icon.icns');
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    const sizes: Record<string, number> = {};
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      const { width } = await sharp(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))).metadata();
      sizes[icns.toString('latin1', at, at + 4)] = width;
    }
    expect(sizes).toMatchObject({ icp4: 16, ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64 });
  });

  it('refuse sizes that the format cannot hold', () => {
    expect(() => icoOf([{ pixels: 512, png: new Uint8Array() }])).toThrow(RangeError);
    expect(() => icnsOf([{ pixels: 100, png: new Uint8Array() }])).toThrow(RangeError);
  });
});
