import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PngUnreadable, pixelsOfPng } from '../../../../../agent/capture/wayland/gnome/png.ts';
import { desktopOf } from '../../../../../agent/capture/wayland/gnome/shell-desktop.ts';
import { ShellGone } from '../../../../../agent/capture/wayland/gnome/shell-gone.ts';
import {
  type ShellAnswer,
  ShellStream,
  StreamBroken,
} from '../../../../../agent/capture/wayland/gnome/shell-stream.ts';
import { shellSnapshot } from '../../../../../agent/capture/wayland/gnome/window-list.ts';
import { transcript } from './transcript.ts';

function answersOf(pieces: readonly Buffer[]): ShellAnswer[] {
  const stream = new ShellStream();
  return pieces.flatMap((piece) => [...stream.take(piece)]);
}

const [greeting, desktop, picture] = answersOf([transcript]);

/** `bytes` cut at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((each) => each % bytes.length).toSorted((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe('what the extension sends', () => {
  it('is read line by line, with the bytes that a line tells of', () => {
    expect(greeting).toMatchObject({ value: { version: 1, shell: true }, hint: null });
    expect(desktop?.bytes.length).toBe(0);
    expect(picture?.value).toBe(true);
    expect(picture?.bytes.subarray(1, 4).toString()).toBe('PNG');
    const [hint] = answersOf([Buffer.from('{"changed":"title","bytes":0}\n')]);
    expect(hint?.hint).toBe('title');
  });

  it('is read alike, however it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (places) => {
        expect(answersOf(cut(transcript, places))).toEqual([greeting, desktop, picture]);
      }),
    );
  });

  it('is refused where it is anything else', () => {
    const refused = ['x\n', '[]\n', '{}\n', '{"bytes":-1}\n', '{"bytes":1e12}\n', '{"bytes":0,"changed":"all"}\n'];
    for (const text of refused) expect(() => answersOf([Buffer.from(text)]), text).toThrow(StreamBroken);
    expect(() => answersOf([Buffer.alloc((8 << 20) + 1, 0x20)])).toThrow(StreamBroken);
    expect(() => answersOf([Buffer.concat([Buffer.alloc((8 << 20) + 1, 0x20), Buffer.from('\n')])])).toThrow(
      StreamBroken,
    );
  });

  it('ends in answers or a refusal, whatever was done to its bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(transcript.length - 1), fc.nat(255)), { minLength: 1 }), (changes) => {
        const altered = Buffer.from(transcript);
        for (const [at, byte] of changes) altered[at] = byte;
        try {
          for (const { value, bytes } of answersOf([altered])) {
            readOrRefuse(() => desktopOf(value), ShellGone);
            readOrRefuse(() => pixelsOfPng(bytes), PngUnreadable);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(StreamBroken);
        }
      }),
    );
  });
});

function readOrRefuse(read: () => unknown, refusal: typeof PngUnreadable | typeof ShellGone): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(refusal);
  }
}

describe('a desktop as the extension tells it', () => {
  it('has windows and menus with what they belong to, and what GNOME Shell shows', () => {
    const told = desktopOf(desktop?.value);
    const { windows, hidden, isElsewhere } = shellSnapshot(told);
    expect(windows.map(({ appId, title, role, belongsTo }) => [appId, title, role, belongsTo?.[0]?.title])).toEqual([
      ['foot', 'first window', undefined, undefined],
      ['mousepad', 'Untitled 1 - Mousepad', undefined, undefined],
      ['org.xfce.mousepad.desktop', '', undefined, 'Untitled 1 - Mousepad'],
      ['gnome-shell', '', 'panel', undefined],
      ['gnome-shell', '', 'panel', undefined],
    ]);
    expect(windows[2]?.bounds).toEqual({ x: 319, y: 151, width: 335, height: 369 });
    expect(hidden).toEqual([]);
    expect(isElsewhere).toBe(false);
    expect(told.windows.filter(({ isFocused }) => isFocused).map(({ pid }) => pid)).toEqual([30161]);
  });

  it('is whole or refused, whatever one of its values is', () => {
    const told = JSON.stringify(desktop?.value);
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 1e300, 'x'.repeat(70_000), null));
    fc.assert(
      fc.property(fc.nat(200), value, (which, other) => {
        let at = 0;
        const altered: unknown = JSON.parse(told, (_, each: unknown) => (at++ === which ? other : each));
        readOrRefuse(() => shellSnapshot(desktopOf(altered)), ShellGone);
      }),
    );
  });

  it('says of a title that is longer than what is judged that it is cut', () => {
    const told = JSON.parse(JSON.stringify(desktop?.value)) as { windows: { title: string }[] };
    const [first] = told.windows;
    if (first !== undefined) first.title = 'x'.repeat(65_537);
    const [window] = desktopOf(told).windows;
    expect([window?.title.length, window?.isCut]).toEqual([65_536, true]);
  });

  it('follows no circle of windows that belong to each other', () => {
    const told = JSON.parse(JSON.stringify(desktop?.value)) as { windows: { id: number; parent: number | null }[] };
    const [a, b] = told.windows;
    if (a !== undefined && b !== undefined) {
      a.parent = b.id;
      b.parent = a.id;
    }
    expect(desktopOf(told).windows[0]?.belongsTo).toHaveLength(1);
  });
});

describe('a picture of GNOME Shell', () => {
  it('is the panel: black with light letters', () => {
    const { rgb, width, height } = pixelsOfPng(picture?.bytes ?? Buffer.alloc(0));
    expect([width, height, rgb.length]).toEqual([48, 40, 48 * 40 * 3]);
    expect([...rgb.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(Math.max(...rgb)).toBeGreaterThan(200);
  });

  it('is read whatever filter each of its lines has', () => {
    const line = fc.record({ filter: fc.nat(4), bytes: fc.uint8Array({ minLength: 12, maxLength: 12 }) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const data = Buffer.concat(
          lines.flatMap(({ filter, bytes }, row) => [
            Buffer.from([filter]),
            filtered(filter, bytes, lines[row - 1]?.bytes),
          ]),
        );
        expect([...pixelsOfPng(png(4, lines.length, data)).rgb]).toEqual(lines.flatMap(({ bytes }) => [...bytes]));
      }),
    );
  });

  it('is refused where it is cut, another kind, or more than it says', () => {
    const whole = png(4, 2, Buffer.alloc(2 * 13));
    expect(pixelsOfPng(whole).height).toBe(2);
    const refused = [
      whole.subarray(0, 30),
      whole.subarray(0, whole.length - 14),
      png(4, 3, Buffer.alloc(2 * 13)),
      png(4, 1, Buffer.alloc(2 * 13)),
      png(1 << 20, 1 << 20, Buffer.alloc(1)),
      png(4, 1, Buffer.concat([Buffer.from([5]), Buffer.alloc(12)])),
    ];
    for (const each of refused) expect(() => pixelsOfPng(each)).toThrow(PngUnreadable);
  });
});

/** A PNG of RGB pixels; checksums are not looked at. */
function png(width: number, height: number, lines: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (name: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** As the specification says what a line's filter does. */
function filtered(filter: number, line: Uint8Array, above: Uint8Array = new Uint8Array(line.length)): Buffer {
  return Buffer.from(
    line.map((byte, at) => {
      const [a, b, c] = [line[at - 3] ?? 0, above[at] ?? 0, above[at - 3] ?? 0];
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      return byte - ([0, a, b, Math.floor((a + b) / 2), paeth][filter] ?? 0);
    }),
  );
}
