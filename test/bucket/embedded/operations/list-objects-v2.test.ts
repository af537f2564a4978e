import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../../bucket/embedded/operations/list-objects-v2.ts';
import { listDocument, listPage } from '../../../../bucket/embedded/operations/list-objects-v2.ts';
import type { IndexedObject } from '../../../../bucket/embedded/storage/object-index.ts';
import { ObjectIndex } from '../../../../bucket/embedded/storage/object-index.ts';

const folder = mkdtempSync(join(tmpdir(), 'listing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

const everything: ListQuery = {
  prefix: '',
  delimiter: '',
  'start-after': '',
  'max-keys': 1000,
  'encoding-type': 'url',
};

function row(key: string): IndexedObject {
  const file = Buffer.from(key).toString('hex');
  return { key, file, bytes: 1, etag: 'e', crc32: '', sha256: '', modifiedAt: 0, contentType: '', metadata: {} };
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What S3 says a listing is, without any cleverness. */
function naive(keys: readonly string[], query: ListQuery): string[] {
  const found = new Set<string>();
  for (const key of [...keys].sort(byBytes)) {
    if (!key.startsWith(query.prefix) || (query['start-after'] !== '' && byBytes(key, query['start-after']) <= 0))
      continue;
    const at = query.delimiter === '' ? -1 : key.indexOf(query.delimiter, query.prefix.length);
    found.add(at < 0 ? `object ${key}` : `folder ${key.slice(0, at + query.delimiter.length)}`);
  }
  return [...found].sort(byBytes);
}

function indexOf(keys: readonly string[]): ObjectIndex {
  // A file: one that is called `:memory:` would be made in the folder that the tests run in.
  const index = new ObjectIndex(join(folder, `${++count}.sqlite`));
  index.createBucket('b', 0);
  for (const key of keys) index.put('b', row(key), undefined);
  // A neighbour whose objects must never show.
  index.put('a', { ...row('x'), file: 'neighbour' }, undefined);
  index.put('c', { ...row('x'), file: 'other neighbour' }, undefined);
  return index;
}

function allPages(index: ObjectIndex, query: ListQuery): { found: string[]; pages: number } {
  const found: string[] = [];
  let token: string | undefined;
  let pages = 0;
  do {
    const page = listPage((from, to) => index.range('b', from, to), { ...query, 'continuation-token': token });
    expect(page.objects.length + page.folders.length).toBeLessThanOrEqual(query['max-keys']);
    expect(page.objects.map((each) => each.key)).toEqual(page.objects.map((each) => each.key).sort(byBytes));
    found.push(...page.objects.map((each) => `object ${each.key}`), ...page.folders.map((each) => `folder ${each}`));
    token = page.next;
    pages += 1;
  } while (token !== undefined);
  return { found: found.sort(byBytes), pages };
}

const keyText = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', '/', '//', '.', ' ', 'ä', '🙂', '\uffff', '\u{10ffff}'),
    minLength: 1,
    maxLength: 8,
  }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => !text.includes('\0')),
);

describe('listPage', () => {
  it('agrees with the naive model, page by page, for any keys and any question', () => {
    const question = fc.record({
      keys: fc.uniqueArray(keyText, { maxLength: 30 }),
      prefix: fc.oneof(fc.constant(''), keyText),
      delimiter: fc.constantFrom('', '/', 'a', '//', 'ä'),
      'start-after': fc.oneof(fc.constant(''), keyText),
      'max-keys': fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(question, ({ keys, ...asked }) => {
        const index = indexOf(keys);
        const query = { ...everything, ...asked };
        expect(allPages(index, query).found).toEqual(naive(keys, query));
        index.close();
      }),
      { numRuns: 300 },
    );
  });

  it('looks at one object of each folder, however many it holds', () => {
    const keys = Array.from({ length: 3000 }, (_, i) => `people/${i % 3}/days/${i}`);
    const index = indexOf(keys);
    let read = 0;
    const page = listPage(
      function* (from, to) {
        for (const each of index.range('b', from, to)) {
          read += 1;
          yield each;
        }
      },
      { ...everything, prefix: 'people/', delimiter: '/' },
    );
    expect(page.folders).toEqual(['people/0/', 'people/1/', 'people/2/']);
    expect(read).toBe(3);
    index.close();
  });

  it('says that there is more only when there is', () => {
    const index = indexOf(['1', '2', '3', '4']);
    expect(allPages(index, { ...everything, 'max-keys': 2 }).pages).toBe(2);
    expect(allPages(index, { ...everything, 'max-keys': 3 }).pages).toBe(2);
    expect(allPages(index, { ...everything, 'max-keys': 4 }).pages).toBe(1);
    expect(listPage((from, to) => index.range('b', from, to), { ...everything, 'max-keys': 0 })).toEqual({
      objects: [],
      folders: [],
      next: undefined,
    });
    index.close();
  });

  it('escapes names in the document', () => {
    const page = { objects: [row('<&>"\'\u0001')], folders: ['a b+/'], next: undefined };
    expect(listDocument('b', { ...everything, 'encoding-type': undefined }, page)).toContain(
      '<Key>&lt;&amp;&gt;&quot;&apos;&#1;</Key>',
    );
    const encoded = listDocument('b', everything, page);
    expect(encoded).toContain('<Key>%3C%26%3E%22%27%01</Key>');
    expect(encoded).toContain('<Prefix>a%20b%2B/</Prefix>');
  });
});
