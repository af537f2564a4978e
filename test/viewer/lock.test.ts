import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { daySchema } from '../../core/ids.ts';
import { fail, ok, unwrap } from '../../core/result.ts';
import { newViewer } from '../../org/viewers.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import { type KeptKey, keptInFile } from '../../viewer/kept-key.ts';
import { KeyLock, type LockCause } from '../../viewer/lock.ts';
import type { Manager } from '../../viewer/manager.ts';
import type { ViewerFile, ViewerSecrets } from '../../viewer/viewer-file.ts';
import { newFolder } from '../fixtures/folders.ts';
import { type MadeDevice, makeDay, makeDevice } from '../fixtures/made-days.ts';
import { HandClock, managerOver, openManagerOver, parsedViewerFile } from '../fixtures/managers.ts';
import { MemoryStore } from '../fixtures/memory-store.ts';
import { type Office, openOffice, passphrase } from '../fixtures/offices.ts';
import { shotId } from '../fixtures/vaults.ts';

// Opening a key with a passphrase takes about a second of one core by design.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const day = daySchema.parse('2026-06-01');
const store = new MemoryStore();
let office: Office;
let file: ViewerFile;
let secrets: ViewerSecrets;
let device: MadeDevice;

beforeAll(async () => {
  office = await openOffice(store);
  file = await parsedViewerFile(office);
  const { identity, privateKey } = office.viewer;
  secrets = { identity, privateKey };
  device = await makeDevice(store, office);
  await makeDay(store, office, device, { day });
});
beforeEach(() => {
  store.calls.length = 0;
});

const minute = 60_000;

function newLock(clock = new HandClock(1_000_000), kept: KeptKey | null = null) {
  const told: boolean[] = [];
  const lock = new KeyLock({
    clock,
    every: clock.every,
    kept,
    onChange: (open) => told.push(open !== null),
  });
  return { clock, lock, told };
}

describe('the lock', () => {
  it('locks after ten minutes without a sign, and says so', async () => {
    const { clock, lock, told } = newLock();
    unwrap(await lock.unlock(secrets, false));
    clock.pass(10 * minute - 10_000);
    expect(told).toEqual([true]);
    clock.pass(10_000);
    expect(told).toEqual([true, false]);
    expect(lock.state).toEqual({ afterMs: 10 * minute, stays: false, where: 'process', because: 'inactive' });
    // Nothing is left that would wake up for it.
    expect(clock.ticks.size).toBe(0);
  });

  it('does not lock while there are signs', async () => {
    const { clock, lock, told } = newLock();
    unwrap(await lock.unlock(secrets, false));
    for (let index = 0; index < 10; index++) {
      clock.pass(9 * minute);
      lock.sign();
    }
    expect(told).toEqual([true]);
    clock.pass(10 * minute);
    expect(told).toEqual([true, false]);
  });

  it('does not take a sign that comes too late for one in time', async () => {
    const { clock, lock, told } = newLock();
    unwrap(await lock.unlock(secrets, false));
    clock.pass(9 * minute + 55_000);
    // The tick that is due comes late, and the page asks first.
    clock.at += 10_000;
    lock.sign();
    expect(told).toEqual([true, false]);
    expect(lock.state.because).toBe('inactive');
  });

  it.each([
    ['slept', 2 * minute],
    ['was set back', -2 * minute],
  ])('locks when the computer’s clock says that it %s', async (_, ms) => {
    const { clock, lock, told } = newLock();
    unwrap(await lock.unlock(secrets, false));
    clock.jump(ms);
    expect(told).toEqual([true, false]);
    expect(lock.state.because).toBe('suspended');
  });

  it('does not take a tick that is somewhat late for sleep', async () => {
    const { clock, lock, told } = newLock();
    unwrap(await lock.unlock(secrets, false));
    clock.jump(minute);
    expect(told).toEqual([true]);
  });

  it.each<LockCause>(['inactive', 'suspended', 'screen-locked'])('says %s until it is open again', async (cause) => {
    const { lock, told } = newLock();
    unwrap(await lock.unlock(secrets, false));
    lock.lockBecause(cause);
    expect([told.at(-1), lock.state.because]).toEqual([false, cause]);
    // What happens to a key that is locked changes nothing.
    lock.lockBecause('suspended');
    expect(lock.state.because).toBe(cause);
    unwrap(await lock.unlock(secrets, false));
    expect(lock.state.because).toBeNull();
  });

  it('stays open through hours, sleep and a locked screen where that was chosen, until it is locked by hand', async () => {
    const { clock, lock, told } = newLock();
    unwrap(await lock.unlock(secrets, true));
    clock.pass(5 * 60 * minute);
    clock.jump(60 * minute);
    lock.lockBecause('suspended');
    lock.lockBecause('screen-locked');
    expect(told).toEqual([true]);
    unwrap(await lock.lock());
    expect(told).toEqual([true, false]);
    expect(lock.state).toMatchObject({ stays: false, because: null });
  });

  it('begins to count anew when it is to stay open no longer', async () => {
    const { clock, lock, told } = newLock();
    unwrap(await lock.unlock(secrets, true));
    clock.pass(60 * minute);
    unwrap(await lock.setStay(false));
    clock.pass(9 * minute);
    expect(told).toEqual([true]);
    clock.pass(minute);
    expect(told).toEqual([true, false]);
    expect(await lock.setStay(true)).toMatchObject({ ok: false, problem: { code: 'locked' } });
  });
});

