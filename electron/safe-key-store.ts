import type { SafeStorage } from 'electron';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';

/**
 * Keeps small secrets (keys, never content) so that only this person on this computer can read them back. Whoever
 * implements it MUST answer a problem rather than keep anything in the plain.
 */
export interface SecretProtector {
  /** Sealed bytes that may be written to disk. */
  protect(secret: Uint8Array): Promise<Result<Uint8Array>>;
  reveal(sealed: Uint8Array): Promise<Result<Uint8Array>>;
}

export type SafeStoragePort = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

export interface SafeKeyStoreOptions {
  readonly safeStorage: SafeStoragePort;
  readonly platform: NodeJS.Platform;
}

/** The operating system's keychain. Only after `ready`: before that Electron does not know which keychain there is. */
export function createSafeKeyStore({ safeStorage, platform }: SafeKeyStoreOptions): SecretProtector {
  return {
    async protect(secret) {
      const usable = await check();
      if (!usable.ok) return usable;
      try {
        return ok(await safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64')));
      } catch {
        return refused();
      }
    },
    async reveal(sealed) {
      const usable = await check();
      if (!usable.ok) return usable;
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
        return ok(new Uint8Array(Buffer.from(result, 'base64')));
      } catch {
        return fail(
          problem(
            'keychain-unreadable',
            'This computer’s keychain does not open the key that Plainsight kept in it.',
            'Open Plainsight with its passphrase instead.',
          ),
        );
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
