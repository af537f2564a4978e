import { afterEach, describe, expect, it, vi } from 'vitest';
import { frontScene, saying, windowOf } from './front-scene.ts';

afterEach(() => void vi.useRealTimers());

describe('windows on a picture', () => {
  it('have the page that they had in front for as long as they have its name, and every page of the last minute', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    await scene.settled(9, 'Two', saying(1, 'two.example'));
    scene.focus(windowOf(3, 'term', { appId: 'xterm', pid: 7 }));
    const described = (window = windowOf(9, 'Two')) => scene.pages.describe(window, scene.front.isCertain(window));
    expect(described()).toMatchObject({ url: 'https://two.example/', urlsBefore: ['https://one.example/'] });
    // Behind the terminal it went elsewhere.
    expect(described(windowOf(9, 'Elsewhere'))).toMatchObject({ url: null, isUntold: true });
    await scene.pass(61_000);
    expect(described()).toEqual(windowOf(9, 'Two', { url: 'https://two.example/' }));
  });

  it('are judged by the other half of a split view too, for a minute after it is gone', async () => {
    const scene = frontScene();
    const split = { ...saying(1, 'one.example'), beside: 'https://bank.example/' };
    await scene.settled(9, 'One', split);
    // The title is of the half that has the focus alone.
    expect(scene.last()).toEqual(windowOf(9, 'One', { url: 'https://one.example/' }));
    const described = () => scene.pages.describe(windowOf(9, 'One'), scene.front.isCertain(windowOf(9, 'One')));
    expect(described()).toMatchObject({ url: 'https://one.example/', urlsBefore: ['https://bank.example/'] });
    await scene.tell({ ...split, beside: 'https://news.example/' });
    expect(described()).toMatchObject({ isUntold: true });
    await scene.pass(400);
    expect(described().urlsBefore).toEqual(['https://bank.example/', 'https://news.example/']);
    await scene.tell(saying(1, 'one.example'));
    await scene.pass(61_000);
    expect(described()).toEqual(windowOf(9, 'One', { url: 'https://one.example/' }));
  });

  it('are not told where they never were in front with the extension’s word, such as private ones', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    const hidden = windowOf(10, 'One');
    expect(scene.front.concerns(hidden)).toBe(true);
    expect(scene.pages.describe(hidden, scene.front.isCertain(hidden))).toMatchObject({ isUntold: true });
    expect(scene.front.concerns(windowOf(3, 'term', { appId: 'xterm', pid: 7 }))).toBe(false);
  });

  it('are not told while the window in front has not come to rest', async () => {
    const scene = frontScene();
    await scene.settled(9, 'One', saying(1, 'one.example'));
    scene.focus(windowOf(9, 'Bank'));
    const window = windowOf(9, 'Bank');
    expect(scene.front.isCertain(window)).toBe(false);
    expect(scene.pages.describe(window, false)).toMatchObject({ isUntold: true });
    await scene.pass(400);
    expect(scene.front.isCertain(window)).toBe(true);
  });
});
