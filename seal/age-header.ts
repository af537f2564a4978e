import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** A stanza of the header: for one recipient the file's key, wrapped. */
export interface Stanza {
  readonly args: readonly string[];
  readonly body: Uint8Array;
}

interface AgeHeader {
  readonly stanzas: readonly Stanza[];
  /** What the MAC is over: everything up to and with the three hyphens of its line. */
  readonly macked: Uint8Array;
  readonly mac: Uint8Array;
  /** Where the payload begins. */
  readonly length: number;
}

const version = 'age-encryption.org/v1';
/** No header of ours is as long; the library's own limit is memory. */
const longest = 1024 * 1024;
/** Each costs an agreement of keys; access names 200 viewers at most. */
const mostStanzas = 1000;
const columns = 64;

/**
 * The header of an age file (C2SP age.md, "Header"). The library reads it over web streams, which costs more than opening what a day's key or
 * sums hold; a year of days is hundreds of headers. Takes what the library takes and throws a RangeError on anything else.
 */
export function readHeader(file: Uint8Array): AgeHeader {
  const bytes = Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, longest));
  let at = 0;
  const nextLine = (): string => {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) throw new RangeError('not the header of an age file');
    const line = bytes.toString('latin1', at, end);
    at = end + 1;
    return line;
  };
  if (nextLine() !== version) throw new RangeError('not an age file of version 1');
  const stanzas: Stanza[] = [];
  for (;;) {
    const start = at;
    const line = nextLine();
    if (line.startsWith('--- ')) {
      const mac = decoded(line.slice(4));
      return { stanzas, macked: file.subarray(0, start + 3), mac, length: at };
    }
    if (stanzas.length >= mostStanzas) throw new RangeError('too many recipients');
    stanzas.push({ args: argsOf(line), body: bodyFrom(nextLine) });
  }
}

/** Throws a RangeError unless the header was made with `fileKey`, as it is. */
export function checkMac({ macked, mac }: AgeHeader, fileKey: Uint8Array): void {
  const key = Buffer.from(hkdfSync('sha256', fileKey, new Uint8Array(), 'header', 32));
  const expected = createHmac('sha256', key).update(macked).digest();
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) throw new RangeError('altered header');
}

function argsOf(line: string): string[] {
  const [mark, ...args] = line.split(' ');
  if (mark !== '->' || args.length === 0 || args.some((arg) => !/^[\x21-\x7e]+$/.test(arg)))
    throw new RangeError('not a stanza');
  return args;
}

/** Lines of 64 characters, and one that is shorter and ends it. */
function bodyFrom(nextLine: () => string): Uint8Array {
  const lines: Buffer[] = [];
  for (;;) {
    const line = nextLine();
    if (line.length > columns) throw new RangeError('a line of a stanza is too long');
    lines.push(decoded(line));
    if (line.length < columns) return Buffer.concat(lines);
  }
}

/** Base64 without padding, as only one text writes these bytes (RFC 4648 §3.5). */
function decoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text) throw new RangeError('not base64');
  return bytes;
}
