const setupBytes = 8;
const packetBytes = 32;
const reply = 1;
const genericEvent = 35;
const rawKeyPress = 13;
const rawKeyRelease = 14;

/** Where a raw key event holds the key (XInput 2, RawKeyPress), and how many bytes it takes. */
const detailAt = 16;
const detailEnd = 20;

/**
 * Erases from what an X server sends which keys were pressed, in the very buffer into which the
 * system reads it: no copy with key codes ever exists in this process. It follows the stream from
 * its first byte (X Window System Protocol, "Encoding": the setup's answer, then packets of 32
 * bytes that say how much more belongs to them), whatever pieces it comes in.
 */
export class KeyEraser {
  /** The beginning of the packet under way: type, lengths and the kind of an extension's event. */
  readonly #head = Buffer.alloc(10);
  #headBytes = setupBytes;
  #seen = 0;
  #toSkip = 0;

  /** Whether the next piece begins with a new packet. */
  get isBetweenPackets(): boolean {
    return this.#headBytes === packetBytes && this.#seen === 0 && this.#toSkip === 0;
  }

  /** The next piece of the stream; key codes in it are overwritten with zeros. */
  erase(piece: Buffer): void {
    let at = 0;
    while (at < piece.length) {
      if (this.#toSkip > 0) {
        const skipped = Math.min(this.#toSkip, piece.length - at);
        this.#toSkip -= skipped;
        at += skipped;
        continue;
      }
      if (this.isBetweenPackets && piece.length - at >= packetBytes) {
        at = this.#erasePacket(piece, at);
        continue;
      }
      if (this.#seen >= detailAt && this.#seen < detailEnd && this.#isKey()) piece.writeUInt8(0, at);
      else if (this.#seen < this.#head.length) this.#head.writeUInt8(piece.readUInt8(at), this.#seen);
      this.#seen += 1;
      at += 1;
      if (this.#seen === this.#headBytes) this.#endHead();
    }
  }

  /** A whole packet. Answers where it ends, or its first 32 bytes if more belongs to it. */
  #erasePacket(piece: Buffer, at: number): number {
    const type = piece.readUInt8(at) & 0x7f;
    if (type === reply || type === genericEvent) this.#toSkip = piece.readUInt32LE(at + 4) * 4;
    if (isKey(type, piece.readUInt16LE(at + 8))) piece.fill(0, at + detailAt, at + detailEnd);
    return at + packetBytes;
  }

  #isKey(): boolean {
    return isKey(this.#head.readUInt8(0) & 0x7f, this.#head.readUInt16LE(8));
  }

  #endHead(): void {
    const type = this.#head.readUInt8(0) & 0x7f;
    if (this.#headBytes === setupBytes) this.#toSkip = this.#head.readUInt16LE(6) * 4;
    else if (type === reply || type === genericEvent) this.#toSkip = this.#head.readUInt32LE(4) * 4;
    this.#headBytes = packetBytes;
    this.#seen = 0;
  }
}

function isKey(type: number, kind: number): boolean {
  return type === genericEvent && (kind === rawKeyPress || kind === rawKeyRelease);
}
