import { readFileSync, statSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessKey } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { rightRequestKey } from '../../../bucket/requests/right-layout.ts';
import { rightRecipients } from '../../../bucket/requests/right-recipients.ts';
import { checkRequests } from '../../../cli/doctor/doctor-requests.ts';
import { bucketRequestFor } from '../../../cli/org/org.ts';
import { type Day, type DeviceId, deviceIdSchema, type RecordId, recordIdSchema } from '../../../core/ids.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import type { AskedRight } from '../../../core/rights/right-request.ts';
import { daysAfter, utcDay } from '../../../core/time/calendar.ts';
import { type Administration, findPerson, type KnownPerson } from '../../../org/administration.ts';
import { AdministrationFile } from '../../../org/administration-file.ts';
import { confirmDevice } from '../../../org/devices.ts';
import { type KeyPair, newKeyPair, openWith, sealTo } from '../../../seal/age.ts';
import { randomId } from '../../../seal/random-id.ts';
import { foundingRoster } from '../../../seal/roster.ts';
import { newSigningPair, readDocument, readUnverified, signDocument } from '../../../seal/signing.ts';
import { sealDays } from '../../fixtures/day/sealed-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import type { Office } from '../../fixtures/organisation/offices.ts';
import { PythonServer } from '../../fixtures/rights/activitywatch-servers.ts';
import { orgScene } from './org-scene.ts';

const { at, env, onStore, org, done, open, close } = orgScene('requests');
const day = 86_400_000;
const signing = newSigningPair();
const device: DeviceId = deviceIdSchema.parse('d'.repeat(26));
let bucket: ObjectStore;
let keys: KeyPair;
let grace: KnownPerson;
let asked = 0;

const file = () => new AdministrationFile(at('org'), env.PLAINSIGHT_PASSPHRASE);
const administration = async () => unwrap(await file().read());

beforeAll(async () => {
  ({ bucket } = await open());
  keys = await newKeyPair();
  await done('enrol', '--name', 'Grace', '--out', at('grace.plainsight'), ...onStore);
  const before = await administration();
  grace = unwrap(findPerson(before, 'Grace'));
  const { person } = grace;
  const card = { format: 'plainsight-device/2', person, device, publicKey: signing.publicKey } as const;
  unwrap(await file().write(confirmDevice(before, { ...card, recipient: keys.recipient, at: 1 }, 1)));
}, 120_000);
afterAll(close, 60_000);

/** As the person's computer does, so many days ago. */
async function ask(what: Partial<AskedRight>, daysAgo = 0, by = signing): Promise<RecordId> {
  const { document, signing: founder } = await administration();
  const id = randomId(recordIdSchema);
  const when = Date.now() - daysAgo * day;
  const says = { does: 'ask', law: 'gdpr', asked: { kind: 'access', text: '', erasure: null, ...what } };
  const said = { format: 'plainsight-right-request/1', id, person: grace.person, device, seq: asked };
  const signed = signDocument({ ...said, at: when, on: utcDay(when), says }, by.privateKey);
  const desk = rightRecipients(document, foundingRoster(founder.publicKey));
  const key = rightRequestKey('', grace.person, device, asked);
  unwrap(await bucket.create(key, await sealTo([...desk, keys.recipient], signed)));
  asked += 1;
  return id;
}

const answer = (id: string, ...more: string[]) => org('answer', id, '--by', 'Ada', ...more);

test('an organisation takes requests from its making on, and lists none while there is none', async () => {
  expect((await administration()).document.requestsTo).toMatch(/^age1/);
  expect(await done('requests')).toBe('Nobody waits for an answer.\n');
}, 60_000);

