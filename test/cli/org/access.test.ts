import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessKey, dayKeyName, orgKey } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { daySchema, type PersonId } from '../../../core/ids.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import { deviceCode } from '../../../core/organisation/devices.ts';
import { enrolmentSchema, organisationSchema } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { type Administration, accessOf, directoryOf, findPerson, findViewer } from '../../../org/administration.ts';
import { AdministrationFile } from '../../../org/administration-file.ts';
import { openWith } from '../../../seal/age.ts';
import { readUnverified } from '../../../seal/signing.ts';
import { openSecrets, readViewerFile, type ViewerSecrets } from '../../../viewer/session/viewer-file.ts';
import { codeOf } from '../../bucket/contract.ts';
import { type SealingPerson, startSealing } from '../../journeys/scenes/sealing-person.ts';
import { run } from '../process.ts';
import { orgScene } from './org-scene.ts';

const past = daySchema.parse('2026-03-02');

/** Who may open what, by commands alone, on the embedded store. The tests are one story. */
describe('access by commands', () => {
  const { folder, at, env, onStore, org, done, open, close } = orgScene('access');
  const recovery = ['--recovery', at('org', 'recovery-2.age')];
  /** As it was once both people were enrolled. */
  let enrolled: Administration;
  let bucket: ObjectStore;
  let personOne: SealingPerson;
  let secrets: ViewerSecrets;
  let lead: ObjectStore;

  const administration = async (): Promise<Administration> =>
    unwrap(await new AdministrationFile(at('org'), env.PLAINSIGHT_PASSPHRASE).read());
  const idOf = (name: 'One' | 'Two'): PersonId => unwrap(findPerson(enrolled, name)).person;
  const opensDay = async (): Promise<boolean> =>
    (await openWith(secrets.identity, unwrap(await bucket.get(personOne.place(past).keyOf(dayKeyName('days')))))) !==
    null;

  beforeAll(async () => {
    ({ bucket } = await open());
    for (const name of ['One', 'Two'] as const)
      await done('enrol', '--name', name, '--out', at(`${name}.plainsight`), ...onStore);
    const enrolment = enrolmentSchema.parse(readUnverified(readFileSync(at('One.plainsight'))));
    enrolled = await administration();
    personOne = await startSealing({
      folder,
      card: unwrap(findPerson(enrolled, 'One')),
      organisation: enrolled.document,
      access: () => accessOf(enrolled, enrolment.person),
      bucket: unwrap(parseBucketSettings(enrolment.bucket)),
      letter: 'a',
      device: enrolment.device,
    });
    await done('confirm', 'One', '--code', deviceCode(personOne.deviceCard));
    await personOne.record(past, 'a past day');
  }, 300_000);

  afterAll(async () => {
    personOne.close();
    lead?.close();
    await close();
  });

  test('a new viewer may open nothing', async () => {
    const out = await done('viewer', '--name', 'Lead', '--out', at('lead.json'), ...onStore);
    expect(out).toMatch(/They may open nothing yet: plainsight org give/);
    const passphrase = /once: (\S+)/.exec(out)?.[1] ?? '';
    const file = unwrap(readViewerFile(JSON.parse(readFileSync(at('lead.json'), 'utf8'))));
    const opened = await openSecrets(file, passphrase);
    if (opened === null) throw new Error('the passphrase that was printed does not open the file');
    secrets = opened;
    lead = openS3Store(file.bucket);
    expect(codeOf(await lead.get(orgKey('')))).toBe('ok');
    expect(codeOf(await lead.list(personOne.place(past).folder))).toBe('store-denied');
    expect(await opensDay()).toBe(false);
  }, 300_000);

  test.each<[string, string[], number, RegExp]>([
    ['without the store of its credential', ['--viewer', 'Lead', '--people', 'One'], 2, /--store DIR/],
    ['to nobody', ['--people', 'One', ...onStore], 2, /--viewer/],
    ['of nobody', ['--viewer', 'Lead', ...onStore], 2, /--people/],
    [
      'of somebody unknown',
      ['--viewer', 'Lead', '--people', 'One,Three', ...onStore],
      1,
      /--people: There is no person Three/,
    ],
    ['to somebody unknown', ['--viewer', 'Other', '--people', 'One', ...onStore], 1, /no viewer Other/],
    [
      'on days that are none',
      ['--viewer', 'Lead', '--people', 'One', '--from', 'May', ...onStore],
      2,
      /--from takes a day such as/,
    ],
    [
      'with a recovery key that is none',
      ['--viewer', 'Lead', '--people', 'One', '--recovery', at('none'), ...onStore],
      2,
      /--recovery .* names nothing that is there/,
    ],
  ])(
    'is not given %s, and nothing changes',
    async (_, more, code, says) => {
      const before = readFileSync(at('org', 'organisation.age'));
      const ended = await org('give', ...more);
      expect(ended.code).toBe(code);
      expect(ended.err).toMatch(says);
      expect(readFileSync(at('org', 'organisation.age'))).toEqual(before);
    },
    300_000,
  );

  test('given access opens the days that are there and no other person’s, and the store knows at once', async () => {
    const out = await done('give', '--viewer', 'Lead', '--people', 'One', ...recovery, ...onStore);
    expect(out).toContain('One: 1 of 1 days');
    expect(out).toContain('Lead may open every day of One.');
    expect(out).toContain('One: 2 keys of days are sealed anew.');
    expect(await opensDay()).toBe(true);
    expect(codeOf(await lead.list(personOne.place(past).folder))).toBe('ok');
    expect(codeOf(await lead.get(accessKey('', idOf('Two'))))).toBe('store-denied');
    const access = accessSchema.parse(readUnverified(unwrap(await bucket.get(accessKey('', idOf('One'))))));
    // One for the device that was confirmed, one for the viewer.
    expect(access).toMatchObject({
      version: 3,
      viewers: [{ recipient: expect.any(String), spans: [{ from: null, to: null }] }],
    });
    expect(readdirSync(at('org'))).not.toContain('rewrap-progress');
  }, 300_000);

  test('who may open what is listed, without the bucket', async () => {
    await done('team', '--team', 'North', '--people', 'all', '--from', '2026-03-01');
    const people = await run(['org', 'people', '--folder', at('org')], env);
    const lines = [
      `${idOf('One')}  One`,
      '    device DEVICE: confirmed',
      '    in North: days from 2026-03-01 on',
      '    Lead may open every day',
      `${idOf('Two')}  Two`,
      '    device DEVICE: not confirmed (plainsight org confirm)',
      '    in North: days from 2026-03-01 on',
      '',
    ];
    expect(people.out.replace(/(?<=device )[0-9a-z]{26}/g, 'DEVICE')).toBe(lines.join('\n'));
    const viewers = await run(['org', 'viewers', '--folder', at('org')], env);
    expect(viewers.out).toMatch(/^[0-9a-z]{26} {2}Lead\n {4}may open every day of One\n$/);
    const office = await administration();
    const directory = directoryOf(office, unwrap(findViewer(office, 'Lead')), 1);
    expect(directory.people).toMatchObject([{ name: 'One', teams: [{ team: 'North', from: '2026-03-01', to: null }] }]);
    await done('team', '--leave', '--people', 'Two', '--from', '2026-03-05');
    expect((await administration()).teams.find(({ teams }) => teams[0]?.to === '2026-03-04')).toBeDefined();
    expect((await org('team', '--people', 'One')).code).toBe(2);
  }, 300_000);

  test('categories and the smallest group are part of what is published', async () => {
    const category = { id: 'writing', name: { en: 'Writing' }, match: [{ app: 'editor' }] };
    writeFileSync(at('change.json'), JSON.stringify({ categories: [category], smallestGroup: 8 }));
    await done('update', '--settings', at('change.json'));
    const published = organisationSchema.parse(readUnverified(unwrap(await bucket.get(orgKey('')))));
    expect(published).toMatchObject({ categories: [category], smallestGroup: 8, version: 2 });
    writeFileSync(at('change.json'), JSON.stringify({ smallestGroup: 4 }));
    expect((await org('update', '--settings', at('change.json'))).code).toBe(2);
  }, 300_000);

  test('what is no longer asked for is published with the time that people were told of it', async () => {
    writeFileSync(at('change.json'), JSON.stringify({ purposes: { screenshots: null } }));
    await done('update', '--settings', at('change.json'));
    const published = organisationSchema.parse(readUnverified(unwrap(await bucket.get(orgKey('')))));
    expect(published.purposes.map(({ purpose }) => purpose)).not.toContain('screenshots');
    expect(published.formerlyKept).toEqual({ shots: { least: 30, most: 40 } });
  }, 300_000);

  test('policies are written for another store', async () => {
    const aws = await done('policy', '--for', 'aws', '--out', at('aws'));
    expect(aws).toMatch(/^device-[0-9a-z]{26} {2}a computer of One$/m);
    expect(readdirSync(at('aws'))).toHaveLength(3);
    for (const name of readdirSync(at('aws')))
      expect(JSON.parse(readFileSync(at('aws', name), 'utf8'))).toMatchObject({ Version: '2012-10-17' });
    await done('policy', '--for', 'ceph', '--owner', 'office', '--out', at('ceph'));
    const policy = readFileSync(at('ceph', 'bucket-policy.json'), 'utf8');
    expect(policy).toContain('arn:aws:iam:::user/office');
    const [, device] = /^device-([0-9a-z]{26}) {2}a computer of Two$/m.exec(aws) ?? [];
    expect(policy).toContain(`arn:aws:iam:::user/device-${device}"`);
    expect((await org('policy', '--for', 'ceph', '--out', at('ceph'))).code).toBe(2);
    expect((await org('policy', '--for', 'azure', '--out', at('x'))).code).toBe(2);
  }, 300_000);

  test('taken access closes the store at once, and the keys of past days where that is asked for', async () => {
    const refused = await org('take', '--viewer', 'Lead', '--people', 'One', '--rewrap', ...onStore);
    expect(refused).toMatchObject({ code: 2, out: '' });
    const out = await done('take', '--viewer', 'Lead', '--people', 'One', '--to', '2026-03-31', ...onStore);
    expect(out).toContain('Lead may no longer open days until 2026-03-31 of One.');
    expect(out).toContain('What they saw or copied before cannot be taken back.');
    expect(out).toMatch(/keys of past days are still sealed to them/);
    expect(codeOf(await lead.list(personOne.place(past).folder))).toBe('ok');
    expect(await opensDay()).toBe(true);
    const all = await done('take', '--viewer', 'Lead', '--people', 'One', '--rewrap', ...recovery, ...onStore);
    expect(all).not.toMatch(/still sealed/);
    expect(codeOf(await lead.list(personOne.place(past).folder))).toBe('store-denied');
    expect(await opensDay()).toBe(false);
    expect(
      await openWith(
        personOne.employee.identity,
        unwrap(await bucket.get(personOne.place(past).keyOf(dayKeyName('days')))),
      ),
    ).not.toBeNull();
  }, 300_000);

  test('a viewer who is removed has no credential, and is not listed', async () => {
    await done('give', '--viewer', 'Lead', '--people', 'all', ...recovery, ...onStore);
    expect(await opensDay()).toBe(true);
    // Taken without sealing anew: removing the viewer makes up for that.
    await done('take', '--viewer', 'Lead', '--people', 'all', ...onStore);
    expect(await opensDay()).toBe(true);
    const out = await done('remove-viewer', '--viewer', 'Lead', '--rewrap', ...recovery, ...onStore);
    expect(out).toContain('Lead may open nothing from now on.');
    expect(codeOf(await lead.get(orgKey('')))).toBe('store-credential-unknown');
    expect(await opensDay()).toBe(false);
    expect((await run(['org', 'viewers', '--folder', at('org')], env)).out).toBe('');
    for (const name of ['One', 'Two'] as const)
      expect(accessSchema.parse(readUnverified(unwrap(await bucket.get(accessKey('', idOf(name)))))).viewers).toEqual(
        [],
      );
  }, 300_000);
});
