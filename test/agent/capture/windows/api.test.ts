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

it('no hook sees input anywhere in the product', () => {
  const hooks = [...readSources(root)].filter(
    ([file, text]) =>
      !/^(test|docs)\//.test(file) &&
      /SetWindowsHook(Ex)?[AW]?\b|WH_(KEYBOARD|MOUSE)(_LL)?\b|GetAsyncKeyState|GetKeyboardState/.test(text),
  );
  expect(hooks.map(([file]) => file)).toEqual([]);
});