test('requests are listed with what is overdue first, and are answered once', async () => {
  const recent = await ask({ kind: 'rectification', text: 'My name is wrong' }, 2);
  const overdue = await ask({}, 40);
  const listed = await done('requests');
  expect(listed.indexOf(overdue)).toBeLessThan(listed.indexOf(recent));
  expect(listed).toMatch(/Grace: access, asked .*, open, OVERDUE by \d+ days?/);
  expect(listed).toMatch(/Grace: rectification, .* \d+ days left, due/);
  expect(listed).toContain('“My name is wrong”');

  const values = { folder: at('org'), bucket: at('bucket.json') };
  vi.stubEnv('PLAINSIGHT_PASSPHRASE', env.PLAINSIGHT_PASSPHRASE);
  const check = await checkRequests(await bucketRequestFor({ values, switches: new Set() }));
  vi.unstubAllEnvs();
  expect(check).toMatchObject({ state: 'fails', remedy: 'See: plainsight org requests.' });
  expect(check.what).toMatch(/^Grace: access, .*OVERDUE/);
  expect((await answer(overdue, '--extend', '--reason', 'Many days')).err).toMatch(/had to be said by/);
  expect((await answer(recent, '--refuse', '--reason', 'It is right')).err).toMatch(/--complain-to/);
  expect((await answer(recent)).err).toMatch(/Say what/);
  expect(await answer(recent, '--begin')).toMatchObject({ code: 0 });
  const extended = await answer(recent, '--extend', '--reason', 'The payroll office has to look');
  expect(extended.out).toMatch(/rectification, .*, extended, \d\d days left/);
  expect((await answer(recent, '--extend', '--reason', 'Again')).err).toMatch(/was said already/);
  const refused = await answer(
    recent,
    '--refuse',
    '--reason',
    'It is right',
    '--complain-to',
    'The authority, 1 Street',
  );
  expect(refused.out).toMatch(/rectification, .*, refused/);
  expect((await answer(recent, '--begin')).err).toMatch(/is refused already/);
  // A refusal may be thought better of.
  expect((await answer(recent, '--fulfil', '--reason', 'Mended')).out).toMatch(/fulfilled/);
  expect(await answer(overdue, '--fulfil', '--reason', 'Sent by post')).toMatchObject({ code: 0 });
  expect(await done('requests')).toBe('Nobody waits for an answer.\n');
  expect(await done('requests', '--all', '--person', 'Grace')).toMatch(/fulfilled/);
  expect((await answer('9'.repeat(26), '--begin')).err).toMatch(/There is no request/);
}, 180_000);

test('an erasure that is fulfilled is carried out, and says by which order', async () => {
  const from = '2026-03-02' as Day;
  const gone = `days/${grace.person}/2026-03-03/${device}/x.age`;
  const stays = `days/${grace.person}/2026-03-09/${device}/x.age`;
  for (const key of [gone, stays]) unwrap(await bucket.put(key, Buffer.from('x')));
  const id = await ask({ kind: 'erasure', erasure: { from, to: daysAfter(from, 4), classes: ['days', 'shots'] } });
  const fulfilled = await answer(id, '--fulfil', '--copies-until', '2026-12-31');
  expect(fulfilled).toMatchObject({ code: 0, err: '' });
  expect(fulfilled.out).toMatch(
    /The certificate: .*\n(.*\n)*.*erasure of days from 2026-03-02 to 2026-03-06, .*fulfilled/,
  );
  expect(unwrap(await bucket.list(`days/${grace.person}/`)).map(({ key }) => key)).toEqual([stays]);
  const all = await ask({ kind: 'erasure', erasure: { from: null, to: null, classes: ['days', 'shots', 'weeks'] } });
  expect((await answer(all, '--fulfil')).err).toMatch(/was not confirmed/);
  // Nobody has recorded for months here: that it is this day has to be said.
  expect((await answer(all, '--fulfil', '--confirm', 'Grace')).err).toMatch(
    /nobody recorded anything after 2026-03-09/,
  );
  const sure = await answer(all, '--fulfil', '--confirm', 'Grace', '--today', utcDay(Date.now()));
  expect(sure).toMatchObject({ code: 0, err: '' });
  expect(unwrap(await bucket.list(`days/${grace.person}/`))).toEqual([]);
  // What was asked and answered stays.
  expect(unwrap(await bucket.list(`people/${grace.person}/rights/`)).length).toBe(asked);
}, 180_000);

test('a restriction is fulfilled once nobody may open anything', async () => {
  const viewer = ['--name', 'Lead', '--out', at('lead.json'), '--people', 'Grace'];
  await done('viewer', ...viewer, ...onStore);
  const id = await ask({ kind: 'restriction', text: 'Until it is settled' });
  expect((await answer(id, '--fulfil')).err).toMatch(/are open to: Lead/);
  await done('take', '--viewer', 'Lead', '--people', 'Grace', ...onStore);
  expect((await answer(id, '--fulfil')).out).toMatch(/restriction, .*fulfilled/);
}, 180_000);

