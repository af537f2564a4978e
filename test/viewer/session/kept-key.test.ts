import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, unwrap } from '../../../core/result.ts';
import { newViewer } from '../../../org/viewers.ts';
import type { KeyLock } from '../../../seal/lock/key-lock.ts';
import type { SecretProtector } from '../../../seal/protector.ts';
import { type KeptKey, keptInFile } from '../../../viewer/session/kept-key.ts';
import type { ViewerFile, ViewerSecrets } from '../../../viewer/session/viewer-file.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { newLock, openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
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

/** A keychain in memory: what it protects cannot be read without it. */
function keychain(change: Partial<SecretProtector> = {}): SecretProtector {
  const mask = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte) => byte ^ 0x5a);
  return { protect: async (secret) => ok(mask(secret)), reveal: async (sealed) => ok(mask(sealed)), ...change };
}
const refusal = problem('keychain-refused');

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

  it.each<[string, (lock: KeyLock<ViewerSecrets>) => Promise<unknown>]>([
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
