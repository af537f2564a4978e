import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { monthSumsKey, monthTextsKey } from '../../../bucket/layout.ts';
import { summaryOf } from '../../../core/day/summary.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema, deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import type { MonthSums } from '../../../core/reports/month-sums.ts';
import { unwrap } from '../../../core/result.ts';
import { monthSchema } from '../../../core/time/month.ts';
import { type KeyPair, newKeyPair, sealTo } from '../../../seal/age.ts';
import { newSigningPair, signDocument } from '../../../seal/signing.ts';
import { MonthObjects } from '../../../viewer/day/month-objects.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { monthTextsOf, textsOf } from '../../fixtures/day/months.ts';
import { workedDay } from '../../fixtures/day/worked-days.ts';
import { MemoryStore, refused, unreachable } from '../../fixtures/memory-store.ts';
import { sampleProblem } from '../../fixtures/problems.ts';

const june = monthSchema.parse('2026-06');
const signing = newSigningPair();
const days = ['2026-06-01', '2026-06-30'].map((day) => daySchema.parse(day));
let viewer: KeyPair;
let store: MemoryStore;
let reader: MonthObjects;

const frame = { person, device, links: 3, head: 'a'.repeat(64), final: true, organisation: 1, categories: [] };
const summaries = days.map((day) => summaryOf(viewOfDay(day, 'UTC', workedDay(day, { mail: 2 })), frame));
const sumsOf = (change: Partial<MonthSums> = {}): MonthSums => ({
  ...{ format: 'plainsight-month/1', person, device, month: june, version: 1 },
  days: summaries.map((each) => ({ ...each, final: true })),
  ...change,
});
const card = () => ({ device, publicKey: signing.publicKey, recipient: viewer.recipient, at: 1 });
const ask = () => reader.summaries(person, card(), june);

async function put(document: unknown, key = signing.privateKey, to: KeyPair = viewer): Promise<void> {
  const sealed = await sealTo([to.recipient], gzipSync(signDocument(document, key)));
  store.objects.set(monthSumsKey('', { person, month: june, device }), sealed);
}

beforeEach(async () => {
  viewer = await newKeyPair();
  store = new MemoryStore();
  reader = new MonthObjects({ store, prefix: '', identity: viewer.identity });
});

describe('what a device laid together of a month', () => {
  it('is its days as they lie beside their chains, in one request', async () => {
    await put(sumsOf());
    expect(unwrap(await ask())).toEqual(summaries);
    expect(store.calls).toHaveLength(1);
  });

  it('is nothing where there is none', async () => {
    expect(unwrap(await ask())).toEqual([]);
  });

  const [first, second] = sumsOf().days;
  it.each<[string, unknown]>([
    ['another person’s', sumsOf({ person: personIdSchema.parse('q'.repeat(26)) })],
    ['another device’s', sumsOf({ device: deviceIdSchema.parse('q'.repeat(26)) })],
    ['another month’s', sumsOf({ month: monthSchema.parse('2026-07'), days: [] })],
    ['of days of another month', sumsOf({ month: monthSchema.parse('2026-05') })],
    ['of a day twice', sumsOf({ days: [first, first] as MonthSums['days'] })],
    ['out of order', sumsOf({ days: [second, first] as MonthSums['days'] })],
    ['of a day that is not closed', { ...sumsOf(), days: [{ ...first, final: false }] }],
    ['of a later format', { ...sumsOf(), format: 'plainsight-month/2' }],
    ['no document', 'none'],
  ])('is nothing where it is %s', async (_, document) => {
    await put(document);
    expect(unwrap(await ask())).toEqual([]);
  });

  it('is nothing where another key signed it, though it is sealed to this viewer', async () => {
    await put(sumsOf(), newSigningPair().privateKey);
    expect(unwrap(await ask())).toEqual([]);
  });

  it('is nothing where it is sealed to others alone', async () => {
    await put(sumsOf(), signing.privateKey, await newKeyPair());
    expect(unwrap(await ask())).toEqual([]);
  });

  it('is nothing where it does not unpack, or unpacks to more than any month', async () => {
    const key = monthSumsKey('', { person, month: june, device });
    store.objects.set(key, await sealTo([viewer.recipient], Buffer.from('no gzip')));
    expect(unwrap(await ask())).toEqual([]);
    store.objects.set(key, await sealTo([viewer.recipient], gzipSync(Buffer.alloc(33 * 1024 * 1024))));
    expect(unwrap(await ask())).toEqual([]);
  });

  it('is never an older one than was read before: then the days are read', async () => {
    await put(sumsOf({ version: 2 }));
    expect(unwrap(await ask())).toHaveLength(2);
    await put(sumsOf({ version: 1 }));
    expect(unwrap(await ask())).toEqual([]);
    await put(sumsOf({ version: 2 }));
    expect(unwrap(await ask())).toHaveLength(2);
  });

  it.each([refused, sampleProblem('store-denied')])('is nothing where the bucket refuses this one', async (why) => {
    store.refuse = () => why;
    expect(unwrap(await ask())).toEqual([]);
  });

  it('cannot be told where the bucket does not answer', async () => {
    store.refuse = () => unreachable;
    expect(await ask()).toMatchObject({ ok: false, problem: { code: 'store-unreachable' } });
  });
});

