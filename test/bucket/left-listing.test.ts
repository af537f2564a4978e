import { describe, expect, it } from 'vitest';
import { requestsFolder, viewKey, viewsFolder } from '../../bucket/layout.ts';
import { listLeft } from '../../bucket/left-listing.ts';
import { recordIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import { MemoryStore, refused } from '../fixtures/memory-store.ts';
import { personId } from '../fixtures/organisation/fake-viewers.ts';
import { codeOf } from './contract.ts';

const person = personId(1);
const folder = viewsFolder('', person);
const viewer = (letter: string) => viewerIdSchema.parse(letter.repeat(26));

function storeWith(counts: Readonly<Record<string, number>>): MemoryStore {
  const store = new MemoryStore();
  for (const [letter, count] of Object.entries(counts))
    for (let at = 0; at < count; at += 1) {
      const id = recordIdSchema.parse(String(at).padStart(26, '0'));
      store.objects.set(viewKey('', person, viewer(letter), id), new Uint8Array(1));
    }
  return store;
}

describe('what viewers left with a person', () => {
  it('is one listing where there is room for it, with what lies in nobody’s folder', async () => {
    const store = storeWith({ a: 2, b: 3 });
    store.objects.set(`${folder}stray`, new Uint8Array(1));
    const { objects, overfull } = unwrap(await listLeft(store, folder, 6));
    expect([objects.length, overfull, store.calls.length]).toEqual([6, [], 1]);
  });

  it('is each viewer’s own listing where it is more, without those who left too many', async () => {
    const store = storeWith({ a: 2, b: 7, c: 6 });
    store.objects.set(`${folder}stray`, new Uint8Array(1));
    const { objects, overfull } = unwrap(await listLeft(store, folder, 6));
    expect(new Set(objects.map(({ key }) => key.split('/')[3]?.[0]))).toEqual(new Set(['a', 'c']));
    expect([objects.length, overfull]).toEqual([8, [viewer('b')]]);
  });

  it('is a problem where the bucket does not answer for a folder', async () => {
    const store = storeWith({ a: 4, b: 4 });
    store.refuse = (_, key) => (key.startsWith(`${folder}a`) ? refused : null);
    expect(codeOf(await listLeft(store, folder, 6))).toBe('store-refused');
    store.refuse = () => refused;
    expect(codeOf(await listLeft(store, requestsFolder('', person), 6))).toBe('store-refused');
  });
});
