import { expect, it, onTestFinished } from 'vitest';
import { accessKey, requestsFolder } from '../../../bucket/layout.ts';
import { entryStandingOf } from '../../../core/day/entries.ts';
import { daySchema, personIdSchema } from '../../../core/ids.ts';
import type { RecordingSettings } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { firstAccess, publishAccess } from '../../../org/access.ts';
import { accessOf } from '../../../org/administration.ts';
import { newViewer } from '../../../org/viewers.ts';
import { openWith } from '../../../seal/age.ts';
import { newSigningPair, readDocument, signDocument } from '../../../seal/signing.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { confirmAsking } from '../../fixtures/organisation/offices.ts';

// Opening a key with a passphrase takes about a second of one core by design.
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
  expect(entryStandingOf(entry, yesterday, unwrap(await manager.service.answers({ person })).answers)).toBe('waiting');

  unwrap(await manager.service.answer({ person, request: id, approved: true, note: 'Thank you' }));
  const { answers: read } = unwrap(await employee.service.answers({}));
  expect(read).toMatchObject([{ request: id, approved: true, note: 'Thank you', viewer: 'Viewer', at: time.now }]);
  expect(entryStandingOf(entry, yesterday, read)).toBe('approved');

  time.now += 1000;
  unwrap(await manager.service.answer({ person, request: id, approved: false, note: '' }));
  expect(entryStandingOf(entry, yesterday, unwrap(await employee.service.answers({})).answers)).toBe('declined');
  // What was answered is there after a reload too, for any viewer.
  const later = await newManager();
  expect(unwrap(await later.service.answers({ person }))).toMatchObject({
    answers: [
      { request: id, approved: false, day: yesterday },
      { request: id, approved: true },
    ],
    unreadable: 0,
  });
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
  expect(entryStandingOf(entry, yesterday, unwrap(await manager.service.answers({ person })).answers)).toBe('waiting');
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
  expect(codeOf(await manager.service.answer(given))).toBe('viewer-locked');
  expect(codeOf(await manager.service.answers({ person }))).toBe('viewer-locked');
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
  expect(unwrap(await manager.service.answers({ person }))).toEqual({ answers: [], replies: [], unreadable: 0 });
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
    expect(codeOf(answer)).toBe('access-foreign');
  }
  expect([...store.objects.keys()].filter((each) => each.startsWith(requestsFolder('', person)))).toEqual([]);
});

it('an answer is sealed to the person and to who may open its day, and to nobody else', async () => {
  const { employee, manager, open, person, id, store, office } = await asked();
  unwrap(await open());
  const ofDay = await newViewer(office.keys, 'Second', 1);
  const of2020 = await newViewer(office.keys, 'Third', 1);
  const everybody = firstAccess(person, [office.viewer.certificate, ofDay.certificate, of2020.certificate], 2);
  const until2020 = { from: null, to: daySchema.parse('2020-12-31') };
  const access = {
    ...everybody,
    devices: accessOf(office.administration, person).devices,
    viewers: everybody.viewers.map((each) =>
      each.viewer === of2020.certificate.viewer ? { ...each, spans: [until2020] } : each,
    ),
  };
  unwrap(await publishAccess(access, office.keys, store, ''));
  unwrap(await manager.service.answer({ person, request: id, approved: true, note: '' }));
  const [key = ''] = [...store.objects.keys()].filter((each) => each.startsWith(requestsFolder('', person)));
  const sealed = store.objects.get(key) ?? new Uint8Array();
  const own = employee.agent()?.options.keys.identity;
  for (const identity of [own, office.viewer.identity, ofDay.identity])
    expect(identity === undefined ? null : await openWith(identity, sealed)).not.toBeNull();
  for (const { identity } of [...office.keys.recovery, of2020, await newViewer(office.keys, 'Fourth', 1)])
    expect(await openWith(identity, sealed)).toBeNull();
});

it('an answer is not given once the access to its day has ended, and an earlier access does not come back', async () => {
  const { manager, open, person, id, store, office } = await asked();
  unwrap(await open());
  const key = accessKey('', person);
  const before = store.objects.get(key) ?? new Uint8Array();
  const other = await newViewer(office.keys, 'Other', 1);
  unwrap(await publishAccess({ ...firstAccess(person, [other.certificate], 9), version: 9 }, office.keys, store, ''));
  const answer = () => manager.service.answer({ person, request: id, approved: true, note: '' });
  expect(codeOf(await answer())).toBe('no-access');
  store.objects.set(key, before);
  expect(codeOf(await answer())).toBe('access-foreign');
  expect([...store.objects.keys()].filter((each) => each.startsWith(requestsFolder('', person)))).toEqual([]);
});