describe('what a search looks at of a month', () => {
  const key = monthTextsKey('', { person, month: june, device });
  const told = (version = 1) =>
    monthTextsOf(
      person,
      device,
      days.map((day) => textsOf(viewOfDay(day, 'UTC', workedDay(day, { mail: 2 })))),
      version,
    );
  const askTexts = () => reader.texts(person, card(), june);
  async function putTexts(document: unknown, by = signing.privateKey, to: KeyPair = viewer): Promise<void> {
    const packed = gzipSync(signDocument(document, by));
    // As agents write it: a gzip file may end in zeros.
    store.objects.set(key, await sealTo([to.recipient], Buffer.concat([packed, Buffer.alloc(1000)])));
  }

  it('is read in one request', async () => {
    await putTexts(told());
    expect(unwrap(await askTexts())).toEqual(told());
    expect(store.calls).toEqual([{ verb: 'get', key }]);
  });

  it.each<[string, unknown]>([
    ['another person’s', { ...told(), person: personIdSchema.parse('q'.repeat(26)) }],
    ['another device’s', { ...told(), device: deviceIdSchema.parse('q'.repeat(26)) }],
    ['another month’s', { ...told(), month: '2026-07', days: [] }],
    ['the sums in its place', sumsOf()],
    ['of texts that are not there', { ...told(), texts: [] }],
    ['no document', 'none'],
  ])('is nothing where it is %s', async (_, document) => {
    await putTexts(document);
    expect(unwrap(await askTexts())).toBeNull();
  });

  it('is nothing where another key signed it, it is sealed to others alone, or it is gone', async () => {
    await putTexts(told(), newSigningPair().privateKey);
    expect(unwrap(await askTexts())).toBeNull();
    await putTexts(told(), signing.privateKey, await newKeyPair());
    expect(unwrap(await askTexts())).toBeNull();
    store.objects.delete(key);
    expect(unwrap(await askTexts())).toBeNull();
  });

  it('is nothing where it unpacks to more than any month', async () => {
    store.objects.set(key, await sealTo([viewer.recipient], gzipSync(Buffer.alloc(25 * 1024 * 1024))));
    expect(unwrap(await askTexts())).toBeNull();
  });

  it('is never an older one than was read before, whatever the version of the sums', async () => {
    await put(sumsOf({ version: 9 }));
    unwrap(await ask());
    await putTexts(told(2));
    expect(unwrap(await askTexts())?.version).toBe(2);
    await putTexts(told(1));
    expect(unwrap(await askTexts())).toBeNull();
  });

  it('cannot be told where the bucket does not answer, and is nothing where it refuses this one', async () => {
    store.refuse = () => refused;
    expect(unwrap(await askTexts())).toBeNull();
    store.refuse = () => unreachable;
    expect(await askTexts()).toMatchObject({ ok: false, problem: { code: 'store-unreachable' } });
  });
});
