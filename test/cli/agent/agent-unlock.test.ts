import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keysPath } from '../../../agent/enrolment/keys.ts';
import { unlockingIn, unlockingOf } from '../../../cli/agent/agent-unlock.ts';
import { ok, unwrap } from '../../../core/result.ts';
import type { Keychain } from '../../../seal/protector.ts';
import { newFolder } from '../../fixtures/folders.ts';

const keychain: Keychain = {
  usable: async () => ok(undefined),
  holds: (sealed) => Buffer.from(sealed).toString().startsWith('kept for this account'),
  protect: async (secret) => ok(secret),
  reveal: async (sealed) => ok(sealed),
};
const settingsIn = (folder: string) =>
  ({ folder, unlockIdentityFile: null, passphraseFile: null }) as Parameters<typeof unlockingOf>[0];

it('is the system’s, where that keeps keys for an account and nothing else is given', async () => {
  const folder = newFolder();
  expect(unwrap(await unlockingOf(settingsIn(folder), {}, undefined, keychain)).protector).toBe(keychain);
  expect(await unlockingIn(folder, {}, undefined, null)).toBeNull();
  expect(await unlockingOf(settingsIn(folder), {}, undefined, null)).toMatchObject({
    problem: { code: 'unlock-missing' },
  });
});

it('is the passphrase that is given, which then leaves the environment', async () => {
  const env = { PLAINSIGHT_PASSPHRASE: 'four plain words here' };
  const unlocking = unwrap(await unlockingOf(settingsIn(newFolder()), env, undefined, keychain));
  expect(unlocking.protector).not.toBe(keychain);
  expect(env).toEqual({});
});

it('is not the system’s for keys that a passphrase keeps', async () => {
  const folder = newFolder();
  writeFileSync(keysPath(folder), 'age-encryption.org/v1');
  expect(await unlockingIn(folder, {}, undefined, keychain)).toBeNull();
  writeFileSync(keysPath(folder), 'kept for this account');
  expect(unwrap((await unlockingIn(folder, {}, undefined, keychain)) ?? ok(null))).toMatchObject({
    protector: keychain,
  });
});
