import { expect, it } from 'vitest';
import { appName } from '../../../renderer/parts/state-words.ts';
import { inLanguage } from '../fixtures/in-language.ts';

it('calls an app by its name, and says in the reader’s language that there is none, or that a rule withholds it', () => {
  expect([appName('editor', 'Editor'), appName('editor', null)]).toEqual(['Editor', 'editor']);
  expect([appName('unknown', 'unknown'), appName(null, null)]).toEqual(['Unknown program', 'Withheld']);
  inLanguage('de', () => expect(appName('unknown', 'unknown')).toBe('Unbekanntes Programm'));
});
