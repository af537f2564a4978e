import type { SafeStorage } from 'electron';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Keychain } from '../../seal/protector.ts';

/** Stands before what a keychain sealed, so that it is never mistaken for what a passphrase sealed. */
const mark = Buffer.from('plainsight-keychain/1\n');

export type SafeStoragePort = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

interface SafeKeyStoreOptions {
  readonly safeStorage: SafeStoragePort;
  readonly platform: NodeJS.Platform;
}

/**
 * How Electron marks what a keyring of Linux sealed: the Secret Service or KWallet, or the portal. Where there is none it seals all the same, with
 * the password that every Chromium has, and says that it is available; the mark is then `v10`. What it says of the backend goes by the
 * desktop's name and knows few, so that the mark alone tells.
 */
const keyringMarks = ['v11', 'v12'];

/** The operating system's keychain. Only after `ready`: before that Electron does not know which keychain there is. */
export function createSafeKeyStore({ safeStorage, platform }: SafeKeyStoreOptions): Keychain {
  return {
    usable: async () => {
      const probe = await seal('Plainsight asks whether there is a keychain.');
      return probe.ok ? ok(undefined) : probe;
    },
    holds,
    async protect(secret) {
      const sealed = await seal(Buffer.from(secret).toString('base64'));
      return sealed.ok ? ok(Buffer.concat([mark, sealed.value])) : sealed;
    },
    async reveal(sealed) {
      if (!holds(sealed)) return unreadable();
      const kept = Buffer.from(sealed.subarray(mark.length));
      if (!isProtected(kept)) return openToAll();
      if (!(await isAvailable())) return fail(problem('keychain-unusable'));
      try {
        const { result } = await safeStorage.decryptStringAsync(kept);
        return ok(new Uint8Array(Buffer.from(result, 'base64')));
      } catch {
        return unreadable();
      }
    },
  };

  async function seal(text: string): Promise<Result<Buffer>> {
    if (!(await isAvailable())) return fail(problem('keychain-unusable'));
    try {
      const sealed = await safeStorage.encryptStringAsync(text);
      return isProtected(sealed) ? ok(sealed) : fail(problem('keychain-missing'));
    } catch {
      return refused();
    }
  }

  function isProtected(sealed: Buffer): boolean {
    return platform !== 'linux' || keyringMarks.includes(sealed.subarray(0, 3).toString('latin1'));
  }

  async function isAvailable(): Promise<boolean> {
    // A keychain that cannot be asked is none.
    return safeStorage.isAsyncEncryptionAvailable().catch(() => false);
  }
}

function holds(sealed: Uint8Array): boolean {
  return mark.equals(sealed.subarray(0, mark.length));
}

function unreadable(): Result<never> {
  return fail(problem('keychain-unreadable'));
}

/** Whoever reads the file has the key: it is not used any more as if it were one. */
function openToAll(): Result<never> {
  return fail(problem('keychain-open'));
}

function refused(): Result<never> {
  return fail(problem('keychain-refused'));
}
