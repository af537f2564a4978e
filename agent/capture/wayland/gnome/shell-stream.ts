import { z } from 'zod';

/** What came is not what our extension sends, or more than is read. */
export class StreamBroken extends Error {}

/** One line of the extension, with the bytes that it told of. */
export interface ShellAnswer {
  /** Of a reply what it replies, of anything else the whole line. Not parsed further. */
  readonly value: unknown;
  readonly bytes: Buffer;
  /** No answer: something changed, a title or more. Null: an answer. */
  readonly hint: 'title' | 'windows' | null;
}

/** A thousand windows with long titles take a tenth of it. */
const mostLine = 8 << 20;
/** A picture of three monitors of 5120 by 2880, in which nothing repeats. */
const mostBytes = 192 << 20;

const lineSchema = z.looseObject({
  bytes: z.number().int().nonnegative().max(mostBytes),
  reply: z.unknown().optional(),
  changed: z.enum(['title', 'windows']).optional(),
});

const lineEnd = 0x0a;

/** Takes what comes in pieces, and gives it line by line, each with its bytes. */
export class ShellStream {
  #pieces: Buffer[] = [];
  #length = 0;
  /** The line whose bytes are still coming. */
  #line: z.infer<typeof lineSchema> | null = null;

  /** Throws `StreamBroken`; after that the stream is of no use. */
  *take(piece: Buffer): Generator<ShellAnswer> {
    const mayEnd = this.#line !== null || piece.includes(lineEnd);
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (!mayEnd) {
      if (this.#length > mostLine) throw new StreamBroken();
      return;
    }
    for (let answer = this.#answer(); answer !== null; answer = this.#answer()) yield answer;
  }

  #answer(): ShellAnswer | null {
    this.#line ??= this.#nextLine();
    if (this.#line === null || this.#length < this.#line.bytes) return null;
    const line = this.#line;
    this.#line = null;
    const bytes = this.#cut(line.bytes);
    return { value: line.reply === undefined ? line : line.reply, bytes, hint: line.changed ?? null };
  }

  #nextLine(): z.infer<typeof lineSchema> | null {
    const all = this.#joined();
    const end = all.indexOf(lineEnd);
    if (end > mostLine || (end < 0 && all.length > mostLine)) throw new StreamBroken();
    if (end < 0) return null;
    const text = this.#cut(end + 1).toString('utf8');
    try {
      return lineSchema.parse(JSON.parse(text));
    } catch {
      throw new StreamBroken();
    }
  }

  #cut(length: number): Buffer {
    const all = this.#joined();
    this.#pieces = [all.subarray(length)];
    this.#length = all.length - length;
    return all.subarray(0, length);
  }

  #joined(): Buffer {
    const [first = Buffer.alloc(0)] = this.#pieces;
    const all = this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    this.#pieces = [all];
    return all;
  }
}
