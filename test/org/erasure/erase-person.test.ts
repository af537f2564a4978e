import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { accessKey, classFolder, recordClasses } from '../../../bucket/layout.ts';
import type { BucketSettings } from '../../../bucket/settings.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { type Day, daySchema, type PersonId } from '../../../core/ids.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import type { ErasedClass } from '../../../core/organisation/erasure.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { type Administration, accessOf, cardOf, directoryOf } from '../../../org/administration.ts';
import { certificateSchema } from '../../../org/erasure/certificate.ts';
import { erasePerson, planErasure } from '../../../org/erasure/erase-person.ts';
import { ErasureRecord } from '../../../org/erasure/erasure-record.ts';
import { readDocument } from '../../../seal/signing.ts';
import { MemoryStore, unreachable } from '../../fixtures/memory-store.ts';
import { MemoryVersions } from '../../fixtures/memory-versions.ts';
import { bucket, type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const day = (text: string): Day => daySchema.parse(text);
const now = Date.parse('2026-06-01T08:00:00Z');
const device = 'd'.repeat(26);
const settings: BucketSettings = unwrap(parseBucketSettings(bucket));
const days = ['2026-03-01', '2026-03-02', '2026-03-31', '2026-04-01'].map(day);

let store: MemoryStore;
let versions: MemoryVersions;
let office: Office;
let person: PersonId;
let folder: string;
/** What the administrator's file holds. */
let kept: Administration;

beforeEach(async () => {
  store = new MemoryStore();
  versions = new MemoryVersions(store);
  office = await openOffice(store);
  person = office.card.person;
  kept = office.administration;
  for (const each of [person, '8'.repeat(26) as PersonId]) fill(each);
  store.calls.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'erasing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
});

/** Something of each class on each day, two versions of a pack, and a marker. */
function fill(of: PersonId): void {
  const put = (key: string) => store.objects.set(key, Buffer.from(key));
  for (const recordClass of recordClasses)
    for (const each of days)
      put(`${classFolder('', recordClass, of)}${recordClass === 'months' ? each.slice(0, 7) : each}/${device}/x.age`);
  for (const name of ['latest', 'timesheets', 'consent', 'views', 'requests', 'devices'])
    put(`people/${of}/${name}/${device}/${name === 'timesheets' ? '2026-W10' : 'x'}.age`);
  put(`people/${of}/timesheets/${device}/2026-W30.age`);
  const pack = `days/${of}/2026-03-02/${device}/x.age`;
  versions.more.push(
    { key: pack, version: 'older', isMarker: false, bytes: 7 },
    { key: `days-keys/${of}/2026-03-02/${device}/old.age`, version: 'hidden', isMarker: false, bytes: 7 },
    { key: `days-keys/${of}/2026-03-02/${device}/old.age`, version: 'marker', isMarker: true, bytes: 0 },
  );
}

interface Wanted {
  readonly from: Day | null;
  readonly to: Day;
  readonly classes: readonly ErasedClass[];
}

const span: Wanted = { from: day('2026-03-02'), to: day('2026-03-31'), classes: ['days', 'shots'] };
const pictures: Wanted = { from: null, to: day('2026-05-30'), classes: ['shots'] };
const everything: Wanted = { from: null, to: day('2026-05-30'), classes: ['days', 'shots', 'weeks'] };

function erase({ from, to, classes }: Wanted, place = settings) {
  return erasePerson(
    kept,
    office.card,
    { from, to, classes: [...classes], at: now },
    { by: 'Ada', program: '0', copiesUntil: null },
    {
      file: {
        write: async (after) => {
          kept = after;
          return ok(after);
        },
        settle: async () => ok(undefined),
      },
      ...{ prefix: '', withStore: (work) => work(store), versions, settings: place, now: () => now },
      onOrder: () => {},
      recordOf: ({ id }) => new ErasureRecord(folder, id),
    },
  );
}

/** What of a person is there, versions and markers too. */
function there(of = person): string[] {
  const all = [...store.objects.keys(), ...versions.more.map(({ key, version }) => `${key} ${version}`)];
  return all.filter((key) => key.includes(of)).sort();
}

const kind = (key: string) =>
  `${key.split('/')[0] === 'people' ? key.split('/')[2] : key.split('/')[0]} ${/\d{4}-[W\d][\d-]*/.exec(key)?.[0] ?? ''}`;

describe('what goes', () => {
  it('of a span every version of every class of its days, its months, and what devices wrote last', async () => {
    const other = there('8'.repeat(26) as PersonId);
    unwrap(await erase(span));
    const left = there().map(kind);
    expect(left.filter((each) => /^(days|shots|sums|days-keys|shot-keys|months|latest)/.test(each)).sort()).toEqual(
      ['days', 'days-keys', 'shot-keys', 'shots', 'sums']
        .flatMap((each) => [`${each} 2026-03-01`, `${each} 2026-04-01`])
        .concat('months 2026-04')
        .sort(),
    );
    for (const each of ['timesheets', 'consent', 'views', 'requests', 'devices'])
      expect(left.some((name) => name.startsWith(each))).toBe(true);
    expect(there('8'.repeat(26) as PersonId)).toEqual(other);
  });

  it('of pictures those and their keys, and nothing else', async () => {
    const before = there();
    unwrap(await erase(pictures));
    expect(there()).toEqual(before.filter((key) => !/^shots\/|^shot-keys\//.test(key)));
  });

  it('of a person everything but what shows that they agreed, and who looked', async () => {
    unwrap(await erase(everything));
    expect(there().map(kind).sort()).toEqual(
      ['access.json ', 'card.age ', 'consent ', 'devices ', 'timesheets 2026-W30', 'views '].sort(),
    );
  });

  it('a dry run says the same and changes nothing', async () => {
    const before = [...there(), JSON.stringify(kept)];
    const plan = unwrap(await planErasure({ ...span, classes: [...span.classes], person }, { versions, settings }));
    expect([...there(), JSON.stringify(kept)]).toEqual(before);
    expect(store.calls).toEqual([]);
    expect(plan.days).toEqual(['2026-03-02', '2026-03-31']);
    const certificate = unwrap(await erase(span));
    expect(certificate.erased).toEqual(plan.erased);
    expect(certificate.days).toEqual(plan.days);
  });

  it('a day that is not over everywhere is refused, and nothing is changed', async () => {
    const before = there();
    const refused = await erase({ ...span, to: day('2026-05-31') });
    expect(refused.ok ? '' : refused.problem.code).toBe('erasure-day-open');
    expect(there()).toEqual(before);
    expect(versions.requests).toEqual([]);
  });
});

describe('the order', () => {
  it('is published in the access, on the card and in directories before anything is deleted', async () => {
    const published: string[] = [];
    versions.refuse = () => {
      published.push(...store.calls.filter(({ verb }) => verb === 'put').map(({ key }) => key));
      store.calls.length = 0;
      return null;
    };
    unwrap(await erase(span));
    const { viewer } = office.viewer.certificate;
    expect(published).toEqual([accessKey('', person), `people/${person}/card.age`, `viewers/${viewer}/directory.age`]);
    const access = accessSchema.parse(
      readDocument(store.objects.get(accessKey('', person)) ?? new Uint8Array(), office.keys.signing.publicKey),
    );
    expect(access.erasures).toEqual([{ ...span, id: expect.any(String), at: now }]);
    expect(access.version).toBe(accessOf(office.administration, person).version + 1);
    expect(Object.keys(access.erasures?.[0] ?? {}).sort()).toEqual(['at', 'classes', 'from', 'id', 'to']);
    expect(cardOf(office.card, accessOf(kept, person)).erasures).toEqual(access.erasures);
    const known = kept.viewers[0];
    if (known === undefined) throw new Error('no viewer');
    expect(directoryOf(kept, known, 1).people[0]?.erasures).toEqual(access.erasures);
    expect(known.version).toBe((office.administration.viewers[0]?.version ?? 0) + 1);
  });

  it('is the same when it is given again, and another for other days', async () => {
    unwrap(await erase(span));
    const first = accessOf(kept, person);
    unwrap(await erase(span));
    expect(accessOf(kept, person)).toEqual(first);
    unwrap(await erase(pictures));
    expect(accessOf(kept, person).erasures).toHaveLength(2);
  });

  it('takes what opens a day before anything else, and keys with the first deletion', async () => {
    unwrap(await erase(everything));
    const removed = versions.requests
      .filter(({ verb }) => verb === 'remove')
      .map(({ keys }) => new Set(keys.map(kind).map((each) => each.split(' ')[0])));
    expect(removed.map((each) => [...each].sort())).toEqual([
      ['days-keys', 'months', 'shot-keys'],
      ['latest', 'sums'],
      ['days', 'requests', 'shots', 'timesheets'],
    ]);
  });
});

describe('a work that is cut off', () => {
  it.each([
    ['a span', span],
    ['pictures', pictures],
    ['a person', everything],
  ])('of %s goes on from whichever request failed, and certifies all of it', async (_, wanted) => {
    unwrap(await erase(wanted));
    const whole = { left: there(), requests: versions.requests.length };
    const counted = certificateOf(unwrap(await erase(wanted)).order.id);
    for (let dies = 0; dies < whole.requests; dies += 1) {
      kept = office.administration;
      store.objects.clear();
      versions.more.length = 0;
      await refill();
      let at = 0;
      versions.refuse = () => (at++ === dies ? unreachable : null);
      const failed = await erase(wanted);
      if (!failed.ok) expect(failed.problem.code).toBe('store-unreachable');
      versions.refuse = () => null;
      const { order, erased, days: gone, left } = unwrap(await erase(wanted));
      expect(there(), `request ${dies}`).toEqual(whole.left);
      expect({ erased, gone, left }).toEqual({ erased: (await counted).erased, gone: (await counted).days, left: [] });
      expect(accessOf(kept, person).erasures).toEqual([order]);
    }
  });

  it('goes on when the order itself could not be published, and deletes nothing before', async () => {
    const before = there();
    store.refuse = (verb) => (verb === 'put' ? unreachable : null);
    expect((await erase(span)).ok).toBe(false);
    expect(there()).toEqual(before);
    expect(versions.requests).toEqual([]);
    store.refuse = () => null;
    expect(unwrap(await erase(span)).left).toEqual([]);
  });
});

describe('the certificate', () => {
  it('is signed by the organisation, and says what went and how', async () => {
    const certificate = unwrap(await erase(span));
    expect(await certificateOf(certificate.order.id)).toEqual(certificate);
    expect(certificate.left).toEqual([]);
    expect(certificate.list.versions).toBe(
      certificate.erased.reduce((sum, { versions: some, markers }) => sum + some + markers, 0),
    );
    const keys = certificate.erased.find(({ called }) => called === 'days-keys');
    expect(keys).toMatchObject({ objects: 3, versions: 3, markers: 1 });
    const text = await readFile(join(folder, 'erasures', `${certificate.order.id}.txt`), 'utf8');
    for (const words of ['nothing was there', 'by Ada', 'Art. 7(1)']) expect(text).toContain(words);
    const list = await readFile(join(folder, 'erasures', `${certificate.order.id}.list`), 'utf8');
    expect(list.split('\n').filter((line) => line !== '')).toHaveLength(certificate.list.versions);
  });

  it('names what the store refused to delete, and what came since', async () => {
    const held = `days/${person}/2026-03-31/${device}/x.age`;
    versions.held.add(held);
    const certificate = unwrap(await erase(span));
    expect(certificate.left).toEqual([{ key: held, version: 'null', code: 'AccessDenied' }]);
    const text = await readFile(join(folder, 'erasures', `${certificate.order.id}.txt`), 'utf8');
    expect(text).toContain(`still there: ${held}`);
    expect(text).toContain('locked or held');
    expect(text).not.toContain('nothing was there');
    versions.held.clear();
    const whole = unwrap(await erase(span));
    expect(whole.left).toEqual([]);
    expect(whole.order).toEqual(certificate.order);
    expect(whole.list.versions).toBe(certificate.list.versions + 1);
  });

  it.each([
    ['with one bucket that an earlier copy opens', undefined, /still opens/],
    [
      'with keys apart that it opens nothing',
      'keys',
      /no segment, no picture, no sum\.\n {2}latest is sealed to people/,
    ],
  ])('says %s', async (_, keysBucket, says) => {
    const place = keysBucket === undefined ? settings : { ...settings, keysBucket };
    const certificate = unwrap(await erase(span, place));
    expect(certificate.copies.open).toBe(keysBucket === undefined);
    const text = await readFile(join(folder, 'erasures', `${certificate.order.id}.txt`), 'utf8');
    expect(text).toMatch(says);
  });
});

it('takes at most ten requests for each thousand objects', async () => {
  for (let at = 0; at < 4_000; at += 1)
    store.objects.set(`days/${person}/2026-03-02/${device}/activity/${at}.age`, Buffer.from('x'));
  const certificate = unwrap(await erase(span));
  expect(versions.requests.length / (certificate.list.versions / 1_000)).toBeLessThan(10);
});

async function certificateOf(id: string) {
  const signed = await readFile(join(folder, 'erasures', `${id}.json`));
  return certificateSchema.parse(readDocument(signed, office.keys.signing.publicKey));
}

/** The bucket as it was, for the same people. */
async function refill(): Promise<void> {
  for (const each of [person, '8'.repeat(26) as PersonId]) fill(each);
  await rm(join(folder, 'erasures'), { recursive: true, force: true });
}
