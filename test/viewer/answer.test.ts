import { expect, it, onTestFinished, vi } from 'vitest';
import { accessKey, requestsFolder } from '../../bucket/layout.ts';
import { hourMs } from '../../core/calendar.ts';
import { standingOf } from '../../core/day-entries.ts';
import { daySchema, personIdSchema } from '../../core/ids.ts';
import type { RecordingSettings } from '../../core/organisation.ts';
import { unwrap } from '../../core/result.ts';
import { firstAccess, publishAccess } from '../../org/access.ts';
import { newViewer } from '../../org/viewers.ts';
import { openWith } from '../../seal/age.ts';
import { newSigningPair, readDocument, signDocument } from '../../seal/signing.ts';
import { newWorkplace } from '../fixtures/employees.ts';
import { recordId } from '../fixtures/entries.ts';
import { openManagerOver, parsedViewerFile } from '../fixtures/managers.ts';
import { refused, unreachable } from '../fixtures/memory-store.ts';
import { confirmAsking } from '../fixtures/offices.ts';

// Opening a key with a passphrase takes about a second of one core by design.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const noon = Date.parse('2026-06-03T12:00:00Z');
const yesterday = daySchema.parse('2026-06-02');
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;
const lunch = { label: 'Visit', category: null, note: 'outside', isCall: false };
const span = { start: noon - 25 * hourMs, end: noon - 24 * hourMs };

/** An employee who added an hour to yesterday, uploaded, and a manager of the same office. */
async function asked(settings: Partial<RecordingSettings> = { corrections: 'approved' }) {
  const { office, store, start } = await newWorkplace({ holdMs: 0, ...settings });
  const employee = await start({ clock: { now: () => noon } });
  const { id } = unwrap(await employee.service.addTime({ ...span, ...lunch }));
  await employee.agent()?.uploader.flush();
  await confirmAsking(office, store);
  const file = await parsedViewerFile(office);
  const time = { now: noon + 1000 };
  const newManager = async () => {
    const manager = openManagerOver(store, file, office, { clock: { now: () => time.now } });
    onTestFinished(() => manager.close());
    return manager;
  };
  const person = office.card.person;
  const manager = await newManager();
  const open = () => manager.service.openDay({ person, day: yesterday, reason: 'hours' });
  return { employee, manager, newManager, open, person, id, store, office, time };
}

it('an hour that was added is seen, approved, and known to the person as approved', async () => {
  const { employee, manager, newManager, open, person, id, time } = await asked();
  const [part] = unwrap(await open()).devices;
  expect(part?.chain).toMatchObject({ state: 'verified', faults: [] });
  expect(part?.view?.entries).toMatchObject([
    { id, request: id, label: 'Visit', note: 'outside', needsApproval: true },
  ]);
  const [entry] = part?.view?.entries ?? [];
  if (entry === undefined) throw new Error('no entry');
  expect(standingOf(entry, unwrap(await manager.service.answers({ person })))).toBe('waiting');

  unwrap(await manager.service.answer({ person, request: id, approved: true, note: 'Thank you' }));
  const read = unwrap(await employee.service.answers({}));
  expect(read).toMatchObject([{ request: id, approved: true, note: 'Thank you', viewer: 'Viewer', at: time.now }]);
  expect(standingOf(entry, read)).toBe('approved');

  time.now += 1000;
  unwrap(await manager.service.answer({ person, request: id, approved: false, note: '' }));
  expect(standingOf(entry, unwrap(await employee.service.answers({})))).toBe('declined');
  // What was answered is there after a reload too, for any viewer.
  const later = await newManager();
  expect(unwrap(await later.service.answers({ person }))).toMatchObject([{ request: id, approved: false }]);
});

