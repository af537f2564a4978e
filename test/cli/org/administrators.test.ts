import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import { AccessKeeper } from '../../../agent/policy/access-keeper.ts';
import { OrganisationKeeper } from '../../../agent/policy/organisation-keeper.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { checkAdministration } from '../../../cli/doctor/doctor-administration.ts';
import { bucketRequestFor } from '../../../cli/org/org.ts';
import { unwrap } from '../../../core/result.ts';
import { ViewerSession } from '../../../viewer/open-viewer.ts';
import { openSecrets, readViewerFile } from '../../../viewer/session/viewer-file.ts';
import { codeOf } from '../../bucket/contract.ts';
import { openVault } from '../../fixtures/agent/vaults.ts';
import { type Ended, run } from '../process.ts';
import { orgScene } from './org-scene.ts';

const never = new AbortController().signal;

/** Two administrators of one organisation, each with a folder and a passphrase of their own. The tests are one story. */
describe('two administrators by commands', () => {
  const { at, env, onStore, org, done, open, close } = orgScene('administrators');
  const herEnv = { ...process.env, PLAINSIGHT_PASSPHRASE: 'quite another four words' };
  let bucket: ObjectStore;
  let code = '';
  let key = '';
  let leadPassphrase = '';

  /** The same as `org`, by the second administrator. */
  const hers = (action: string[], ...more: string[]): Promise<Ended> =>
    run(['org', ...action, '--folder', at('hers'), '--bucket', at('bucket.json'), ...more], herEnv);
  const named = (action: string[], ...more: string[]): Promise<Ended> =>
    run(['org', ...action, '--folder', at('org'), '--bucket', at('bucket.json'), ...more], env);
  const enrolment = (name: string) => unwrap(readEnrolmentFile(readFileSync(at(name), 'utf8'))).enrolled;

  beforeAll(async () => {
    ({ bucket } = await open());
    await done('enrol', '--name', 'One', '--out', at('one.plainsight'), ...onStore);
    const made = await done('viewer', '--name', 'Lead', '--out', at('lead.json'), ...onStore);
    leadPassphrase = /once: (\S+)/.exec(made)?.[1] ?? '';
  }, 300_000);

  afterAll(close);

  test('somebody asks with keys of their own, and hands over no secret', async () => {
    const asked = await run(
      ['org', 'administrator', 'ask', '--folder', at('hers'), '--name', 'Grace', '--out', at('grace.json')],
      herEnv,
    );
    expect(asked).toMatchObject({ code: 0, err: '' });
    code = /who adds you: (\S+)/.exec(asked.out)?.[1] ?? '';
    expect(readFileSync(at('grace.json'), 'utf8')).not.toMatch(/AGE-SECRET-KEY|privateKey/);
  }, 300_000);

  test('nobody joins before they were added', async () => {
    const key = enrolment('one.plainsight').enrolment.organisationKey;
    const ended = await hers(['administrator', 'join'], '--organisation-key', key);
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.err).toContain('No administrator has added this key yet');
  }, 300_000);

  test('another code adds nobody; the one that was read out does', async () => {
    const request = ['--request', at('grace.json'), '--code'];
    expect((await named(['administrator', 'add'], ...request, '0123-4567-89AB-CDEF-GHJK')).err).toContain(
      'does not have this code',
    );
    const added = await named(['administrator', 'add'], ...request, code);
    expect(added).toMatchObject({ code: 0, err: '' });
    key = /this key: (\S+)/.exec(added.out)?.[1] ?? '';
    expect(await hers(['administrator', 'join'], '--organisation-key', key)).toMatchObject({ code: 0, err: '' });
    expect((await run(['org', 'people', '--folder', at('hers')], herEnv)).out).toContain('One');
  }, 300_000);

  test('both change at once, and both see both', async () => {
    const [ada, grace] = await Promise.all([
      org('enrol', '--name', 'Two', '--out', at('two.plainsight'), ...onStore),
      hers(['enrol'], '--name', 'Three', '--out', at('three.plainsight'), ...onStore),
    ]);
    expect(ada).toMatchObject({ code: 0, err: '' });
    expect(grace).toMatchObject({ code: 0, err: '' });
    for (const log of [await org('log'), await hers(['log'])]) {
      expect(log).toMatchObject({ code: 0, err: '' });
      expect(log.out).toContain('Administrator 1: org enrol (Two)');
      expect(log.out).toContain('Grace: org enrol (Three)');
    }
    for (const [folder, own] of [
      ['org', env],
      ['hers', herEnv],
    ] as const) {
      const people = await run(['org', 'people', '--folder', at(folder)], own);
      expect(people.out).toMatch(/Two[\s\S]*Three|Three[\s\S]*Two/);
    }
  }, 300_000);

  test('a computer takes a file that either signed, and what either publishes', async () => {
    for (const name of ['two.plainsight', 'three.plainsight'])
      expect(enrolment(name).enrolment.organisationKey).toBe(key);
    const given = await hers(['give'], '--viewer', 'Lead', '--people', 'all', ...onStore);
    expect(given).toMatchObject({ code: 0, err: '' });
    // Enrolled before there was a second one.
    const enrolled = enrolment('one.plainsight');
    const organisation = new OrganisationKeeper(enrolled, openVault());
    const access = new AccessKeeper(enrolled, openVault(), () => organisation.roster);
    expect(await access.refresh(bucket, never)).toBe(false);
    await organisation.refresh(bucket, never);
    expect(await access.refresh(bucket, never)).toBe(true);
    expect(access.current.viewers).toHaveLength(1);
  }, 300_000);

  test('the second exchanges her key and her passphrase, and goes on; the store is found fit for two', async () => {
    writeFileSync(at('passphrase.txt'), 'a third set of four words\n');
    const rotated = await hers(['administrator', 'rotate'], '--new-passphrase-file', at('passphrase.txt'));
    expect(rotated).toMatchObject({ code: 0, err: '' });
    expect((await hers(['log'])).err).toContain('does not open');
    herEnv.PLAINSIGHT_PASSPHRASE = 'a third set of four words';
    const log = await hers(['log']);
    expect(log).toMatchObject({ code: 0, err: '' });
    expect(log.out).toContain('Grace: org administrator rotate');
    vi.stubEnv('PLAINSIGHT_PASSPHRASE', env.PLAINSIGHT_PASSPHRASE);
    const values = { folder: at('org'), bucket: at('bucket.json') };
    const check = await checkAdministration(await bucketRequestFor({ values, switches: new Set() }));
    expect(check).toMatchObject({ state: 'works' });
    vi.unstubAllEnvs();
  }, 300_000);

  test('who made the organisation is removed by the other; their folder says so, and everybody else goes on', async () => {
    const vault = openVault();
    const enrolled = enrolment('one.plainsight');
    const removed = await hers(['administrator', 'remove'], 'Administrator 1');
    expect(removed).toMatchObject({ code: 0, err: '' });
    const refused = await org('enrol', '--name', 'Four', '--out', at('four.plainsight'), ...onStore);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('is not for this administrator');
    const organisation = new OrganisationKeeper(enrolled, vault);
    const access = new AccessKeeper(enrolled, vault, () => organisation.roster);
    await organisation.refresh(bucket, never);
    expect(organisation.roster.keys).toHaveLength(1);
    expect(await access.refresh(bucket, never)).toBe(true);
    expect((await hers(['administrator', 'list'])).out).toMatch(/Grace, you/);
  }, 300_000);

  test('a viewer of before opens what the other one signed', async () => {
    const file = unwrap(readViewerFile(JSON.parse(readFileSync(at('lead.json'), 'utf8'))));
    expect(file.organisationKey).toBe(key);
    const secrets = await openSecrets(file, leadPassphrase);
    if (secrets === null) throw new Error('the passphrase that was printed does not open the file');
    const store = openS3Store(file.bucket);
    const viewer = new ViewerSession({ file, secrets, store, now: Date.now, seen: { directory: 0, organisation: 0 } });
    const directory = unwrap(await viewer.directory());
    expect(directory.people.map(({ name }) => name).sort()).toEqual(['One', 'Three', 'Two']);
    // What administrators do is theirs alone.
    expect(codeOf(await store.list('admin/'))).toBe('store-denied');
    expect(codeOf(await store.get('admin/log/000001.age'))).toBe('store-denied');
    expect(codeOf(await store.create('admin/log/000999.age', Buffer.from('x')))).toBe('store-denied');
    const computer = openS3Store(enrolment('two.plainsight').bucket);
    expect(codeOf(await computer.get('admin/log/000001.age'))).not.toBe('ok');
    expect(codeOf(await computer.create('admin/log/000999.age', Buffer.from('x')))).not.toBe('ok');
    computer.close();
    store.close();
  }, 300_000);
});
