/** R, G, B into B, G, R and an unused byte, as screens of this byte order keep them. */
export function bgrxFromRgb(rgb: Uint8Array): Buffer {
  const pixels = rgb.length / 3;
  const bytes = Buffer.alloc(pixels * 4);
  for (let at = 0; at < pixels; at++) {
    bytes[at * 4] = rgb[at * 3 + 2] ?? 0;
    bytes[at * 4 + 1] = rgb[at * 3 + 1] ?? 0;
    bytes[at * 4 + 2] = rgb[at * 3] ?? 0;
  }
  return bytes;
}
