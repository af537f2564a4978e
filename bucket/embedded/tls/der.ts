/** The few DER encodings (ITU-T X.690) that a certificate is made of. */

export type Der = Uint8Array;

export function sequence(...parts: readonly Der[]): Der {
  return tagged(0x30, Buffer.concat(parts));
}

export function set(...parts: readonly Der[]): Der {
  return tagged(0x31, Buffer.concat(parts));
}

/** A non-negative integer from its big-endian bytes. */
export function integer(bytes: Uint8Array): Der {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const significant = bytes.subarray(start);
  // The highest bit would make it negative.
  return tagged(0x02, (significant[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), significant]) : significant);
}

export function boolean(value: boolean): Der {
  return tagged(0x01, Buffer.from([value ? 0xff : 0]));
}

/** `bits` counted from the left, as BIT STRINGs of flags are written: bit 0 is the highest of the first byte. */
export function flags(...bits: readonly number[]): Der {
  const highest = Math.max(...bits);
  const bytes = Buffer.alloc(Math.floor(highest / 8) + 1);
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return tagged(0x03, Buffer.concat([Buffer.from([7 - (highest & 7)]), bytes]));
}

export function bitString(bytes: Uint8Array): Der {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

export function octetString(bytes: Uint8Array): Der {
  return tagged(0x04, bytes);
}

/** `1.2.840.…` */
export function objectIdentifier(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return tagged(0x06, Buffer.from(bytes));
}

export function utf8String(text: string): Der {
  return tagged(0x0c, Buffer.from(text));
}

/** Whole seconds of an instant (UTC ms). RFC 5280: two-digit years up to 2049, four digits from 2050 on. */
export function time(at: number): Der {
  const digits = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return Number(digits.slice(0, 4)) < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits));
}

/** A context-specific tag around `content`; constructed where it holds further DER. */
export function context(number: number, content: Uint8Array, isConstructed: boolean): Der {
  return tagged(0x80 | (isConstructed ? 0x20 : 0) | number, content);
}

function tagged(tag: number, content: Uint8Array): Der {
  const { length } = content;
  const size: number[] = [];
  for (let left = length; left > 0; left = Math.floor(left / 256)) size.unshift(left & 0xff);
  return Buffer.concat([Buffer.from(length < 0x80 ? [tag, length] : [tag, 0x80 | size.length, ...size]), content]);
}
