import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { unwrap } from '../../../core/result.ts';
import { createIdleSensor } from '../../../electron/system/idle.ts';
import { createPowerEvents } from '../../../electron/system/power.ts';
import { closeBeforeQuit } from '../../../electron/system/quit.ts';
import { createSafeKeyStore, type SafeStoragePort } from '../../../electron/system/safe-key-store.ts';

describe('power events', () => {
  it('pass on each event without Electron’s, until stopped', () => {
    const source = new EventEmitter();
    const power = createPowerEvents(source);
    const listener = vi.fn();
    const stops = [power.onSuspend, power.onResume, power.onLock, power.onUnlock].map((on) => on(listener));
    for (const event of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) source.emit(event, { leaked: true });
    expect(listener.mock.calls).toEqual([[], [], [], []]);
    for (const stop of stops) stop();
    source.emit('suspend');
    expect(listener).toHaveBeenCalledTimes(4);
    expect(source.eventNames()).toEqual([]);
  });
});

describe('the idle sensor', () => {
  const open = (platform: NodeJS.Platform, env: Record<string, string> = {}, seconds = 42) => {
    const source = new EventEmitter();
    const idle = { getSystemIdleTime: () => seconds };
    return { source, sensor: createIdleSensor({ idle, power: createPowerEvents(source), platform, env }) };
  };

  it('tells idle time in ms, and locked only once it was told', async () => {
    const { source, sensor } = open('win32');
    expect(await sensor.state()).toEqual({ ok: true });
    expect(await sensor.read({ calls: true })).toEqual({ idleMs: 42_000, locked: null, inCall: null });
    source.emit('lock-screen');
    expect(await sensor.read({ calls: true })).toMatchObject({ locked: true });
    source.emit('unlock-screen');
    expect(await sensor.read({ calls: true })).toMatchObject({ locked: false });
    await sensor.stop();
    await sensor.stop();
    expect(source.eventNames()).toEqual([]);
  });

  it.each([
    ['linux', { XDG_SESSION_TYPE: 'wayland' }, null],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, null],
    ['linux', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, 42_000],
    ['darwin', { WAYLAND_DISPLAY: 'x' }, 42_000],
  ] as const)('on %s with %o answers %s', async (platform, env, idleMs) => {
    const { sensor } = open(platform, env);
    expect((await sensor.read({ calls: true })).idleMs).toBe(idleMs);
    expect((await sensor.state()).ok).toBe(idleMs !== null);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('takes %s seconds for unknown', async (seconds) => {
    expect((await open('darwin', {}, seconds).sensor.read({ calls: true })).idleMs).toBeNull();
  });
});

describe('the key store', () => {
  const storage = (change: Partial<SafeStoragePort> = {}): SafeStoragePort => ({
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(`v11${[...text].reverse().join('')}`),
    decryptStringAsync: async (sealed) => ({
      result: [...sealed.toString().slice(3)].reverse().join(''),
      shouldReEncrypt: false,
    }),
    ...change,
  });
  const secret = new Uint8Array([0, 255, 1, 254, 10]);

  it.each(['linux', 'darwin', 'win32'] as const)('keeps any bytes on %s', async (platform) => {
    const store = createSafeKeyStore({ safeStorage: storage(), platform });
    expect(await store.usable()).toEqual({ ok: true, value: undefined });
    const sealed = unwrap(await store.protect(secret));
    expect(store.holds(sealed)).toBe(true);
    expect(await store.reveal(sealed)).toEqual({ ok: true, value: secret });
  });

  it('takes no password that every program has for a keychain, whatever is said of it', async () => {
    const sealing = (mark: string) => storage({ encryptStringAsync: async (text) => Buffer.from(`${mark}${text}`) });
    const weak = createSafeKeyStore({ safeStorage: sealing('v10'), platform: 'linux' });
    expect(await weak.usable()).toMatchObject({ ok: false, problem: { code: 'keychain-missing' } });
    expect(await weak.protect(secret)).toMatchObject({ ok: false, problem: { code: 'keychain-missing' } });
    // The keyring of a desktop that Electron has no name for, and the portal.
    for (const mark of ['v11', 'v12'])
      expect(await createSafeKeyStore({ safeStorage: sealing(mark), platform: 'linux' }).usable()).toMatchObject({
        ok: true,
      });
    // The system's own on Windows and macOS is marked like that password.
    for (const platform of ['win32', 'darwin'] as const)
      expect(await createSafeKeyStore({ safeStorage: sealing('v10'), platform }).usable()).toMatchObject({ ok: true });
  });

  it('does not open silently what was sealed with that password', async () => {
    const decryptStringAsync = vi.fn(storage().decryptStringAsync);
    const store = createSafeKeyStore({ safeStorage: { ...storage(), decryptStringAsync }, platform: 'linux' });
    const sealed = Buffer.concat([Buffer.from('plainsight-keychain/1\n'), Buffer.from('v10AAAA')]);
    expect(await store.reveal(sealed)).toMatchObject({ ok: false, problem: { code: 'keychain-open' } });
    expect(decryptStringAsync).not.toHaveBeenCalled();
  });

  it('does not take what a passphrase sealed for its own', async () => {
    const store = createSafeKeyStore({ safeStorage: storage(), platform: 'darwin' });
    const sealed = Buffer.from('age-encryption.org/v1\n-> scrypt');
    expect(store.holds(sealed)).toBe(false);
    expect(await store.reveal(sealed)).toMatchObject({ ok: false, problem: { code: 'keychain-unreadable' } });
  });

  const rejects = async (): Promise<never> => {
    throw new Error('no');
  };
  const refusals: readonly [NodeJS.Platform, Partial<SafeStoragePort>, string, string][] = [
    ['darwin', { isAsyncEncryptionAvailable: async () => false }, 'keychain-unusable', 'keychain-unusable'],
    ['win32', { isAsyncEncryptionAvailable: rejects }, 'keychain-unusable', 'keychain-unusable'],
    ['win32', { encryptStringAsync: rejects, decryptStringAsync: rejects }, 'keychain-refused', 'keychain-unreadable'],
  ];
  it.each(refusals)('on %s with %o refuses', async (platform, change, onProtect, onReveal) => {
    const encryptStringAsync = vi.fn(storage(change).encryptStringAsync);
    const store = createSafeKeyStore({ safeStorage: { ...storage(change), encryptStringAsync }, platform });
    expect(await store.protect(secret)).toMatchObject({ ok: false, problem: { code: onProtect } });
    const sealed = unwrap(await createSafeKeyStore({ safeStorage: storage(), platform: 'darwin' }).protect(secret));
    expect(await store.reveal(sealed)).toMatchObject({ ok: false, problem: { code: onReveal } });
    // Where there is no keychain, nothing was even tried.
    expect(encryptStringAsync).toHaveBeenCalledTimes(onProtect === 'keychain-unusable' ? 0 : 1);
  });
});

describe('quitting', () => {
  function open(...steps: (() => void | Promise<void>)[]) {
    const app = Object.assign(new EventEmitter(), { quit: vi.fn() });
    const log: string[] = [];
    closeBeforeQuit(app, steps, (line) => log.push(line));
    const ask = () => {
      const event = { preventDefault: vi.fn() };
      app.emit('before-quit', event);
      return event.preventDefault.mock.calls.length === 1;
    };
    return { app, log, ask };
  }

  it('waits for the services once, then goes', async () => {
    const closing = Promise.withResolvers<void>();
    const close = vi.fn(() => closing.promise);
    const { app, ask } = open(close);
    expect([ask(), ask()]).toEqual([true, true]);
    expect(app.quit).not.toHaveBeenCalled();
    closing.resolve();
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
    expect(close).toHaveBeenCalledOnce();
    expect(ask()).toBe(false);
  });

  it('goes even when closing fails, and says so', async () => {
    const last = vi.fn();
    const { app, ask, log } = open(() => Promise.reject(new TypeError('canary')), last);
    ask();
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledOnce());
    expect(last).toHaveBeenCalledOnce();
    expect(log).toEqual(['closing failed: TypeError']);
  });
});
