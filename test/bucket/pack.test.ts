import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPack, writePack } from '../../bucket/pack.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const objects = [
  { name: 'chain/000000.json', bytes: bytes('{"link":"a\nb"}') },
  { name: 'activity/000000.ndjson.gz.age', bytes: Uint8Array.of(0, 10, 255, 0) },
  { name: 'chain/000001.json', bytes: bytes('') },
];
const pack = writePack(objects);
const headEnd = Buffer.from(pack).indexOf(0x0a, 'plainsight-pack/1\n'.length);
/** A pack whose head is another text. */
const withHead = (head: string, body: Uint8Array = pack.subarray(headEnd + 1)) =>
  Buffer.concat([bytes(`plainsight-pack/1\n${head}\n`), body]);
const plain = (read: Map<string, Uint8Array> | null) =>
  read === null ? null : [...read].map(([name, each]) => [name, Buffer.from(each).toString('hex')]);
const lines = (all: readonly { name: string; bytes: Uint8Array }[]) =>
  all.map((each) => [each.name, Buffer.from(each.bytes).toString('hex')]);

describe('a pack', () => {
  it('gives back the very bytes, in order', () => expect(plain(readPack(pack))).toEqual(lines(objects)));

  it('of nothing is empty', () => expect(readPack(writePack([]))).toEqual(new Map()));

  it('is read out of the middle of a buffer too', () => {
    const around = Buffer.concat([bytes('before'), pack, bytes('after')]);
    expect(plain(readPack(around.subarray(6, 6 + pack.length)))).toEqual(lines(objects));
  });

  it('gives back whatever was put into it', () => {
    const object = fc.record({
      name: fc.string({ unit: fc.constantFrom('a', '/', 'é', '"', '\\', '\n', '😀', '\0'), maxLength: 8 }),
      bytes: fc.uint8Array({ maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(object, { selector: ({ name }) => JSON.stringify(name), maxLength: 6 }), (all) => {
        expect(plain(readPack(writePack(all)))).toEqual(lines(all));
      }),
    );
  });
});

describe('what is no whole pack', () => {
  it('is refused wherever it was cut', () => {
    for (let length = 0; length < pack.length; length++) expect(readPack(pack.subarray(0, length))).toBeNull();
  });

  it('is refused with anything after it', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (more) => {
        expect(readPack(Buffer.concat([pack, more]))).toBeNull();
      }),
    ));

  it.each<[string, Uint8Array]>([
    ['no bytes', new Uint8Array()],
    ['another format', Buffer.concat([bytes('plainsight-pack/2'), pack.subarray(17)])],
    ['no head', bytes('plainsight-pack/1\n')],
    ['a head that does not end', bytes('plainsight-pack/1\n[]')],
    ['a head that is no JSON', withHead('[{')],
    ['a head that is no list', withHead('{}')],
    ['a name that is none', withHead('[{"name":1,"bytes":18}]')],
    ['no length', withHead('[{"name":"a"}]')],
    ['a length below zero', withHead('[{"name":"a","bytes":19},{"name":"b","bytes":-1}]')],
    ['half a byte', withHead('[{"name":"a","bytes":17.5},{"name":"b","bytes":0.5}]')],
    ['a length that is no number', withHead('[{"name":"a","bytes":"18"}]')],
    ['a length beyond any file', withHead('[{"name":"a","bytes":1e308}]')],
    ['a name twice', withHead('[{"name":"a","bytes":9},{"name":"a","bytes":9}]')],
    ['a name longer than any', withHead(`[{"name":"${'a'.repeat(201)}","bytes":18}]`)],
    ['one object less', withHead('[{"name":"a","bytes":17}]')],
    ['one more that is not there', withHead('[{"name":"a","bytes":18},{"name":"b","bytes":1}]')],
    ['a head larger than any', withHead(`[]${' '.repeat(5 * 1024 * 1024)}`, new Uint8Array())],
    [
      'more objects than any day has',
      withHead(
        JSON.stringify(Array.from({ length: 20_001 }, (_, at) => ({ name: `${at}`, bytes: 0 }))),
        new Uint8Array(),
      ),
    ],
  ])('is refused: %s', (_, file) => expect(readPack(file)).toBeNull());

  it('never gives bytes that are not in it, whatever was altered', () =>
    fc.assert(
      fc.property(fc.nat(pack.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Uint8Array.from(pack);
        altered[at] = (altered[at] ?? 0) ^ change;
        const read = readPack(altered);
        // A changed name or two lengths that still add up: hash and signature of each object are for that. The bytes stay those of the file.
        if (read !== null)
          expect(Buffer.concat([...read.values()])).toEqual(Buffer.from(altered.subarray(headEnd + 1)));
      }),
      { numRuns: 500 },
    ));

  it('is refused whenever one length of the head is another', () =>
    fc.assert(
      fc.property(fc.nat(objects.length - 1), fc.integer({ min: -20, max: 40 }), (which, by) => {
        fc.pre(by !== 0);
        const head = objects.map(({ name, bytes: own }, at) => ({ name, bytes: own.length + (at === which ? by : 0) }));
        expect(readPack(withHead(JSON.stringify(head)))).toBeNull();
      }),
    ));
});
