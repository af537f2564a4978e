import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, matches, mustMask, observe, parseRules } from '../../../core/consent/redaction.ts';
import { unwrap } from '../../../core/result.ts';
import { fits } from '../../../core/rules/pattern.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';
import { english, told } from '../../fixtures/problems.ts';
import { all, rules, windowOf } from './redaction-scene.ts';

/** The definition, without care for time. */
function naive(p: readonly string[], t: readonly string[]): boolean {
  if (p.length === 0) return t.length === 0;
  if (p[0] === '*') return naive(p.slice(1), t) || (t.length > 0 && naive(p, t.slice(1)));
  return t.length > 0 && (p[0] === '?' || p[0] === t[0]) && naive(p.slice(1), t.slice(1));
}

describe('matching', () => {
  it('agrees with the definition', () => {
    const letters = (chars: string) => fc.array(fc.constantFrom(...chars), { maxLength: 9 });
    fc.assert(
      fc.property(letters('ab*?'), letters('ab'), (pattern, text) => {
        expect(fits(pattern, text)).toBe(naive(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes at most pattern times text steps on the worst of inputs', () => {
    let looks = 0;
    const counting = (text: string) =>
      new Proxy([...text], {
        get: (target, key, receiver) => {
          if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
          return Reflect.get(target, key, receiver);
        },
      });
    const pattern = `${'*a'.repeat(60)}b`;
    const text = 'a'.repeat(1_000);
    expect(fits(counting(pattern), counting(text))).toBe(false);
    // A step looks at a handful of characters.
    expect(looks).toBeLessThan(8 * pattern.length * text.length);
    const short = looks;
    looks = 0;
    fits(counting(pattern), counting('a'.repeat(2_000)));
    expect(looks).toBeLessThan(2.2 * short);
  });

  it.each([
    ['*keepass*', 'KeePassXC', true],
    ['KEEPASS', 'keepass', true],
    ['keepass', 'keepassxc', false],
    ['?', 'ab', false],
    ['a?c', 'abc', true],
    ['*', '', true],
    ['ｋｅｅｐａｓｓ', 'keepass', true],
    ['keepass', 'ＫＥＥＰＡＳＳ', true],
    ['*ﬁnance*', 'Finance', true],
    ['straße', 'STRASSE', true],
    ['*ΟΔΟΣ*', 'οδοςα', true],
    ['*οδός*', 'ΟΔΌΣ', true],
    ['*private*', 'pri\u200bvate', true],
    ['*private*', '\u200ePrivate\u200f window', true],
    ['caf\u00e9', 'cafe\u0301', true],
    ['a?b', 'a😀b', true],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
  ])('%j on %j: %s', (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));
});

describe('rules', () => {
  const exclude = (change: object) => [{ effect: 'exclude', ...change }];

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', '*keepass*'],
    ['an object', {}],
    ['a number', 7],
    ['a list in a list', [[]]],
    ['a rule that is text', ['*keepass*']],
    ['a rule that is null', [null]],
    ['no effect', [{ app: 'a' }]],
    ['an unknown effect', [{ app: 'a', effect: 'blur' }]],
    ['an effect in capitals', [{ app: 'a', effect: 'EXCLUDE' }]],
    ['names nothing', exclude({})],
    ['app undefined', exclude({ app: undefined })],
    ['app null', exclude({ app: null })],
    ['app a number', exclude({ app: 1 })],
    ['app a list', exclude({ app: ['a'] })],
    ['app empty', exclude({ app: '' })],
    ['app a space', exclude({ app: ' ' })],
    ['app after a space', exclude({ app: ' keepass' })],
    ['app before a space', exclude({ app: 'keepass ' })],
    ['app before a no-break space', exclude({ app: 'keepass\u00a0' })],
    ['app invisible', exclude({ app: '\u200b\u200d' })],
    ['app with a line end', exclude({ app: 'a\nb' })],
    ['app with a zero byte', exclude({ app: 'a\0' })],
    ['app with half a surrogate', exclude({ app: 'a\ud800' })],
    ['app too long', exclude({ app: 'a'.repeat(201) })],
    ['title a regular expression', exclude({ title: '/secret.*/' })],
    ['title a regular expression with flags', exclude({ title: '/secret/i' })],
    ['title empty', exclude({ title: '' })],
    [
      'one good, one bad',
      [
        { app: 'a', effect: 'exclude' },
        { app: '', effect: 'exclude' },
      ],
    ],
    ['a misspelt field', exclude({ apps: 'a' })],
    ['a misspelt field beside a good one', exclude({ app: 'a', titel: 'b' })],
    ['site a whole address', exclude({ site: 'https://example.com' })],
    ['site with a path', exclude({ site: 'example.com/private' })],
    ['site with a port', exclude({ site: 'example.com:8080' })],
    ['site with a user', exclude({ site: 'me@example.com' })],
    ['site with a space', exclude({ site: 'example com' })],
    ['site with a star beside an umlaut', exclude({ site: '*bücher.de' })],
    ['an unknown scope', exclude({ title: 'a', only: 'chats' })],
    ['for known sites, and names none', exclude({ title: 'a', only: 'known-sites' })],
    ['too many', Array.from({ length: 501 }, () => ({ app: 'a', effect: 'exclude' }))],
  ])('are refused as a whole: %s', (_, input) => {
    const parsed = parseRules(input);
    expect(parsed.ok).toBe(false);
    expect(told(parsed)).toMatchObject({
      code: expect.stringMatching(/^rule(s-not-list|-invalid|-field-invalid)$/),
      what: expect.stringMatching(/rule/),
    });
  });

  it('name the rule and the field that cannot be understood', () => {
    const parsed = parseRules([
      { app: 'a', effect: 'exclude' },
      { title: '', effect: 'exclude' },
    ]);
    expect(parsed.ok ? '' : english(parsed.problem).what).toContain('Exclusion rule 2 (title)');
  });

  it('are taken when there are none', () => expect(unwrap(parseRules([])).rules).toEqual([]));

  it('never throw, whatever they are given', () =>
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(typeof parseRules(input).ok).toBe('boolean');
      }),
    ));
});

