import { describe, expect, it } from 'vitest';
import { allOf, judge, mustMask, observe, siteOf } from '../../../core/consent/redaction.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { all, rules, windowOf } from './redaction-scene.ts';

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
    expect(mustMask(windowOf({ appId, url: null }), bySite)).toBe(true);
  });

  it.each(['xterm', 'mousepad', 'operator-console', 'archive-manager', 'zenity'])('leaves %s alone', (appId) =>
    expect(judge(windowOf({ appId, url: null }), bySite)).toBe('record'),
  );

  it('judges a browser by its address where there is one', () => {
    expect(judge(windowOf({ appId: 'chromium', url: 'https://docs.example/' }), bySite)).toBe('record');
    expect(judge(windowOf({ appId: 'chromium', url: 'https://bank.example/' }), bySite)).toBe('exclude');
  });
});

describe('a window that the extension in its browser does not vouch for', () => {
  const untold = windowOf({ appId: 'chromium', url: null, isUntold: true });

  it('is left out by every rule by site, as one that may show that very site, also by those for known sites', () => {
    for (const only of [undefined, 'known-sites'] as const)
      expect(judge(untold, rules({ site: 'bank.example', effect: 'exclude', ...(only ? { only } : {}) }))).toBe(
        'exclude',
      );
    expect(judge(untold, rules({ title: '*bank*', effect: 'exclude' }))).toBe('record');
  });

  it('is left out where rules are about such windows, and no other is', () => {
    const private_ = rules({ app: '*', effect: 'exclude', only: 'untold' });
    expect(judge(untold, private_)).toBe('exclude');
    for (const change of [{ appId: 'chromium', url: null }, { url: 'https://one.example/' }, { appId: 'xterm' }])
      expect(judge(windowOf(change), private_)).toBe('record');
    const dialog = windowOf({ appId: 'chromium', title: 'Save', belongsTo: [untold] });
    expect(judge(dialog, private_)).toBe('exclude');
  });
});

describe('the path of a page', () => {
  const asked = { ...all, sitePaths: true };
  const path = (url: string | null, ...list: Parameters<typeof rules>) =>
    observe(windowOf({ url }), rules(...list), asked).path;

  it('is kept where the terms of websites ask for it, and query and fragment are not', () => {
    expect(path('https://www.example.com/orders/4711?secret=1#top')).toBe('/orders/4711');
    expect(path('https://www.example.com/')).toBeUndefined();
    expect(path('https://example.com/a/../b')).toBe('/b');
    expect(path(`https://example.com/${'x'.repeat(500)}`)).toHaveLength(200);
    for (const none of ['about:blank', 'file:///etc/hostname', 'view-source:https://example.com/a', null])
      expect(path(none)).toBeUndefined();
  });

  it('is not kept without that, without websites, and where a rule hides or leaves out', () => {
    const url = 'https://example.com/orders';
    expect(observe(windowOf({ url }), rules(), all)).not.toHaveProperty('path');
    expect(observe(windowOf({ url }), rules(), { ...asked, websites: null })).not.toHaveProperty('path');
    expect(path(url, { site: 'example.com', effect: 'hide-title' })).toBeUndefined();
    expect(path(url, { site: 'example.com', effect: 'exclude' })).toBeUndefined();
  });

  it('changes nothing of what rules by site say', () => {
    const bank = rules({ site: 'bank.example', effect: 'exclude' });
    expect(judge(windowOf({ url: 'https://bank.example/any/path' }), bank)).toBe('exclude');
    expect(judge(windowOf({ url: 'https://other.example/bank.example' }), bank)).toBe('record');
  });
});

describe('a window whose title may still be of the page before', () => {
  const bank = rules({ site: 'bank.example', effect: 'exclude' });
  const window = windowOf({ url: 'https://news.example/', urlsBefore: ['https://bank.example/'] });

  it('is judged by both, and recorded with the page that it shows', () => {
    expect(judge(window, bank)).toBe('exclude');
    expect(judge({ ...window, urlsBefore: [] }, bank)).toBe('record');
    expect(observe(window, rules({ site: 'other.example', effect: 'exclude' }), all).site).toBe('news.example');
    expect(observe(window, bank, all)).toMatchObject({ appId: null, title: null, site: null, withheld: 'rule' });
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
