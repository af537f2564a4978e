import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forkedSensors } from '../../agent/capture/beside/forked-sensors.ts';
import { noScreen } from '../../agent/capture/unavailable.ts';
import { keeperIn, keysPath } from '../../agent/enrolment/keys.ts';
import { problem } from '../../core/problem.ts';
import { reason } from '../../core/reason.ts';
import { fail, ok, unwrap } from '../../core/result.ts';
import { type HostPorts, type HostServices, openPlatform, openServices } from '../../electron/services.ts';
import { createPowerEvents } from '../../electron/system/power.ts';
import type { EmployeeStatus } from '../../ipc/employee.ts';
import type { Keychain } from '../../seal/protector.ts';
import { passphraseProtector } from '../../seal/protector.ts';
import { readingProcess } from '../../viewer/day/reading-process.ts';
import { FakeSign } from '../fixtures/agent/signs.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { boot, layOutApp, until } from './app/booted-app.ts';
import { addViewerIn, enrolIn, newEnrolmentFile, viewerPassphrase } from './app/enrolled-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainsight-services-'));
});
afterEach(() => rm(folder, { recursive: true }));

const none = { ok: false, reason: reason('no-display') } as const;

/** A keychain in memory; `usable` false is a computer without one. */
function keychainOf(usable: boolean): Keychain {
  return {
    usable: async () => (usable ? ok(undefined) : fail(problem('keychain-missing'))),
    holds: (sealed) => sealed[0] === 75,
    protect: async (secret) => ok(Buffer.concat([Buffer.from('K'), secret])),
    reveal: async (sealed) => ok(sealed.subarray(1)),
  };
}

function portsOf(change: Partial<HostPorts> = {}, power = new EventEmitter()): HostPorts {
  return {
    dataFolder: folder,
    appVersion: '0.1.0',
    platform: 'linux',
    env: {},
    clock: { now: () => Date.now() },
    log: () => {},
    power: createPowerEvents(power),
    keychain: keychainOf(true),
    withMainSensors: (other) => other,
    openSign: async () => new FakeSign(),
    startReading: () => readingProcess(),
    startSensors: () => forkedSensors(),
    browsers: null,
    shellExtension: null,
    loopbackStorePort: null,
    ...change,
  };
}

describe('what a computer is set up for', () => {
  it('is nothing at first, which is no reason not to start', async () => {
    const services = unwrap(await openServices(portsOf()));
    expect(services.manager).toBeNull();
    expect(await services.employee.service.status({})).toMatchObject({
      value: { phase: 'unenrolled', recording: 'off' },
    });
    await services.close();
  });

  it.each([
    ['enrolment.json', '{', 'enrolled-broken'],
    ['enrolment.json', '{"format":"plainsight-enrolment/1"}', 'enrolled-broken'],
    ['viewer.json', '[', 'setup-unreadable'],
    ['viewer.json', '{"format":"plainsight-viewer/2"}', 'viewer-file-invalid'],
  ])('%s with %s: %s', async (name, text, code) => {
    await writeFile(join(folder, name), text);
    expect(await openServices(portsOf())).toMatchObject({ ok: false, problem: { code } });
  });

  it('can be looking only', async () => {
    await addViewerIn(folder);
    const services = unwrap(await openServices(portsOf()));
    expect(await services.employee.service.status({})).toMatchObject({ value: { phase: 'unenrolled' } });
    expect(await services.manager?.service.status({})).toMatchObject({ ok: true, value: { viewer: 'A viewer' } });
    await services.close();
  });
});

describe('a viewer’s key', { timeout: 120_000 }, () => {
  const lockOf = async (services: HostServices) => {
    const status = unwrap((await services.manager?.service.status({})) ?? fail(nothing));
    return [status.phase, status.lock.where, status.lock.stays, status.lock.because];
  };
  const nothing = problem('not-connected');

  it.each([
    ['suspend', 'suspended'],
    ['lock-screen', 'screen-locked'],
  ])('is locked on %s, and the page is told', async (event, because) => {
    const power = new EventEmitter();
    await addViewerIn(folder);
    const services = unwrap(await openServices(portsOf({}, power)));
    const { manager } = services;
    unwrap((await manager?.service.unlock({ passphrase: viewerPassphrase })) ?? fail(nothing));
    expect(await lockOf(services)).toEqual(['ready', 'keychain', false, null]);
    let told = 0;
    manager?.onChange(() => told++);
    power.emit(event);
    expect(told).toBe(1);
    expect(await lockOf(services)).toEqual(['locked', 'keychain', false, because]);
    await services.close();
    // Nobody listens any more.
    expect(power.listenerCount(event)).toBe(1);
  });

  it('that is to stay open is kept by the keychain alone, opens at the next start, and is gone once it is locked', async () => {
    const power = new EventEmitter();
    await addViewerIn(folder);
    const first = unwrap(await openServices(portsOf({}, power)));
    unwrap((await first.manager?.service.unlock({ passphrase: viewerPassphrase, stay: true })) ?? fail(nothing));
    power.emit('suspend');
    power.emit('lock-screen');
    expect(await lockOf(first)).toEqual(['ready', 'keychain', true, null]);
    await first.close();
    expect((await readFile(join(folder, 'viewer-key')))[0]).toBe(75);
    const second = unwrap(await openServices(portsOf()));
    expect(await lockOf(second)).toEqual(['ready', 'keychain', true, null]);
    unwrap((await second.manager?.service.lock({})) ?? fail(nothing));
    await second.close();
    const third = unwrap(await openServices(portsOf()));
    expect(await lockOf(third)).toEqual(['locked', 'keychain', false, null]);
    await third.close();
  });

  it('stays open in this process alone where there is no keychain', async () => {
    await addViewerIn(folder);
    const first = unwrap(await openServices(portsOf({ keychain: keychainOf(false) })));
    unwrap((await first.manager?.service.unlock({ passphrase: viewerPassphrase, stay: true })) ?? fail(nothing));
    expect(await lockOf(first)).toEqual(['ready', 'process', true, null]);
    await first.close();
    const second = unwrap(await openServices(portsOf({ keychain: keychainOf(false) })));
    expect(await lockOf(second)).toEqual(['locked', 'process', false, null]);
    await second.close();
  });
});

