import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, type Link, readLink, writeLink } from '../../../core/day/chain.ts';
import { daySchema, deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import { newSigningPair, signerOf } from '../../../seal/signing.ts';
import {
  checked,
  entryOf,
  faultsOf,
  linkFile,
  linkOf,
  type StoredDay,
  sign,
  storedDay,
  verify,
} from '../../fixtures/day/chains.ts';

describe('a link', () => {
  it('comes back from its file as it was signed', () => {
    const link = linkOf({
      seq: 3,
      previous: 'a'.repeat(64),
      entries: [entryOf('shots/a.webp.age', new Uint8Array(3))],
    });
    expect(readLink(writeLink(link, sign), verify)).toEqual({ link });
  });

  it('is not taken from another device', () =>
    expect(readLink(writeLink(linkOf({}), signerOf(newSigningPair().privateKey)), verify)).toEqual({
      fault: 'bad-signature',
    }));

  it('is found altered in any bit, wherever it is', () => {
    const file = writeLink(linkOf({ entries: [entryOf('shots/a.webp.age', new Uint8Array(3))] }), sign);
    for (let at = 0; at < file.length; at++)
      for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
        const altered = Uint8Array.from(file);
        altered[at] = (altered[at] ?? 0) ^ bit;
        expect(readLink(altered, verify), `byte ${at} bit ${bit}`).toHaveProperty('fault');
      }
  });

  const good = JSON.parse(new TextDecoder().decode(writeLink(linkOf({}), sign)));
  it.each<[string, string]>([
    ['empty', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['without a signature', JSON.stringify({ link: good.link })],
    ['with something besides', JSON.stringify({ ...good, more: 1 })],
    ['with space between', JSON.stringify(good, null, 1)],
    ['with a line end', `${JSON.stringify(good)}\n`],
    ['the other way round', JSON.stringify({ signature: good.signature, link: good.link })],
    ['with an object for the link', JSON.stringify({ ...good, link: JSON.parse(good.link) })],
    ['with a signature that is no base64', JSON.stringify({ ...good, signature: '*' })],
  ])('is unreadable when it is %s', (_, text) =>
    expect(readLink(new TextEncoder().encode(text), verify)).toEqual({ fault: 'unreadable' }),
  );

  it.each<[string, object]>([
    ['format', { format: 'plainsight-link/2' }],
    ['person', { person: 'x' }],
    ['day', { day: '2026-02-30' }],
    ['place', { seq: -1 }],
    ['name that leaves the folder', { entries: [{ name: '../key.age', bytes: 1, sha256: 'a'.repeat(64) }] }],
    ['name of another kind', { entries: [{ name: 'chain/000000.json', bytes: 1, sha256: 'a'.repeat(64) }] }],
    ['hash', { entries: [{ name: 'shots/a.age', bytes: 1, sha256: 'A'.repeat(64) }] }],
  ])('is unreadable with another %s, even when it is signed', (_, change) => {
    const file = writeLink({ ...linkOf({}), ...(change as object) }, sign);
    expect(readLink(file, verify)).toEqual({ fault: 'unreadable' });
  });
});

describe('a day', () => {
  it('that is whole and closed is verified', () =>
    expect(checked(storedDay(3)).report).toEqual({ state: 'verified', links: 3, objects: 6, faults: [] }));

  it('that is whole and not closed is open, with or without links', () => {
    expect(checked(storedDay(3, {}, true)).report.state).toBe('open');
    expect(checked(storedDay(0)).report).toEqual({ state: 'open', links: 0, objects: 0, faults: [] });
  });

  it('that is open may hold objects whose link is on its way', () => {
    const stored = storedDay(2, {}, true);
    stored.objects.set('shots/new.webp.age', new Uint8Array(1));
    expect(checked(stored).report.state).toBe('open');
  });

  const another = { device: deviceIdSchema.parse('e'.repeat(26)) };
  const bytesOf = (stored: StoredDay, seq: number) => stored.links.get(linkFile(seq)) ?? new Uint8Array();
  const put = (stored: StoredDay, seq: number, bytes: Uint8Array) => stored.links.set(linkFile(seq), bytes);
  /** The device's own next link, with `change`. */
  const after = (stored: StoredDay, seq: number, change: Partial<Link>) =>
    put(stored, seq, writeLink(linkOf({ seq, previous: hashOf(bytesOf(stored, seq - 1)), ...change }), sign));
  /** Opens a closed day of four links again, and closes it with one object more. */
  const reopened = (stored: StoredDay) => {
    const late = new TextEncoder().encode('late');
    after(stored, 4, {});
    stored.objects.set('activity/000004.ndjson.gz.age', late);
    after(stored, 5, { entries: [entryOf('activity/000004.ndjson.gz.age', late)], final: true });
  };

  /** Each way to tamper with a closed day of four links, and what is said of it. */
  const table: [string, (stored: StoredDay) => unknown, string[]][] = [
    ['a link removed', (d) => d.links.delete(linkFile(1)), ['missing link 1']],
    ['several links removed', (d) => [1, 2].map((seq) => d.links.delete(linkFile(seq))), ['missing links 1 to 2']],
    ['the first link removed', (d) => d.links.delete(linkFile(0)), ['missing link 0']],
    ['a link cut short', (d) => put(d, 1, bytesOf(d, 1).subarray(0, 99)), ['unreadable chain/000001.json']],
    ['a link emptied', (d) => put(d, 3, new Uint8Array()), ['unreadable chain/000003.json']],
    [
      'a link of another day',
      (d) => put(d, 1, bytesOf(storedDay(4, { day: daySchema.parse('2026-06-02') }), 1)),
      ['wrong-day chain/000001.json'],
    ],
    ['a link of another device', (d) => put(d, 1, bytesOf(storedDay(4, another), 1)), ['wrong-day chain/000001.json']],
    [
      'a link of another person',
      (d) => put(d, 1, bytesOf(storedDay(4, { person: personIdSchema.parse('q'.repeat(26)) }), 1)),
      ['wrong-day chain/000001.json'],
    ],
    [
      'two links swapped',
      (d) => {
        const [a, b] = [bytesOf(d, 1), bytesOf(d, 2)];
        put(d, 1, b);
        put(d, 2, a);
      },
      ['out-of-order chain/000001.json', 'out-of-order chain/000002.json'],
    ],
    ['a link replayed at the end', (d) => put(d, 4, bytesOf(d, 1)), ['out-of-order chain/000004.json']],
    [
      'a link replayed under another name for its place',
      (d) => d.links.set('chain/0000001.json', bytesOf(d, 1)),
      ['out-of-order chain/0000001.json'],
    ],
    [
      'a link under a name without a place',
      (d) => d.links.set('chain/extra.json', bytesOf(d, 1)),
      ['unexpected chain/extra.json'],
    ],
    [
      'a link far away',
      (d) => d.links.set('chain/999999999.json', bytesOf(d, 3)),
      ['missing links 4 to 999999998', 'out-of-order chain/999999999.json'],
    ],
    [
      'a fork that is signed',
      (d) => put(d, 1, writeLink(linkOf({ seq: 1, previous: 'f'.repeat(64) }), sign)),
      ['out-of-order chain/000001.json'],
    ],
    [
      'objects after the final link, without a link that opens the day again',
      (d) => after(d, 4, { entries: [entryOf('shots/late.webp.age', new Uint8Array(1))] }),
      ['out-of-order chain/000004.json'],
    ],
    ['a second final link after the first', (d) => after(d, 4, { final: true }), ['out-of-order chain/000004.json']],
    [
      'an end that does not follow the link that opened the day again',
      (d) => {
        const end = bytesOf(d, 3);
        after(d, 4, {});
        put(d, 5, writeLink(linkOf({ seq: 5, previous: hashOf(end), final: true }), sign));
      },
      ['out-of-order chain/000005.json'],
    ],
    [
      'another key for the day',
      (d) =>
        put(
          d,
          3,
          writeLink(linkOf({ seq: 3, previous: hashOf(bytesOf(d, 2)), recipient: 'age1other', final: true }), sign),
        ),
      ['altered chain/000003.json'],
    ],
    ['an object removed', (d) => d.objects.delete('shots/s2.webp.age'), ['missing shots/s2.webp.age']],
    [
      'an object cut short',
      (d) => d.objects.set('shots/s2.webp.age', new Uint8Array(1)),
      ['altered shots/s2.webp.age'],
    ],
    [
      'an object added',
      (d) => d.objects.set('shots/new.webp.age', new Uint8Array(1)),
      ['unexpected shots/new.webp.age'],
    ],
    [
      'an object renamed',
      (d) => {
        d.objects.set('shots/t2.webp.age', d.objects.get('shots/s2.webp.age') ?? new Uint8Array());
        d.objects.delete('shots/s2.webp.age');
      },
      ['missing shots/s2.webp.age', 'unexpected shots/t2.webp.age'],
    ],
    [
      'an object vouched for twice',
      (d) =>
        put(
          d,
          3,
          writeLink(
            linkOf({
              seq: 3,
              previous: hashOf(bytesOf(d, 2)),
              entries: [entryOf('shots/s0.webp.age', d.objects.get('shots/s0.webp.age') ?? new Uint8Array())],
              final: true,
            }),
            sign,
          ),
        ),
      ['out-of-order shots/s0.webp.age'],
    ],
  ];

  it.each(table)('shows %s', (_, tamper, expected) => {
    const stored = storedDay(4);
    tamper(stored);
    expect(checked(stored).report.state).toBe('broken');
    expect(faultsOf(stored)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['only its object list', (d: StoredDay) => d.links.delete(linkFile(3)), 'open'],
    ['all of its links', (d: StoredDay) => d.links.clear(), 'open'],
  ])('whose end was cut off is never called verified: %s', (_, tamper, state) => {
    const stored = storedDay(4);
    tamper(stored);
    expect(checked(stored).report.state).toBe(state);
  });

  it('that is opened again is open while more is on its way, and verified once it is closed again', () => {
    const stored = storedDay(4);
    after(stored, 4, {});
    stored.objects.set('activity/000004.ndjson.gz.age', new Uint8Array(1));
    expect(checked(stored).report).toMatchObject({ state: 'open', faults: [] });
    const closed = storedDay(4);
    reopened(closed);
    expect(checked(closed).report).toEqual({ state: 'verified', links: 6, objects: 9, faults: [] });
  });

  it('that was closed twice is broken by whatever is taken from its middle', () => {
    for (const seq of [0, 1, 2, 3, 4]) {
      const stored = storedDay(4);
      reopened(stored);
      stored.links.delete(linkFile(seq));
      expect(checked(stored).report.state, `without link ${seq}`).toBe('broken');
    }
  });

  it('that was closed twice and cut back to its first end looks as it did then: the known limit of a chain by the day', () => {
    const stored = storedDay(4);
    reopened(stored);
    for (const seq of [4, 5]) stored.links.delete(linkFile(seq));
    expect(faultsOf(stored)).toEqual(['unexpected activity/000004.ndjson.gz.age']);
    stored.objects.delete('activity/000004.ndjson.gz.age');
    expect(checked(stored).report.state).toBe('verified');
  });

  it('tells one removed link apart from what follows it', () => {
    const stored = storedDay(4);
    stored.links.delete(linkFile(1));
    const chain = faultsOf(stored).filter((fault) => fault.includes('link') || fault.includes('chain/'));
    expect(chain).toEqual(['missing link 1']);
  });

  it('is broken by any altered byte of any link', () => {
    const whole = storedDay(4);
    fc.assert(
      fc.property(fc.nat(3), fc.nat(), fc.integer({ min: 1, max: 255 }), (seq, place, flip) => {
        const links = new Map(whole.links);
        const altered = Uint8Array.from(bytesOf(whole, seq));
        const at = place % altered.length;
        altered[at] = (altered[at] ?? 0) ^ flip;
        links.set(linkFile(seq), altered);
        expect(checked({ ...whole, links }).report.state).toBe('broken');
      }),
      { numRuns: 300 },
    );
  });

  it('gives an entry once, however often it is vouched for', () => {
    const stored = storedDay(2);
    stored.links.set('chain/0000001.json', bytesOf(stored, 1));
    const names = checked(stored).entries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
