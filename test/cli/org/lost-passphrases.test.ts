import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import { AccessKeeper } from '../../../agent/policy/access-keeper.ts';
import { OrganisationKeeper } from '../../../agent/policy/organisation-keeper.ts';
import { adminLogFolder } from '../../../bucket/administration/log-layout.ts';
import { accessKey, orgKey } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import type { Day } from '../../../core/ids.ts';
import { deviceCode } from '../../../core/organisation/devices.ts';
import { type Enrolment, enrolmentSchema } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { daysAfter, utcDay } from '../../../core/time/calendar.ts';
import { accessOf } from '../../../org/administration.ts';
import { AdministrationFile } from '../../../org/administration-file.ts';
import { readUnverified } from '../../../seal/signing.ts';
import { openVault } from '../../fixtures/agent/vaults.ts';
import { type SealingPerson, startSealing } from '../../journeys/scenes/sealing-person.ts';
import { run } from '../process.ts';
import { orgScene } from './org-scene.ts';

const never = new AbortController().signal;
const [past, next] = [-12, -11].map((by) => daysAfter(utcDay(Date.now()), by)) as [Day, Day];

/** What ADR 41 says of two administrators who both lost their passphrases. The tests are one story. */
describe('every administrator’s passphrase is lost', () => {
  const { folder, at, env, onStore, done, open, close } = orgScene('lost');
  const herEnv = { ...process.env, PLAINSIGHT_PASSPHRASE: 'quite another four words' };
  const lost = { ...process.env, PLAINSIGHT_PASSPHRASE: 'some words that were guessed' };
  let bucket: ObjectStore;
  let enrolment: Enrolment;
  let person: SealingPerson;

  const signed = async () =>
    Promise.all([orgKey(''), accessKey('', enrolment.person)].map(async (key) => unwrap(await bucket.get(key))));
  const openDay = (day: string, out: string, of: NodeJS.ProcessEnv, identity = 'recovery-1.age') =>
    run(
      [
        ...['open', '--identity', at('org', identity), '--bucket', at('bucket.json'), '--person', enrolment.person],
        ...['--organisation-key', enrolment.organisationKey, '--day', day, '--reason', 'everything is lost'],
        ...['--no-receipt', '--out', at(out)],
      ],
      of,
    );

  /** What was written of the day in the clear. */
  const recordsIn = (out: string): string =>
    globSync('**/activity.ndjson', { cwd: at(out) })
      .map((name) => readFileSync(at(out, name), 'utf8'))
      .join('');

  beforeAll(async () => {
    ({ bucket } = await open());
    const asked = await run(
      ['org', 'administrator', 'ask', '--folder', at('hers'), '--name', 'Grace', '--out', at('grace.json')],
      herEnv,
    );
    const code = /who adds you: (\S+)/.exec(asked.out)?.[1] ?? '';
    const at1 = ['--folder', at('org'), '--bucket', at('bucket.json')];
    const added = await run(
      ['org', 'administrator', 'add', ...at1, '--request', at('grace.json'), '--code', code],
      env,
    );
    const key = /this key: (\S+)/.exec(added.out)?.[1] ?? '';
    const at2 = ['--folder', at('hers'), '--bucket', at('bucket.json')];
    const joined = await run(['org', 'administrator', 'join', ...at2, '--organisation-key', key], herEnv);
    expect(joined).toMatchObject({ code: 0, err: '' });
    await done('enrol', '--name', 'One', '--out', at('one.plainsight'), ...onStore);
    enrolment = enrolmentSchema.parse(readUnverified(readFileSync(at('one.plainsight'))));
    const administration = unwrap(await new AdministrationFile(at('org'), env.PLAINSIGHT_PASSPHRASE).read());
    const [card] = administration.people;
    if (card === undefined) throw new Error('nobody');
    person = await startSealing({
      ...{ folder, card, organisation: administration.document, letter: 'a', device: enrolment.device },
      access: () => accessOf(administration, enrolment.person),
      bucket: unwrap(parseBucketSettings(enrolment.bucket)),
    });
    await done('confirm', 'One', '--code', deviceCode(person.deviceCard));
    await person.record(past, 'a past day');
  }, 300_000);

  afterAll(async () => {
    person?.close();
    await close();
  });

  test.each([
    ['enrolling', ['enrol', '--name', 'Two', '--out', 'two.plainsight']],
    ['taking a computer out', ['revoke', 'a'.repeat(26)]],
    ['ending', ['end', 'One']],
    ['a new key', ['administrator', 'rotate']],
    ['removing the other administrator', ['administrator', 'remove', 'Grace']],
    ['reading what was done', ['log']],
  ] as const)(
    'neither of them gets by with %s, and nothing is changed',
    async (_, [action, ...more]) => {
      const before = [await signed(), unwrap(await bucket.list(adminLogFolder('')))];
      const subject = more[0] === 'rotate' || more[0] === 'remove' ? more : [];
      const rest = more.slice(subject.length);
      for (const own of ['org', 'hers']) {
        const place = ['--folder', at(own), '--bucket', at('bucket.json')];
        const options = action === 'enrol' ? ['--name', 'Two', '--out', at('two.plainsight'), ...onStore] : rest;
        const ended = await run(['org', action, ...subject, ...options, ...place], lost);
        expect([own, ended.code]).toEqual([own, 1]);
        expect(ended.err).toMatch(/does not open|passphrase/);
      }
      expect([await signed(), unwrap(await bucket.list(adminLogFolder('')))]).toEqual(before);
    },
    300_000,
  );

  test('both recovery keys open every day with the passphrase that they were made with, and with no other', async () => {
    for (const [index, name] of ['recovery-1.age', 'recovery-2.age'].entries()) {
      const opened = await openDay(past, `opened-${index}`, env, name);
      expect([opened.signal, recordsIn(`opened-${index}`)]).toEqual([null, expect.stringContaining('a past day')]);
    }
    for (const other of [lost, herEnv]) {
      const refused = await openDay(past, 'refused', other);
      expect([refused.code === 0, recordsIn('refused')]).toEqual([false, '']);
    }
  }, 300_000);

  test('computers go on by the terms and the access that they have, and what they seal opens to recovery', async () => {
    const { enrolled } = unwrap(readEnrolmentFile(readFileSync(at('one.plainsight'), 'utf8')));
    const organisation = new OrganisationKeeper(enrolled, openVault());
    const access = new AccessKeeper(enrolled, openVault(), () => organisation.roster);
    await organisation.refresh(bucket, never);
    await access.refresh(bucket, never);
    expect(organisation.current.name).toBe('Example');
    expect(organisation.roster.administrators).toHaveLength(2);
    expect([access.lastDay, access.current.devices.length]).toEqual([null, 1]);
    await person.record(next, 'a day after that');
    await openDay(next, 'later', env);
    expect(recordsIn('later')).toContain('a day after that');
  }, 300_000);
});
