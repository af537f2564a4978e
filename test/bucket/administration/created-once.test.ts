import { expect, test } from 'vitest';
import { keepsWhatIsCreated } from '../../../bucket/administration/created-once.ts';
import { ok } from '../../../core/result.ts';
import { MemoryStore, refused } from '../../fixtures/memory-store.ts';

test('a store that keeps what is created once is found to, each time', async () => {
  const store = new MemoryStore();
  for (let time = 0; time < 3; time++) expect(await keepsWhatIsCreated({ store, prefix: '' })).toEqual(ok(true));
  expect(store.objects.size).toBe(1);
});

test.each<[string, (store: MemoryStore) => MemoryStore['create']]>([
  ['replaces it and says so', (store) => (key, body) => store.put(key, body)],
  [
    'says that it is there, and replaces it',
    (store) => {
      const create = store.create.bind(store);
      return async (key, body) => {
        const created = await create(key, body);
        if (!created.ok) await store.put(key, body);
        return created;
      };
    },
  ],
])('a store is found out that %s', async (_, createOf) => {
  const store = new MemoryStore();
  store.create = createOf(store);
  expect(await keepsWhatIsCreated({ store, prefix: '' })).toEqual(ok(false));
});

test('a store that does not answer is no answer', async () => {
  const store = new MemoryStore();
  store.refuse = () => refused;
  expect(await keepsWhatIsCreated({ store, prefix: '' })).toMatchObject({ ok: false, problem: refused });
});
