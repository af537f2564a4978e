/** Where exactly pixels of a colour are: their outermost ones, and how many. */
export function boxOf(rgb: Uint8Array, width: number, colour: number) {
  const [red, green, blue] = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
  let [left, top, right, bottom, count] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1, 0];
  for (let at = 0, pixel = 0; at < rgb.length; at += 3, pixel++) {
    if (rgb[at] !== red || rgb[at + 1] !== green || rgb[at + 2] !== blue) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
    count += 1;
  }
  return { bounds: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, count };
}
