import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnswersReader, type AnswersReaderOptions } from '../../bucket/answers.ts';
import { isAllowed } from '../../bucket/embedded/auth/authorisation.ts';
import { answerKey, requestsFolder } from '../../bucket/layout.ts';
import { deviceGrant, viewerGrant } from '../../bucket/rights.ts';
import { daySchema, deviceIdSchema, personIdSchema, recordIdSchema } from '../../core/ids.ts';
import type { Access, DaySpan } from '../../core/organisation/access.ts';
import type { SignedAnswer } from '../../core/organisation/answer.ts';
import { problem } from '../../core/problem.ts';
import { ok, unwrap } from '../../core/result.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { type KeyPair, newKeyPair, sealTo } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { macDocument, newSigningPair, publicKeySchema, signDocument } from '../../seal/signing.ts';
import { recordId } from '../fixtures/day/entries.ts';
import { MemoryStore, refused, unreachable } from '../fixtures/memory-store.ts';
import { type Office, openOffice } from '../fixtures/organisation/offices.ts';

const prefix = 'office/';
const newId = () => randomId(recordIdSchema);
const person = personIdSchema.parse(newId());
const day = daySchema.parse('2026-06-02');
const everyDay: DaySpan = { from: null, to: null };
const denied = problem('store-denied', { accessKeyId: 'PSKEY', object: 'day.age', bucket: 'plainsight' });
const silent = problem('cancelled');

let office: Office;
let lead: NewViewer;
let second: NewViewer;
let employee: KeyPair;
let store: MemoryStore;
let reader: AnswersReader;

beforeAll(async () => {
  office = await openOffice(new MemoryStore());
  [lead, second] = await Promise.all([newViewer(office.keys, 'Lead', 1), newViewer(office.keys, 'Second', 1)]);
});

beforeEach(async () => {
  employee = await newKeyPair();
  store = new MemoryStore();
  reader = open();
});

const accessOf = (spans: readonly (readonly [NewViewer, DaySpan])[]): Access => ({
  ...{ format: 'plainsight-access/2', devices: [], person, version: 1, at: 1 },
  viewers: spans.map(
    ([
      {
        certificate: { viewer, recipient },
      },
      span,
    ]) => ({ viewer, recipient, spans: [span] }),
  ),
});
const both = () =>
  accessOf([
    [lead, everyDay],
    [second, everyDay],
  ]);

function open(change: Partial<AnswersReaderOptions> = {}): AnswersReader {
  const { identity } = employee;
  const organisationKey = publicKeySchema.parse(office.keys.signing.publicKey);
  const access = async () => ok(both());
  return new AnswersReader({ store, prefix, person, signers: () => organisationKey, access, identity, ...change });
}

const vouchedFor = (by: NewViewer, vouching = office.keys.signing.privateKey) =>
  Buffer.from(signDocument(by.certificate, vouching)).toString('base64');

function answer(change: Partial<SignedAnswer> = {}, by = lead): SignedAnswer {
  return {
    ...{ format: 'plainsight-answer/2', id: newId(), person, request: recordId(1), day, at: 1000, approved: true },
    ...{ viewer: by.certificate.viewer, note: '', certificate: vouchedFor(by), ...change },
  };
}

const put = (sealed: Uint8Array, { id, viewer }: Pick<SignedAnswer, 'id' | 'viewer'>): string => {
  const key = answerKey(prefix, person, viewer, id);
  store.objects.set(key, sealed);
  return key;
};
const sealed = (given: SignedAnswer, by = lead) =>
  sealTo([employee.recipient, by.certificate.recipient], signDocument(given, by.privateKey));
const keep = async (given: SignedAnswer, by = lead) => put(await sealed(given, by), given);
const read = async () => unwrap(await reader.read());

