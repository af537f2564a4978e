import type { SafeStorage } from 'electron';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { SecretProtector } from '../seal/protector.ts';

/** The operating system's keychain as a keeper of keys. */
export interface Keychain extends SecretProtector {
  /** Whether there is one that really protects; if not, why. */
  usable(): Promise<Result<void>>;
  /** Whether `sealed` was made by a keychain, this one or another computer's. */
  holds(sealed: Uint8Array): boolean;
}

/** Stands before what a keychain sealed, so that it is never mistaken for what a passphrase sealed. */
const mark = Buffer.from('plainsight-keychain/1\n');

export type SafeStoragePort = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

export interface SafeKeyStoreOptions {
  readonly safeStorage: SafeStoragePort;
  readonly platform: NodeJS.Platform;
}

/** The operating system's keychain. Only after `ready`: before that Electron does not know which keychain there is. */
export function createSafeKeyStore({ safeStorage, platform }: SafeKeyStoreOptions): Keychain {
  return {
    usable: check,
    holds,
    async protect(secret) {
      const usable = await check();
      if (!usable.ok) return usable;
      try {
        const sealed = await safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64'));
        return ok(Buffer.concat([mark, sealed]));
      } catch {
        return refused();
      }
    },
    async reveal(sealed) {
      const usable = await check();
      if (!usable.ok) return usable;
      if (!holds(sealed)) return unreadable();
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed.subarray(mark.length)));
        return ok(new Uint8Array(Buffer.from(result, 'base64')));
      } catch {
        return unreadable();
      }
    },
  };

  async function check(): Promise<Result<void>> {
    // `basic_text` encrypts with a password that is the same everywhere: that is plain text. `unknown` is no promise either.
    if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend()))
      return missing('This session has no keychain (GNOME Keyring or KWallet).');
    try {
      if (await safeStorage.isAsyncEncryptionAvailable()) return ok(undefined);
    } catch {
      // Falls through: a keychain that cannot be asked is none.
    }
    return missing('This computer’s keychain cannot be used.');
  }
}

function holds(sealed: Uint8Array): boolean {
  return mark.equals(sealed.subarray(0, mark.length));
}

function unreadable(): Result<never> {
  return fail(
    problem(
      'keychain-unreadable',
      'This computer’s keychain does not open the key that Plainsight kept in it.',
      'Unlock the keychain and start Plainsight again; if it was emptied, enrol this computer again.',
    ),
  );
}

function missing(what: string): Result<never> {
  return fail(
    problem('keychain-missing', what, 'Open Plainsight with its passphrase; the key is then never kept unlocked.'),
  );
}

function refused(): Result<never> {
  return fail(
    problem(
      'keychain-refused',
      'This computer’s keychain refused to keep the key.',
      'Unlock the keychain and try again, or open Plainsight with its passphrase.',
    ),
  );
}
