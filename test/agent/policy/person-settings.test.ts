import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSettings, writeSettings } from '../../../agent/policy/person-settings.ts';
import { personSettingsSchema } from '../../../core/consent/person-settings.ts';
import { unwrap } from '../../../core/result.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { english } from '../../fixtures/problems.ts';

const newPath = () => join(newFolder(), 'settings.json');
const defaults = personSettingsSchema.parse({});

it('without a file nothing was set, and what was written comes back', async () => {
  const path = newPath();
  expect(unwrap(readSettings(path))).toEqual(defaults);
  const own = { ...defaults, rules: [{ app: 'mine', effect: 'exclude' as const }], shotDetail: 'solid' as const };
  unwrap(await writeSettings(path, own));
  expect(unwrap(readSettings(path))).toEqual(own);
  expect(readFileSync(path, 'utf8')).toMatch(/\n$/);
});

it('a part of the settings is enough', () => {
  const path = newPath();
  writeFileSync(path, '{"language":"de"}');
  expect(unwrap(readSettings(path))).toEqual({ ...defaults, language: 'de' });
});

it.each([
  ['', 'settings-not-json', 'not JSON'],
  ['{"rules":[', 'settings-not-json', 'not JSON'],
  ['[]', 'settings-form', 'their form'],
  ['null', 'settings-form', 'their form'],
  ['{"rules":[],"more":1}', 'settings-unknown-field', 'more'],
  ['{"suggestedRules":false}', 'settings-earlier-version', 'withoutSuggestions'],
  ['{"withoutSuggestions":["games"]}', 'settings-broken', 'withoutSuggestions'],
  ['{"hours":[{"weekday":8,"spans":[]}]}', 'settings-broken', 'hours'],
  ['{"shotDetail":"clear"}', 'settings-broken', 'shotDetail'],
  ['{"shotNotice":"no"}', 'settings-broken', 'shotNotice'],
  ['{"language":"fr"}', 'settings-broken', 'language'],
  ['{"rules":{}}', 'rules-not-list', 'not a list|list of exclusion rules'],
  ['{"rules":[{"app":"/x/","effect":"exclude"}]}', 'rule-field-invalid', 'rule 1'],
])('settings of %j are a problem (%s) that names %s', (text, code, named) => {
  const path = newPath();
  writeFileSync(path, text);
  const read = readSettings(path);
  expect(read.ok ? '' : read.problem.code).toBe(code);
  expect(read.ok ? '' : english(read.problem).what).toMatch(new RegExp(named));
});

it('settings that cannot be read are a problem, never no settings', async () => {
  const path = newPath();
  mkdirSync(path);
  const read = readSettings(path);
  expect(read.ok ? '' : read.problem.code).toBe('settings-unreadable');
  expect((await writeSettings(path, defaults)).ok).toBe(false);
});
