import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startEmbeddedStore } from '../../bucket/embedded/server.ts';
import { ownerGrant } from '../../bucket/rights.ts';
import { recordedPurposes as purposes } from '../../core/organisation/purpose.ts';
import { unwrap } from '../../core/result.ts';
import { run } from '../cli/process.ts';
import { type Desktop, startDesktop, until } from '../desktop.ts';
import { startGate } from './gate.ts';
import {
  expectArrival,
  type Office,
  openOffice,
  problemSeen,
  rulesFile,
  startAgent,
  stopAndRead,
} from './office-agent.ts';
import { linesIn, type Snapshot } from './vault-snapshot.ts';

describe.skipIf(process.platform !== 'linux')('bad input to a real agent', () => {
  let desktop: Desktop;
  let office: Office;
  let otherAuthority = '';

  beforeAll(async () => {
    desktop = await startDesktop();
    const folder = mkdtempSync(join(tmpdir(), 'other-store-'));
    const other = unwrap(await startEmbeddedStore({ folder }));
    otherAuthority = other.caCertificate;
    await other.close();
    rmSync(folder, { recursive: true });
    await desktop.openTerminal({ title: 'ordinary work' });
  });

  afterAll(() => desktop.close());

  // An enrolment is for one computer: each of these agents has keys of its own, and so an office of its own.
  beforeEach(async () => {
    office = await openOffice();
  });

  afterEach(() => office.close());

  describe('is refused before anything is recorded', () => {
    test.each([
      ['plain HTTP', { bucket: { endpoint: 'http://127.0.0.1:1' } }, /plain HTTP/, /https:\/\//],
      ['an endpoint that is no address', { bucket: { endpoint: 'here' } }, /not an address/, /https:\/\/host/],
      ['a bucket without a secret', { bucket: { secretAccessKey: '' } }, /no valid secretAccessKey/, /Copy the secret/],
      ['no folder', { settings: { folder: undefined } }, /The setting folder/, /Give the folder/],
      ['a setting that nothing reads', { settings: { shots: true } }, /nothing reads: shots/, /Correct its name/],
      [
        'a purpose that is none',
        { settings: { consent: { withdrawn: ['keys'] } } },
        /consent\.withdrawn\.0/,
        /input-counts/,
      ],
      [
        'a file that agrees for somebody',
        { settings: { consent: { agreed: ['apps'] } } },
        /agrees for somebody \(consent\.agreed\)/,
        /plainsight consent --settings/,
      ],
      [
        'consent that is no list',
        { settings: { consent: { withdrawn: true } } },
        /consent\.withdrawn/,
        /purposes out of/,
      ],
      ['a zone that is none', { settings: { zone: 'Mars/Crater' } }, /The setting zone/, /Europe\/Berlin/],
      [
        'two ways to unlock',
        { settings: { passphraseFile: 'x' } },
        /both unlockIdentityFile and/,
        /take the other out/,
      ],
      [
        'no way to unlock',
        { settings: { unlockIdentityFile: undefined } },
        /Nothing is given/,
        /PLAINSIGHT_PASSPHRASE/,
      ],
      [
        'an unlocking file that is gone',
        { settings: { unlockIdentityFile: 'gone' } },
        /is not there/,
        /Correct the path/,
      ],
      [
        'an enrolment that is gone',
        { settings: { enrolment: 'gone.json' } },
        /enrolment file .* is not there/,
        /Correct the path/,
      ],
      ['an enrolment of nothing', { settings: { enrolment: {} } }, /is not signed/, /plainsight org enrol/],
    ])('%s', async (name, changes, what, remedy) => {
      const folder = name.replaceAll(' ', '-');
      const ended = await run(['agent', '--settings', office.settingsFile(folder, changes)], desktop.env);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toMatch(what);
      expect(ended.err).toMatch(remedy);
      expect(existsSync(join(office.folder, folder))).toBe(false);
    });

    test('a settings file that is not JSON', async () => {
      const file = office.settingsFile('not-json');
      writeFileSync(file, readFileSync(file, 'utf8').slice(0, -1));
      const ended = await run(['agent', '--settings', file], desktop.env);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toMatch(/is not JSON\.\s+Correct it/);
      expect(existsSync(join(office.folder, 'not-json'))).toBe(false);
    });
  });

  describe('of the bucket loses nothing, and says what to do', () => {
    test.each([
      [
        'an unknown credential',
        () => ({ accessKeyId: 'PSUNKNOWN' }),
        'store-credential-unknown',
        /does not know the access key/,
        /new credential/,
      ],
      [
        'a wrong secret',
        () => ({ secretAccessKey: 'wrong' }),
        'store-credential-secret',
        /The secret of the access key/,
        /Enter the secret/,
      ],
      [
        'a certificate of another authority',
        () => ({ caCertificate: otherAuthority }),
        'store-certificate',
        /is not trusted/,
        /caCertificate/,
      ],
      [
        'an unknown bucket',
        () => ({ bucket: 'elsewhere', ...office.owner }),
        'store-no-bucket',
        /no bucket named elsewhere/,
        /Correct the bucket’s name/,
      ],
      [
        'a store that is not there',
        () => ({ endpoint: 'https://127.0.0.1:9' }),
        'store-unreachable',
        /nothing answers there/,
        /Check the network/,
      ],
    ])('%s', async (name, bucket, code, what, remedy) => {
      const folder = name.replaceAll(' ', '-');
      const agent = startAgent(await office.answeredFile(folder, { bucket: bucket() }), desktop.env);
      const told = await problemSeen(agent, code);
      expect(told.what).toMatch(what);
      expect(told.remedy).toMatch(remedy);
      await agent.seen(/"event":"recording","recording":"on"/);
      const kept = await stopAndRead(agent, office, folder);
      expect(kept.objects.filter(({ state }) => state === 'sent' || state === 'aside')).toEqual([]);
      // Another place is not mended by a file: what was recorded for the one that was accepted waits for the person.
      if ('bucket' in bucket() || 'endpoint' in bucket()) await expectRefusal(folder, kept);
      else await expectArrival(office, folder, kept, desktop.env);
    });

    async function expectRefusal(folder: string, kept: Snapshot): Promise<void> {
      const withdrawn = { settings: { consent: { withdrawn: purposes } } };
      const agent = startAgent(office.settingsFile(folder, withdrawn), desktop.env);
      const told = await problemSeen(agent, 'further-enrolment-elsewhere');
      expect(told.what).toMatch(/would send what is recorded to bucket plainsight at .* Now it goes to bucket /);
      await agent.seen(/"event":"recording"/);
      const after = await stopAndRead(agent, office, folder);
      expect(after.objects.filter(({ state }) => state === 'sent' || state === 'aside')).toEqual([]);
      expect(after.objects.map(({ key }) => key)).toEqual(expect.arrayContaining(kept.objects.map(({ key }) => key)));
    }

    test('a clock that is an hour off', async () => {
      const now = (): number => Date.now() + 3_600_000;
      const ahead = unwrap(
        await startEmbeddedStore({ folder: join(office.folder, 'ahead'), buckets: ['plainsight'], now }),
      );
      // One place, and a store behind it whose clock is set right.
      const to = { port: ahead.port };
      const gate = await startGate(to);
      const endpoint = `https://127.0.0.1:${gate.port}`;
      const { caCertificate } = ahead;
      const bucket = { endpoint, caCertificate, ...ahead.credentials.add(ownerGrant) };
      const agent = startAgent(await office.answeredFile('clock', { bucket }), desktop.env);
      const told = await problemSeen(agent, 'store-clock');
      expect(told.what).toMatch(/clock is 60 minutes behind/);
      expect(told.remedy).toMatch(/Set the clock/);
      const kept = await stopAndRead(agent, office, 'clock');
      await ahead.close();
      to.port = office.trial.store.port;
      await expectArrival(office, 'clock', kept, desktop.env, { endpoint });
      await gate.close();
    });
  });

  test.each([
    ['an empty pattern', { rules: [{ app: '', effect: 'exclude' }] }, 'rule-field-invalid', /Exclusion rule 1 \(app\)/],
    [
      'a regular expression',
      { rules: [{ title: '/bank.*/i', effect: 'exclude' }] },
      'rule-field-invalid',
      /regular expression/,
    ],
    ['a rule without effect', { rules: [{ app: 'x' }] }, 'rule-field-invalid', /Exclusion rule 1 \(effect\)/],
    ['an unknown setting', { excludes: [] }, 'settings-unknown-field', /settings\.json are broken/],
  ])('an invalid redaction rule (%s) stops recording until it is mended', async (name, content, code, what) => {
    const folder = `rule-${name.replaceAll(' ', '-')}`;
    mkdirSync(join(office.folder, folder), { mode: 0o700 });
    writeFileSync(rulesFile(office, folder), JSON.stringify(content));
    const file = await office.answeredFile(folder);
    const agent = startAgent(file, desktop.env);
    const told = await problemSeen(agent, code);
    expect(told.what).toMatch(what);
    expect(told.remedy).toMatch(/Nothing is recorded until/);
    await agent.seen(/"recording":"off"/);
    await desktop.xdotool('type', 'not to be counted');
    const refused = await stopAndRead(agent, office, folder);
    expect(refused.objects.filter(({ kind }) => kind === 'shot')).toEqual([]);
    expect(await linesIn(join(office.folder, folder), office.unlock, refused)).toEqual([]);

    const again = startAgent(file, desktop.env);
    await again.seen(/"recording":"off"/);
    writeFileSync(rulesFile(office, folder), JSON.stringify({ rules: [] }));
    await again.seen(/"recording":"on"/);
    const objects = join(office.folder, folder, 'objects');
    await until(() => readdirSync(objects, { recursive: true, encoding: 'utf8' }).some(isPicture) || null);
    const mended = await stopAndRead(again, office, folder);
    const lines = await linesIn(join(office.folder, folder), office.unlock, mended);
    expect(lines.map((line) => JSON.parse(line).kind)).toContain('window');
  });

  test('an object that was altered on the agent’s own disk is set aside, and the rest goes on', async () => {
    const folder = 'altered-here';
    const gate = await startGate(office.trial.store);
    gate.shut();
    const away = { bucket: { endpoint: `https://127.0.0.1:${gate.port}` } };
    const agent = startAgent(await office.answeredFile(folder, away), desktop.env);
    await agent.seen(/"recording":"on"/);
    const objects = join(office.folder, folder, 'objects');
    await until(() => readdirSync(objects, { recursive: true, encoding: 'utf8' }).some(isSegment) || null);
    const kept = await stopAndRead(agent, office, folder);
    const victim = kept.objects.find(({ kind }) => kind === 'activity');
    if (victim === undefined) throw new Error('no segment was made');
    const path = join(office.folder, folder, victim.file);
    writeFileSync(
      path,
      readFileSync(path).map((byte, index) => (index === 200 ? byte ^ 1 : byte)),
    );
    gate.open();
    const next = startAgent(
      await office.answeredFile(folder, { ...away, settings: { consent: { withdrawn: purposes } } }, []),
      desktop.env,
    );
    await next.seen(/"event":"recording"/);
    const after = await stopAndRead(next, office, folder);
    await gate.close();
    expect(after.objects.filter(({ state }) => state !== 'sent').map(({ key, state }) => [key, state])).toEqual([
      [victim.key, 'aside'],
    ]);
  });
});

function isSegment(name: string): boolean {
  return name.includes('activity_');
}

function isPicture(name: string): boolean {
  return name.includes('shots_') && name.endsWith('.age');
}
