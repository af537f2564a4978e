import { describe, expect, it } from 'vitest';
import { chooseLanguage, localTextSchema, textIn } from '../../core/language.ts';

describe('the language to speak', () => {
  it.each([
    [[], 'en'],
    [['de'], 'de'],
    [['de-AT', 'en'], 'de'],
    [['es_MX'], 'es'],
    [['DE-ch'], 'de'],
    [['fr', 'es', 'de'], 'es'],
    [['fr', 'it'], 'en'],
    [[''], 'en'],
    [['deu'], 'en'],
    [['den', 'es'], 'es'],
  ])('for %j is %s', (preferred, expected) => expect(chooseLanguage(preferred)).toBe(expected));
});

describe('what an organisation says', () => {
  it.each([
    ['Same for all.', 'de', 'Same for all.'],
    [{ en: 'a', de: 'b' }, 'de', 'b'],
    [{ en: 'a', de: 'b' }, 'es', 'a'],
    [{ en: 'a' }, 'en', 'a'],
  ] as const)('%j in %s', (text, language, expected) => expect(textIn(text, language)).toBe(expected));

  it.each([
    ['empty text', ''],
    ['text without end', 'x'.repeat(501)],
    ['no English', { de: 'b' }],
    ['an empty translation', { en: 'a', de: '' }],
    ['a language nobody speaks here', { en: 'a', fr: 'c' }],
    ['a number', 5],
    ['nothing', null],
  ])('is refused as %s', (_, text) => expect(localTextSchema.safeParse(text).success).toBe(false));
});