describe('answers', () => {
  it('are none where the bucket holds none for this person', async () => {
    const other = personIdSchema.parse(newId());
    store.objects.set(answerKey(prefix, other, lead.certificate.viewer, recordId(1)), Buffer.from('x'));
    expect(await read()).toEqual({ answers: [], replies: [], unreadable: 0 });
  });

  it('are the same for the person and for a viewer, and by whom the organisation says', async () => {
    await keep(answer({ note: 'Thanks' }));
    const said = { person, request: recordId(1), day, at: 1000, viewer: 'Lead', approved: true, note: 'Thanks' };
    expect(await read()).toEqual({ answers: [said], replies: [], unreadable: 0 });
    expect(unwrap(await open({ identity: lead.identity }).read())).toEqual(await read());
  });

  it('are all there, of every viewer, the newest first', async () => {
    for (const at of [20, 40, 30]) await keep(answer({ at, approved: at !== 40 }));
    await keep(answer({ at: 35 }, second), second);
    expect((await read()).answers.map(({ viewer, at, approved }) => [viewer, at, approved])).toEqual([
      ['Lead', 40, false],
      ['Second', 35, true],
      ['Lead', 30, true],
      ['Lead', 20, true],
    ]);
  });

  it('are asked for once, and stay known when they are gone', async () => {
    const key = await keep(answer());
    await read();
    store.calls.length = 0;
    expect((await read()).answers).toHaveLength(1);
    expect(store.calls).toEqual([{ verb: 'list', key: requestsFolder(prefix, person) }]);
    store.objects.delete(key);
    await keep(answer({}, second), second);
    expect((await read()).answers).toHaveLength(2);
  });

  it('hold only of viewers who may open the day that they are about', async () => {
    const until2020: DaySpan = { from: null, to: daySchema.parse('2020-12-31') };
    reader = open({ access: async () => ok(accessOf([[lead, until2020]])) });
    await keep(answer());
    await keep(answer({ day: daySchema.parse('2020-06-02'), note: 'mine' }));
    await keep(answer({}, second), second);
    expect(await read()).toMatchObject({ answers: [{ note: 'mine' }], unreadable: 2 });
  });

  it('that held when they were read first hold on when the access ends, in a later run too', async () => {
    const hashes = new Set<string>();
    const accepted = {
      has: (hash: string) => hashes.has(hash),
      add: (more: readonly string[]) => {
        for (const hash of more) hashes.add(hash);
      },
    };
    await keep(answer({ note: 'before' }));
    expect(unwrap(await open({ accepted }).read()).answers).toHaveLength(1);
    await keep(answer({ note: 'after' }));
    const later = open({ accepted, access: async () => ok(accessOf([])) });
    expect(unwrap(await later.read())).toMatchObject({ answers: [{ note: 'before' }], unreadable: 1 });
  });

  it('are not dated ahead of those that came later', async () => {
    const ahead = await keep(answer({ at: 8_640_000_000_000_000, approved: false }));
    const later = await keep(answer({ at: 3_000_000 }, second), second);
    store.modifiedAt.set(ahead, 1_000_000).set(later, 3_000_000);
    expect((await read()).answers.map(({ viewer, at }) => [viewer, at])).toEqual([
      ['Second', 3_000_000],
      ['Lead', 1_300_000],
    ]);
  });

  it('of one viewer hold up no other’s, however many objects lie in that folder', async () => {
    reader = open({ mostAtOnce: 10 });
    for (let each = 0; each < 60; each += 1) {
      const key = put(randomBytes(40), answer());
      store.modifiedAt.set(key, 5_000 + each);
    }
    await keep(answer({ note: 'old' }, second), second);
    const first = await read();
    expect([first.answers.map(({ note }) => note), first.unreadable]).toEqual([['old'], 60]);
    expect(store.calls.filter(({ verb }) => verb === 'get')).toHaveLength(10);
    // A later call goes on, and in the end the old one of the same folder is read too.
    await keep(answer({ note: 'older still' }));
    for (let call = 0; call < 6; call += 1) await read();
    expect((await read()).answers).toHaveLength(2);
  });

  it('that the bucket does not give out for now are asked for after those that were not asked for yet', async () => {
    reader = open({ mostAtOnce: 5 });
    for (let each = 0; each < 5; each += 1) store.modifiedAt.set(await keep(answer()), 9_000 + each);
    const newest = [...store.objects.keys()];
    await keep(answer({ note: 'old' }));
    store.refuse = (verb, key) => (verb === 'get' && newest.includes(key) ? denied : null);
    await reader.read();
    expect((await read()).answers.map(({ note }) => note)).toEqual(['old']);
  });

  it('that were copied to another name, or to another viewer’s folder, count once', async () => {
    const given = answer();
    const bytes = await sealed(given);
    put(bytes, given);
    for (let copy = 0; copy < 20; copy += 1) put(bytes, { ...given, id: newId() });
    put(bytes, { ...given, viewer: second.certificate.viewer });
    expect(await read()).toMatchObject({ answers: [{ viewer: 'Lead' }], unreadable: 21 });
  });

  const other = newSigningPair();
  it.each<[string, (given: SignedAnswer) => Uint8Array | Promise<Uint8Array>]>([
    ['made with the enrolment key that all viewers had', (given) => macDocument(given, 'a'.repeat(44))],
    ['not signed at all', (given) => Buffer.from(JSON.stringify(given))],
    ['signed with another key', (given) => signDocument(given, other.privateKey)],
    ['signed by another viewer in this one’s name', (given) => signDocument(given, second.privateKey)],
    [
      'by a viewer whom another organisation vouches for',
      (given) => signDocument({ ...given, certificate: vouchedFor(lead, other.privateKey) }, lead.privateKey),
    ],
    ['with another viewer’s certificate', (given) => signed({ ...given, certificate: vouchedFor(second) })],
    ['of another person', (given) => signed({ ...given, person: personIdSchema.parse('0'.repeat(26)) })],
    ['of another format', (given) => signed({ ...given, format: 'plainsight-answer/1' })],
    ['of no day', (given) => signed({ ...given, day: undefined })],
    ['without a decision', (given) => signed({ ...given, approved: 1 })],
    ['of no name', (given) => signed({ ...given, id: undefined })],
    ['that was altered', (given) => Buffer.from(signDocument(given, lead.privateKey)).subarray(0, -1)],
    ['of no bytes', () => new Uint8Array()],
  ])('are not taken: one %s', async (_, forged) => {
    const given = answer({ note: 'forged' });
    put(await sealTo([employee.recipient], await forged(given)), given);
    await keep(answer({ at: 1 }));
    expect(await read()).toMatchObject({ answers: [{ at: 1 }], unreadable: 1 });
  });

  it('are not taken: one sealed to somebody else, one that is no age file, one longer than any answer', async () => {
    const given = answer();
    put(await sealTo([lead.certificate.recipient], signDocument(given, lead.privateKey)), given);
    put(randomBytes(500), answer());
    put(new Uint8Array(70_000), answer());
    await keep(answer({ at: 1 }));
    expect(await read()).toMatchObject({ answers: [{ at: 1 }], unreadable: 3 });
    expect(store.calls.filter(({ verb }) => verb === 'get')).toHaveLength(3);
  });

  it.each([
    ['refused', refused],
    ['denied', denied],
    ['gone', problem('object-missing', { object: 'day.age', bucket: 'plainsight' })],
    ['silent', silent],
    ['unreachable', unreachable],
  ])('are told though one object of them is %s', async (_, why) => {
    const bad = await keep(answer());
    for (let at = 0; at < 12; at += 1) await keep(answer({ at, request: recordId(at) }));
    store.refuse = (verb, key) => (verb === 'get' && key === bad ? why : null);
    const { answers, unreadable } = await read();
    expect([answers.length, unreadable]).toEqual([12, 1]);
    store.refuse = () => null;
    expect((await read()).answers).toHaveLength(13);
  });

  it('are more than any number that was thought of', { timeout: 60_000 }, async () => {
    const given = answer({ request: recordId(7), at: 1 });
    const first = await keep(given);
    const bytes = await sealed(answer({}, second), second);
    for (let at = 0; at < 1500; at += 1) put(bytes, { id: newId(), viewer: second.certificate.viewer });
    store.modifiedAt.set(first, -1);
    expect(await read()).toMatchObject({ answers: [{ request: recordId(7) }], unreadable: 1500 });
  });

  it.each([
    ['list', unreachable, 'answers-unreadable'],
    ['list', denied, 'answers-denied'],
    ['get', unreachable, 'answers-unreadable'],
    ['get', denied, 'answers-denied'],
  ] as const)('are a problem where the bucket fails to %s any (%s)', async (failing, why, code) => {
    for (let at = 0; at < 12; at += 1) await keep(answer({ at }));
    store.refuse = (verb) => (verb === failing ? why : null);
    expect(await reader.read()).toMatchObject({ ok: false, problem: { code } });
    store.refuse = () => null;
    expect((await read()).answers).toHaveLength(12);
  });

  it('are read and not written with a device’s credential; a viewer’s creates them in a folder of its own', () => {
    const { viewer } = lead.certificate;
    const own = answerKey(prefix, person, viewer, newId());
    const others = answerKey(prefix, person, second.certificate.viewer, newId());
    const device = deviceGrant({ bucket: 'b', prefix }, person, deviceIdSchema.parse('d'.repeat(26)));
    const grant = viewerGrant({ bucket: 'b', prefix }, viewer, [person]);
    for (const key of [own, others]) {
      expect([device, grant].map((each) => isAllowed(each, 'get', 'b', key))).toEqual([true, true]);
      expect(isAllowed(device, 'create', 'b', key)).toBe(false);
      expect(isAllowed(grant, 'create', 'b', key)).toBe(key === own);
      expect([device, grant].map((each) => isAllowed(each, 'put', 'b', key))).toEqual([false, false]);
    }
    expect(isAllowed(viewerGrant({ bucket: 'b', prefix }, viewer, []), 'create', 'b', own)).toBe(false);
  });
});

/** Whatever it says, in the lead's own hand. */
function signed(content: Record<string, unknown>): Uint8Array {
  return signDocument(content, lead.privateKey);
}
