import { readdirSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { languages } from '../../core/language.ts';
import type { Words } from '../../core/words/define.ts';

const folder = new URL('../../core/words/', import.meta.url);
const catalogues: [string, Words][] = [];
for (const file of readdirSync(folder).sort()) {
  const module: Record<string, unknown> = await import(new URL(file, folder).href);
  for (const [name, value] of Object.entries(module))
    if (name.endsWith('Words') && typeof value === 'object') catalogues.push([name, value as Words]);
}

/** The names of a message's values, and of what they choose between. */
function valuesOf(message: string, language: string): string[] {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    else if (node !== null && typeof node === 'object') {
      const { type, value, options } = node as { type?: number; value?: unknown; options?: Record<string, unknown> };
      // Types 1 to 6 name a value: argument, number, date, time, select, plural.
      if (type !== undefined && type >= 1 && type <= 6 && typeof value === 'string') names.add(value);
      for (const option of Object.values(options ?? {})) walk((option as { value: unknown }).value);
    }
  };
  walk(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe.each(catalogues)('%s', (_, words) => {
  const keys = Object.keys(words.en);
  it('has the same keys in every language', () => {
    for (const language of languages) expect(Object.keys(words[language]).sort()).toEqual([...keys].sort());
  });
  it('parses in every language, asks for the same values everywhere, and can be said with them', () => {
    for (const key of keys) {
      const wanted = valuesOf(words.en[key] ?? '', 'en');
      for (const language of languages) {
        const message = words[language][key] ?? '';
        expect([key, language, valuesOf(message, language)]).toEqual([key, language, wanted]);
        const values = Object.fromEntries(wanted.map((name) => [name, 2]));
        const said = String(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).format(values));
        expect(said).not.toMatch(/[{}]|undefined/);
        expect(said.trim()).not.toBe('');
      }
    }
  });
  it('has no exclamation mark and no straight quotation mark', () => {
    for (const language of languages)
      for (const [key, message] of Object.entries(words[language])) expect(`${key}: ${message}`).not.toMatch(/[!"]/);
  });
});
