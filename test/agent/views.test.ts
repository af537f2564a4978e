import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ViewsReader } from '../../agent/views.ts';
import { deviceGrant } from '../../bucket/access.ts';
import { viewsFolder } from '../../bucket/layout.ts';
import { daySchema, idFromRandom, personIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { unwrap } from '../../core/result.ts';
import type { ViewReceipt } from '../../core/view-receipt.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { type KeyPair, newKeyPair, sealTo } from '../../seal/age.ts';
import { newSigningPair, signDocument } from '../../seal/signing.ts';
import { MemoryStore, refused, unreachable } from '../fixtures/memory-store.ts';
import { type Office, openOffice } from '../fixtures/offices.ts';
import { receiptBy, receiptKey } from '../fixtures/receipts.ts';

const prefix = 'office/';
const newId = () => idFromRandom(randomBytes(26));
const person = personIdSchema.parse(newId());
const denied = problem('store-denied', 'The credential may not do this.', 'Ask whoever runs the store.');

let office: Office;
let payroll: NewViewer;
let employee: KeyPair;
let store: MemoryStore;
let reader: ViewsReader;

beforeAll(async () => {
  office = await openOffice(new MemoryStore());
  payroll = await newViewer(office.keys, 'Payroll', 1);
});

beforeEach(async () => {
  employee = await newKeyPair();
  store = new MemoryStore();
  const organisationKey = office.keys.signing.publicKey;
  reader = new ViewsReader({ store, prefix, person, identity: employee.identity, organisationKey });
});

const receipt = (change: Partial<ViewReceipt> = {}): Uint8Array =>
  receiptBy(payroll, office.keys.signing.privateKey, person, change);

async function keep(content: Uint8Array, to: KeyPair = employee): Promise<string> {
  const key = receiptKey(prefix, person, payroll, content);
  store.objects.set(key, await sealTo([to.recipient], content));
  return key;
}

/** Something else than a receipt, signed by the viewer all the same. */
const signed = (content: unknown): Uint8Array => signDocument(content, payroll.privateKey);
const said = (): Record<string, unknown> => JSON.parse(JSON.parse(Buffer.from(receipt()).toString()).payload);

describe('who looked', () => {
  it('is nobody where the bucket holds no receipt of this person', async () => {
    store.objects.set(receiptKey(prefix, personIdSchema.parse(newId()), payroll, receipt()), Buffer.from('x'));
    expect(unwrap(await reader.read())).toEqual({ views: [], unreadable: 0, older: 0 });
  });

  it('is who the receipts say, the newest first', async () => {
    for (const at of [20, 40, 30]) await keep(receipt({ at, reason: `because ${at}` }));
    const { views } = unwrap(await reader.read());
    expect(views.map(({ reason }) => reason)).toEqual(['because 40', 'because 30', 'because 20']);
    expect(views[0]).toEqual({
      at: 40,
      look: 'day',
      day: '2026-11-17',
      to: '2026-11-17',
      viewer: 'Payroll',
      reason: 'because 40',
      detail: null,
    });
  });

  it('is called what the organisation calls them, and says what was looked at', async () => {
    const to = daySchema.parse('2026-11-19');
    await keep(receipt({ look: 'search', to, detail: 'invoice' }));
    expect(unwrap(await reader.read()).views).toMatchObject([
      { viewer: 'Payroll', look: 'search', day: '2026-11-17', to, detail: 'invoice' },
    ]);
  });

  it('asks the bucket for no receipt twice, and forgets one that is gone', async () => {
    const key = await keep(receipt());
    await keep(receipt());
    await reader.read();
    store.calls.length = 0;
    expect(unwrap(await reader.read()).views).toHaveLength(2);
    expect(store.calls).toEqual([{ verb: 'list', key: viewsFolder(prefix, person) }]);
    store.objects.delete(key);
    expect(unwrap(await reader.read()).views).toHaveLength(1);
  });

  it.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ['of another person', () => receipt({ person: personIdSchema.parse(newId()) })],
    ['of another format', () => signed({ ...said(), format: 'plainsight-view/9' })],
    ['without a viewer', () => signed({ ...said(), viewer: undefined })],
    ['of no day', () => signed({ ...said(), day: 'yesterday' })],
    ['of a kind that there is not', () => signed({ ...said(), look: 'peep' })],
    ['at no time that there is', () => signed({ ...said(), at: 8_640_000_000_000_001 })],
    ['that is no receipt', () => signed('hello')],
    ['longer than any receipt', () => signed({ ...said(), reason: 'x'.repeat(70_000) })],
    ['that nobody signed', () => Buffer.from(JSON.stringify(said()))],
    ['signed with another key', () => signDocument(said(), newSigningPair().privateKey)],
    [
      'signed by another viewer in this one’s name',
      async () => {
        const other = await newViewer(office.keys, 'Other', 1);
        return signDocument(said(), other.privateKey);
      },
    ],
    [
      'by a viewer whom another organisation vouches for',
      () => receiptBy(payroll, newSigningPair().privateKey, person),
    ],
    ['that was altered', () => Buffer.from(Buffer.from(receipt()).toString().replace('hours', 'curio'))],
  ])('counts one %s as unreadable, beside those that can be read', async (_, content) => {
    await keep(await content());
    await keep(receipt());
    expect(unwrap(await reader.read())).toMatchObject({ views: [{ viewer: 'Payroll' }], unreadable: 1 });
  });

  it('counts what is sealed to somebody else, is not whole, or is no JSON', async () => {
    await keep(receipt(), await newKeyPair());
    const cut = await keep(receipt());
    store.objects.set(cut, (store.objects.get(cut) ?? new Uint8Array()).slice(0, -1));
    store.objects.set(await keep(receipt()), await sealTo([employee.recipient], Buffer.from('{')));
    expect(unwrap(await reader.read())).toEqual({ views: [], unreadable: 3, older: 0 });
  });

  it('reads a hundred, and says how many more there are', async () => {
    for (let count = 0; count < 103; count += 1) await keep(receipt());
    const { views, unreadable, older } = unwrap(await reader.read());
    expect([views.length, unreadable, older]).toEqual([100, 0, 3]);
    expect(store.calls.filter(({ verb }) => verb === 'get')).toHaveLength(100);
  });

  it.each([
    ['list', unreachable, 'views-unreadable'],
    ['list', denied, 'views-denied'],
    ['get', unreachable, 'views-unreadable'],
    ['get', refused, 'views-unreadable'],
    ['get', denied, 'views-denied'],
  ] as const)('is a problem and no list where the bucket fails to %s (%s)', async (failing, why, code) => {
    await keep(receipt());
    store.refuse = (verb) => (verb === failing ? why : null);
    const answer = await reader.read();
    expect(answer).toMatchObject({ ok: false, problem: { code } });
    expect(answer.ok ? '' : answer.problem.what).toMatch(/^Who looked cannot be read now/);
    store.refuse = () => null;
    expect(unwrap(await reader.read()).views).toHaveLength(1);
  });

  it('takes a receipt that goes between the listing and the reading as unreadable', async () => {
    await keep(receipt());
    store.refuse = (verb) => (verb === 'get' ? problem('object-missing', 'It is missing.', 'Nothing to do.') : null);
    expect(unwrap(await reader.read())).toEqual({ views: [], unreadable: 1, older: 0 });
  });

  it('is asked for with what a device’s credential of the embedded store may do', () => {
    const grant = deviceGrant('b', prefix, person);
    const allow = grant.role === 'limited' ? grant.allow : [];
    expect(allow).toContainEqual({ bucket: 'b', actions: ['get', 'list'], prefix: viewsFolder(prefix, person) });
  });
});
