import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keysApart } from '../../bucket/keys-apart.ts';
import { unwrap } from '../../core/result.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';
import { codeOf } from './contract.ts';

const name = fc
  .tuple(
    fc.constantFrom('', 'office/', 'offices/'),
    fc.constantFrom('days', 'days-keys', 'shot-keys', 'shot-keysx', 'people', 'shot-key'),
    fc.constantFrom('a', 'b', 'days-keys'),
  )
  .map(([prefix, folder, rest]) => `${prefix}${folder}/${rest}/x`);
const names = fc.uniqueArray(name, { maxLength: 12 });
const prefix = fc.constantFrom('', 'office/');
const asked = fc.constantFrom(
  ...['', 'o', 'office/', 'office/days-keys', 'office/days-keys/', 'days-keys/', 'days-key', 'days/', 'shot-keys/a/'],
);

it('is one bucket to whoever lists, reads and writes, and each key of a day lies in the one and in no other', () =>
  fc.assert(
    fc.asyncProperty(prefix, names, asked, async (of, all, where) => {
      const [content, keys, plain] = [new MemoryStore(), new MemoryStore(), new MemoryStore()];
      const apart = keysApart(content, keys, of);
      for (const key of all) for (const store of [apart, plain]) unwrap(await store.put(key, Buffer.from(`of ${key}`)));
      for (const key of all) {
        expect(Buffer.from(unwrap(await apart.get(key))).toString()).toBe(`of ${key}`);
        expect(codeOf(await apart.create(key, Buffer.from('again')))).toBe('object-exists');
        expect([content.objects.has(key), keys.objects.has(key)]).toEqual(
          [`${of}days-keys/`, `${of}shot-keys/`].some((each) => key.startsWith(each)) ? [false, true] : [true, false],
        );
      }
      const keysOf = async (store: Pick<MemoryStore, 'list'>) => unwrap(await store.list(where)).map(({ key }) => key);
      expect(await keysOf(apart)).toEqual(await keysOf(plain));
      expect(unwrap(await apart.listFolders(where))).toEqual(unwrap(await plain.listFolders(where)));
    }),
  ));

it('takes no key of a day from the other bucket, nor anything else from that of keys', async () => {
  const [content, keys] = [new MemoryStore(), new MemoryStore()];
  content.objects.set('shot-keys/a/x', Buffer.from('planted'));
  keys.objects.set('days/a/x', Buffer.from('planted'));
  const apart = keysApart(content, keys, '');
  expect(codeOf(await apart.get('shot-keys/a/x'))).toBe('object-missing');
  expect(codeOf(await apart.get('days/a/x'))).toBe('object-missing');
  expect(unwrap(await apart.list(''))).toEqual([]);
  expect(unwrap(await apart.listFolders(''))).toEqual([]);
});

it('is not empty where one of the two does not answer', async () => {
  for (const silent of [0, 1]) {
    const stores = [new MemoryStore(), new MemoryStore()] as const;
    stores[silent === 0 ? 0 : 1].refuse = () => unreachable;
    const apart = keysApart(stores[0], stores[1], '');
    expect(codeOf(await apart.list(''))).toBe('store-unreachable');
    expect(codeOf(await apart.listFolders(''))).toBe('store-unreachable');
  }
});
