import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import type { LockCause } from '../../../seal/lock/key-lock.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile, ViewerSecrets } from '../../../viewer/session/viewer-file.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import {
  HandClock,
  managerOver,
  newLock,
  openManagerOver,
  parsedViewerFile,
} from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice, passphrase } from '../../fixtures/organisation/offices.ts';

// Opening a key with a passphrase takes about a second of one core by design.

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
    expect(await lock.setStay(true)).toMatchObject({ ok: false, problem: { code: 'viewer-locked' } });
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

  it('is locked after inactivity whatever it asks, and touching it is a sign', async () => {
    const { clock, manager } = await unlocked();
    clock.pass(9 * minute);
    unwrap(await manager.service.touch({}));
    clock.pass(9 * minute);
    expect(await status(manager)).toMatchObject({ phase: 'ready', lock: { afterMs: 10 * minute, because: null } });
    // Pages ask by themselves: that is no sign that anybody is there.
    unwrap(await manager.service.people({}));
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
    expect(await manager.service.picture(picture)).toMatchObject({ problem: { code: 'viewer-locked' } });
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
    expect(await opening).toMatchObject({ ok: false, problem: { code: 'viewer-locked' } });
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
