import { expect, it, vi } from 'vitest';
import { orgKey, requestsFolder } from '../../bucket/layout.ts';
import { hourMs } from '../../core/calendar.ts';
import { standingOf } from '../../core/day-entries.ts';
import { daySchema, personIdSchema } from '../../core/ids.ts';
import type { RecordingSettings } from '../../core/organisation.ts';
import { unwrap } from '../../core/result.ts';
import { newSigningPair, signDocument } from '../../seal/signing.ts';
import { createManager } from '../../viewer/manager.ts';
import { readViewerFile } from '../../viewer/viewer-file.ts';
import { newWorkplace } from '../fixtures/employees.ts';
import { recordId } from '../fixtures/entries.ts';
import { refused, unreachable } from '../fixtures/memory-store.ts';
import { passphrase, viewerFile } from '../fixtures/offices.ts';

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
  const file = unwrap(readViewerFile(await viewerFile(office)));
  const time = { now: noon + 1000 };
  const newManager = async () => {
    const manager = createManager({ file, openStore: () => store, clock: { now: () => time.now } });
    unwrap(await manager.service.unlock({ passphrase }));
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
  store.refuse = (verb, key) => (verb === 'get' && key === orgKey('') ? unreachable : null);
  expect(codeOf(await answer())).toBe('store-unreachable');
  store.refuse = () => null;
  expect(unwrap(await manager.service.answers({ person }))).toEqual([]);
});

it('an answer goes to no viewer that somebody else than the organisation named', async () => {
  const { manager, open, person, id, store, office } = await asked();
  unwrap(await open());
  store.objects.set(orgKey(''), signDocument(office.keys.document, newSigningPair().privateKey));
  const answer = await manager.service.answer({ person, request: id, approved: true, note: '' });
  expect(codeOf(answer)).toBe('organisation-signature');
});
