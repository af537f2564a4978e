import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../../core/problem.ts';
import { fail, ok } from '../../../../core/result.ts';
import { PictureStore } from '../../../../renderer/parts/screenshots/picture-store.ts';

/** Blob addresses that are held now. */
const held = new Set<string>();
let made = 0;

beforeEach(() => {
  held.clear();
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made += 1;
    held.add(`blob:${made}`);
    return `blob:${made}`;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => {
    held.delete(url);
  });
});
afterEach(() => vi.restoreAllMocks());

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const picture = ok({ webp: btoa('picture') });

describe('a store of pictures', () => {
  it('asks once for each, keeps the last ones, and releases what falls out', async () => {
    const load = vi.fn(async () => picture);
    const store = new PictureStore(load, 2);
    await store.get('a');
    await store.get('b');
    await store.get('a');
    await store.get('c');
    await settled();
    expect(load).toHaveBeenCalledTimes(3);
    expect(held.size).toBe(2);
    await store.get('a');
    expect(load).toHaveBeenCalledTimes(3);
    await store.get('b');
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('releases all when it is closed, also what arrives afterwards', async () => {
    const answers: (() => void)[] = [];
    const store = new PictureStore(() => new Promise((resolve) => answers.push(() => resolve(picture))));
    const first = store.get('a');
    answers.shift()?.();
    await first;
    void store.get('b');
    store.close();
    for (const answer of answers) answer();
    await settled();
    expect(held.size).toBe(0);
  });

  it('asks for three at a time, and for nothing more once it is closed', async () => {
    const answers: (() => void)[] = [];
    const load = vi.fn(() => new Promise<typeof picture>((resolve) => answers.push(() => resolve(picture))));
    const store = new PictureStore(load);
    for (const id of ['a', 'b', 'c', 'd', 'e']) void store.get(id);
    expect(load).toHaveBeenCalledTimes(3);
    answers.shift()?.();
    await settled();
    expect(load).toHaveBeenCalledTimes(4);
    store.close();
    for (const answer of answers) answer();
    await settled();
    expect(load).toHaveBeenCalledTimes(4);
    expect(held.size).toBe(0);
  });

  it('asks again for one that failed', async () => {
    const answers = [fail(problem('store-unreachable', { host: 'store.example.org', why: 'ECONNREFUSED' })), picture];
    const store = new PictureStore(async () => answers.shift() ?? picture);
    expect((await store.get('a')).ok).toBe(false);
    expect((await store.get('a')).ok).toBe(true);
  });
});
