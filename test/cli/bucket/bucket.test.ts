import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedStore } from '../../../bucket/embedded/server.ts';
import { recordClasses } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { openVersionStore } from '../../../bucket/s3/s3-version-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { checkLifecycle } from '../../../cli/doctor/doctor-lifecycle.ts';
import { bucketRequestFor } from '../../../cli/org/org.ts';
import { unwrap } from '../../../core/result.ts';
import { daysAfter, utcDay } from '../../../core/time/calendar.ts';
import { bareClient } from '../../bucket/scratch.ts';
import { orgScene } from '../org/org-scene.ts';
import { run, start } from '../process.ts';

const scene = orgScene('forgetting');
const { at, env } = scene;
let store: EmbeddedStore;
let bucket: ObjectStore;
let written: Record<string, unknown>;

beforeAll(async () => {
  ({ store } = await scene.open());
  store.ensureBucket('keys');
  written = { ...JSON.parse(readFileSync(at('bucket.json'), 'utf8')), keysBucket: 'keys' };
  writeFileSync(at('bucket.json'), JSON.stringify(written));
  writeFileSync(at('passphrase'), env.PLAINSIGHT_PASSPHRASE, { mode: 0o600 });
  bucket = openS3Store(unwrap(parseBucketSettings(written)));
});
afterAll(async () => {
  bucket?.close();
  await scene.close();
});

const onOrg = (...args: string[]) => run([...args, '--folder', at('org'), '--bucket', at('bucket.json')], env);
const client = (): S3Client => bareClient(unwrap(parseBucketSettings(written)));
const rulesOf = async (of: string) =>
  (await client().send(new GetBucketLifecycleConfigurationCommand({ Bucket: of }))).Rules ?? [];
const theirs = (ID: string, Prefix: string, Days: number): LifecycleRule => ({
  ...{ ID, Status: 'Enabled', Filter: { Prefix }, Expiration: { Days } },
});

describe('plainsight bucket', () => {
  it('says of a bucket without rules what nothing lets go, and how to mend that', async () => {
    const checked = await onOrg('bucket', 'check');
    expect(checked).toMatchObject({ code: 1, err: '' });
    for (const [of, prefix, days] of [
      ['plainsight', 'days/', 90],
      ['plainsight', 'shots/', 30],
      ['keys', 'shot-keys/', 30],
      ['keys', 'days-keys/', 90],
    ])
      expect(checked.out).toContain(`${of}: no rule lets ${prefix} after ${days} days go.`);
    expect(checked.out).toContain('plainsight bucket prepare');
  });

  it('puts the rules of the notice where things lie, and finds them as they should be', async () => {
    unwrap(await bucket.put('shots/x', Buffer.from('x')));
    const prepared = await onOrg('bucket', 'prepare');
    expect(prepared).toMatchObject({ code: 0, err: '' });
    expect(prepared.out).toContain('plainsight: shots/ goes 30 days after it was written.');
    const prefixes = async (of: string) => (await rulesOf(of)).map(({ Filter }) => Filter?.Prefix);
    const content = ['days/', 'shots/', 'sums/'];
    expect(await prefixes('plainsight')).toEqual(content);
    const others = recordClasses.map((each) => `${each}/`).filter((each) => !content.includes(each));
    expect(await prefixes('keys')).toEqual(others);
    expect(await onOrg('bucket', 'check')).toMatchObject({ code: 0, out: 'The bucket forgets as the notice says.\n' });
    const values = { folder: at('org'), bucket: at('bucket.json'), 'passphrase-file': at('passphrase') };
    expect(await checkLifecycle(await bucketRequestFor({ values, switches: new Set() }))).toMatchObject([
      { state: 'works' },
    ]);
  });

  it('leaves rules of others, says which do harm, and takes those away when told to', async () => {
    const Rules = [...(await rulesOf('plainsight')), theirs('all', '', 1), theirs('logs', 'logs/', 1)];
    const put = { Bucket: 'plainsight', LifecycleConfiguration: { Rules } };
    await client().send(new PutBucketLifecycleConfigurationCommand(put));
    const checked = await onOrg('bucket', 'check');
    expect(checked).toMatchObject({ code: 1 });
    expect(checked.out).toContain('the rule all, which is not ours, removes cards, decisions and receipts of people');
    // What the store itself says of an object shows it too.
    expect(checked.out).toMatch(/the store says that shots\/x goes on .* by the rule all/);
    const prepared = await onOrg('bucket', 'prepare');
    expect(prepared).toMatchObject({ code: 1 });
    expect(prepared.out).toContain('the rules all, logs are not ours, and stayed.');
    expect((await rulesOf('plainsight')).map(({ ID }) => ID)).toEqual(expect.arrayContaining(['all', 'logs']));
    const replaced = await onOrg('bucket', 'prepare', '--replace');
    expect(replaced).toMatchObject({ code: 0 });
    expect(replaced.out).toContain('removed the rules all, which were not ours.');
    const left = (await rulesOf('plainsight')).map(({ ID }) => ID);
    expect(left).toContain('logs');
    expect(left).not.toContain('all');
  });

  it('needs the owner’s credential', async () => {
    const allow = [{ bucket: 'plainsight', actions: ['put' as const, 'get' as const, 'list' as const], prefix: '' }];
    const limited = store.credentials.add({ role: 'limited', allow });
    writeFileSync(at('limited.json'), JSON.stringify({ ...written, ...limited }));
    for (const action of ['check', 'prepare']) {
      const refused = await run(['bucket', action, '--folder', at('org'), '--bucket', at('limited.json')], env);
      expect(refused).toMatchObject({ code: 1, out: '' });
      expect(refused.err).toMatch(/may not|denied|does not allow/i);
    }
  });
});