it('a correction of an answered entry asks anew, and what was answered no longer holds', async () => {
  const { employee, manager, open, person, id } = await asked();
  unwrap(await open());
  unwrap(await manager.service.answer({ person, request: id, approved: true, note: '' }));
  const correction = { ...span, of: id, label: 'Other', category: null, note: null, isCall: false, isTakenBack: false };
  unwrap(await employee.service.correct(correction));
  await employee.agent()?.uploader.flush();
  const [part] = unwrap(await open()).devices;
  expect(part?.chain.state).toBe('verified');
  const [entry] = part?.view?.entries ?? [];
  if (entry === undefined) throw new Error('no entry');
  expect(standingOf(entry, unwrap(await manager.service.answers({ person })))).toBe('waiting');
  expect(codeOf(await manager.service.answer({ person, request: id, approved: true, note: '' }))).toBe(
    'request-unknown',
  );
});

it('nobody answers what they have not seen, what is not there, or what needs no answer', async () => {
  const { manager, open, person, id, store } = await asked();
  const given = { person, request: id, approved: true, note: '' };
  expect(codeOf(await manager.service.answer(given))).toBe('day-not-open');
  unwrap(await open());
  expect(codeOf(await manager.service.answer({ ...given, request: recordId(9) }))).toBe('request-unknown');
  const other = personIdSchema.parse('0'.repeat(26));
  expect(codeOf(await manager.service.answer({ ...given, person: other }))).toBe('day-not-open');
  manager.close();
  expect(codeOf(await manager.service.answer(given))).toBe('locked');
  expect(codeOf(await manager.service.answers({ person }))).toBe('locked');
  expect([...store.objects.keys()].filter((key) => key.startsWith(requestsFolder('', person)))).toEqual([]);

  const free = await asked({ corrections: 'free' });
  unwrap(await free.open());
  const unasked = { person: free.person, request: free.id, approved: true, note: '' };
  expect(codeOf(await free.manager.service.answer(unasked))).toBe('request-unknown');
});

it('an answer that cannot be kept is said to be none', async () => {
  const { manager, open, person, id, store } = await asked();
  unwrap(await open());
  const answer = () => manager.service.answer({ person, request: id, approved: true, note: '' });
  for (const why of [unreachable, refused]) {
    store.refuse = (verb) => (verb === 'put' ? why : null);
    expect(codeOf(await answer())).toBe('answer-refused');
  }
  store.refuse = (verb, key) => (verb === 'get' && key === accessKey('', person) ? unreachable : null);
  expect(codeOf(await answer())).toBe('store-unreachable');
  store.refuse = () => null;
  expect(unwrap(await manager.service.answers({ person }))).toEqual([]);
});

it('an answer goes to no viewer that somebody else than the organisation named', async () => {
  const { manager, open, person, id, store, office } = await asked();
  unwrap(await open());
  const key = accessKey('', person);
  const genuine = store.objects.get(key) ?? new Uint8Array();
  const access = readDocument(genuine, office.keys.signing.publicKey);
  const other = { ...Object(access), person: '0'.repeat(26) };
  for (const forged of [
    signDocument(access, newSigningPair().privateKey),
    signDocument(other, office.keys.signing.privateKey),
    genuine.subarray(1),
  ]) {
    store.objects.set(key, forged);
    const answer = await manager.service.answer({ person, request: id, approved: true, note: '' });
    expect(codeOf(answer)).toBe('organisation-signature');
  }
  expect([...store.objects.keys()].filter((each) => each.startsWith(requestsFolder('', person)))).toEqual([]);
});

it('an answer can be read by the person’s devices and by everybody who may open days of theirs, and by nobody else', async () => {
  const { manager, open, person, id, store, office } = await asked();
  unwrap(await open());
  const second = await newViewer(office.keys, 'Second', 1);
  const access = firstAccess(person, [office.viewer.certificate, second.certificate], 2);
  unwrap(await publishAccess(access, office.keys, store, ''));
  unwrap(await manager.service.answer({ person, request: id, approved: true, note: '' }));
  const [key = ''] = [...store.objects.keys()].filter((each) => each.startsWith(requestsFolder('', person)));
  const sealed = store.objects.get(key) ?? new Uint8Array();
  expect(await openWith(office.viewer.identity, sealed)).not.toBeNull();
  expect(await openWith(second.identity, sealed)).not.toBeNull();
  for (const { identity } of [...office.keys.recovery, await newViewer(office.keys, 'Third', 1)])
    expect(await openWith(identity, sealed)).toBeNull();
});
