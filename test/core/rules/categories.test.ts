import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Category, categoriesSchema, categoriser } from '../../../core/rules/categories.ts';
import type { SeenWindow } from '../../../core/rules/window-test.ts';

const named = (id: string, ...match: Category['match']): Category => ({ id, name: { en: id }, match });
const shown = (change: Partial<SeenWindow> = {}): SeenWindow => ({
  ...{ appId: 'org.mozilla.firefox', appName: 'Firefox', title: 'Invoice 17', site: 'mail.example.com' },
  ...change,
});
const nothing: SeenWindow = { appId: null, appName: null, title: null, site: null };

describe('a category', () => {
  it.each<[string, Category['match'], Partial<SeenWindow>, boolean]>([
    ['an app by its id', [{ app: 'org.mozilla.*' }], {}, true],
    ['an app by its name, whatever the case', [{ app: 'FIREFOX' }], {}, true],
    ['another app', [{ app: 'fire' }], {}, false],
    ['a title', [{ title: 'invoice ??' }], {}, true],
    ['a title with one character more', [{ title: 'invoice ?' }], {}, false],
    ['a site', [{ site: 'mail.example.com' }], {}, true],
    ['a site with those below it', [{ site: '*.example.com' }], {}, true],
    ['the site itself of those below it', [{ site: '*.example.com' }], { site: 'example.com' }, true],
    ['a site that only ends so', [{ site: '*.example.com' }], { site: 'badexample.com' }, false],
    ['a site written with www.', [{ site: 'www.example.com' }], { site: 'example.com' }, true],
    ['all that it names', [{ app: 'firefox', site: '*.example.com' }], {}, true],
    ['only some of what it names', [{ app: 'firefox', site: 'example.org' }], {}, false],
    ['any of several', [{ app: 'chrome' }, { title: 'Invoice*' }], {}, true],
    ['a title that is not recorded', [{ title: '*' }], { title: null }, false],
    ['a site of a window that has none', [{ site: '*' }], { site: null }, false],
    ['an app without a name', [{ app: 'org.mozilla.firefox' }], { appName: null }, true],
    ['letters that mean the same', [{ app: 'ＦＩＲＥＦＯＸ' }], {}, true],
  ])('holds %s: %#', (_, match, change, holds) =>
    expect(categoriser([named('it', ...match)])(shown(change))).toBe(holds ? 'it' : null),
  );

  it('is the first that fits', () => {
    const of = categoriser([named('a', { app: 'chrome' }), named('b', { app: '*' }), named('c', { app: 'firefox' })]);
    expect(of(shown())).toBe('b');
    expect(of(shown({ appId: 'chrome', appName: 'Chrome' }))).toBe('a');
  });

  it('is none of what a rule withheld, nor where there are none', () => {
    expect(categoriser([named('a', { app: '*' }, { title: '*' }, { site: '*' })])(nothing)).toBeNull();
    expect(categoriser([])(shown())).toBeNull();
  });

  it('is the same each time that it is asked for, however windows follow each other', () => {
    const text = fc.option(fc.constantFrom('mail', 'code', 'Mail', 'm', ''));
    const window = fc.record({ appId: text, appName: text, title: text, site: text });
    const pattern = fc.constantFrom('m*', 'code', '?', '*');
    const match = fc.oneof(fc.record({ app: pattern }), fc.record({ title: pattern, site: pattern }));
    const categories = fc.array(match, { maxLength: 4 }).map((all) => all.map((each, at) => named(`c${at}`, each)));
    fc.assert(
      fc.property(categories, fc.array(window), (known, windows) => {
        const of = categoriser(known);
        for (const each of [...windows, ...windows]) expect(of(each)).toBe(categoriser(known)(each));
      }),
    );
  });
});

describe('the categories of an organisation', () => {
  const good = named('a', { app: 'x' });
  it('parse', () => expect(categoriesSchema.parse([good, named('b-2', { title: 'y', site: 'z' })])).toHaveLength(2));

  it.each<[string, unknown]>([
    ['no list', {}],
    ['an id twice', [good, good]],
    ['an id with capitals', [{ ...good, id: 'A' }]],
    ['an id that is the mark of the rest', [{ ...good, id: '*' }]],
    ['no id', [{ ...good, id: '' }]],
    ['an id of 51 letters', [{ ...good, id: 'a'.repeat(51) }]],
    ['no name', [{ ...good, name: undefined }]],
    ['nothing that fits', [{ ...good, match: [] }]],
    ['a match of nothing', [{ ...good, match: [{}] }]],
    ['an empty pattern', [{ ...good, match: [{ app: '' }] }]],
    ['a pattern that begins with a space', [{ ...good, match: [{ app: ' x' }] }]],
    ['a pattern of 201 letters', [{ ...good, match: [{ app: 'x'.repeat(201) }] }]],
    ['a score', [{ ...good, isProductive: true }]],
    ['a match by something else', [{ ...good, match: [{ url: 'x' }] }]],
    ['more than fifty', Array.from({ length: 51 }, (_, at) => ({ ...good, id: `c${at}` }))],
  ])('are refused with %s', (_, input) => expect(categoriesSchema.safeParse(input).success).toBe(false));
});
