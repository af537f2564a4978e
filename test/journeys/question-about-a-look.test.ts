import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createEmployee, type Employee } from '../../agent/employee.ts';
import { readEnrolment } from '../../agent/enrolment/enrolment.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { daySchema, personIdSchema } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import { hourMs, zoneSchema } from '../../core/time/calendar.ts';
import { newKeyPair, openWith } from '../../seal/age.ts';
import { identityProtector } from '../../seal/protector.ts';
import { createManager, type Manager } from '../../viewer/manager.ts';
import { openSecrets, readViewerFile } from '../../viewer/session/viewer-file.ts';
import { FakePlatform } from '../fixtures/agent/platforms.ts';
import { FakeSign } from '../fixtures/agent/signs.ts';
import { fakeEncoder } from '../fixtures/day/encoders.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { openEmbeddedOffice, type TestOffice } from './scenes/offices.ts';

/** A person's agent and a manager's service, each with its own credential, over the embedded store and HTTPS. */
const now = Date.parse('2026-06-03T12:00:00Z');
const yesterday = daySchema.parse('2026-06-02');
const words = 'What did you look for on Tuesday?';
const reply = 'We talked about the release; the hours of it were open.';

let folder: string;
let office: TestOffice;
let employee: Employee;
let manager: Manager;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'question-'));
  office = await openEmbeddedOffice(folder, { journalMs: 100, holdMs: 0 });
  const platform = new FakePlatform(() => now);
  employee = unwrap(
    await createEmployee({
      folder: join(folder, 'agent'),
      enrolled: unwrap(readEnrolment(office.enrolment)),
      openPlatform: async () => platform,
      openSign: async () => new FakeSign(),
      encoder: async () => fakeEncoder,
      openStore: openS3Store,
      protector: await identityProtector((await newKeyPair()).identity),
      passphraseWork: lightWork,
      clock: { now: () => now },
      random: () => 0.5,
      zone: zoneSchema.parse('UTC'),
      appVersion: '1',
      host: 'node',
      log: () => {},
    }),
  );
  const file = unwrap(readViewerFile(office.viewerFile));
  manager = createManager({ file, openStore: openS3Store, clock: { now: () => now }, every: () => () => {} });
  unwrap(await manager.service.unlock({ passphrase: office.passphrase }));
});

afterAll(async () => {
  manager?.close();
  await employee?.close();
  await office?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('a person asks about a look, the manager finds the question and replies, and the person reads it beside the look', async () => {
  const { service } = employee;
  const uploader = employee.agent()?.uploader;
  const label = { label: 'Visit', category: null, note: null, isCall: false };
  unwrap(await service.addTime({ start: now - 25 * hourMs, end: now - 24 * hourMs, ...label }));
  await uploader?.flush();
  const [known] = await vi.waitFor(async () => {
    const people = unwrap(await manager.service.people({}));
    const days = unwrap(await manager.service.days({ person: people[0]?.person ?? ('' as never) }));
    expect(days.map(({ day }) => day)).toEqual([yesterday]);
    return people;
  }, 30_000);
  const person = personIdSchema.parse(known?.person);
  unwrap(await manager.service.openDay({ person, day: yesterday, reason: 'agreed check-in' }));

  const { count, looks } = unwrap(await service.newLooks({ ask: 'again' }));
  expect([count, looks.map(({ viewer, day, reason }) => [viewer, day, reason])]).toEqual([
    1,
    [['The viewer', yesterday, 'agreed check-in']],
  ]);
  const [look] = looks;
  if (look === undefined) throw new Error('no look');
  const { id } = unwrap(await service.askAboutLook({ look: { id: look.id, by: look.by }, text: words }));
  await uploader?.flush();

  const waiting = unwrap(await manager.service.questions({}));
  expect(waiting.questions).toMatchObject([{ id, person, text: words, reason: 'agreed check-in', on: yesterday }]);
  const opened = unwrap(await manager.service.openDay({ person, day: yesterday, reason: 'the question' }));
  expect(opened.devices.map(({ chain, view }) => [chain.state, view?.questions?.map(({ text }) => text)])).toEqual([
    ['verified', [words]],
  ]);
  unwrap(await manager.service.replyToQuestion({ person, question: id, text: reply }));
  expect(unwrap(await manager.service.questions({})).questions).toEqual([]);
  expect(unwrap(await manager.service.answers({ person })).replies).toMatchObject([{ request: id, text: reply }]);

  const { questions, problem } = unwrap(await service.questions({}));
  expect(problem).toBeNull();
  expect(questions).toMatchObject([
    { id, receipt: look.id, delivery: { at: 'there' }, replies: [{ text: reply, viewer: 'The viewer', at: now }] },
  ]);
});

it('nothing of question and reply lies in the bucket for somebody who may not open that day', async () => {
  const stranger = await newKeyPair();
  const secrets = await openSecrets(unwrap(readViewerFile(office.viewerFile)), office.passphrase);
  const found: string[] = [];
  for (const { key } of unwrap(await office.owner.list(''))) {
    const bytes = unwrap(await office.owner.get(key));
    const text = Buffer.from(bytes).toString('latin1');
    expect(text, key).not.toContain(words);
    expect(text, key).not.toContain(reply);
    expect(await openWith(stranger.identity, bytes).catch(() => null), key).toBeNull();
    const opened = secrets === null ? null : await openWith(secrets.identity, bytes).catch(() => null);
    if (opened !== null && Buffer.from(opened).toString().includes(reply)) found.push(key);
  }
  // So that the walk above looked at what holds it.
  expect(found.map((key) => key.includes('/requests/'))).toEqual([true]);
});
