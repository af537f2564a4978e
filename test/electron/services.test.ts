import { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noPresence, noScreen } from '../../agent/capture/unavailable.ts';
import { keysPath } from '../../agent/keys.ts';
import { ok, unwrap } from '../../core/result.ts';
import { createPowerEvents } from '../../electron/power.ts';
import type { Keychain } from '../../electron/safe-key-store.ts';
import { type HostPorts, openPlatform, openServices, protectorFor } from '../../electron/services.ts';
import type { EmployeeStatus } from '../../ipc/employee.ts';
import { boot, layOutApp, until } from './booted-app.ts';
import { addViewerIn, enrolIn } from './enrolled-folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainsight-services-'));
});
afterEach(() => rm(folder, { recursive: true }));

const none = { ok: false, code: 'none', reason: 'There is none.' } as const;

/** A keychain in memory; `usable` false is a computer without one. */
function keychainOf(usable: boolean): Keychain {
  return {
    usable: async () =>
      usable ? ok(undefined) : { ok: false, problem: { code: 'keychain-missing', what: '', remedy: '' } },
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
    presence: noPresence(none),
    screen: noScreen(none),
    ...change,
  };
}

describe('what a computer is set up for', () => {
  it('is nothing at first: said with the remedy', async () => {
    const opened = await openServices(portsOf());
    expect(opened).toMatchObject({ ok: false, problem: { code: 'not-set-up' } });
    expect(!opened.ok && opened.problem.remedy).toContain(join(folder, 'enrolment.json'));
  });

  it.each([
    ['enrolment.json', '{', 'setup-unreadable'],
    ['enrolment.json', '{}', 'enrolment-invalid'],
    ['viewer.json', '[', 'setup-unreadable'],
    ['viewer.json', '{"format":"plainsight-viewer/2"}', 'viewer-file-invalid'],
  ])('%s with %s: %s', async (name, text, code) => {
    await writeFile(join(folder, name), text);
    expect(await openServices(portsOf())).toMatchObject({ ok: false, problem: { code } });
  });

  it('can be looking only', async () => {
    await addViewerIn(folder);
    const services = unwrap(await openServices(portsOf()));
    expect(services.employee).toBeNull();
    expect(await services.manager?.service.status({})).toMatchObject({ ok: true, value: { viewer: 'A viewer' } });
    await services.close();
  });
});

describe('the services of an enrolled person', () => {
  it('start with the keychain’s key, and stop and start with the computer’s sleep', async () => {
    await enrolIn(folder);
    const power = new EventEmitter();
    const services = unwrap(await openServices(portsOf({}, power)));
    const status = async () => {
      const answer = await services.employee?.service.status({});
      return answer?.ok ? answer.value : null;
    };
    expect(await status()).toMatchObject({ phase: 'ready', host: 'electron', consentGiven: 'none', recording: 'off' });
    expect((await readFile(keysPath(folder)))[0]).toBe(75);
    const notice = (await status())?.purposes.find(({ purpose }) => purpose === 'presence')?.notice ?? '';
    await services.employee?.service.setConsent({ purpose: 'presence', agreed: true, notice });
    power.emit('suspend');
    await vi.waitFor(
      async () =>
        expect((await status())?.purposes.find(({ purpose }) => purpose === 'presence')?.because).toBe('suspended'),
      { timeout: 20_000 },
    );
    power.emit('resume');
    await vi.waitFor(
      async () =>
        expect((await status())?.purposes.find(({ purpose }) => purpose === 'presence')?.because).not.toBe('suspended'),
      { timeout: 20_000 },
    );
    await services.close();
  });

  it('wait for a passphrase where there is no keychain', async () => {
    await enrolIn(folder);
    const services = unwrap(await openServices(portsOf({ keychain: keychainOf(false) })));
    expect(await services.employee?.service.status({})).toMatchObject({ value: { phase: 'new' } });
    await services.close();
  });

  it('keep existing keys with what keeps them', async () => {
    const ask = (usable: boolean) => protectorFor({ dataFolder: folder, keychain: keychainOf(usable) });
    expect([await ask(true), await ask(false)]).toEqual([expect.anything(), null]);
    await writeFile(keysPath(folder), 'age-encryption.org/v1');
    expect(await ask(true)).toBeNull();
    await writeFile(keysPath(folder), 'Kept by a keychain that is gone today');
    // The passphrase could never open these: the keychain's own problem must be told.
    expect(await ask(false)).not.toBeNull();
  });
});

describe('the sensors', () => {
  it.each([
    ['win32', true],
    ['darwin', true],
    ['linux', false],
  ] as const)('on %s are Electron’s where Electron knows more: %s', async (platform, electrons) => {
    const ports = portsOf({ platform });
    const found = await openPlatform(ports);
    expect([found.presence === ports.presence, found.screen === ports.screen]).toEqual([electrons, electrons]);
    await found.close();
  });
});

describe('the bundled app with its real services', { timeout: 60_000 }, () => {
  it('starts, answers its page, pauses from the tray and quits', async () => {
    await enrolIn(folder);
    const layout = await layOutApp();
    const app = boot(layout, folder);
    await until(async () => (await app.tray())?.tooltip);
    const [window] = await until(async () => {
      const windows = await app.windows();
      return windows[0]?.contract === 'employee' && windows;
    });
    const call = (name: string, args: object) => app.ask({ do: 'call', id: window?.id ?? -1, call: name, args });
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