describe('plainsight sweep', () => {
  const [person, device] = ['p'.repeat(26), 'd'.repeat(26)];
  const today = utcDay(Date.now());
  const keyOf = (recordClass: string, day: string) => `${recordClass}/${person}/${day}/${device}/x`;
  const old = [keyOf('shots', daysAfter(today, -40)), keyOf('shot-keys', daysAfter(today, -40))];
  const kept = [
    ...[keyOf('shots', daysAfter(today, -38)), keyOf('days', daysAfter(today, -118)), keyOf('days', '2999-01-01')],
    keyOf('days', daysAfter(today, -1)),
    ...[keyOf('days', 'x'), 'foreign/2020-01-01/x', `people/${person}/card.age`],
  ];
  const listed = async () => unwrap(await bucket.list('')).map(({ key }) => key);
  beforeEach(async () => {
    for (const key of [...old, ...kept]) unwrap(await bucket.put(key, Buffer.from(key)));
  });

  it('goes on wherever it was killed, and takes nothing else', async () => {
    const long = daysAfter(today, -130);
    const classes = ['days-keys', 'shot-keys', 'days', 'shots', 'sums'];
    const due = classes.map((each) => keyOf(each, long));
    for (const key of due) unwrap(await bucket.put(key, Buffer.from(key)));
    const args = ['sweep', '--remove', '--folder', at('org'), '--bucket', at('bucket.json')];
    // As soon as that was said: at the first look, while a key goes, between classes.
    for (const says of [/Looking at /, /days-keys {2}p+ {2}/, /Looking at (days|shots|sums) /]) {
      const running = start(args, env);
      await running.seen(says).catch(() => undefined);
      running.child.kill('SIGKILL');
      await running.ended;
      const left = await listed();
      expect(left).toEqual(expect.arrayContaining(kept));
      for (const [key, content] of [
        [due[0], due[2]],
        [due[1], due[3]],
      ])
        if (key !== undefined && left.includes(key)) expect(left).toContain(content);
    }
    const ended = await onOrg('sweep', '--remove');
    expect(ended).toMatchObject({ code: 0, err: '' });
    const left = await listed();
    for (const key of due) expect(left).not.toContain(key);
    expect(left).toEqual(expect.arrayContaining(kept));
  });

  it('removes nothing where nobody recorded for long, unless the day was typed', async () => {
    const recent = keyOf('days', daysAfter(today, -1));
    const versions = openVersionStore(unwrap(parseBucketSettings(written)));
    const there = unwrap(await versions.list({ prefix: recent }));
    unwrap(await versions.remove(there));
    versions.close();
    const doubted = await onOrg('sweep', '--remove');
    expect(doubted.code).toBe(1);
    // What a clock says that is 117 days ahead; a day of 2999 proves nothing.
    expect(doubted.err).toContain(`nobody recorded anything after ${daysAfter(today, -118)}`);
    expect(doubted.err).toContain(`--today ${today}`);
    expect(await listed()).toEqual(expect.arrayContaining(old));
    expect((await onOrg('sweep', '--remove', '--today', daysAfter(today, 1))).code).toBe(2);
    // On the day that is true then nothing of it is due.
    const onTheDay = await onOrg('sweep', '--remove', '--today', daysAfter(today, -117));
    expect(onTheDay).toMatchObject({ code: 0, err: '' });
    expect(await listed()).toEqual(expect.arrayContaining(old));
    const typed = await onOrg('sweep', '--remove', '--today', today);
    expect(typed).toMatchObject({ code: 0, err: '' });
    for (const key of old) expect(await listed()).not.toContain(key);
  });

  it('lists what should be gone and removes nothing, then removes it, then finds nothing', async () => {
    const dry = await onOrg('sweep');
    expect(dry).toMatchObject({ code: 3, err: '' });
    expect(dry.out).toContain(`shots  ${person}  ${daysAfter(today, -40)}  1 `);
    expect(dry.out).toContain('2 objects and versions should be gone. --remove removes them.');
    expect(await listed()).toEqual(expect.arrayContaining([...old, ...kept]));
    const removed = await onOrg('sweep', '--remove');
    expect(removed).toMatchObject({ code: 0, err: '' });
    expect(removed.out).toContain('Removed 2 of 2 objects and versions.');
    const left = await listed();
    expect(left).toEqual(expect.arrayContaining(kept));
    for (const key of old) expect(left).not.toContain(key);
    const again = await onOrg('sweep');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('Nothing is there that the notice promises to be gone.');
  });
});

describe('a bucket as somebody else reaches it', () => {
  it.each([
    ['enrol', 'device', 'bucket', { bucket: 'another' }],
    ['enrol', 'device', 'keysBucket', { keysBucket: 'elsewhere' }],
    ['viewer', 'viewer', 'prefix', { prefix: 'office/' }],
  ])('is refused by %s where --%s-bucket has another %s, and nothing is made', async (action, who, field, change) => {
    writeFileSync(at('theirs.json'), JSON.stringify({ ...written, ...change }));
    const out = at(`${action}-${field}.out`);
    const given = ['--name', 'Grace', '--out', out, `--${who}-bucket`, at('theirs.json')];
    const refused = await onOrg('org', action, ...given);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(`--${who}-bucket has another ${field} than --bucket`);
    expect(existsSync(out)).toBe(false);
  });
});
