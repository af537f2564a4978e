import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyEraser } from '../../../../../agent/capture/linux-x11/input/key-eraser.ts';

/** The server's answer to the setup: status, versions, and so many more words. */
function setup(words: number): Buffer {
  const bytes = Buffer.alloc(8 + words * 4, 0xaa);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt16LE(words, 6);
  return bytes;
}

function packet(type: number, words = 0, kind = 0, detail = 0xdddddddd): Buffer {
  const carries = type === 1 || (type & 0x7f) === 35;
  const bytes = Buffer.alloc(32 + (carries ? words * 4 : 0), 0xbb);
  bytes.writeUInt8(type, 0);
  if (carries) bytes.writeUInt32LE(words, 4);
  bytes.writeUInt16LE(kind, 8);
  bytes.writeUInt32LE(detail, 16);
  return bytes;
}

const keyPress = (code: number) => packet(35, 8, 13, code);
const keyRelease = (code: number) => packet(35, 8, 14, code);

function erased(stream: Buffer, pieces: readonly number[] = []): Buffer {
  const eraser = new KeyEraser();
  const copy = Buffer.from(stream);
  let at = 0;
  for (const length of [...pieces, copy.length]) {
    eraser.erase(copy.subarray(at, at + length));
    at += length;
  }
  return copy;
}

describe('erasing key codes', () => {
  it('takes the code out of presses and releases, and nothing else', () => {
    const stream = Buffer.concat([setup(5), keyPress(38), keyRelease(38)]);
    expect(erased(stream)).toEqual(Buffer.concat([setup(5), keyPress(0), keyRelease(0)]));
  });

  it.each([
    ['a button, whose number tells the wheel from a click', packet(35, 8, 15)],
    ['a reply', packet(1, 3, 13)],
    ['a reply as long as a screen', packet(1, 500_000, 13)],
    ['an error', packet(0, 0, 13)],
    ['a change of a property', packet(28, 0, 13)],
    ['an event that another program sent', packet(28 | 0x80, 0, 13)],
  ])('leaves %s as it is, and finds the key after it', (_, other) => {
    const stream = Buffer.concat([setup(0), other, keyPress(38)]);
    expect(erased(stream).equals(Buffer.concat([setup(0), other, keyPress(0)]))).toBe(true);
  });

  it('erases keys that another program sent', () => {
    const sent = Buffer.concat([setup(1), packet(35 | 0x80, 8, 13, 38)]);
    expect(erased(sent).readUInt32LE(12 + 16)).toBe(0);
  });

  it('is not misled by what looks like an event inside a reply', () => {
    const disguised = packet(1, 16);
    keyPress(38).copy(disguised, 32);
    const stream = Buffer.concat([setup(0), disguised, keyPress(38)]);
    expect(erased(stream)).toEqual(Buffer.concat([setup(0), disguised, keyPress(0)]));
  });

  it('knows whether the next piece begins with a packet', () => {
    const eraser = new KeyEraser();
    const stream = Buffer.concat([setup(2), packet(1, 3)]);
    const whole = [16, 16 + 44];
    for (let at = 0; at < stream.length; at++) {
      expect(eraser.isBetweenPackets).toBe(whole.includes(at));
      eraser.erase(stream.subarray(at, at + 1));
    }
    expect(eraser.isBetweenPackets).toBe(true);
  });

  it('does the same whatever pieces the stream comes in', () => {
    const packets = fc.constantFrom(
      packet(1, 4),
      packet(35, 8, 15),
      packet(28),
      keyPress(38),
      keyRelease(50),
      packet(0),
    );
    fc.assert(
      fc.property(fc.array(packets), fc.nat(40), fc.array(fc.nat(50)), (all, words, pieces) => {
        const stream = Buffer.concat([setup(words), ...all]);
        expect(erased(stream, pieces)).toEqual(erased(stream));
        for (let at = 8 + words * 4, index = 0; index < all.length; at += all[index++]?.length ?? 0)
          if (all[index]?.equals(keyPress(38)) || all[index]?.equals(keyRelease(50)))
            expect(erased(stream, pieces).readUInt32LE(at + 16)).toBe(0);
      }),
    );
  });
});
