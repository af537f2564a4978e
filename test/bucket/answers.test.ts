import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { deviceGrant, viewerGrant } from '../../bucket/access.ts';
import { AnswersReader, sealAnswer } from '../../bucket/answers.ts';
import { answerKey, requestsFolder } from '../../bucket/layout.ts';
import { deviceIdSchema, idFromRandom, personIdSchema, recordIdSchema, viewerIdSchema } from '../../core/ids.ts';
import type { Answer } from '../../core/organisation.ts';
import { problem } from '../../core/problem.ts';
import { unwrap } from '../../core/result.ts';
import { type KeyPair, newKeyPair, sealTo } from '../../seal/age.ts';
import { macDocument } from '../../seal/signing.ts';
import { recordId } from '../fixtures/entries.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';

const prefix = 'office/';
const newId = () => idFromRandom(randomBytes(26));
const person = personIdSchema.parse(newId());
const viewerId = viewerIdSchema.parse(newId());
const enrolmentKey = randomBytes(32).toString('base64');
const denied = problem('store-denied', 'The credential may not do this.', 'Ask whoever runs the store.');

let employee: KeyPair;
let viewer: KeyPair;
let store: MemoryStore;
let reader: AnswersReader;

beforeEach(async () => {
  [employee, viewer] = await Promise.all([newKeyPair(), newKeyPair()]);
  store = new MemoryStore();
  reader = new AnswersReader({ store, prefix, person, enrolmentKey, identity: employee.identity });
});

const answer = (change: Partial<Answer> = {}): Answer => ({
  format: 'plainsight-answer/1',
  person,
  request: recordId(1),
  at: 1000,
  viewer: 'Lead',
  approved: true,
  note: '',
  ...change,
});
const put = (sealed: Uint8Array) => {
  const key = answerKey(prefix, person, recordIdSchema.parse(newId()));
  store.objects.set(key, sealed);
  return key;
};
const keep = async (given: Answer) =>
  put(await sealAnswer(given, enrolmentKey, [employee.recipient, viewer.recipient]));

describe('answers', () => {
  it('are none where the bucket holds none for this person', async () => {
    store.objects.set(answerKey(prefix, personIdSchema.parse(newId()), recordId(1)), Buffer.from('x'));
    expect(unwrap(await reader.read())).toEqual({ answers: [], unreadable: 0 });
  });

  it('are the same for the person and for a viewer', async () => {
    await keep(answer({ note: 'Thanks' }));
    const asViewer = new AnswersReader({ store, prefix, person, enrolmentKey, identity: viewer.identity });
    expect(unwrap(await reader.read())).toEqual({ answers: [answer({ note: 'Thanks' })], unreadable: 0 });
    expect(unwrap(await asViewer.read())).toEqual(unwrap(await reader.read()));
  });

  it('are one for each record, the latest by its own time, the newest first', async () => {
    for (const at of [20, 40, 30]) await keep(answer({ at, approved: at !== 40 }));
    await keep(answer({ at: 35, request: recordId(2) }));
    const { answers } = unwrap(await reader.read());
    expect(answers.map(({ request, at, approved }) => [request, at, approved])).toEqual([
      [recordId(1), 40, false],
      [recordId(2), 35, true],
    ]);
  });

  it('are asked for once, and forgotten when they are gone', async () => {
    const key = await keep(answer());
    await reader.read();
    store.calls.length = 0;
    expect(unwrap(await reader.read()).answers).toHaveLength(1);
    expect(store.calls).toEqual([{ verb: 'list', key: requestsFolder(prefix, person) }]);
    store.objects.delete(key);
    expect(unwrap(await reader.read()).answers).toEqual([]);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    [
      'made without the enrolment key',
      () => sealAnswer(answer(), randomBytes(32).toString('base64'), [employee.recipient]),
    ],
    ['not authenticated at all', () => sealTo([employee.recipient], Buffer.from(JSON.stringify(answer())))],
    [
      'of another person',
      () => sealAnswer(answer({ person: personIdSchema.parse('0'.repeat(26)) }), enrolmentKey, [employee.recipient]),
    ],
    ['sealed to somebody else', () => sealAnswer(answer(), enrolmentKey, [viewer.recipient])],
    ['of another format', () => sealTo([employee.recipient], macDocument({ ...answer(), format: 'x' }, enrolmentKey))],
    ['without a decision', () => sealTo([employee.recipient], macDocument({ ...answer(), approved: 1 }, enrolmentKey))],
    ['that was altered', async () => (await sealAnswer(answer(), enrolmentKey, [employee.recipient])).slice(0, -1)],
    ['longer than any answer', async () => new Uint8Array(70_000)],
    ['of no bytes', async () => new Uint8Array()],
  ])('are not taken: one %s', async (_, forged) => {
    put(await forged());
    await keep(answer({ at: 1 }));
    expect(unwrap(await reader.read())).toMatchObject({ answers: [{ at: 1 }], unreadable: 1 });
  });

  it.each([
    ['list', unreachable, 'answers-unreadable'],
    ['list', denied, 'answers-denied'],
    ['get', unreachable, 'answers-unreadable'],
    ['get', denied, 'answers-denied'],
  ] as const)('are a problem, never a part, where the bucket fails to %s (%s)', async (failing, why, code) => {
    await keep(answer());
    store.refuse = (verb) => (verb === failing ? why : null);
    expect(await reader.read()).toMatchObject({ ok: false, problem: { code } });
    store.refuse = () => null;
    expect(unwrap(await reader.read()).answers).toHaveLength(1);
  });

  it('can be read and not written with a device’s credential, and both with a viewer’s', () => {
    const actionsOf = (grant: ReturnType<typeof deviceGrant>) =>
      (grant.role === 'limited' ? grant.allow : [])
        .filter((rule) => 'prefix' in rule && rule.prefix === requestsFolder(prefix, person))
        .flatMap(({ actions }) => actions);
    expect(actionsOf(deviceGrant('b', prefix, person, deviceIdSchema.parse('d'.repeat(26)))).sort()).toEqual([
      'get',
      'list',
    ]);
    expect(actionsOf(viewerGrant('b', prefix, viewerId, [person])).sort()).toEqual(['get', 'list', 'put']);
    expect(actionsOf(viewerGrant('b', prefix, viewerId, []))).toEqual([]);
  });
});
