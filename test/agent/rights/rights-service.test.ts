import { beforeEach, describe, expect, it } from 'vitest';
import { Rights, type RightsPort } from '../../../agent/rights/rights-service.ts';
import { isAllowed } from '../../../bucket/embedded/auth/authorisation.ts';
import { rightAnswerKey, rightRequestKey, rightsFolder } from '../../../bucket/requests/right-layout.ts';
import { deviceGrant, viewerGrant } from '../../../bucket/rights.ts';
import { deviceIdSchema, viewerIdSchema } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import { ok, unwrap } from '../../../core/result.ts';
import type { AskedRight } from '../../../core/rights/right-request.ts';
import { zoneSchema } from '../../../core/time/calendar.ts';
import { type Administration, accessOf, signersOf } from '../../../org/administration.ts';
import { confirmDevice } from '../../../org/devices.ts';
import { answerRight, readDesk, takingRequests } from '../../../org/requests/right-desk.ts';
import { type KeyPair, newKeyPair, openWith, sealTo } from '../../../seal/age.ts';
import { newSigningPair, readDocument, signDocument } from '../../../seal/signing.ts';
import { codeOf } from '../../bucket/contract.ts';
import { MemoryStore, unreachable } from '../../fixtures/memory-store.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const zone = zoneSchema.parse('Europe/Berlin');
const asking = Date.parse('2026-03-02T10:00:00Z');
const device = deviceIdSchema.parse('d'.repeat(26));
const access: AskedRight = { kind: 'access', text: '', erasure: null };
const signing = newSigningPair();

let store: MemoryStore;
let office: Office;
let administration: Administration;
let own: KeyPair;
let desk: KeyPair;
let facts: Map<string, string>;
let obstacle: Problem | null;
let now: number;

beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  [own, desk] = [await newKeyPair(), await newKeyPair()];
  const self = { administrator: 'a'.repeat(26), identity: desk.identity } as Administration['self'];
  const taking = await takingRequests({ ...office.administration, self });
  if (taking === null) throw new Error('takes none');
  const claim = { format: 'plainsight-device/2', person: office.card.person, device, at: 1 } as const;
  administration = confirmDevice(taking, { ...claim, publicKey: signing.publicKey, recipient: own.recipient }, 1);
  [facts, obstacle, now] = [new Map(), null, asking];
  store.objects.clear();
});

function rights(change: Partial<RightsPort> = {}): Rights {
  const roster = signersOf(administration);
  if (typeof roster === 'string') throw new Error(roster);
  return new Rights({
    store,
    enrolled: { enrolment: { person: office.card.person }, bucket: { prefix: '' } },
    keys: { device, identity: own.identity, privateKey: signing.privateKey, publicKey: signing.publicKey },
    access: { current: accessOf(administration, office.card.person) },
    admission: {
      get problem() {
        return obstacle;
      },
    },
    organisation: { current: administration.document, roster },
    vault: {
      fact: (name) => facts.get(name) ?? null,
      setFact: (name, value) => {
        facts.set(name, value);
        return ok(undefined);
      },
    },
    clock: { now: () => now },
    zone,
    ...change,
  });
}

const seen = async (of = rights()) => unwrap(await of.calls.rights({}));
const ask = async (what = access, of = rights()) => unwrap(await of.calls.askRight({ asked: what }));
const keyOf = (seq: number) => rightRequestKey('', office.card.person, device, seq);
const place = () => ({ store, prefix: '' });
const onDesk = async () => {
  const read = unwrap(await readDesk(administration, [office.card], place(), '2026-03-05' as never));
  return read[0] as NonNullable<(typeof read)[0]>;
};
const answer = async (of: string, says: object, at = asking) =>
  answerRight(
    administration,
    office.card.person,
    { of: of as never, by: 'Ada', says: says as never, at, on: new Date(at).toISOString().slice(0, 10) as never },
    place(),
  );

