import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccessLogReader } from '../../../agent/page/access-log.ts';
import { VaultDatabase } from '../../../agent/vault/database.ts';
import { ReceiptIndex } from '../../../agent/vault/receipt-index.ts';
import { viewKey, viewsFolder } from '../../../bucket/layout.ts';
import { deviceGrant } from '../../../bucket/rights.ts';
import { daySchema, deviceIdSchema, personIdSchema, recordIdSchema } from '../../../core/ids.ts';
import type { ViewReceipt } from '../../../core/organisation/view-receipt.ts';
import { unwrap } from '../../../core/result.ts';
import type { AccessLogEntry, AccessLogFilter, AccessLogQuery } from '../../../ipc/employee-access-log.ts';
import { type NewViewer, newViewer } from '../../../org/viewers.ts';
import { type KeyPair, newKeyPair, sealTo } from '../../../seal/age.ts';
import { newSigningPair, signDocument } from '../../../seal/signing.ts';
import { MemoryStore, refused, unreachable } from '../../fixtures/memory-store.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';
import { askAgain, receiptBy, receiptKey } from '../../fixtures/organisation/receipts.ts';
import { english } from '../../fixtures/problems.ts';
import { denied, gone, hour, newId, person, prefix, silent } from './access-log-scene.ts';

let office: Office;
let payroll: NewViewer;
let other: NewViewer;
let employee: KeyPair;
let store: MemoryStore;
let database: DatabaseSync;
let reader: AccessLogReader;

beforeAll(async () => {
  office = await openOffice(new MemoryStore());
  [payroll, other] = await Promise.all([newViewer(office.keys, 'Payroll', 1), newViewer(office.keys, 'Other', 1)]);
});

beforeEach(async () => {
  employee = await newKeyPair();
  store = new MemoryStore();
  database = new DatabaseSync(':memory:');
  reader = open();
});

function open(most?: number): AccessLogReader {
  const organisationKey = office.keys.signing.publicKey;
  const index = new ReceiptIndex(new VaultDatabase(database));
  return new AccessLogReader({
    ...{ index, store, prefix, person, identity: employee.identity, signers: () => organisationKey },
    ...(most === undefined ? {} : { mostLeft: most }),
  });
}

const receipt = (change: Partial<ViewReceipt> = {}, by = payroll): Uint8Array =>
  receiptBy(by, office.keys.signing.privateKey, person, change);

async function keep(content: Uint8Array, to: KeyPair = employee, by = payroll): Promise<string> {
  const key = receiptKey(prefix, person, by, content);
  store.objects.set(key, await sealTo([to.recipient], content));
  return key;
}

const ask = (change: Partial<AccessLogQuery> = {}) => reader.read({ ...askAgain, ...change });
const seen = async (filter: Partial<AccessLogFilter> = {}) => {
  let found = unwrap(await ask({ filter: { ...askAgain.filter, ...filter } }));
  while (found.reading.read < found.reading.total && found.problem === null)
    found = unwrap(await ask({ ask: 'on', filter: { ...askAgain.filter, ...filter } }));
  return found;
};
const unread = async () => Object.entries((await seen()).unreadable).filter(([, count]) => count > 0);

/** Something else than a receipt, signed by the viewer all the same. */
const signed = (content: unknown): Uint8Array => signDocument(content, payroll.privateKey);
const said = (): Record<string, unknown> => JSON.parse(JSON.parse(Buffer.from(receipt()).toString()).payload);

