import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { languages } from '../../core/language.ts';
import { type Messages, t } from '../../messages/define.ts';

/** Every catalogue there is, by the name of its file and export. */
const folder = new URL('../../messages/', import.meta.url);
const files = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && name !== 'define.ts',
);
const catalogues = (
  await Promise.all(
    files.map(async (name) => {
      const exported = (await import(new URL(name, folder).href)) as Record<string, unknown>;
      return Object.entries(exported).flatMap(([which, value]) =>
        isCatalogue(value) ? [[`${name} ${which}`, value] as const] : [],
      );
    }),
  )
).flat();

function isCatalogue(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null && languages.every((language) => language in value);
}

/** What a message asks for: the name of each argument, and the values that a choice of it tells apart. */
function argumentsOf(message: string, language: string): Map<string, { kind: string; cases: Set<string> }> {
  const found = new Map<string, { kind: string; cases: Set<string> }>();
  const walk = (elements: readonly Element[]): void => {
    for (const { type, value, options } of elements) {
      if (type === 0 || type === 7) continue;
      const kind = type === 5 ? 'select' : type === 2 || type === 6 ? 'number' : 'text';
      const known = found.get(String(value)) ?? { kind, cases: new Set<string>() };
      if (kind !== 'text') known.kind = kind;
      found.set(String(value), known);
      for (const [name, option] of Object.entries(options ?? {})) {
        if (type === 5) known.cases.add(name);
        walk(option.value);
      }
    }
  };
  const ast: unknown = new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
  walk(ast as readonly Element[]);
  return found;
}

interface Element {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

const named = (message: string, language: string) =>
  [...argumentsOf(message, language)]
    .map(([name, { kind, cases }]) => `${name} ${kind} ${[...cases].sort().join('|')}`)
    .sort();

describe('the catalogues', () => {
  it('are all found', () => {
    const made = files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/= defineMessages\(/g)].map(() => name),
    );
    expect(made.length).toBeGreaterThan(5);
    expect(catalogues.map(([name]) => name.split(' ')[0])).toEqual(made);
  });

  describe.each(catalogues)('%s', (_, words) => {
    it('has the same messages in every language, none empty, with the same arguments', () => {
      for (const language of languages) {
        expect(Object.keys(words[language])).toEqual(Object.keys(words.en));
        for (const [key, message] of Object.entries(words[language])) {
          expect(message.trim(), `${language} ${key}`).not.toBe('');
          expect(named(message, language), `${language} ${key}`).toEqual(named(words.en[key] ?? '', 'en'));
        }
      }
    });

    it('formats every message in every language, for every case of a choice and for none, one and many', () => {
      for (const language of languages)
        for (const [key, message] of Object.entries(words[language])) {
          const asked = [...argumentsOf(message, language)];
          for (const number of [0, 1, 2, 21, 1_000_000])
            for (const pick of [0, 1, 2]) {
              const values = Object.fromEntries(
                asked.map(([name, { kind, cases }]) => {
                  const choice = [...cases][pick % Math.max(1, cases.size)] ?? 'other';
                  return [name, kind === 'number' ? number : kind === 'select' ? choice : `‹${name}›`] as const;
                }),
              );
              const said = t(words, language, key, values);
              expect(said, `${language} ${key}`).not.toMatch(/[{}]|undefined|NaN|\[object/);
              expect(said.trim(), `${language} ${key}`).not.toBe('');
            }
        }
    });

    it('leaves no mark of a translation to come: no word in capitals that the English has not', () => {
      // The form of a date, the law's own name, and words that are typed.
      const own = ['JJJJ', 'AAAA', 'DSGVO', 'RGPD', 'NEIN', 'TARDE'];
      const capitals = (message: string) =>
        (message.match(/\b[A-Z]{4,}\b/g) ?? []).filter((word) => !own.includes(word));
      for (const language of languages)
        for (const [key, message] of Object.entries(words[language]))
          expect(
            capitals(message).filter((word) => !capitals(words.en[key] ?? '').includes(word)),
            `${language} ${key}`,
          ).toEqual([]);
    });

    it('keeps the voice: no exclamation marks, the polite form, quotation marks of the language', () => {
      for (const message of Object.values(words.en)) expect(message).not.toMatch(/!|"/);
      for (const message of Object.values(words.de))
        expect(message).not.toMatch(/!|"|\b(?:[dD]u|[dD]ein(?:e[mnrs]?)?|[dD]ir|[dD]ich)\b/);
      for (const message of Object.values(words.es)) expect(message).not.toMatch(/[!¡"]|\b(?:tú|tus|contigo)\b/i);
    });
  });
});

it('a value that is missing is an error, not a gap', () => {
  const words = { en: { hello: 'Hello {name}.' }, de: { hello: 'Hallo {name}.' }, es: { hello: 'Hola {name}.' } };
  expect(() => t(words, 'de', 'hello')).toThrow();
  expect(t(words, 'de', 'hello', { name: 'X' })).toBe('Hallo X.');
});