describe('judging', () => {
  it('takes the strictest of all rules that fit', () => {
    const both = rules({ app: 'firefox', effect: 'hide-title' }, { title: 'News', effect: 'exclude' });
    expect(judge(windowOf(), both)).toBe('exclude');
    expect(judge(windowOf({ title: 'Weather' }), both)).toBe('hide-title');
  });

  it('needs every field of a rule to fit', () => {
    const narrow = rules({ app: 'firefox', title: 'Bank*', effect: 'exclude' });
    expect(judge(windowOf(), narrow)).toBe('record');
    expect(judge(windowOf({ title: 'Bank of X' }), narrow)).toBe('exclude');
  });

  it.each([
    ['example.com', 'https://example.com/', true],
    ['www.example.com', 'https://example.com/', true],
    ['example.com', 'https://www.example.com/a', true],
    ['example.com.', 'https://example.com/', true],
    ['example.com', 'https://example.com./', true],
    ['EXAMPLE.com', 'https://example.COM/', true],
    ['*.example.com', 'https://a.b.example.com/', true],
    ['*.example.com', 'https://example.com/', true],
    ['*.example.com', 'https://notexample.com/', false],
    ['example.com', 'https://example.com.evil.net/', false],
    ['bücher.example', 'https://bücher.example/', true],
    ['*.bücher.example', 'https://shop.bücher.example/', true],
    ['xn--bcher-kva.example', 'https://bücher.example/', true],
    ['example.com', 'https://me:pw@example.com:8443/', true],
    ['example.com', 'file:///example.com', false],
  ])('the site %s on %s: %s', (site, url, fitsSite) =>
    expect(judge(windowOf({ url }), rules({ site, effect: 'exclude' }))).toBe(fitsSite ? 'exclude' : 'record'),
  );
});

describe('covering', () => {
  const someRule = rules({ app: 'keepass*', effect: 'exclude' });
  it('covers what is excluded, and what has no name once anything is', () => {
    expect(mustMask(windowOf({ appId: 'keepassxc' }), someRule)).toBe(true);
    expect(mustMask(windowOf({ appId: 'unknown', appName: '' }), someRule)).toBe(true);
    expect(mustMask(windowOf(), someRule)).toBe(false);
  });
  it('leaves a nameless window alone where nothing is excluded', () => {
    expect(mustMask(windowOf({ appId: 'unknown' }), rules())).toBe(false);
    expect(mustMask(windowOf({ appId: 'unknown' }), rules({ app: 'x', effect: 'hide-title' }))).toBe(false);
  });
});

describe('observing', () => {
  it('keeps what was granted and no rule forbids', () =>
    expect(observe(windowOf(), rules(), all)).toEqual({
      appId: 'firefox',
      appName: 'Firefox',
      title: 'News',
      site: 'example.com',
      withheld: null,
    }));

  it('leaves no mark of a purpose that was refused', () =>
    expect(observe(windowOf(), rules(), { ...all, titles: null, websites: null })).toMatchObject({
      title: null,
      site: null,
      withheld: null,
    }));

  it('keeps nothing of an excluded window', () =>
    expect(observe(windowOf(), rules({ app: 'firefox', effect: 'exclude' }), all)).toEqual({
      appId: null,
      appName: null,
      title: null,
      site: null,
      withheld: 'rule',
    }));

  it('keeps only the program where the title is hidden', () =>
    expect(observe(windowOf(), rules({ app: 'firefox', effect: 'hide-title' }), all)).toMatchObject({
      appId: 'firefox',
      title: null,
      site: null,
      withheld: 'rule',
    }));

  it('demands a grant for each', () => {
    const forged = { ...grantFor('apps') };
    expect(() => observe(windowOf(), rules(), { ...all, apps: forged })).toThrow('no leave');
    expect(() => observe(windowOf(), rules(), { ...all, titles: { ...grantFor('titles') } })).toThrow('no leave');
    expect(() => observe(windowOf(), rules(), { ...all, websites: { ...grantFor('websites') } })).toThrow('no leave');
  });
});
