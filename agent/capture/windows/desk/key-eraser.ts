/**
 * Where things lie in a RAWINPUT on 64-bit Windows. Source: learn.microsoft.com/windows/win32/api/winuser/ns-winuser-rawinput,
 * -rawinputheader, -rawkeyboard and -rawmouse.
 */
export const rawInput = {
  headerBytes: 24,
  typeAt: 0,
  sizeAt: 4,
  keyboard: 1,
  mouse: 0,
  /** Of a key: MakeCode u16 at 24, then this u16, and from 28 to 40 Reserved, VKey, Message and ExtraInformation. */
  keyFlagsAt: 26,
  keyCodeAt: 24,
  keyRestAt: 28,
  keyEnd: 40,
  mouseButtonsAt: 28,
  mouseDataAt: 30,
  mouseEnd: 48,
} as const;

/** What is needed of a buffer to find where each RAWINPUT begins. */
interface Erasable {
  readonly length: number;
  readUInt32LE(offset: number): number;
  fill(value: number, from: number, to: number): unknown;
}

/**
 * Where each of the `items` RAWINPUT in `batch` begins, in the order in which they came. Of one that is not whole, and of all that
 * follows it, nothing is answered.
 */
export function inputPlaces(batch: Erasable, items: number): number[] {
  const places: number[] = [];
  for (let at = 0; places.length < items && at + rawInput.headerBytes <= batch.length; ) {
    const bytes = batch.readUInt32LE(at + rawInput.sizeAt);
    const least = batch.readUInt32LE(at) === rawInput.keyboard ? rawInput.keyEnd : rawInput.headerBytes;
    if (bytes < least || at + bytes > batch.length) break;
    places.push(at);
    // NEXTRAWINPUTBLOCK: each begins at a multiple of eight.
    at = (at + bytes + 7) & ~7;
  }
  return places;
}

/**
 * Erases which keys were pressed from what the system has just written, in the very buffer: no copy with key codes is ever made. Of
 * a key the flags alone stay, which say whether it went down or up. Whatever is not understood is erased as a whole.
 */
export function eraseKeys(batch: Erasable, items: number): readonly number[] {
  const places = inputPlaces(batch, items);
  for (const at of places)
    if (batch.readUInt32LE(at + rawInput.typeAt) === rawInput.keyboard) {
      batch.fill(0, at + rawInput.keyCodeAt, at + rawInput.keyFlagsAt);
      batch.fill(0, at + rawInput.keyRestAt, at + rawInput.keyEnd);
    }
  if (places.length < items) {
    const last = places.at(-1);
    batch.fill(0, last === undefined ? 0 : (last + batch.readUInt32LE(last + rawInput.sizeAt) + 7) & ~7, batch.length);
  }
  return places;
}
