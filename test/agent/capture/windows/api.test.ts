import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type koffi from 'koffi';
import { describe, expect, it } from 'vitest';
import { padded } from '../../../../ffi/library.ts';
import { readSources } from '../../../../scripts/layering.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const folder = join(root, 'agent/capture/windows/api');
const sources = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const declarations = sources.flatMap(({ name, text }) =>
  [...text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const (\w+) = \w+\.declare[\s\S]*?'([^']*)'/g)].map(
    ([, comment = '', exported = '', prototype = '']) => ({ name, comment, exported, prototype }),
  ),
);

describe('functions of Windows', () => {
  const ffi = createRequire(import.meta.url)('koffi') as typeof koffi;

  it.each(declarations)('$exported is a prototype that koffi reads', ({ prototype }) => {
    const { text } = padded(prototype, 6);
    expect(ffi.proto(text.replace(/ \w+\(/, ' (')).proto?.arguments.length).toBeGreaterThanOrEqual(6);
  });

  it('are each declared once', () => {
    const names = declarations.map(({ prototype }) => /(\w+)\(/.exec(prototype)?.[1]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(60);
  });

  it('come with the page of the vendor that describes them', () => {
    for (const { name, text } of sources) expect(text.slice(0, 300), name).toContain('learn.microsoft.com/');
  });
});

/** Ways by which a program on Windows or X11 can see which key it was, or have its code run where keys pass. */
const seesKeys =
  /\b(SetWindowsHook(Ex)?|UnhookWindowsHookEx|CallNextHookEx|Get(Async)?KeyState|GetKeyboardState|GetKeyNameText|MapVirtualKey(Ex)?|ToUnicode(Ex)?|ToAscii(Ex)?|VkKeyScan(Ex)?|AttachThreadInput|RegisterHotKey|GetInputState|GetMessageExtraInfo|BlockInput|WH_(KEYBOARD|MOUSE)(_LL)?|WM_(SYS)?(KEYDOWN|KEYUP|CHAR|DEADCHAR)|WM_IME_\w+|DirectInput8Create|IDirectInput\w*|CGEventTapCreate|XQueryKeymap|XGrabKey(board)?)[AW]?\b/;

it('nothing in the product asks which key it was, or has its code run in the way of one', () => {
  const product = [...readSources(root)].filter(([file]) => !/^(test|docs)\//.test(file));
  expect(product.length).toBeGreaterThan(300);
  expect(product.filter(([, text]) => seesKeys.test(text)).map(([file]) => file)).toEqual([]);
  // No name of a function is put together where no search would find it.
  const declared = product
    .filter(([file]) => !file.startsWith('agent/capture/macos/'))
    .flatMap(([, text]) => [...text.matchAll(/\.declare(?:Later)?\b(?:<[\s\S]*?>)?\(\s*(.)/g)]);
  expect(new Set(declared.map(([, quote]) => quote))).toEqual(new Set(["'"]));
});

it.each(['SetWindowsHookExW(', "'int16 GetKeyState(int key)'", 'AttachThreadInput', 'WM_KEYDOWN', 'ToUnicodeEx'])(
  'what asks for %s would be found',
  (text) => expect(seesKeys.test(text)).toBe(true),
);