/** A keychain in memory: what it protects cannot be read without it. */
function keychain(change: Partial<SecretProtector> = {}): SecretProtector {
  const mask = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte) => byte ^ 0x5a);
  return { protect: async (secret) => ok(mask(secret)), reveal: async (sealed) => ok(mask(sealed)), ...change };
}
const refusal = { code: 'keychain-refused', what: 'No.', remedy: 'Try again.' };

describe('a key that stays open with the keychain', () => {
  const keptIn = (folder: string, protector = keychain(), of = file) =>
    keptInFile(join(folder, 'viewer-key'), protector, of);

  it('opens by itself at the next start, until it is locked by hand', async () => {
    const folder = newFolder();
    const first = newLock(undefined, keptIn(folder));
    await first.lock.ready;
    expect(first.told).toEqual([]);
    unwrap(await first.lock.unlock(secrets, true));
    expect(first.lock.state).toMatchObject({ stays: true, where: 'keychain' });
    first.lock.dispose();
    const second = newLock(undefined, keptIn(folder));
    await second.lock.ready;
    expect(second.told).toEqual([true]);
    expect(second.lock.state.stays).toBe(true);
    unwrap(await second.lock.lock());
    const third = newLock(undefined, keptIn(folder));
    await third.lock.ready;
    expect([third.told, readdirSync(folder)]).toEqual([[], []]);
  });

  it.each<[string, (lock: KeyLock) => Promise<unknown>]>([
    ['it is told not to stay', (lock) => lock.setStay(false)],
    ['it is opened without it', (lock) => lock.unlock(secrets, false)],
    ['it is locked', (lock) => lock.lock()],
  ])('is on the disk no more once %s', async (_, act) => {
    const folder = newFolder();
    const { lock } = newLock(undefined, keptIn(folder));
    unwrap(await lock.unlock(secrets, true));
    expect(readdirSync(folder)).toEqual(['viewer-key']);
    await act(lock);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stays locked where the keychain keeps nothing', async () => {
    const folder = newFolder();
    const { lock, told } = newLock(undefined, keptIn(folder, keychain({ protect: async () => fail(refusal) })));
    expect(await lock.unlock(secrets, true)).toMatchObject({ ok: false, problem: { code: 'keychain-refused' } });
    expect([told, readdirSync(folder)]).toEqual([[], []]);
    unwrap(await lock.unlock(secrets, false));
    expect(await lock.setStay(true)).toMatchObject({ ok: false, problem: { code: 'keychain-refused' } });
    expect(lock.state.stays).toBe(false);
  });

  it.each<[string, (folder: string) => Promise<KeptKey>]>([
    ['the keychain was emptied', async (folder) => keptIn(folder, keychain({ reveal: async () => fail(refusal) }))],
    [
      'the file was altered',
      async (folder) => {
        writeFileSync(join(folder, 'viewer-key'), 'something else');
        return keptIn(folder);
      },
    ],
    [
      'it is another viewer’s',
      async (folder) => {
        const { certificate } = await newViewer(office.keys, 'Other', 1);
        return keptIn(folder, keychain(), { ...file, certificate });
      },
    ],
  ])('does not open, and is kept no longer, where %s', async (_, reopened) => {
    const folder = newFolder();
    const { lock } = newLock(undefined, keptIn(folder));
    unwrap(await lock.unlock(secrets, true));
    lock.dispose();
    const { lock: next, told } = newLock(undefined, await reopened(folder));
    await next.ready;
    expect([told, next.state.stays, readdirSync(folder)]).toEqual([[], false, []]);
  });

  it('says when it cannot be removed, and is locked all the same', async () => {
    const kept: KeptKey = { read: async () => secrets, write: async () => ok(null), remove: async () => false };
    const { lock, told } = newLock(undefined, kept);
    await lock.ready;
    expect(await lock.lock()).toMatchObject({ ok: false, problem: { code: 'kept-key-left' } });
    expect(told).toEqual([true, false]);
  });

  it('leaves nothing readable on the disk: no key, no name, no title', async () => {
    const folder = newFolder();
    const manager = openManagerOver(store, file, office, { kept: keptIn(folder) });
    unwrap(await manager.service.unlock({ passphrase, stay: true }));
    unwrap(await manager.service.people({}));
    unwrap(await manager.service.openDay({ person: device.person, day, reason: 'test' }));
    unwrap(await manager.service.picture({ person: device.person, day, device: device.device, id: shotId(0) }));
    manager.close();
    const written = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(written).toEqual(['viewer-key']);
    const bytes = readFileSync(join(folder, 'viewer-key')).toString('latin1');
    for (const text of [secrets.identity, secrets.privateKey, 'Someone', 'window 0', 'picture 0'])
      expect(bytes).not.toContain(text);
  });
});

