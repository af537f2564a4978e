export interface IconImage {
  /** Width and height. */
  readonly pixels: number;
  readonly png: Uint8Array;
}

/** A Windows icon file that holds `images` as PNG (read since Windows Vista), at most 256 pixels each. */
export function icoOf(images: readonly IconImage[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ pixels, png }, index) => {
    if (pixels > 256) throw new RangeError(`an .ico holds at most 256 pixels, not ${pixels}`);
    const at = 6 + 16 * index;
    // 256 does not fit into a byte and is written as 0.
    head.writeUInt8(pixels % 256, at);
    head.writeUInt8(pixels % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** The types under which macOS looks for PNG images; the ones with two are the same pixels at one and two per point. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS icon file that holds `images` as PNG. Throws a RangeError for a size that macOS has no type for. */
export function icnsOf(images: readonly IconImage[]): Buffer {
  const entries = images.flatMap(({ pixels, png }) => {
    const types = icnsTypes[pixels];
    if (types === undefined) throw new RangeError(`an .icns has no type for ${pixels} pixels`);
    return types.map((type) => Buffer.concat([chunkHead(type, png.length), png]));
  });
  const body = Buffer.concat(entries);
  return Buffer.concat([chunkHead('icns', body.length), body]);
}

/** Four letters and the length of the chunk including these eight bytes. */
function chunkHead(type: string, bytes: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(bytes + 8, 4);
  return head;
}