describe('asking', () => {
  it('reaches the administrators and the person, and nobody else opens it', async () => {
    const { id, isThere } = await ask();
    expect(isThere).toBe(true);
    expect([...store.objects.keys()]).toEqual([keyOf(0)]);
    const sealed = store.objects.get(keyOf(0)) as Uint8Array;
    for (const { identity } of [own, desk, ...office.keys.recovery])
      expect(readDocument((await openWith(identity, sealed)) as Uint8Array, signing.publicKey)).toMatchObject({
        id,
        seq: 0,
        on: '2026-03-02',
      });
    expect(await openWith((await newKeyPair()).identity, sealed)).toBeNull();
    expect((await onDesk()).standing).toMatchObject([{ id, state: 'open', due: '2026-04-02', left: 28 }]);
    expect(await seen()).toMatchObject({
      requests: [{ id, state: 'open', isThere: true }],
      law: 'gdpr',
      isTaken: true,
      problem: null,
    });
  });

  it('is kept while the bucket is away, is sent when it is back, and keeps its time', async () => {
    store.refuse = () => unreachable;
    const { id, isThere } = await ask();
    expect(isThere).toBe(false);
    expect(await seen()).toMatchObject({ requests: [{ id, isThere: false }], problem: { code: 'rights-unreadable' } });
    store.refuse = () => null;
    now += 3 * 86_400_000;
    await rights().deliver();
    expect((await onDesk()).standing).toMatchObject([{ id, on: '2026-03-02' }]);
    expect(await seen()).toMatchObject({ requests: [{ id, isThere: true }], problem: null });
    store.calls.length = 0;
    await rights().deliver();
    expect(store.calls).toEqual([]);
  });

  it('cannot be hidden: what is taken away is put again as it was, and a gap is seen meanwhile', async () => {
    const [first, second] = [await ask(), await ask({ kind: 'objection', text: 'No sums.', erasure: null })];
    const before = store.objects.get(keyOf(0)) as Uint8Array;
    store.objects.delete(keyOf(0));
    expect(await onDesk()).toMatchObject({ standing: [{ id: second.id }], read: { missing: 1 } });
    expect((await seen()).requests).toHaveLength(2);
    expect(Buffer.from(store.objects.get(keyOf(0)) as Uint8Array)).toEqual(Buffer.from(before));
    expect((await onDesk()).standing.map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
  });

  it('takes the next number where something else has its own', async () => {
    store.objects.set(keyOf(0), Buffer.from('not ours'));
    const { id, isThere } = await ask();
    expect(isThere).toBe(true);
    expect([...store.objects.keys()]).toEqual([keyOf(0), keyOf(1)]);
    expect(await onDesk()).toMatchObject({ standing: [{ id }], read: { unread: 1 } });
    expect((await seen()).requests).toHaveLength(1);
    expect(store.objects.size).toBe(2);
  });

  it('is refused where the organisation takes none, and when it is too often', async () => {
    const { requestsTo: _, ...before } = administration.document;
    const roster = signersOf(administration);
    const none = rights({ organisation: { current: before, roster: roster as never } });
    expect(codeOf(await none.calls.askRight({ asked: access }))).toBe('right-nobody');
    expect((await seen(none)).isTaken).toBe(false);
    for (let count = 0; count < 10; count++) await ask();
    expect(codeOf(await rights().calls.askRight({ asked: access }))).toBe('rights-too-many');
    now += 25 * 3_600_000;
    await ask();
  });

  it('sends nothing where another computer has this one’s place', async () => {
    obstacle = { code: 'device-taken', values: {} };
    expect((await ask()).isThere).toBe(false);
    expect(store.objects.size).toBe(0);
  });
});

describe('being answered', () => {
  it('is read on the page: extended, refused with where to complain, fulfilled', async () => {
    const { id } = await ask();
    unwrap(await answer(id, { does: 'extend', reason: 'Many days.' }));
    expect((await seen()).requests).toMatchObject([{ state: 'extended', due: '2026-06-02', words: 'Many days.' }]);
    unwrap(await answer(id, { does: 'refuse', reason: 'Not yours', complainTo: 'The authority' }));
    expect((await seen()).requests).toMatchObject([{ state: 'refused', complainTo: 'The authority', by: 'Ada' }]);
    expect(codeOf(await rights().calls.withdrawRight({ id }))).toBe('right-over');
  });

  it('is over once it was withdrawn, and then is not answered', async () => {
    const { id } = await ask();
    unwrap(await rights().calls.withdrawRight({ id }));
    expect((await seen()).requests).toMatchObject([{ id, state: 'withdrawn', isThere: true }]);
    expect(codeOf(await answer(id, { does: 'begin' }))).toBe('right-answered');
    expect(codeOf(await rights().calls.withdrawRight({ id: 'z'.repeat(26) as never }))).toBe('right-unknown');
  });

  it('goes by numbers that are created: of two at a time both are said, and the second knows the first', async () => {
    const { id } = await ask();
    const done = await Promise.all([
      answer(id, { does: 'refuse', reason: 'Not yours', complainTo: 'The authority' }),
      answer(id, { does: 'begin' }),
    ]);
    // One of them was first; what was refused before is begun by nobody.
    expect(done.filter((each) => each.ok).length).toBeGreaterThanOrEqual(1);
    const answers = [...store.objects.keys()].filter((key) => key.includes('right-answers'));
    expect(answers.length).toBe(done.filter((each) => each.ok).length);
    expect((await seen()).requests[0]?.state).toBe('refused');
  });

  it('counts by who signed: nobody else’s answer is one', async () => {
    const { id } = await ask();
    const { person } = office.card;
    const says = { does: 'fulfil', note: 'Done', order: null };
    const said = {
      format: 'plainsight-right-answer/1',
      id,
      person,
      seq: 0,
      at: asking,
      on: '2026-03-02',
      of: id,
      by: 'Eve',
      says,
    };
    const forge = async (document: object, privateKey = newSigningPair().privateKey) =>
      store.objects.set(
        rightAnswerKey('', person, 0),
        await sealTo([own.recipient], signDocument(document, privateKey)),
      );
    await forge(said);
    expect(await seen()).toMatchObject({ requests: [{ state: 'open' }], unread: 1 });
    const { privateKey } = administration.signing;
    for (const other of [
      { ...said, seq: 1 },
      { ...said, person: 'q'.repeat(26) },
      { ...said, says: { does: 'fulfil' } },
    ]) {
      await forge(other, privateKey);
      expect(await seen()).toMatchObject({ requests: [{ state: 'open' }], unread: 1 });
    }
    await forge(said, privateKey);
    expect(await seen()).toMatchObject({ requests: [{ state: 'fulfilled' }], unread: 0 });
  });

  it('survives whatever lies there', async () => {
    const { id } = await ask();
    const { person } = office.card;
    const names = ['x', 'd/000000.age', `${device}/000000`, `${device}/../000001.age`, `${device}/9999999.age`];
    for (const name of names) store.objects.set(`${rightsFolder('', person)}${name}`, Buffer.from('{}'));
    store.objects.set(rightAnswerKey('', person, 0), Buffer.alloc(70_000));
    store.objects.set(rightAnswerKey('', person, 7), await sealTo([own.recipient], Buffer.from('[[[')));
    expect(await seen()).toMatchObject({ requests: [{ id, state: 'open' }], unread: names.length + 2, missing: 6 });
    unwrap(await answer(id, { does: 'begin' }));
    expect(await seen()).toMatchObject({ requests: [{ id, state: 'begun' }] });
  });
});

describe('what credentials may', () => {
  it('create requests under the own device alone, and replace none', () => {
    const { person } = office.card;
    const grant = deviceGrant({ bucket: 'b', prefix: '' }, person, device);
    const may = (action: 'put' | 'create' | 'get', key: string) => isAllowed(grant, action, 'b', key);
    expect([may('create', keyOf(0)), may('get', keyOf(0)), may('put', keyOf(0))]).toEqual([true, true, false]);
    const other = rightRequestKey('', person, deviceIdSchema.parse('e'.repeat(26)), 0);
    expect([may('create', other), may('create', rightAnswerKey('', person, 0))]).toEqual([false, false]);
    expect(may('get', rightAnswerKey('', person, 0))).toBe(true);
    const viewer = viewerGrant({ bucket: 'b', prefix: '' }, viewerIdSchema.parse('v'.repeat(26)), [person]);
    for (const key of [keyOf(0), rightAnswerKey('', person, 0)])
      for (const action of ['put', 'create', 'get'] as const) expect(isAllowed(viewer, action, 'b', key)).toBe(false);
  });
});
