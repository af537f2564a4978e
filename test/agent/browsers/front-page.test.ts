import { afterEach, describe, expect, it, vi } from 'vitest';
import { noWebsite } from '../../../agent/browsers/page-word.ts';
import { judge, parseRules } from '../../../core/consent/redaction.ts';
import { suggestionGroups, suggestionsOf } from '../../../core/consent/suggestions.ts';
import { unwrap } from '../../../core/result.ts';
import { browserPid, frontScene, saying, silent, windowOf } from './front-scene.ts';

afterEach(() => void vi.useRealTimers());

const suggested = unwrap(parseRules(suggestionGroups.flatMap((group) => suggestionsOf(group))));

describe('the page of the window in front', () => {
  it('is told with its title once both have been at rest, and not before', async () => {
    const scene = frontScene();
    scene.says = [saying(1, 'one.example')];
    scene.focus(windowOf(9, 'One'));
    await scene.pass(1_540);
    expect(scene.told()).toEqual([]);
    expect(scene.last()).toMatchObject({ title: 'One', url: null, isUntold: true });
    await scene.pass(20);
    expect(scene.last()).toEqual(windowOf(9, 'One', { url: 'https://one.example/' }));
    scene.focus(windowOf(3, 'term', { appId: 'xterm', pid: 7 }));
    scene.focus(windowOf(9, 'One'));
    await scene.pass(160);
    expect(scene.last()).toEqual(windowOf(9, 'One', { url: 'https://one.example/' }));
    expect(judge(windowOf(9, 'One', { url: 'https://one.example/' }), suggested)).toBe('record');
  });

  it('passes on every other window at once, and asks nobody', async () => {
    const scene = frontScene();
    const terminal = windowOf(3, 'term', { appId: 'xterm', pid: 7 });
    scene.focus(terminal);
    scene.front.take({ kind: 'none' }, 0);
    scene.focus(windowOf(4, 'Another browser', { pid: 41 }));
    expect(scene.readings).toHaveLength(3);
    expect(scene.readings[0]).toEqual({ kind: 'window', window: terminal });
    await scene.pass(60_000);
    expect(scene.asked).toBe(0);
  });

  it('changes with the tab of the same window as one: never a title with the page before or after it', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.focus(windowOf(9, 'Two'));
    await scene.pass(20);
    await scene.tell(saying(1, 'two.example'));
    await scene.pass(2_000);
    const pairs = scene.told().map(({ title, url }) => [title, url]);
    expect(pairs[0]).toEqual(['One', 'https://one.example/']);
    expect(pairs.slice(1).every((pair) => String(pair) === 'Two,https://two.example/')).toBe(true);
  });

  it('is never told with the title of the page before, which came so late that it could be of the next one', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    await scene.tell(saying(1, 'two.example'));
    await scene.pass(1_100);
    scene.focus(windowOf(9, 'Two'));
    await scene.pass(160);
    expect(scene.last()).toMatchObject({ title: 'Two', url: 'https://two.example/' });
    // A split view, or a tab: the page changes at once, and its title comes late too.
    await scene.tell(saying(1, 'one.example'));
    await scene.pass(1_100);
    scene.focus(windowOf(9, 'One'));
    await scene.pass(2_000);
    const pairs = scene.told().map(({ title, url }) => `${title} ${url}`);
    expect(new Set(pairs)).toEqual(new Set(['One https://one.example/', 'Two https://two.example/']));
    expect(scene.last()).toMatchObject({ title: 'One', url: 'https://one.example/' });
  });

  it('has none for a page that is no website', async () => {
    const scene = frontScene();
    await scene.settled(9, 'New Tab', saying(1, null));
    expect(scene.last()).toMatchObject({ title: 'New Tab', url: noWebsite });
    expect(
      judge(windowOf(9, 'New Tab', { url: noWebsite }), unwrap(parseRules([{ site: '*', effect: 'exclude' }]))),
    ).toBe('record');
  });

  it('is nobody’s word in a private window, which then counts as left out', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.says = [silent];
    scene.focus(windowOf(10, 'Symptoms of a rare illness'));
    await scene.pass(400);
    expect(scene.last()).toMatchObject({ handle: 10, url: null, isUntold: true });
    expect(judge(scene.last() ?? windowOf(10, ''), suggested)).toBe('exclude');
  });

  it('is not taken from a browser that still speaks of the window before', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    // Chromium goes on saying that its own window has the focus.
    scene.focus(windowOf(10, 'Private'));
    await scene.pass(60_000);
    expect(scene.last()).toMatchObject({ handle: 10, url: null, isUntold: true });
    // And the window that it is about is still that one.
    scene.focus(windowOf(9, 'One'));
    await scene.pass(400);
    expect(scene.last()).toMatchObject({ handle: 9, url: 'https://one.example/' });
  });

  it('is known of the right window where two profiles of one browser are asked', async () => {
    const scene = frontScene();
    scene.says = [silent, saying(2, 'two.example')];
    scene.focus(windowOf(11, 'Two'));
    await scene.pass(1_600);
    expect(scene.last()).toMatchObject({ url: 'https://two.example/' });
    // Both say so: which one is right is not known.
    scene.says = [saying(3, 'three.example'), saying(4, 'four.example')];
    scene.focus(windowOf(12, 'Three'));
    await scene.pass(400);
    expect(scene.last()).toMatchObject({ handle: 12, isUntold: true });
  });

  it('holds what is left out for as long as the title may still be of it', async () => {
    const scene = frontScene();
    await scene.settled(9, 'Account', saying(1, 'bank.example'));
    const rules = unwrap(parseRules([{ site: 'bank.example', effect: 'exclude' }]));
    // The next page has the focus, and the title is still the one of before.
    await scene.tell(saying(1, 'news.example'));
    await scene.pass(5_000);
    expect(scene.last()).toMatchObject({
      title: 'Account',
      url: 'https://news.example/',
      urlsBefore: ['https://bank.example/'],
    });
    expect(judge(scene.last() ?? windowOf(9, ''), rules)).toBe('exclude');
    scene.focus(windowOf(9, 'News'));
    await scene.pass(200);
    expect(scene.last()).toEqual(windowOf(9, 'News', { url: 'https://news.example/' }));
  });

  it('is held back where pages change one after another, also where the last title is read late', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    const before = scene.told().length;
    scene.focus(windowOf(9, 'Bank'));
    await scene.tell(saying(1, 'bank.example'));
    await scene.pass(100);
    await scene.tell(saying(1, 'news.example'));
    // The system tells of a title that changes once a second.
    await scene.pass(900);
    scene.focus(windowOf(9, 'News'));
    await scene.pass(2_000);
    const later = scene.told().slice(before);
    expect(new Set(later.map(({ title }) => title))).toEqual(new Set(['News']));
  });

  it('is not told with a title that the system has changed and not told yet', async () => {
    const scene = frontScene();
    await scene.settled(9, 'Account', saying(1, 'bank.example'));
    const before = scene.told().length;
    scene.titleNow = 'News';
    await scene.tell(saying(1, 'news.example'));
    await scene.pass(5_000);
    expect(
      scene
        .told()
        .slice(before)
        .map(({ title }) => title),
    ).toEqual(['News']);
    expect(scene.last()).toEqual(windowOf(9, 'News', { url: 'https://news.example/' }));
    // What it tells late is no news.
    scene.titleNow = null;
    scene.focus(windowOf(9, 'News'));
    await scene.pass(5_000);
    expect(scene.last()).toEqual(windowOf(9, 'News', { url: 'https://news.example/' }));
  });

  it('holds it too where a title was read before the page changed, until no other can follow', async () => {
    const scene = frontScene();
    await scene.settled(9, 'Account', saying(1, 'bank.example'));
    scene.focus(windowOf(9, 'News'));
    await scene.pass(40);
    await scene.tell(saying(1, 'news.example'));
    await scene.pass(200);
    expect(scene.last()).toMatchObject({ title: 'News', urlsBefore: ['https://bank.example/'] });
    await scene.pass(1_300);
    expect(scene.last()).toEqual(windowOf(9, 'News', { url: 'https://news.example/' }));
  });

  it('is not told while tabs change without rest, from the first change on', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    const before = scene.readings.length;
    for (let turn = 0; turn < 100; turn++) {
      const host = turn % 2 === 0 ? 'bank' : 'two';
      scene.focus(windowOf(9, host));
      await scene.tell(saying(1, `${host}.example`));
      await scene.pass(100);
    }
    const flipping = scene.readings.slice(before);
    expect(flipping.length).toBeGreaterThan(0);
    for (const reading of flipping) expect(reading).toMatchObject({ window: { isUntold: true, url: null } });
    const last = Date.now() - 100;
    await scene.pass(3_000);
    expect(scene.last()).toMatchObject({ title: 'two', url: 'https://two.example/' });
    expect(scene.since.at(-1)).toBe(last);
  });

  it('is not told by a browser that does not answer, and is as soon as it does', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.says = [null];
    scene.focus(windowOf(9, 'Two'));
    await scene.pass(200);
    expect(scene.last()).toMatchObject({ title: 'Two', url: null, isUntold: true });
    scene.says = [saying(1, 'two.example')];
    await scene.pass(1_900);
    expect(scene.last()).toMatchObject({ title: 'Two', url: 'https://two.example/' });
  });

  it('is not told while the extension is gone, also in a browser that is started anew, and is when it is back', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.isLinked = false;
    scene.front.onLinks(browserPid);
    expect(scene.last()).toMatchObject({ title: 'One', url: null, isUntold: true });
    scene.focus(windowOf(20, 'Private', { pid: 50 }));
    expect(scene.last()).toMatchObject({ title: 'Private', isUntold: true });
    scene.focus(windowOf(9, 'One'));
    scene.isLinked = true;
    scene.front.onLinks(null);
    await scene.pass(1_600);
    expect(scene.last()).toMatchObject({ title: 'One', url: 'https://one.example/' });
  });

  it('is not told with a title of before where the page changed while the extension was away', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.front.onLinks(browserPid);
    scene.focus(windowOf(9, 'Two'));
    scene.front.onLinks(null);
    // The title of the next page comes a second later than the page.
    await scene.tell(saying(1, 'three.example'));
    await scene.pass(1_000);
    scene.focus(windowOf(9, 'Three'));
    await scene.pass(2_000);
    const pairs = scene.told().map(({ title, url }) => `${title} ${url}`);
    expect(new Set(pairs)).toEqual(new Set(['One https://one.example/', 'Three https://three.example/']));
  });

  it('is joined with the window that was in front before the extension was there', async () => {
    const scene = frontScene();
    scene.isLinked = false;
    scene.focus(windowOf(9, 'One'));
    expect(scene.last()).toEqual(windowOf(9, 'One'));
    scene.isLinked = true;
    scene.says = [saying(1, 'one.example')];
    scene.front.onLinks(null);
    await scene.pass(1_600);
    expect(scene.last()).toMatchObject({ url: 'https://one.example/' });
  });

  it('is not joined with a title from before the extension’s first word, which may be of another page', async () => {
    const scene = frontScene();
    scene.says = [silent];
    scene.focus(windowOf(9, 'Account 4711'));
    await scene.pass(5_000);
    expect(scene.last()).toMatchObject({ isUntold: true });
    // The page has changed, the browser says so for the first time, and the title comes a second later.
    await scene.tell(saying(1, 'one.example'));
    await scene.pass(1_000);
    scene.focus(windowOf(9, 'One'));
    await scene.pass(2_000);
    expect(scene.last()).toEqual(windowOf(9, 'One', { url: 'https://one.example/' }));
    const told = scene.readings.flatMap((reading) => (reading.kind === 'window' ? [reading.window] : []));
    expect(told.filter(({ url, title }) => url !== null && title !== 'One')).toEqual([]);
  });

  it('holds for a dialog of the window, and not for one of a private window', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.says = [silent];
    scene.focus(windowOf(30, 'Save File', { belongsTo: [windowOf(9, 'One')] }));
    expect(scene.last()).toMatchObject({ title: 'Save File', url: 'https://one.example/' });
    scene.focus(windowOf(31, 'Save File', { belongsTo: [windowOf(10, 'Private')] }));
    await scene.pass(400);
    expect(scene.last()).toMatchObject({ handle: 31, isUntold: true });
  });

  it('costs nothing while nothing changes', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    const { asked } = scene;
    await scene.pass(3_600_000);
    expect(scene.asked).toBe(asked);
    scene.front.onWord(browserPid + 1, saying(7, 'other.example'));
    expect(vi.getTimerCount()).toBe(0);
  });
});