describe('the services of a person', () => {
  it('enrol them with the keychain’s key, and stop and start with the computer’s sleep', async () => {
    const power = new EventEmitter();
    const { text, id } = await newEnrolmentFile();
    const services = unwrap(await openServices(portsOf({}, power)));
    const { service, invite } = services.employee;
    unwrap(await invite(text));
    expect(unwrap(await service.invitation({}))).toMatchObject({ organisation: 'Example', needsPassphrase: false });
    unwrap(await service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
    const status = async () => unwrap(await service.status({}));
    expect(await status()).toMatchObject({ phase: 'ready', host: 'electron', consentGiven: 'none', recording: 'off' });
    expect((await readFile(keysPath(folder)))[0]).toBe(75);
    const notice = (await status()).purposes.find(({ purpose }) => purpose === 'presence')?.notice ?? '';
    unwrap(await service.setConsent({ purpose: 'presence', agreed: true, notice }));
    const because = async () => (await status()).purposes.find(({ purpose }) => purpose === 'presence')?.because;
    power.emit('suspend');
    await vi.waitFor(async () => expect(await because()).toBe('suspended'), { timeout: 60_000 });
    power.emit('resume');
    await vi.waitFor(async () => expect(await because()).not.toBe('suspended'), { timeout: 60_000 });
    await services.close();
  });

  it('start again by themselves where the keychain keeps the keys, and wait for a passphrase where it does not', async () => {
    await enrolIn(folder, keychainOf(true));
    const services = unwrap(await openServices(portsOf()));
    expect(await services.employee.service.status({})).toMatchObject({ value: { phase: 'ready' } });
    await services.close();
    await rm(folder, { recursive: true });
    await enrolIn(folder, passphraseProtector('four words for testing', lightWork));
    const waiting = unwrap(await openServices(portsOf()));
    expect(await waiting.employee.service.status({})).toMatchObject({ value: { phase: 'locked' } });
    await waiting.close();
  });

  it('keep existing keys with what keeps them', async () => {
    const ask = (usable: boolean) => keeperIn(folder, keychainOf(usable));
    expect([await ask(true), await ask(false)]).toEqual([expect.anything(), null]);
    await writeFile(keysPath(folder), 'age-encryption.org/v1');
    expect(await ask(true)).toBeNull();
    await writeFile(keysPath(folder), 'Kept by a keychain that is gone today');
    // The passphrase could never open these: the keychain's own problem must be told.
    expect(await ask(false)).not.toBeNull();
  });
});

describe('the sensors', () => {
  it.each(['win32', 'darwin', 'linux'] as const)(
    'on %s are those that Electron’s main process makes of the others',
    async (platform) => {
      const own = { screen: noScreen(none) };
      const found = await openPlatform(portsOf({ platform, withMainSensors: (other) => ({ ...other, ...own }) }));
      expect(found.screen).toBe(own.screen);
      await found.close();
    },
  );
});

describe('the bundled app with its real services', { timeout: 60_000 }, () => {
  it('starts with an enrolment, answers its page, pauses from the tray and quits', async () => {
    const { text, id } = await newEnrolmentFile();
    await writeFile(join(folder, 'mine.plainsight'), text);
    const layout = await layOutApp();
    const app = boot(layout, folder, [join(folder, 'mine.plainsight')]);
    await until(async () => (await app.tray())?.tooltip);
    const [window] = await until(async () => {
      const windows = await app.windows();
      return windows[0]?.contract === 'employee' && windows;
    });
    const call = (name: string, args: object) => app.ask({ do: 'call', id: window?.id ?? -1, call: name, args });
    expect(await call('status', {})).toMatchObject({ ok: true, value: { phase: 'unenrolled' } });
    await until(async () => ((await call('invitation', {})) as { value: unknown }).value);
    const accepted = await call('acceptInvitation', { id, isOfAge: true, passphrase: null });
    expect(accepted).toMatchObject({ ok: true });
    const status = await call('status', {});
    expect(status).toMatchObject({ ok: true, value: { phase: 'ready', organisation: 'Example' } });
    const { value } = status as { value: EmployeeStatus };
    const notice = value.purposes.find(({ purpose }) => purpose === 'presence')?.notice;
    expect(await call('setConsent', { purpose: 'presence', agreed: true, notice })).toMatchObject({ ok: true });
    await until(async () => (await app.tray()).menu.find(({ label }) => label === 'Pause')?.enabled);
    await app.ask({ do: 'click', path: ['Pause', 'Until I resume'] });
    await until(async () => (await app.tray()).tooltip.includes('Paused until you resume'));
    expect(await call('status', {})).toMatchObject({ value: { recording: 'paused' } });
    await app.ask({ do: 'quit' });
    expect(await app.ended).toBe(0);
    // The double's keychain, not a passphrase, keeps the keys.
    expect((await readFile(keysPath(folder), 'utf8')).startsWith('plainsight-keychain/1\n')).toBe(true);
    await rm(layout, { recursive: true });
  });
});
