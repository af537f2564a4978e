import type { Writable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** Where a process that was started by another finds the pipe to it, among its open files. */
export const pipeNumber = 3;

/** How many bytes a message may have: the pixels of several monitors of 8K, and no message that only says that it is longer. */
const mostBytes = 512 << 20;
const headBytes = 4;

/** What came is no message: whoever wrote it can say nothing more that could be understood. */
export class BrokenFrame extends Error {}

/**
 * Writes a message as bytes: how many follow (u32, little endian), then its clone as V8 writes it.
 * Lost where nobody reads any more. Throws where it cannot be cloned.
 */
export function writeFrame(pipe: Writable, message: unknown): void {
  if (!pipe.writable) return;
  const body = serialize(message);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(body.length);
  pipe.cork();
  pipe.write(head);
  pipe.write(body);
  pipe.uncork();
}

/** Messages from bytes as they come, in pieces of any size. */
export class FrameReader {
  readonly #mostBytes: number;
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(most = mostBytes) {
    this.#mostBytes = most;
  }

  /** The messages that are whole with `piece`. Throws `BrokenFrame` at one that is none; nothing can be read after that. */
  *take(piece: Buffer): Generator<unknown> {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    for (let body = this.#whole(); body !== null; body = this.#whole()) yield messageIn(body);
  }

  /** The next message's bytes once all of them are there. */
  #whole(): Buffer | null {
    if (this.#bytes < headBytes) return null;
    const length = this.#first(headBytes).readUInt32LE();
    if (length > this.#mostBytes) throw new BrokenFrame(`${length} bytes`);
    if (this.#bytes < headBytes + length) return null;
    const all = this.#first(headBytes + length);
    const [start] = this.#pieces;
    this.#bytes -= headBytes + length;
    if (start?.length === headBytes + length) this.#pieces.shift();
    else if (start !== undefined) this.#pieces[0] = start.subarray(headBytes + length);
    return all.subarray(headBytes);
  }

  /** The first bytes in one piece: joined only once all are there, so that a long message is not copied at each of its pieces. */
  #first(bytes: number): Buffer {
    const [start] = this.#pieces;
    if (start !== undefined && start.length >= bytes) return start.subarray(0, bytes);
    const joined = Buffer.concat(this.#pieces);
    this.#pieces = [joined];
    return joined.subarray(0, bytes);
  }
}

function messageIn(body: Buffer): unknown {
  try {
    return deserialize(body);
  } catch (cause) {
    throw new BrokenFrame('not what V8 writes', { cause });
  }
}