describe('who looked', () => {
  it('is nobody where the bucket holds no receipt of this person', async () => {
    store.objects.set(receiptKey(prefix, personIdSchema.parse(newId()), payroll, receipt()), Buffer.from('x'));
    expect(await seen()).toMatchObject({ entries: [], found: 0, next: null, reading: { read: 0, total: 0 } });
  });

  it('is who the receipts say, the newest first', async () => {
    for (const at of [20, 40, 30]) await keep(receipt({ at, reason: `because ${at}` }));
    const { entries } = await seen();
    expect(entries.map(({ reason }) => reason)).toEqual(['because 40', 'because 30', 'because 20']);
    const days = { day: '2026-11-17', to: '2026-11-17' };
    expect(entries[0]).toEqual({
      ...{ id: expect.any(String), by: payroll.certificate.viewer, isSeen: false },
      ...{ at: 40, arrivedAt: null, look: 'day', ...days, viewer: 'Payroll', reason: 'because 40', detail: null },
    });
  });

  it('is called what the organisation calls them, and says what was looked at', async () => {
    const to = daySchema.parse('2026-11-19');
    await keep(receipt({ look: 'search', to, detail: 'invoice' }));
    expect((await seen()).entries).toMatchObject([
      { viewer: 'Payroll', look: 'search', day: '2026-11-17', to, detail: 'invoice' },
    ]);
  });

  it('is in the order of the bucket’s clock, whatever a viewer’s own says', async () => {
    for (const [at, arrived, reason] of [
      [8_640_000_000_000_000, 10 * hour, 'from the end of time'],
      [0, 30 * hour, 'from 1970'],
      [20 * hour, 20 * hour, 'honest'],
    ] as const)
      store.modifiedAt.set(await keep(receipt({ at, reason })), arrived);
    expect((await seen()).entries.map(({ reason, arrivedAt }) => [reason, arrivedAt])).toEqual([
      ['from 1970', 30 * hour],
      ['honest', 20 * hour],
      ['from the end of time', 10 * hour],
    ]);
  });

  it('is found by kind, by viewer and by day, and counted by kind', async () => {
    const day = daySchema.parse('2026-11-10');
    await keep(receipt({ reason: 'a day' }));
    await keep(receipt({ look: 'presence', reason: '' }));
    await keep(receipt({ look: 'period', day, reason: 'sums' }, other), employee, other);
    const reasons = async (filter: Partial<AccessLogFilter>) =>
      (await seen(filter)).entries.map(({ reason }) => reason).sort();
    expect(await reasons({ look: 'looks' })).toEqual(['a day', 'sums']);
    expect(await reasons({ look: 'presence' })).toEqual(['']);
    expect(await reasons({ viewer: other.certificate.viewer })).toEqual(['sums']);
    expect(await reasons({ day })).toEqual(['sums']);
    expect((await seen({ look: 'day' })).kinds).toEqual({ day: 1, presence: 1, period: 1 });
    expect((await seen()).viewers.map(({ name }) => name)).toEqual(['Other', 'Payroll']);
  });

  it('asks the bucket for no receipt twice, in a later run neither, and keeps one that is gone or was overwritten', async () => {
    const [first, second] = [await keep(receipt({ reason: 'one' })), await keep(receipt({ reason: 'two' }))];
    await seen();
    store.calls.length = 0;
    reader = open();
    expect((await seen()).entries).toHaveLength(2);
    expect(store.calls).toEqual([{ verb: 'list', key: viewsFolder(prefix, person) }]);
    store.objects.delete(first);
    store.objects.set(second, Buffer.from('overwritten'));
    const { entries, gone } = await seen();
    expect([entries.map(({ reason }) => reason).sort(), gone]).toEqual([['one', 'two'], 1]);
    expect(unwrap(await ask({ ask: 'known' })).entries).toHaveLength(2);
    expect(store.calls.every(({ verb }) => verb === 'list')).toBe(true);
  });

  it('is all of them, page by page, while they are read a batch at a time', { timeout: 60_000 }, async () => {
    for (let at = 0; at < 450; at += 1)
      store.modifiedAt.set(
        await keep(receipt({ at: at * hour, look: at === 0 ? 'day' : 'presence' })),
        (at + 1) * hour,
      );
    const first = unwrap(await ask());
    expect(first.reading).toEqual({ read: 200, total: 450 });
    // The newest come first, and what was read is kept where reading is cut off.
    expect(first.entries[0]?.at).toBe(449 * hour);
    store.refuse = () => unreachable;
    expect(unwrap(await ask({ ask: 'on' }))).toMatchObject({ found: 200, problem: { code: 'views-unreadable' } });
    store.refuse = () => null;
    await seen();
    expect(store.calls.filter(({ verb }) => verb === 'get').length).toBeLessThan(470);
    const paged: AccessLogEntry[] = [];
    let after: AccessLogQuery['after'] = null;
    do {
      const { entries, next }: { entries: AccessLogEntry[]; next: AccessLogQuery['after'] } = unwrap(
        await ask({ ask: 'known', after }),
      );
      paged.push(...entries);
      after = next;
    } while (after !== null);
    expect(paged.map(({ at }) => at / hour)).toEqual(Array.from({ length: 450 }, (_, at) => 449 - at));
    expect((await seen({ look: 'looks' })).entries).toMatchObject([{ look: 'day', at: 0 }]);
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ['of another person', () => receipt({ person: personIdSchema.parse(newId()) })],
    ['of another format', () => signed({ ...said(), format: 'plainsight-view/1' })],
    ['without a viewer', () => signed({ ...said(), viewer: undefined })],
    ['without a name of its own', () => signed({ ...said(), id: undefined })],
    ['of no day', () => signed({ ...said(), day: 'yesterday' })],
    ['of a kind that there is not', () => signed({ ...said(), look: 'peep' })],
    ['at no time that there is', () => signed({ ...said(), at: 8_640_000_000_000_001 })],
    ['that is no receipt', () => signed('hello')],
    ['that nobody signed', () => Buffer.from(JSON.stringify(said()))],
    ['signed with another key', () => signDocument(said(), newSigningPair().privateKey)],
    ['signed by another viewer in this one’s name', () => signDocument(said(), other.privateKey)],
    [
      'by a viewer whom another organisation vouches for',
      () => receiptBy(payroll, newSigningPair().privateKey, person),
    ],
    ['that was altered', () => Buffer.from(Buffer.from(receipt()).toString().replace('hours', 'curio'))],
  ])('counts one %s as foreign, beside those that can be read', async (_, content) => {
    await keep(await content());
    await keep(receipt());
    expect((await seen()).entries).toMatchObject([{ viewer: 'Payroll' }]);
    expect(await unread()).toEqual([['foreign', 1]]);
    expect((await seen()).unreadableBy).toEqual([{ name: 'Payroll', count: 1 }]);
  });

  it('counts what is sealed to somebody else, is not whole, is no JSON, or is too large', async () => {
    await keep(receipt(), await newKeyPair());
    const cut = await keep(receipt());
    store.objects.set(cut, (store.objects.get(cut) ?? new Uint8Array()).slice(0, -1));
    store.objects.set(await keep(receipt()), await sealTo([employee.recipient], Buffer.from('{')));
    store.objects.set(await keep(receipt()), randomBytes(70_000));
    store.objects.set(`${viewsFolder(prefix, person)}stray`, Buffer.from('x'));
    expect(await unread()).toEqual([
      ['foreign', 4],
      ['too-large', 1],
    ]);
    expect((await seen()).unreadableBy).toEqual([
      { name: null, count: 4 },
      { name: null, count: 1 },
    ]);
  });

  it('hides nobody’s looks but those of who left too many, and says whose', async () => {
    const known = await keep(receipt({ reason: 'known' }));
    await seen();
    reader = open(5);
    await keep(receipt({ reason: 'honest' }, other), employee, other);
    for (let at = 0; at < 5; at += 1) await keep(receipt({ reason: 'flood' }));
    const flooded = await seen();
    // What was read once stays, and is not taken for gone; nothing else of theirs is.
    expect(flooded.entries.map(({ reason }) => reason).sort()).toEqual(['honest', 'known']);
    expect(flooded.overfull).toEqual([{ name: 'Payroll', most: 5 }]);
    expect([flooded.gone, flooded.problem]).toEqual([0, null]);
    store.objects.delete(known);
    const mended = await seen();
    expect(mended.overfull).toEqual([]);
    expect([mended.entries.length, mended.gone]).toEqual([7, 1]);
  });

  it('says too many of somebody whose name is not known', async () => {
    reader = open(2);
    for (let at = 0; at < 3; at += 1) await keep(receipt());
    expect(await seen()).toMatchObject({ entries: [], overfull: [{ name: null, most: 2 }], problem: null });
  });

  it('reads somebody’s only receipt in the first turn, whoever left hundreds after it', async () => {
    const only = await keep(receipt({ reason: 'only' }, other), employee, other);
    store.modifiedAt.set(only, 1);
    for (let at = 0; at < 300; at += 1) {
      const id = recordIdSchema.parse(newId());
      const key = viewKey(prefix, person, payroll.certificate.viewer, id);
      store.objects.set(key, Buffer.from('x'));
      store.modifiedAt.set(key, 1000 + at);
    }
    const first = unwrap(await ask());
    expect(first.reading).toEqual({ read: 200, total: 301 });
    expect(first.entries).toMatchObject([{ reason: 'only' }]);
  });

  it('counts a copy as a copy, in the viewer’s own folder and in another’s', async () => {
    const key = await keep(receipt());
    const bytes = store.objects.get(key) ?? new Uint8Array();
    for (const { certificate } of [payroll, other])
      store.objects.set(viewKey(prefix, person, certificate.viewer, recordIdSchema.parse(newId())), bytes);
    expect((await seen()).entries).toHaveLength(1);
    expect(await unread()).toEqual([['copy', 2]]);
  });

  it.each([
    ['refused', refused],
    ['refused', denied],
    ['missing', gone],
    ['silent', silent],
    ['silent', unreachable],
  ])('shows all others where one is %s, and that one once it can be read', async (why, what) => {
    const bad = await keep(receipt({ reason: 'bad' }));
    for (let at = 0; at < 12; at += 1) await keep(receipt({ at }));
    store.refuse = (verb, key) => (verb === 'get' && key === bad ? what : null);
    expect((await seen()).entries).toHaveLength(12);
    expect(await unread()).toEqual([[why, 1]]);
    store.refuse = () => null;
    expect((await seen()).entries).toHaveLength(13);
    expect(await unread()).toEqual([]);
  });

  it.each([
    ['list', unreachable, 'views-unreadable'],
    ['list', denied, 'views-denied'],
    ['get', unreachable, 'views-unreadable'],
    ['get', denied, 'views-denied'],
  ] as const)('is a problem and no list where the bucket fails to %s any (%s)', async (failing, why, code) => {
    for (let at = 0; at < 12; at += 1) await keep(receipt({ at }));
    store.refuse = (verb) => (verb === failing ? why : null);
    for (let times = 0; times < 2; times += 1) {
      const answer = await ask();
      expect(answer).toMatchObject({ ok: false, problem: { code } });
      expect(answer.ok ? '' : english(answer.problem).what).toMatch(/^Who looked cannot be read now/);
    }
    store.refuse = () => null;
    expect((await seen()).entries).toHaveLength(12);
  });

  it('is asked for with what a device’s credential of the embedded store may do', () => {
    const grant = deviceGrant({ bucket: 'b', prefix }, person, deviceIdSchema.parse('d'.repeat(26)));
    const allow = grant.role === 'limited' ? grant.allow : [];
    expect(allow).toContainEqual({ bucket: 'b', actions: ['get', 'list'], prefix: viewsFolder(prefix, person) });
  });
});
