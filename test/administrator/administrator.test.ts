import { cpSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdministrator } from '../../administrator/administrator.ts';
import { deviceKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { daySchema } from '../../core/ids.ts';
import { type DeviceCard, deviceCode } from '../../core/organisation/devices.ts';
import { type Enrolment, enrolmentSchema } from '../../core/organisation/organisation.ts';
import { unwrap } from '../../core/result.ts';
import { newKeyPair } from '../../seal/age.ts';
import { writeDeviceCard } from '../../seal/device-card.ts';
import { newSigningPair, readUnverified } from '../../seal/signing.ts';
import { codeOf } from '../bucket/contract.ts';
import { orgScene } from '../cli/org/org-scene.ts';
import { run } from '../cli/process.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { HandClock } from '../fixtures/organisation/managers.ts';

/** The service behind the pages, over the embedded store and beside the commands. The tests are one story. */
describe('the administrator’s service', () => {
  const { at, env, onStore, done, open, close } = orgScene('pages');
  const clock = new HandClock(Date.now());
  const told: string[] = [];
  /** Done once, just before the next entry of the log is written. */
  let before: (() => Promise<unknown>) | null = null;
  let administrator: ReturnType<typeof createAdministrator>;
  let enrolment: Enrolment;

  /** A command of somebody else, with a folder of their own. */
  const elsewhere = (action: string, ...more: string[]) =>
    run(['org', action, '--folder', at('hers'), '--bucket', at('bucket.json'), ...more], env);

  beforeAll(async () => {
    await open();
    await done('enrol', '--name', 'One', '--out', at('one.plainsight'), ...onStore);
    await done('viewer', '--name', 'Lead', '--out', at('lead.json'), ...onStore);
    cpSync(at('org'), at('hers'), { recursive: true });
    enrolment = enrolmentSchema.parse(readUnverified(readFileSync(at('one.plainsight'))));
    const settings = unwrap(parseBucketSettings(JSON.parse(readFileSync(at('bucket.json'), 'utf8'))));
    administrator = createAdministrator({
      ...{ folder: at('org'), settings, storeFolder: at('store'), passphraseWork: lightWork },
      ...{ clock, every: clock.every },
      openStore: (given): ObjectStore => {
        const store = openS3Store(given);
        const create: ObjectStore['create'] = async (...args) => {
          const act = before;
          before = null;
          await act?.();
          return store.create(...args);
        };
        return {
          create,
          put: (...args) => store.put(...args),
          get: (...args) => store.get(...args),
          list: (...args) => store.list(...args),
          listFolders: (...args) => store.listFolders(...args),
          close: () => store.close(),
        };
      },
    });
    administrator.onChange(() => told.push('changed'));
  }, 300_000);

  afterAll(async () => {
    administrator.close();
    await close();
  });

  test('answers nothing before it is opened with this administrator’s own passphrase', async () => {
    const { service } = administrator;
    expect(codeOf(await service.people({}))).toBe('viewer-locked');
    expect(codeOf(await service.unlock({ passphrase: 'not these four words' }))).toBe('wrong-organisation-passphrase');
    expect(unwrap(await service.status({}))).toMatchObject({ phase: 'locked', organisation: null });
    unwrap(await service.unlock({ passphrase: env.PLAINSIGHT_PASSPHRASE }));
    expect(unwrap(await service.status({}))).toMatchObject({ phase: 'ready', organisation: 'Example' });
    expect(unwrap(await service.people({}))).toMatchObject([{ name: 'One', enrolled: 1, confirmed: 0 }]);
  }, 300_000);

  test('says who has not accepted, who waits, and confirms by the code that was read out', async () => {
    const { service } = administrator;
    const { person, device } = enrolment;
    const states = async () => unwrap(await service.standing({ people: [person] }))[0]?.computers;
    expect(await states()).toMatchObject([{ device, state: 'unused', sentAt: null }]);
    const signing = newSigningPair();
    const { recipient } = await newKeyPair();
    const format = 'plainsight-device/2';
    const card: DeviceCard = { format, person, device, publicKey: signing.publicKey, recipient, at: 1 };
    const computer = openS3Store(unwrap(parseBucketSettings(enrolment.bucket)));
    const bytes = writeDeviceCard(card, signing.privateKey, enrolment.enrolmentKey);
    unwrap(await computer.create(deviceKey('', person, device), bytes));
    computer.close();
    expect(await states()).toMatchObject([{ state: 'asking' }]);
    expect(codeOf(await service.confirm({ person, code: '0123-4567-89AB-CDEF-GHJK' }))).toBe('device-unknown');
    expect(unwrap(await service.confirm({ person, code: deviceCode(card) }))).toEqual({ device });
    expect(await states()).toMatchObject([{ state: 'confirmed' }]);
    expect((await elsewhere('devices')).out).toContain('confirmed, code');
    expect(told.length).toBeGreaterThan(0);
  }, 300_000);

  test('gives access as the command does, which sees it', async () => {
    const { service } = administrator;
    const [viewer] = unwrap(await service.viewers({}));
    if (viewer === undefined) throw new Error('no viewer');
    expect(viewer).toMatchObject({ name: 'Lead', byHand: false, people: [] });
    const all = { viewer: viewer.viewer, people: [enrolment.person], from: null, to: null };
    unwrap(await service.changeAccess({ ...all, effect: 'give' }));
    expect((await elsewhere('log')).out).toContain('org give (');
    expect((await run(['org', 'viewers', '--folder', at('hers')], env)).out).toContain('may open every day of One');
  }, 300_000);

  test('undoes nothing of another administrator: it says what they did, and changes nothing', async () => {
    const { service } = administrator;
    const viewer = unwrap(await service.viewers({}))[0]?.viewer;
    if (viewer === undefined) throw new Error('no viewer');
    before = () => elsewhere('take', '--viewer', 'Lead', '--people', 'One', ...onStore);
    const some = { viewer, people: [enrolment.person], from: null, to: null };
    const lost = await service.changeAccess({ ...some, effect: 'take', from: daySchema.parse('2026-04-01') });
    expect(lost).toMatchObject({
      problem: { code: 'administration-changed', values: { what: expect.stringContaining('org take (') } },
    });
    expect(unwrap(await service.viewers({}))[0]?.people).toEqual([]);
    // What it refuses it refuses for its own reason the next time too: nothing of the lost change is left.
    const { entries, closed } = unwrap(await service.log({}));
    expect(closed).toBe(0);
    expect(entries.map(({ did }) => did).slice(0, 3)).toEqual(['org take', 'org give', 'org confirm']);
    expect(unwrap(await service.administrators({}))).toMatchObject([{ isOwn: true }]);
  }, 300_000);

  test('says what a notice would do for how many, publishes it, and never over another that came meanwhile', async () => {
    const { service } = administrator;
    const published = unwrap(await service.settings({}));
    const form = { ...published.form, shotIntervalMs: 60_000, sitePaths: false };
    expect(unwrap(await service.settingsEffect(form))).toEqual({
      people: 1,
      effects: [{ purpose: 'screenshots', effect: 'stops', fields: ['shotIntervalMs'] }],
    });
    const longer = { ...form, shotKeptDays: { least: 300, most: 400 } };
    expect(codeOf(await service.publishSettings({ ...published, form: longer }))).toBe('notice-shots-longer');
    unwrap(await service.publishSettings({ ...published, form }));
    const lost = await service.publishSettings({ ...published, form: published.form });
    expect(lost).toMatchObject({
      problem: { code: 'administration-changed', values: { what: expect.stringContaining('org update') } },
    });
    expect(unwrap(await service.settings({}))).toMatchObject({ version: published.version + 1, form });
  }, 300_000);

  test('is locked after ten minutes without a sign, and answers nothing then', async () => {
    const { service } = administrator;
    clock.pass(9 * 60_000);
    unwrap(await service.touch({}));
    clock.pass(9 * 60_000);
    expect(unwrap(await service.status({})).phase).toBe('ready');
    clock.pass(60_000);
    expect(unwrap(await service.status({}))).toMatchObject({ phase: 'locked', lock: { because: 'inactive' } });
    expect(codeOf(await service.log({}))).toBe('viewer-locked');
  }, 300_000);
});
