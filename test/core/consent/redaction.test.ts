import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allOf,
  type Judged,
  judge,
  matches,
  mustCover,
  observe,
  parseRules,
  siteOf,
} from '../../../core/consent/redaction.ts';
import { unwrap } from '../../../core/result.ts';
import { fits } from '../../../core/rules/pattern.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';
import { english, told } from '../../fixtures/problems.ts';

const rules = (...list: Rule[]) => unwrap(parseRules(list));
const windowOf = (change: Partial<Judged> = {}): Judged => ({
  appId: 'firefox',
  appName: 'Firefox',
  title: 'News',
  url: 'https://www.example.com/path?secret=1',
  ...change,
});
const all = { apps: grantFor('apps'), titles: grantFor('titles'), websites: grantFor('websites') };

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
    expect(mustCover(windowOf({ appId: 'keepassxc' }), someRule)).toBe(true);
    expect(mustCover(windowOf({ appId: 'unknown', appName: '' }), someRule)).toBe(true);
    expect(mustCover(windowOf(), someRule)).toBe(false);
  });
  it('leaves a nameless window alone where nothing is excluded', () => {
    expect(mustCover(windowOf({ appId: 'unknown' }), rules())).toBe(false);
    expect(mustCover(windowOf({ appId: 'unknown' }), rules({ app: 'x', effect: 'hide-title' }))).toBe(false);
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

describe('a rule by site where the system tells no address', () => {
  const bySite = rules({ site: 'bank.example', effect: 'exclude' });

  it.each([
    'chromium',
    'google-chrome',
    'firefox',
    'firefox-esr',
    'microsoft-edge',
    'msedge.exe',
    'org.gnome.epiphany',
    'opera',
  ])('takes %s as a whole: it may be showing that site', (appId) => {
    expect(judge(windowOf({ appId, url: null }), bySite)).toBe('exclude');
    expect(mustCover(windowOf({ appId, url: null }), bySite)).toBe(true);
  });

  it.each(['xterm', 'mousepad', 'operator-console', 'archive-manager', 'zenity'])('leaves %s alone', (appId) =>
    expect(judge(windowOf({ appId, url: null }), bySite)).toBe('record'),
  );

  it('judges a browser by its address where there is one', () => {
    expect(judge(windowOf({ appId: 'chromium', url: 'https://docs.example/' }), bySite)).toBe('record');
    expect(judge(windowOf({ appId: 'chromium', url: 'https://bank.example/' }), bySite)).toBe('exclude');
  });
});

describe('a narrowed rule', () => {
  it.each([
    ['chromium', true],
    ['firefox-esr', true],
    ['unknown', true],
    ['libreoffice-calc', false],
  ])('only for browsers, on %s: %s', (appId, fits) =>
    expect(judge(windowOf({ appId }), rules({ title: '*news*', effect: 'exclude', only: 'browsers' }))).toBe(
      fits ? 'exclude' : 'record',
    ),
  );

  it.each([
    ['https://bank.example/', 'exclude'],
    ['https://news.example/', 'record'],
    [null, 'record'],
  ])('only for known sites, on %s: %s', (url, verdict) =>
    expect(judge(windowOf({ url }), rules({ site: 'bank.example', effect: 'exclude', only: 'known-sites' }))).toBe(
      verdict,
    ),
  );

  it('loses nothing when sets are laid together', () => {
    const both = allOf(rules({ app: 'a', effect: 'exclude' }), rules({ app: 'b', effect: 'exclude' }));
    for (const appId of ['a', 'b']) expect(judge(windowOf({ appId }), both)).toBe('exclude');
    expect(both.rules).toHaveLength(2);
  });
});

describe('the site of an address', () => {
  it.each([
    [null, null],
    ['', null],
    ['example.com', null],
    ['https://example.com/a?b#c', 'example.com'],
    ['http://www.Example.COM', 'example.com'],
    ['https://www.example.com.', 'example.com'],
    ['https://sub.example.com:8443/x', 'sub.example.com'],
    ['https://me:secret@example.com/', 'example.com'],
    ['https://[::1]:8080/', '[::1]'],
    ['https://192.168.0.1/', '192.168.0.1'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['about:blank', null],
    ['file:///home/me/secret.txt', null],
    ['data:text/html,hello', null],
    ['javascript:alert(1)', null],
    ['chrome-extension://abc/x', null],
    ['https://', null],
    ['not a url', null],
  ])('%j is %j', (url, site) => expect(siteOf(url)).toBe(site));
});

describe('a long title', () => {
  const end = rules({ title: '*| postmirror*', effect: 'exclude' });
  const long = windowOf({ title: `${'a'.repeat(60_000)} | PostMirror - Chromium` });

  it('is judged as a whole, and cut when it is kept', () => {
    expect(judge(long, end)).toBe('exclude');
    const kept = observe(long, rules(), all);
    expect(kept.title).toBe('a'.repeat(512));
  });

  it('that was too long to be read whole could hold anything', () => {
    const cut = windowOf({ title: 'a'.repeat(60_000), isCut: true });
    expect(judge(cut, end)).toBe('exclude');
    expect(judge(cut, rules({ app: 'other', effect: 'hide-title' }))).toBe('hide-title');
    expect(judge(cut, rules())).toBe('record');
  });

  it('costs little: hundreds of patterns are looked for by the search of the engine', () => {
    const many = rules(
      ...Array.from({ length: 500 }, (_, index): Rule => ({ title: `*a${index}*b*`, effect: 'exclude' })),
    );
    expect(judge(long, many)).toBe('record');
  });
});
