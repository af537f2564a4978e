import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoreRule } from '../../../bucket/embedded/auth/authorisation.ts';
import { daySchema, deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { administrationSchema } from '../../../org/administration.ts';
import { AdministrationFile } from '../../../org/administration-file.ts';
import { openWithPassphrase } from '../../../seal/age.ts';
import { type Desktop, startDesktop, until } from '../../desktop.ts';
import { type Office, openOffice, startAgent, stopAndRead } from '../../faults/office-agent.ts';
import { type DayPlace, dayPlace } from '../../fixtures/day/day-place.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { onlyOn } from '../../fixtures/systems.ts';
import { run } from '../process.ts';

const viewerAccess = 'viewer';

/** `plainsight open` on a day that somebody tampered with in the bucket. */
describe.skipIf(onlyOn('linux'))('opening a day that is not whole (Linux)', () => {
  let desktop: Desktop;
  let office: Office;
  let env: NodeJS.ProcessEnv;
  let reached = {};
  let bucketFile = '';
  let viewerFile = '';
  let identityFile = '';
  let place: DayPlace;
  let count = 0;

  beforeAll(async () => {
    desktop = await startDesktop();
    office = await openOffice();
    env = { ...process.env, PLAINSIGHT_PASSPHRASE: office.trial.passphrase ?? '' };
    const { endpoint, caCertificate } = office.trial.store;
    reached = { endpoint, bucket: 'plainsight', caCertificate };
    bucketFile = join(office.folder, 'bucket.json');
    writeFileSync(bucketFile, JSON.stringify({ ...reached, ...office.owner }));
    viewerFile = join(office.folder, 'viewer.json');
    writeFileSync(viewerFile, JSON.stringify(office.trial.viewerFile));
    identityFile = join(office.folder, 'recovery.key');
    const sealed = readFileSync(office.trial.recoveryFiles[0] ?? '');
    const identity = await openWithPassphrase(office.trial.passphrase ?? '', sealed);
    writeFileSync(identityFile, identity ?? '', { mode: 0o600 });
    // What signs the receipt of a recovery.
    const administration = administrationSchema.parse({ ...office.trial.keys, people: [] });
    mkdirSync(join(office.folder, 'org'));
    const file = new AdministrationFile(join(office.folder, 'org'), office.trial.passphrase ?? '', lightWork);
    unwrap(await file.write(administration));
    const agent = startAgent(await office.answeredFile('agent'), desktop.env);
    await agent.seen(/"event":"recording"/);
    await desktop.openTerminal({ title: 'kept window' });
    await until(async () => ((await keys('/shots/')).length > 0 && (await keys('/activity/')).length > 1) || null);
    await stopAndRead(agent, office, 'agent');
    const [, by = '', on = '', device = ''] = (await keys('/days.key.age'))[0]?.split('/') ?? [];
    place = dayPlace('', {
      person: personIdSchema.parse(by),
      day: daySchema.parse(on),
      device: deviceIdSchema.parse(device),
    });
  }, 180_000);

  afterAll(async () => {
    await office.close();
    await desktop.close();
  });

  async function keys(part: string): Promise<string[]> {
    return unwrap(await office.bucket.list(''))
      .map(({ key }) => key)
      .filter((key) => key.includes(part));
  }

  async function open(...more: string[]) {
    const [, person, day] = place.folder.split('/');
    const out = join(office.folder, `out-${++count}`);
    const org = more.includes('--no-receipt') ? [] : ['--folder', join(office.folder, 'org')];
    const access = more.includes('--viewer') ? [] : ['--identity', identityFile, '--bucket', bucketFile, ...org];
    const on = more.includes('--day') ? [] : ['--day', day ?? ''];
    const args = ['--person', person ?? '', ...on, '--reason', 'a test', '--out', out, ...more];
    return { ...(await run(['open', ...access, ...args], env)), folder: out };
  }

  test.each([
    ['altered', (bytes: Uint8Array) => bytes.map((byte, index) => (index === bytes.length - 5 ? byte ^ 1 : byte))],
    ['cut short', (bytes: Uint8Array) => bytes.slice(0, -1)],
    ['emptied', () => new Uint8Array()],
  ])('a picture that was %s is named and left out, the rest is there', async (_, change) => {
    const [key = ''] = await keys('/shots/');
    const before = unwrap(await office.bucket.get(key));
    unwrap(await office.bucket.put(key, change(before)));
    const opened = await open();
    unwrap(await office.bucket.put(key, before));
    const name = place.nameOf(key) ?? '';
    expect(opened.code).toBe(1);
    expect(opened.out).toContain('BROKEN');
    expect(opened.out).toContain(`${name} is not what the device sealed`);
    const report = JSON.parse(readFileSync(join(opened.folder, 'chain.json'), 'utf8'));
    expect(report.faults.map(({ name: faulty }: { name: string }) => faulty)).toEqual([name]);
    const id = name.slice('shots/'.length).split('.')[0] ?? '';
    expect(readdirSync(join(opened.folder, 'shots')).filter((file) => file.includes(id))).toEqual([]);
    expect(readFileSync(join(opened.folder, 'activity.ndjson'), 'utf8')).toContain('kept window');
  });

  test('a segment that was altered is named, and what the others hold is there', async () => {
    const [key = ''] = (await keys('/activity/')).toReversed();
    const before = unwrap(await office.bucket.get(key));
    unwrap(await office.bucket.put(key, new Uint8Array(before.length)));
    const opened = await open();
    unwrap(await office.bucket.put(key, before));
    expect(opened.code).toBe(1);
    expect(opened.out).toContain(place.nameOf(key) ?? 'no name');
    expect(readFileSync(join(opened.folder, 'activity.ndjson'), 'utf8')).toContain('"kind":"header"');
  });

  test('an object that the chain does not know is not written', async () => {
    unwrap(await office.bucket.put(place.keyOf('shots/strange.webp.age'), new Uint8Array(9)));
    const opened = await open();
    expect(opened).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(join(opened.folder, 'shots')).filter((file) => file.includes('strange'))).toEqual([]);
  });

  test('where no receipt can be left nothing is opened, unless a recovery identity says so', async () => {
    const allow: StoreRule[] = [{ bucket: 'plainsight', actions: ['get', 'list', 'folders'], prefix: '' }];
    const reader = office.trial.store.credentials.add({ role: 'limited', allow }, 'a copy that is read only');
    writeFileSync(bucketFile, JSON.stringify({ ...reached, ...reader }));
    const receipts = (await keys('/views/')).length;
    const refused = await open();
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/could not be recorded, so nothing is shown/);
    expect(readdirSync(refused.folder)).toEqual([]);
    const opened = await open('--no-receipt');
    expect(opened).toMatchObject({ code: 0, err: '' });
    expect(await keys('/views/')).toHaveLength(receipts);
    expect(await open('--viewer', viewerFile, '--no-receipt')).toMatchObject({ code: 2, out: '' });
    writeFileSync(bucketFile, JSON.stringify({ ...reached, ...office.owner }));
  }, 180_000);

  test.each([
    ['the wrong passphrase', [viewerAccess], 'not the passphrase', /does not open the key/],
    ['no passphrase', [viewerAccess], undefined, /PLAINSIGHT_PASSPHRASE/],
    ['a day without anything', [['--day', '2099-01-01']], null, /Nothing was recorded on 1 January 2099/],
    ['a day whose time is over', [['--day', '2001-01-01']], null, /Days as old as 1 January 2001 were kept until/],
  ])('%s opens nothing', async (_, more, passphrase, says) => {
    const before = env;
    if (passphrase !== null) env = { ...process.env, PLAINSIGHT_PASSPHRASE: passphrase };
    const opened = await open(...more.flatMap((each) => (each === viewerAccess ? ['--viewer', viewerFile] : each)));
    env = before;
    expect(opened).toMatchObject({ code: 1, out: '' });
    expect(opened.err).toMatch(says);
  });
});
