import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { judgeEnrolment, readEnrolmentFile } from '../../agent/enrolment/enrolment-file.ts';
import { orgKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { organisationSchema } from '../../core/organisation/organisation.ts';
import { unwrap } from '../../core/result.ts';
import { newKeyPair } from '../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../seal/signing.ts';
import { type Desktop, startDesktop } from '../desktop.ts';
import { removeFolder } from '../fixtures/folders.ts';
import { answerFor } from '../fixtures/organisation/answering.ts';
import { onlyOn } from '../fixtures/systems.ts';
import { type Running, run, start } from './process.ts';

/** One office from nothing, by commands alone: store, organisation, person, viewer, agent, and the day opened. */
describe.skipIf(onlyOn('linux'))('an office by commands (Linux)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'office-'));
  const at = (...names: string[]): string => join(folder, ...names);
  const passphrase = 'four plain words here';
  const withPassphrase = { ...process.env, PLAINSIGHT_PASSPHRASE: passphrase };
  const bucketFile = at('bucket.json');
  const org = ['--folder', at('org'), '--bucket', bucketFile];
  const ofDay = ['apps', 'titles', 'input-counts', 'presence', 'screenshots'];
  const forAll = (keptDays: object) => Object.fromEntries(ofDay.map((purpose) => [purpose, { keptDays }]));
  let store: Running;
  let desktop: Desktop;
  let bucket: ObjectStore;
  let person = '';
  let viewerPassphrase = '';
  let day = '';

  beforeAll(async () => {
    store = start(['store', '--folder', at('store'), '--port', '0']);
    const [, endpoint] = await store.seen(/Endpoint {5}(https:\S+)/);
    await store.seen(/Credentials/);
    const added = await run(['store', 'credential', 'add', '--folder', at('store'), '--role', 'owner']);
    const accessKeyId = /id {6}(\S+)/.exec(added.out)?.[1];
    const secretAccessKey = /key {2}(\S+)/.exec(added.out)?.[1];
    const caCertificate = readFileSync(at('store', 'ca.pem'), 'utf8');
    const settings = { endpoint, bucket: 'plainsight', accessKeyId, secretAccessKey, caCertificate };
    writeFileSync(bucketFile, JSON.stringify(settings));
    bucket = openS3Store(unwrap(parseBucketSettings(settings)));
    writeFileSync(
      at('recording.json'),
      JSON.stringify({
        ...{ shotIntervalMs: 1000, holdMs: 0, journalMs: 200, segmentMs: 500 },
        purposes: {
          websites: null,
          ...forAll({ least: 7, most: 10 }),
          presence: { keptDays: { least: 7, most: 10 }, basis: 'contract' },
        },
      }),
    );
    writeFileSync(at('unlock.key'), `${(await newKeyPair()).identity}\n`, { mode: 0o600 });
    desktop = await startDesktop();
  }, 180_000);

  function organisationKey(): string {
    return JSON.parse(JSON.parse(readFileSync(at('person.plainsight'), 'utf8')).payload).organisationKey;
  }

  async function keysWith(part: string): Promise<string[]> {
    return unwrap(await bucket.list(''))
      .map(({ key }) => key)
      .filter((key) => key.includes(part));
  }

  afterAll(async () => {
    bucket.close();
    await desktop.close();
    await store.stop();
    await removeFolder(folder);
  });

  test('the store says where it is, what to trust, and how to make credentials', () => {
    expect(store.text()).toMatch(/Certificate {2}\S+ca\.pem/);
    expect(store.text()).toMatch(/Fingerprint {2}SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}/);
    expect(store.text()).toMatch(/store credential add/);
  });

  test('an organisation is made and published, and never over another', async () => {
    const controller = [
      '--email',
      'office@example.com',
      '--address',
      '1 Street',
      '--phone',
      '+1 555',
      '--country',
      'DE',
    ];
    const settings = ['--settings', at('recording.json'), '--minimum-age', '16'];
    const make = ['org', 'create', ...org, '--name', 'Example Office', ...controller, ...settings];
    const made = await run(make, withPassphrase);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(at('org')).sort()).toEqual(['organisation.age', 'recovery-1.age', 'recovery-2.age']);
    expect((await run(make, withPassphrase)).err).toMatch(/already is an organisation/);
  }, 180_000);

  test('a person is enrolled, and a viewer is added after them', async () => {
    const enrolled = await run(
      [
        'org',
        'enrol',
        ...org,
        '--name',
        'A Person',
        '--zone',
        'UTC',
        '--store',
        at('store'),
        '--out',
        at('person.plainsight'),
        '--valid-days',
        '3',
        '--link',
      ],
      withPassphrase,
    );
    expect(enrolled).toMatchObject({ code: 0, err: '' });
    const situation = { now: Date.now(), usedIds: new Set<never>(), organisationKey: null };
    const link = /plainsight:\S+/.exec(enrolled.out)?.[0] ?? '';
    const opened = unwrap(readEnrolmentFile(link));
    expect(judgeEnrolment(opened.enrolled.enrolment, situation)).toBeNull();
    expect(opened.text).toBe(readFileSync(at('person.plainsight'), 'utf8'));
    const { enrolment, organisation } = opened.enrolled;
    expect(enrolment.expiresAt - enrolment.issuedAt).toBe(3 * 86_400_000);
    expect(organisation.minimumAge).toBe(16);
    expect(organisation.purposes.find(({ purpose }) => purpose === 'presence')).toMatchObject({
      keptDays: { least: 7, most: 10 },
    });
    expect(organisation.purposes.map(({ purpose }) => purpose)).not.toContain('websites');
    person = /as ([0-9a-z]{26})\./.exec(enrolled.out)?.[1] ?? '';
    const viewer = await run(
      [
        'org',
        'viewer',
        ...org,
        '--name',
        'A Viewer',
        '--people',
        person,
        '--store',
        at('store'),
        '--out',
        at('viewer.json'),
      ],
      withPassphrase,
    );
    expect(viewer).toMatchObject({ code: 0, err: '' });
    viewerPassphrase = /once: (\S+)/.exec(viewer.out)?.[1] ?? '';
    expect(statSync(at('person.plainsight')).mode & 0o777).toBe(0o600);
    expect(statSync(at('viewer.json')).mode & 0o777).toBe(0o600);
  }, 180_000);

  test('the wrong passphrase opens no organisation, and nothing is changed for it', async () => {
    const before = readFileSync(at('org', 'organisation.age'));
    const refused = await run(['org', 'enrol', ...org, '--name', 'B', '--store', at('store'), '--out', at('b.json')], {
      ...process.env,
      PLAINSIGHT_PASSPHRASE: 'not the passphrase',
    });
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/does not open/);
    expect(readFileSync(at('org', 'organisation.age'))).toEqual(before);
  }, 180_000);

  test('a changed notice is published under a higher version, and the rest stays as it was', async () => {
    const change = { idleAfterMs: 60_000, purposes: forAll({ least: 5, most: 8 }) };
    writeFileSync(at('change.json'), JSON.stringify(change));
    const updated = await run(['org', 'update', ...org, '--settings', at('change.json')], withPassphrase);
    expect(updated).toMatchObject({ code: 0, err: '' });
    expect(updated.out).toMatch(/^Version 2 /);
    const bytes = unwrap(await bucket.get(orgKey('')));
    const document = organisationSchema.parse(readDocument(bytes, publicKeySchema.parse(organisationKey())));
    expect(document).toMatchObject({
      version: 2,
      settings: { idleAfterMs: 60_000, shotIntervalMs: 1000, holdMs: 0 },
      minimumAge: 16,
    });
    expect(document.purposes.find(({ purpose }) => purpose === 'presence')).toMatchObject({
      keptDays: { least: 5, most: 8 },
      basis: 'contract',
    });
    expect(document.purposes).toHaveLength(5);
    writeFileSync(at('change.json'), JSON.stringify({ purposes: { apps: { kept: 5 } } }));
    const refused = await run(['org', 'update', ...org, '--settings', at('change.json')], withPassphrase);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toMatch(/--settings: The setting purposes\.apps\.kept is not one/);
  }, 180_000);

  test('the agent records what its person agreed to, says so, and stops when told', async () => {
    writeFileSync(
      at('agent.json'),
      JSON.stringify({
        enrolment: 'given.plainsight',
        folder: 'agent',
        unlockIdentityFile: 'unlock.key',
        zone: 'UTC',
      }),
    );
    copyFileSync(at('person.plainsight'), at('given.plainsight'));
    const title = 'Quarterly figures = draft';
    await answerFor(at('agent.json'), ['apps', 'titles', 'screenshots']);
    const brief = start(['agent', '--settings', at('agent.json')], desktop.env);
    await brief.seen(/Recording apps/);
    await brief.stop();
    // Once it was accepted the agent has it sealed: the file, which is a key, may go.
    rmSync(at('given.plainsight'));
    const agent = start(['agent', '--settings', at('agent.json')], desktop.env);
    await agent.seen(/^Recording apps, titles, screenshots\. Not recorded: .*input-counts.*You have not agreed/m);
    await desktop.openTerminal({ title });
    await vi.waitFor(async () => expect(await keysWith('/shots/')).not.toEqual([]), { timeout: 90_000, interval: 100 });
    const ended = await agent.stop();
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(/Stopped\. Everything that was recorded is kept\./);
    expect(ended.out).not.toContain(title);
  }, 180_000);

  test('nothing of it opens before the administrator confirms the computer by its code', async () => {
    const env = { ...process.env, PLAINSIGHT_PASSPHRASE: viewerPassphrase };
    const [today = ''] = (await keysWith('/days.key.age')).map((key) => key.split('/')[2] ?? '');
    const args = ['--person', person, '--day', today, '--reason', 'too early', '--out', at('too early')];
    const early = await run(['open', '--viewer', at('viewer.json'), ...args], env);
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(early.err).toMatch(/No computer of this person is confirmed yet/);
    const listed = await run(['org', 'devices', 'A Person', ...org], withPassphrase);
    expect(listed).toMatchObject({ code: 0, err: '' });
    const code = /asks to be confirmed, code (\S+)/.exec(listed.out)?.[1] ?? '';
    expect(code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
    const wrong = await run(['org', 'confirm', 'A Person', ...org, '--code', `${code.slice(0, -1)}_`], withPassphrase);
    expect(wrong).toMatchObject({ code: 1 });
    const confirmed = await run(['org', 'confirm', 'A Person', ...org, '--code', code.toLowerCase()], withPassphrase);
    expect(confirmed).toMatchObject({ code: 0, err: '' });
    expect(confirmed.out).toMatch(/is confirmed/);
  }, 180_000);

  test('the viewer finds the person and the day', async () => {
    const env = { ...process.env, PLAINSIGHT_PASSPHRASE: viewerPassphrase };
    const people = await run(['open', '--viewer', at('viewer.json')], env);
    expect(people).toMatchObject({ code: 0, out: `${person}  A Person\n` });
    const days = await run(['open', '--viewer', at('viewer.json'), '--person', person], env);
    expect(days.code).toBe(0);
    day = days.out.trim();
    expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
  }, 180_000);

  test.each([
    [
      'a recovery identity',
      () => ['--identity', at('org', 'recovery-2.age'), '--bucket', bucketFile, '--folder', at('org')],
      () => passphrase,
    ],
    ['a viewer', () => ['--viewer', at('viewer.json')], () => viewerPassphrase],
  ])(
    '%s opens the day into a new folder and leaves a receipt',
    async (who, access, secret) => {
      const env = { ...process.env, PLAINSIGHT_PASSPHRASE: secret() };
      const out = at(who);
      const args = [...access(), '--person', person, '--day', day, '--reason', 'a test', '--out', out];
      const receipts = (await keysWith('/views/')).length;
      const opened = await run(['open', ...args], env);
      expect(opened).toMatchObject({ code: 0, err: '' });
      expect(opened.out).toMatch(/chain {5}unaltered so far/);
      expect(await keysWith('/views/')).toHaveLength(receipts + 1);
      expect(readFileSync(join(out, 'activity.ndjson'), 'utf8')).toContain('Quarterly figures = draft');
      expect(JSON.parse(readFileSync(join(out, 'chain.json'), 'utf8'))).toMatchObject({ state: 'open', faults: [] });
      const shots = readdirSync(join(out, 'shots'));
      expect(shots.length).toBeGreaterThan(0);
      for (const shot of shots) {
        expect(shot).toMatch(/^\d\d-\d\d-\d\d \S+ [0-9a-z]{26}\.webp$/);
        expect(
          readFileSync(join(out, 'shots', shot))
            .subarray(8, 12)
            .toString(),
        ).toBe('WEBP');
      }
      const again = await run(['open', ...args], env);
      expect(again).toMatchObject({ code: 2, out: '' });
      expect(again.err).toMatch(/is not empty/);
    },
    180_000,
  );
});