describe('the manager’s page', () => {
  function open(change = {}) {
    const clock = new HandClock(1_000_000);
    const manager = openManagerOver(store, file, office, { clock, every: clock.every, ...change });
    onTestFinished(() => manager.close());
    return { clock, manager };
  }
  /** Opened with the passphrase's secrets, not to stay. */
  async function unlocked() {
    const { clock, manager } = open();
    await manager.service.status({});
    unwrap(await manager.service.setStay({ stay: false }));
    return { clock, manager };
  }
  const status = async (manager: Manager) => unwrap(await manager.service.status({}));
  const openDay = (manager: Manager) => manager.service.openDay({ person: device.person, day, reason: 'test' });

  it('is locked after inactivity whatever it asks for its status, and touching it is a sign', async () => {
    const { clock, manager } = await unlocked();
    clock.pass(9 * minute);
    unwrap(await manager.service.touch({}));
    clock.pass(9 * minute);
    expect(await status(manager)).toMatchObject({ phase: 'ready', lock: { afterMs: 10 * minute, because: null } });
    clock.pass(minute);
    expect(await status(manager)).toMatchObject({ phase: 'locked', lock: { because: 'inactive' }, categories: [] });
    unwrap(await manager.service.touch({}));
    expect((await status(manager)).phase).toBe('locked');
  });

  it('is told when it is locked, and then has nothing of what was open', async () => {
    const { manager } = await unlocked();
    let told = 0;
    manager.onChange(() => told++);
    unwrap(await openDay(manager));
    manager.lockBecause('suspended');
    expect(told).toBe(1);
    expect(await status(manager)).toMatchObject({ phase: 'locked', lock: { because: 'suspended' } });
    const picture = { person: device.person, day, device: device.device, id: shotId(0) };
    expect(await manager.service.picture(picture)).toMatchObject({ problem: { code: 'locked' } });
    unwrap(await manager.service.unlock({ passphrase }));
    // The days that were open have to be opened again, with a receipt of their own.
    expect(await manager.service.picture(picture)).toMatchObject({ problem: { code: 'day-not-open' } });
    expect(
      await manager.service.exportView({ what: { kind: 'day', person: device.person, day }, format: 'csv' }),
    ).toMatchObject({
      ok: false,
    });
  });

  it('gets no answer that was on its way when it was locked, and no further request is made', async () => {
    const { manager } = await unlocked();
    const put = Promise.withResolvers<void>();
    store.refuse = (verb) => {
      if (verb === 'put') {
        manager.lockBecause('screen-locked');
        put.resolve();
      }
      return null;
    };
    const opening = openDay(manager);
    await put.promise;
    store.refuse = () => null;
    const asked = store.calls.length;
    expect(await opening).toMatchObject({ ok: false, problem: { code: 'locked' } });
    expect(store.calls).toHaveLength(asked);
  });

  it('stays open where the person chose it, and says where', async () => {
    const { clock, manager } = open();
    clock.pass(60 * minute);
    expect(await status(manager)).toMatchObject({ phase: 'ready', lock: { stays: true, where: 'keychain' } });
    const bare = managerOver(store, file, { clock, every: clock.every });
    expect(await status(bare)).toMatchObject({ phase: 'locked', lock: { stays: false, where: 'process' } });
    bare.close();
  });
});
