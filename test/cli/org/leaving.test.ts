import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import { administratorChanges } from '../../../agent/page/administrator-changes.ts';
import { AccessKeeper } from '../../../agent/policy/access-keeper.ts';
import { OrganisationKeeper } from '../../../agent/policy/organisation-keeper.ts';
import { adminLogFolder } from '../../../bucket/administration/log-layout.ts';
import type { EmbeddedStore } from '../../../bucket/embedded/server.ts';
import { accessKey, deviceKey, orgKey, viewsFolder } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { daySchema } from '../../../core/ids.ts';
import { type Access, accessSchema } from '../../../core/organisation/access.ts';
import { type DeviceCard, deviceCode } from '../../../core/organisation/devices.ts';
import { type Enrolment, enrolmentSchema } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { dayBefore } from '../../../core/time/calendar.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { writeDeviceCard } from '../../../seal/device-card.ts';
import { newSigningPair, publicKeySchema, readDocument, readUnverified } from '../../../seal/signing.ts';
import { codeOf } from '../../bucket/contract.ts';
import { openVault } from '../../fixtures/agent/vaults.ts';
import { run, start } from '../process.ts';
import { orgScene } from './org-scene.ts';

const never = new AbortController().signal;

/** Computers are taken out and set up anew, and a person leaves and comes back, by commands alone. The tests are one story. */
describe('leaving, by commands', () => {
  const { at, env, onStore, org, done, open, close } = orgScene('leaving');
  let store: EmbeddedStore;
  let owner: ObjectStore;
  let first: Enrolment;
  let anew: Enrolment;
  const opened: ObjectStore[] = [];

  const enrolmentIn = (name: string): Enrolment => enrolmentSchema.parse(readUnverified(readFileSync(at(name))));
  const storeOf = (enrolment: Enrolment): ObjectStore => {
    const made = openS3Store(unwrap(parseBucketSettings(enrolment.bucket)));
    opened.push(made);
    return made;
  };
  const access = async (): Promise<Access> => {
    const bytes = unwrap(await owner.get(accessKey('', first.person)));
    return accessSchema.parse(readDocument(bytes, publicKeySchema.parse(first.organisationKey)));
  };
  const lasts = async () => new Map((await access()).devices.map(({ device, last }) => [device, last?.why ?? null]));
  const logged = async (): Promise<number> => unwrap(await owner.list(adminLogFolder(''))).length;

  /** The computer accepts its file as far as its card, and is confirmed. */
  async function confirm(enrolment: Enrolment): Promise<void> {
    const signing = newSigningPair();
    const { recipient } = await newKeyPair();
    const { person, device } = enrolment;
    const about = { format: 'plainsight-device/2', person, device, at: 1 } as const;
    const card: DeviceCard = { ...about, publicKey: signing.publicKey, recipient };
    const bytes = writeDeviceCard(card, signing.privateKey, enrolment.enrolmentKey);
    unwrap(await storeOf(enrolment).create(deviceKey('', person, device), bytes));
    await done('confirm', 'One', '--code', deviceCode(card));
  }

  /** What the computer knows at its next contact, with its own credential. */
  async function contact(name: string): Promise<AccessKeeper> {
    const { enrolled } = unwrap(readEnrolmentFile(readFileSync(at(name), 'utf8')));
    const organisation = new OrganisationKeeper(enrolled, openVault());
    const keeper = new AccessKeeper(enrolled, openVault(), () => organisation.roster);
    const own = storeOf(enrolmentIn(name));
    await organisation.refresh(own, never);
    await keeper.refresh(own, never);
    return keeper;
  }

  /** The real command, killed for good as soon as its entry is in the log; what others find is whole, and given again it goes on. */
  async function killed(action: string, ...more: string[]): Promise<void> {
    const before = await logged();
    const running = start(['org', action, '--folder', at('org'), '--bucket', at('bucket.json'), ...more], env);
    let isOver = false;
    void running.ended.then(() => {
      isOver = true;
    });
    while (!isOver && (await logged()) === before);
    running.child.kill('SIGKILL');
    await running.ended;
    expect(await logged()).toBe(before + 1);
  }

  beforeAll(async () => {
    ({ store, bucket: owner } = await open());
    await done('enrol', '--name', 'One', '--out', at('one.plainsight'), ...onStore);
    first = enrolmentIn('one.plainsight');
    await confirm(first);
    await done('viewer', '--name', 'Lead', '--out', at('lead.json'), '--people', 'One', ...onStore);
  }, 300_000);

  afterAll(async () => {
    for (const each of opened) each.close();
    await close();
  });

  test('a computer that nobody has, or that was never confirmed, is not taken out, and the refusal says what to do', async () => {
    await done('enrol', '--person', 'One', '--out', at('unused.plainsight'), ...onStore);
    const { device } = enrolmentIn('unused.plainsight');
    expect((await org('revoke', device)).err).toMatch(/was never confirmed[\s\S]*store credential remove/);
    expect((await org('revoke', 'z'.repeat(26))).err).toMatch(/Nobody who is enrolled has a device/);
    expect((await org('revoke', first.device, '--from', '2026-02-30')).err).toMatch(/--from/);
    expect((await org('end', 'Nobody')).err).toMatch(/no person Nobody/);
  }, 300_000);

  test('a laptop that was set up anew is the same person; the earlier set-up has a last day and writes nothing', async () => {
    expect(await done('enrol', '--again', 'One', '--out', at('anew.plainsight'), ...onStore)).toMatch(
      new RegExp(
        `takes the place of the device ${first.device}, whose last day is \\d{4}-\\d\\d-\\d\\d. Both are One.`,
      ),
    );
    anew = enrolmentIn('anew.plainsight');
    expect([anew.person, anew.device === first.device]).toEqual([first.person, false]);
    await confirm(anew);
    expect(await lasts()).toEqual(
      new Map([
        [first.device, 'replaced'],
        [anew.device, null],
      ]),
    );
    const old = storeOf(first);
    expect(codeOf(await old.list(viewsFolder('', first.person)))).toBe('store-denied');
    expect(codeOf(await old.get(orgKey('')))).toBe('ok');
    expect((await contact('one.plainsight')).lastDay).toMatchObject({ why: 'replaced' });
    expect((await contact('anew.plainsight')).lastDay).toBeNull();
    const people = await run(['org', 'people', '--folder', at('org')], env);
    expect(people.out.match(/ {2}One$/gm)).toHaveLength(1);
    expect(people.out).toContain(`${first.device}: confirmed, set up anew as another: last day`);
  }, 300_000);

  test('of two computers it has to be said which one was set up anew', async () => {
    await done('enrol', '--person', 'One', '--out', at('second.plainsight'), ...onStore);
    const second = enrolmentIn('second.plainsight');
    await confirm(second);
    const unsaid = await org('enrol', '--again', 'One', '--out', at('third.plainsight'), ...onStore);
    expect(unsaid.err).toMatch(new RegExp(`--replaces[\\s\\S]*${anew.device}, ${second.device}`));
    await killed('enrol', '--again', 'One', '--replaces', second.device, '--out', at('third.plainsight'), ...onStore);
    const [whole, other] = [at('whole.plainsight'), at('third.plainsight')];
    await done('enrol', '--again', 'One', '--replaces', second.device, '--out', whole, ...onStore);
    await done('enrol', '--again', 'One', '--replaces', anew.device, '--out', other, ...onStore);
    const renewed = await org(
      'enrol',
      '--person',
      'One',
      '--device',
      anew.device,
      '--out',
      at('none.plainsight'),
      ...onStore,
    );
    expect(renewed.err).toMatch(/has a last day/);
    const third = enrolmentIn('third.plainsight');
    await confirm(third);
    expect([...(await lasts())]).toEqual([
      [first.device, 'replaced'],
      [anew.device, 'replaced'],
      [second.device, 'replaced'],
      [third.device, null],
    ]);
    expect(codeOf(await storeOf(second).list(viewsFolder('', first.person)))).toBe('store-denied');
  }, 300_000);

  test('a lost computer is taken out, also where the command was killed; it stops at its next contact', async () => {
    const { device } = enrolmentIn('third.plainsight');
    const from = daySchema.parse('2026-06-05');
    await killed('revoke', device, '--from', from, ...onStore);
    // Whoever comes next finds it in the folder and in the bucket.
    expect(await done('devices', 'One')).toContain(`taken out: last day ${dayBefore(from)}`);
    expect((await lasts()).get(device)).toBe('revoked');
    expect(await done('revoke', device, ...onStore)).toContain(`Its last day is ${dayBefore(from)}`);
    expect((await contact('third.plainsight')).lastDay).toMatchObject({ day: dayBefore(from), why: 'revoked' });
    expect(codeOf(await storeOf(enrolmentIn('third.plainsight')).list(viewsFolder('', first.person)))).toBe(
      'store-denied',
    );
    const elsewhere = await done('revoke', device);
    expect(elsewhere).toMatch(/still writes until you take that away[\s\S]*plainsight org policy/);
    await done('policy', '--for', 'aws', '--out', at('policies'));
    const policy = readFileSync(at('policies', `device-${device}-1.json`), 'utf8');
    expect(policy).not.toContain('views');
    expect(policy).toContain('access.json');
  }, 300_000);

  test('a person leaves, also where the command was killed, and comes back as the same person', async () => {
    await done('enrol', '--again', 'One', '--out', at('last.plainsight'), ...onStore);
    const last = enrolmentIn('last.plainsight');
    await confirm(last);
    await killed('end', 'One', '--on', '2026-06-30');
    expect(await done('end', 'One')).toContain('2026-06-30 is their last day');
    expect(await access()).toMatchObject({ left: { day: '2026-06-30' } });
    expect((await contact('last.plainsight')).lastDay).toMatchObject({ day: '2026-06-30', why: 'left' });
    // It still sends what it has, and reads who looked.
    expect(codeOf(await storeOf(last).list(viewsFolder('', first.person)))).toBe('ok');
    const people = await run(['org', 'people', '--folder', at('org')], env);
    expect(people.out).toContain('has left: 2026-06-30 was the last day');
    expect(people.out).toContain('Lead may open every day');
    const refused = await org('enrol', '--person', 'One', '--out', at('more.plainsight'), ...onStore);
    expect(refused.err).toMatch(/One has left[\s\S]*--again/);
    await done('enrol', '--again', 'One', '--out', at('back.plainsight'), ...onStore);
    const back = enrolmentIn('back.plainsight');
    await confirm(back);
    expect([back.person, (await access()).left, (await lasts()).get(back.device)]).toEqual([
      first.person,
      undefined,
      null,
    ]);
    expect((await contact('back.plainsight')).lastDay).toBeNull();
  }, 300_000);

  test('what was done about the person their own computer tells them, by name, and nobody else can read the names', async () => {
    const known = await access();
    const { changes, isWhole } = administratorChanges(known, first);
    const told = changes.map(({ change, by, viewer }) => `${by}: ${change.what}${viewer === null ? '' : ` ${viewer}`}`);
    expect(told.at(-1)).toBe('Administrator 1: enrolled');
    expect(told).toContain('Administrator 1: access Lead');
    expect(told).toContain('Administrator 1: left');
    expect(told).toContain('Administrator 1: returned');
    expect(told.filter((each) => each.endsWith('last-day'))).toHaveLength(4);
    expect(isWhole).toBe(true);
    expect(JSON.stringify(known)).not.toMatch(/Lead|Administrator 1/);
    expect(store.credentials.list().length).toBeGreaterThan(4);
  }, 300_000);
});
