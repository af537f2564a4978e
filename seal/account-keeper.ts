import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type AccountVault, dataProtection } from './account-vault.ts';
import type { Keychain } from './protector.ts';

/** Stands before what an account's vault sealed, so that it is never mistaken for what a passphrase sealed. */
const mark = Buffer.from('plainsight-account/1\n');
const purpose = Buffer.from('plainsight keys at rest 1');

/**
 * What keeps keys without a word where the system seals for an account by itself: Windows. Null elsewhere. Whoever is signed in
 * as that account, or runs a program as it, opens them; a copy of the file on another computer or account opens nothing.
 */
export function systemKeeper(platform: NodeJS.Platform = process.platform): Keychain | null {
  return platform === 'win32' ? accountKeeper(dataProtection) : null;
}

/** Problem codes: `account-refused`, `account-unreadable`, `account-unusable`. */
export function accountKeeper(vault: AccountVault): Keychain {
  const ask = (call: () => Uint8Array | null, refusal: Result<never>): Result<Uint8Array> => {
    try {
      const answer = call();
      return answer === null ? refusal : ok(answer);
    } catch {
      // No binding to the system loads here.
      return fail(problem('account-unusable'));
    }
  };
  const seal = (secret: Uint8Array): Result<Uint8Array> => ask(() => vault.seal(secret, purpose), refused);
  const holds = (sealed: Uint8Array): boolean => mark.equals(sealed.subarray(0, mark.length));
  return {
    usable: async () => {
      const probe = seal(Buffer.from('Plainsight asks whether this account keeps secrets.'));
      return probe.ok ? ok(undefined) : probe;
    },
    holds,
    protect: async (secret) => {
      const sealed = seal(secret);
      return sealed.ok ? ok(Buffer.concat([mark, sealed.value])) : sealed;
    },
    reveal: async (sealed) => {
      if (!holds(sealed)) return unreadable;
      return ask(() => vault.open(sealed.subarray(mark.length), purpose), unreadable);
    },
  };
}

const refused = fail(problem('account-refused'));
const unreadable = fail(problem('account-unreadable'));
