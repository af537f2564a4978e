/**
 * Which keys were pressed, as it could stand in memory: their numbers (virtual keys, scan codes), one after the other or in records of
 * the system, once a key or twice, since a key goes down and up.
 */
export interface KeyTrace {
  readonly values: readonly number[];
  /** Bytes of each. */
  readonly width: 1 | 2 | 4;
  /** Bytes from one to the next. */
  readonly stride: number;
}

/** Of keys 0 to 9 and a to f, which need no Shift. Source: learn.microsoft.com/windows/win32/inputdev/about-keyboard-input. */
const scanCodes: Readonly<Record<string, number>> = {
  ...{ 1: 0x02, 2: 0x03, 3: 0x04, 4: 0x05, 5: 0x06, 6: 0x07, 7: 0x08, 8: 0x09, 9: 0x0a, 0: 0x0b },
  ...{ a: 0x1e, b: 0x30, c: 0x2e, d: 0x20, e: 0x12, f: 0x21 },
};
/** A RAWINPUT of a key in 64 bits, one where all have the size of a mouse's, and a MSG. */
const records = [40, 48];

export function keyTraces(keys: string): KeyTrace[] {
  const numbers = [
    [...keys.toUpperCase()].map((key) => key.charCodeAt(0)),
    [...keys].map((key) => scanCodes[key] ?? Number.NaN),
  ];
  return numbers
    .flatMap((each) => [each, each.flatMap((number) => [number, number])])
    .flatMap((values): KeyTrace[] => [
      ...([1, 2, 4] as const).map((width) => ({ values, width, stride: width })),
      ...records.map((stride) => ({ values, width: 2 as const, stride })),
    ]);
}

/** How many bytes a trace takes. */
export function lengthOf({ values, width, stride }: KeyTrace): number {
  return (values.length - 1) * stride + width;
}

export function writeTrace(trace: KeyTrace): Buffer {
  const bytes = Buffer.alloc(lengthOf(trace), 0xee);
  for (const [index, value] of trace.values.entries()) bytes.writeUIntLE(value, index * trace.stride, trace.width);
  return bytes;
}

export function timesTraced(piece: Buffer, { values, width, stride }: KeyTrace): number {
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(width);
    bytes.writeUIntLE(value, 0, width);
    return bytes;
  };
  const isWhole = stride === width;
  // In one piece they are searched for as such; in records the first one is, and then the others in their places.
  const first = isWhole ? Buffer.concat(values.map(number)) : number(values[0] ?? 0);
  let count = 0;
  for (let at = piece.indexOf(first); at >= 0; at = piece.indexOf(first, at + 1)) {
    const rest = isWhole ? [] : values;
    const isThere = rest.every((value, index) => {
      const place = at + index * stride;
      return place + width <= piece.length && piece.readUIntLE(place, width) === value;
    });
    if (isThere) count += 1;
  }
  return count;
}
