import { afterEach, describe, expect, it, vi } from 'vitest';
import { frontScene, saying, silent, windowOf } from './front-scene.ts';

afterEach(() => void vi.useRealTimers());

describe('since when a page is told', () => {
  it('counts from its own change on where the title stays the same, and not from the title’s', async () => {
    const scene = frontScene();
    await scene.settled(9, 'Sign in', saying(1, 'one.example'));
    const from = scene.readings.length;
    await scene.pass(60_000);
    await scene.tell(saying(1, 'two.example'));
    const changed = Date.now();
    expect(scene.last()).toMatchObject({ title: 'Sign in', isUntold: true });
    await scene.pass(3_000);
    expect(scene.last()).toMatchObject({ title: 'Sign in', url: 'https://two.example/' });
    expect(new Set(scene.since.slice(from))).toEqual(new Set([changed]));
  });

  it('counts from the answer on where nobody vouched for the time before it', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.says = [silent];
    scene.focus(windowOf(9, 'Sign in'));
    await scene.pass(1_000);
    scene.says = [saying(1, 'one.example')];
    const [from, answers] = [scene.readings.length, Date.now()];
    await scene.pass(2_000);
    expect(scene.last()).toMatchObject({ title: 'Sign in', url: 'https://one.example/' });
    for (const since of scene.since.slice(from)) expect(since).toBeGreaterThanOrEqual(answers);
  });

  it('counts from when the extension is back, and not from the moment at which the window came', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    await scene.pass(60_000);
    scene.isLinked = false;
    scene.front.onLinks(null);
    const gone = Date.now();
    expect(scene.since.at(-1)).toBe(gone);
    await scene.pass(5_000);
    scene.isLinked = true;
    scene.front.onLinks(null);
    await scene.pass(2_000);
    expect(scene.last()).toMatchObject({ url: 'https://one.example/' });
    expect(scene.since.at(-1)).toBe(gone + 5_000);
  });

  it('is asked of the system where pages follow each other, so that a late title is not told with the next page', async () => {
    const scene = frontScene();
    await scene.settled(9, 'Two', saying(1, 'two.example'));
    await scene.pass(60_000);
    const from = scene.readings.length;
    await scene.tell(saying(1, 'one.example'));
    await scene.pass(100);
    await scene.tell(saying(1, 'two.example'));
    await scene.pass(50);
    scene.titleNow = 'Two';
    scene.focus(windowOf(9, 'One'));
    await scene.pass(3_000);
    expect(scene.last()).toMatchObject({ title: 'Two', url: 'https://two.example/' });
    const told = scene.readings.slice(from).map((each) => (each.kind === 'window' ? each.window : null));
    expect(told.filter((each) => each?.title === 'One' && each.url !== null)).toEqual([]);
  });
});
