import { readdirSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../core/language.ts';
import { say, type Words } from '../../../core/words/define.ts';

const folder = new URL('../../../core/words/', import.meta.url);
const modules = await Promise.all(
  readdirSync(folder).map(async (file) => ({
    file,
    exported: (await import(new URL(file, folder).href)) as Record<string, unknown>,
  })),
);
const catalogues = modules.flatMap(({ file, exported }) =>
  Object.entries(exported).flatMap(([name, words]) => (isCatalogue(words) ? [{ name: `${file} ${name}`, words }] : [])),
);

function isCatalogue(words: unknown): words is Words {
  return typeof words === 'object' && words !== null && languages.every((language) => language in words);
}

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

/** The names of a message's values: each has to be given by whoever says it, in every language. */
function valuesOf(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    const own = 'value' in part && part.type !== 0 ? [part.value] : [];
    const nested = 'options' in part ? Object.values(part.options).flatMap(({ value }) => valuesOf(value)) : [];
    return [...own, ...nested];
  });
}

describe.each(catalogues)('$name', ({ words }) => {
  it('has the same messages in every language, none empty', () => {
    for (const language of languages) {
      expect(Object.keys(words[language]).sort()).toEqual(Object.keys(words.en).sort());
      expect(Object.entries(words[language]).filter(([, text]) => text.trim() === '')).toEqual([]);
    }
  });

  it('asks for the same values in every language, and can be said for none, one and many', () => {
    for (const [key, english] of Object.entries(words.en)) {
      const asked = (text: string) => [
        ...new Set(valuesOf(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst())),
      ];
      const wanted = asked(english).sort();
      for (const language of languages) {
        expect([key, language, asked(words[language][key] ?? '').sort()]).toEqual([key, language, wanted]);
        for (const number of [0, 1, 2, 1234]) {
          const values = Object.fromEntries(wanted.map((name) => [name, number]));
          expect(say(words, language, key, values)).not.toMatch(/[{}]/);
        }
      }
    }
  });
});

it('finds the catalogues', () => {
  expect(catalogues.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['data.ts dataWords', 'health.ts healthWords', 'looked.ts lookedWords']),
  );
});