test('a letter is recorded with how it was established who asks, and counts from its coming', async () => {
  const received = daysAfter(utcDay(Date.now()), -20);
  const letter = (...more: string[]) =>
    org('request-for', 'Grace', '--by', 'Ada', '--identity-by', 'called back', ...more);
  expect((await letter('--kind', 'objection')).err).toMatch(/--text/);
  expect((await letter('--kind', 'erasure')).err).toMatch(/Say what is to be erased/);
  expect((await letter('--kind', 'access', '--pictures')).err).toMatch(/--kind erasure alone/);
  expect((await letter('--kind', 'access', '--received', '2999-01-01')).err).toMatch(/has come/);
  const recorded = await letter('--kind', 'access', '--received', received);
  expect(recorded).toMatchObject({ code: 0, err: '' });
  const listed = await done('requests');
  expect(listed).toContain(`asked ${received}`);
  expect(listed).toContain('by letter; identity: called back');
  const id = recordIdSchema.parse(/org answer ([0-9a-z]{26})/.exec(recorded.out)?.[1]);
  expect(await answer(id, '--fulfil', '--reason', 'Sent to the address on file')).toMatchObject({ code: 0 });
}, 120_000);

test('what nobody of the organisation or the person signed is none, and what is gone is told', async () => {
  await ask({}, 0, newSigningPair());
  const listed = await done('requests');
  expect(listed).toContain('Nobody waits for an answer.');
  expect(listed).toMatch(/Grace: 1 that are sealed to others, or that nobody/);
  const other = deviceIdSchema.parse('e'.repeat(26));
  unwrap(await bucket.put(rightRequestKey('', grace.person, other, 2), Buffer.from('x')));
  expect(await done('requests')).toMatch(/1 of a computer that is not confirmed(.*\n)*.*2 were there and are gone/);
}, 120_000);

test('an organisation of before takes requests once they are listed', async () => {
  const before = await administration();
  const { requestsTo: _, ...document } = before.document;
  unwrap(await file().write({ ...before, document } as Administration));
  expect(await done('requests')).toMatch(/From now on people can ask/);
  const after = (await administration()).document;
  expect(after).toMatchObject({ requestsTo: before.document.requestsTo, version: before.document.version + 1 });
}, 60_000);

test('an archive is made by recovery, after a receipt of it', async () => {
  await done('enrol', '--name', 'Hedy', '--out', at('hedy.plainsight'), ...onStore);
  const before = await administration();
  const card = unwrap(findPerson(before, 'Hedy'));
  const { document, signing: founder } = before;
  const memory = new MemoryStore();
  const viewer = { certificate: { recipient: (await newKeyPair()).recipient } };
  const office = { keys: { document, signing: founder }, viewer, card, enrolment: { person: card.person } };
  const days = await sealDays(memory, { ...office, administration: before } as unknown as Office, 'f');
  for (const [key, body] of memory.objects) unwrap(await bucket.put(key, body));
  const access = accessSchema.parse(
    readDocument(memory.objects.get(accessKey('', card.person)) as Uint8Array, founder.publicKey),
  );
  const others = before.access.filter(({ person }) => person !== card.person);
  unwrap(await file().write({ ...before, access: [...others, access] }));

  const archive = (...more: string[]) =>
    org('archive', 'Hedy', '--out', at('hedy.zip'), '--reason', 'Her request', ...more);
  expect((await archive()).code).toBe(2);
  const made = await archive('--recovery', at('org', 'recovery-1.age'), '--language', 'de');
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(/2 days, 4 screenshots, of Hedy/);
  expect(statSync(at('hedy.zip')).mode & 0o077).toBe(0);
  const files = unzipSync(readFileSync(at('hedy.zip')));
  for (const day of ['2026-06-01', '2026-06-02']) {
    expect(strFromU8(files[`days/${day}.html`] as Uint8Array)).toContain('part 1');
    expect(Object.keys(files).filter((name) => name.startsWith(`pictures/${day}/`))).toHaveLength(2);
  }
  expect(strFromU8(files['index.html'] as Uint8Array)).toContain('Wer nachgesehen hat');
  expect(files['missing.txt']).toBeUndefined();
  const python = new PythonServer();
  python.import(strFromU8(files['activitywatch/buckets.json'] as Uint8Array));
  expect(python.buckets.get('aw-watcher-window_plainsight')?.events).toHaveLength(4);
  // The person reads who made it, of which days, and why.
  const [receipt, ...more] = unwrap(await bucket.list(`people/${card.person}/views/`));
  expect(more).toEqual([]);
  const opened = await openWith(days.employee.identity, unwrap(await bucket.get(receipt?.key ?? '')));
  expect(readUnverified(opened as Uint8Array)).toMatchObject({
    look: 'export',
    day: '2026-06-01',
    to: '2026-06-02',
    reason: 'Her request',
  });
  // What is there is not written over.
  expect((await archive('--recovery', at('org', 'recovery-1.age'))).code).not.toBe(0);
}, 180_000);
