import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordIdSchema } from '../../../core/ids.ts';
import type { Project } from '../../../core/organisation/projects.ts';
import { mostRules } from '../../../core/rules/rule.ts';
import type { SeenWindow } from '../../../core/rules/window-test.ts';
import {
  lookedForSchema,
  type ProjectRule,
  projectOfRule,
  projectRuleSchema,
  projectRulesSchema,
  ruleFinder,
  withoutRuleOf,
  withRuleAt,
} from '../../../core/timesheet/project-rules.ts';

const bridge: Project = { id: 'bridge', name: 'Bridge' };
const id = (number: number) => recordIdSchema.parse(String(number).padStart(26, '0'));
const rule = (number: number, text: Partial<ProjectRule>): ProjectRule => ({
  id: id(number),
  project: bridge,
  ...text,
});
const seen = (change: Partial<SeenWindow> = {}): SeenWindow => ({
  appId: 'org.editor',
  appName: 'Editor',
  title: 'North Pier.dwg – Editor',
  site: 'docs.example.org',
  ...change,
});

describe('a rule that proposes a project', () => {
  it.each([
    ['an app by its name', { app: 'editor' }, true],
    ['an app by its id', { app: 'ORG.EDITOR' }, true],
    ['a part of an app', { app: 'edit' }, false],
    ['an app with a star', { app: 'edit*' }, true],
    ['words in the title, wherever they stand', { title: 'north pier' }, true],
    ['words in another writing', { title: 'ＮＯＲＴＨ PIER' }, true],
    ['words with a star between', { title: 'north*editor' }, true],
    ['words that are not there', { title: 'south pier' }, false],
    ['a website', { site: 'docs.example.org' }, true],
    ['a website and those below it', { site: '*.example.org' }, true],
    ['another website', { site: 'example.org' }, false],
    ['all of three', { app: 'Editor', title: 'pier', site: '*.example.org' }, true],
    ['two of three', { app: 'Editor', title: 'pier', site: 'example.com' }, false],
  ] as const)('matches %s: %s → %s', (_, text, isMatched) => {
    expect(ruleFinder([rule(1, text)])(seen()) !== null).toBe(isMatched);
  });

  it('matches nothing of what was withheld or is not known, even with a star', () => {
    const nothing = seen({ appId: null, appName: null, title: null, site: null });
    for (const text of [{ app: '*' }, { title: '*' }, { site: '*' }])
      expect(ruleFinder([rule(1, text)])(nothing)).toBeNull();
    // Rules of exclusion take a browser as a whole where its site is not known: these do not.
    const browser = seen({ appId: 'chromium', appName: 'Chromium', site: null });
    expect(ruleFinder([rule(1, { site: 'docs.example.org' })])(browser)).toBeNull();
  });

  it('is the first of the list that matches', () => {
    const some = fc.array(fc.constantFrom('edit*', 'editor', 'mail', '*', 'x'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(some, fc.constantFrom('Editor', 'Mail', 'x', 'y'), (apps, appName) => {
        const rules = apps.map((app, index) => rule(index, { app }));
        const window = seen({ appId: appName, appName });
        const alone = rules.find((each) => ruleFinder([each])(window) !== null) ?? null;
        expect(ruleFinder(rules)(window)).toBe(alone);
      }),
    );
  });

  it.each([
    ['nothing', {}],
    ['an empty text', { app: '' }],
    ['a space at its end', { title: 'pier ' }],
    ['more than 200 characters', { title: 'a'.repeat(201) }],
    ['a control character', { app: 'a\u0007' }],
    ['a regular expression', { title: '/pier/i' }],
    ['an address', { site: 'https://example.org/a' }],
  ])('takes no rule with %s', (_, text) => {
    expect(lookedForSchema.safeParse(text).success).toBe(false);
    expect(projectRuleSchema.safeParse({ id: id(1), project: bridge, ...text }).success).toBe(false);
  });

  it('judges 500 rules by titles of 64 KiB, each text once', () => {
    const rules = Array.from({ length: mostRules }, (_, index) => rule(index, { title: `word ${index}*ß?` }));
    const titles = ['a'.repeat(65_536), 'word '.repeat(13_107), 'ß'.repeat(65_536), `${'word 499 '.repeat(7_000)}ßx`];
    const find = ruleFinder(rules.map((each) => ({ ...each, title: each.title?.replace('*ß?', '') })));
    expect(titles.map((title) => find(seen({ title }))?.id ?? null)).toEqual([null, null, null, id(4)]);
    // The same window again is known.
    expect(titles.map((title) => find(seen({ title }))?.id ?? null)).toEqual([null, null, null, id(4)]);
  });
});

describe('the list of rules', () => {
  it('keeps every rule once, in the order in which they were put', () => {
    const step = fc.record({ number: fc.integer({ min: 0, max: 8 }), place: fc.integer({ min: 0, max: 12 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let rules: ProjectRule[] = [];
        for (const { number, place } of steps) {
          const others = rules.filter((each) => each.id !== id(number));
          rules = withRuleAt(rules, rule(number, { app: 'a' }), place);
          expect(rules.findIndex((each) => each.id === id(number))).toBe(Math.min(place, others.length));
          expect(withoutRuleOf(rules, id(number))).toEqual(others);
        }
        expect(projectRulesSchema.safeParse({ format: 'plainsight-own-rules/1', rules }).success).toBe(true);
      }),
    );
  });

  it('holds 500 rules and no more, and none twice', () => {
    const many = Array.from({ length: mostRules + 1 }, (_, index) => rule(index, { app: 'a' }));
    const parses = (rules: unknown) =>
      projectRulesSchema.safeParse({ format: 'plainsight-own-rules/1', rules }).success;
    expect([parses(many.slice(1)), parses(many), parses([many[0], many[0]])]).toEqual([true, false, false]);
  });

  it('proposes a project by the name that the list has now, and none that is gone from it', () => {
    const listed = [
      { id: 'bridge', name: 'Bridge, north', ended: null },
      { id: 'old', name: 'Old', ended: '2026-06-01' as never },
    ];
    const of = (project: Project) => projectOfRule(listed, { project }, '2026-06-02');
    expect(of(bridge)).toEqual({ id: 'bridge', name: 'Bridge, north' });
    expect(of({ id: 'old', name: 'Old' })).toBeNull();
    expect(of({ id: 'never', name: 'Never' })).toBeNull();
    expect(of({ id: null, name: 'Mine' })).toBeNull();
    expect(projectOfRule([], { project: { id: null, name: 'Mine' } }, '2026-06-02')?.name).toBe('Mine');
  });
});
