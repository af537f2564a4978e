import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, keyPairOf, openWith, openWithPassphrase, sealTo, sealWithPassphrase } from './age.ts';

/** What keeps private keys at rest: the system's keychain, a passphrase, or an identity that the administrator provides. */
export interface SecretProtector {
  protect(secret: Uint8Array): Promise<Result<Uint8Array>>;
  /** The secret, or the problem `wrong-passphrase`, `wrong-identity` or one of the keychain's. */
  reveal(sealed: Uint8Array): Promise<Result<Uint8Array>>;
}

/** The system as a keeper of keys: they open without a word, for whom the system knows. */
export interface Keychain extends SecretProtector {
  /** Whether there is one that really protects; if not, why. */
  usable(): Promise<Result<void>>;
  /** Whether `sealed` was made by one of this kind, this one or another computer's. */
  holds(sealed: Uint8Array): boolean;
}

/**
 * What opens the keys of a folder without a word, if anything. New keys (`kept` is null) go to the keychain where there is one.
 * Existing ones stay with what keeps them; null means the passphrase.
 */
export async function keeperOf(keychain: Keychain, kept: Uint8Array | null): Promise<SecretProtector | null> {
  if (kept !== null) return keychain.holds(kept) ? keychain : null;
  return (await keychain.usable()).ok ? keychain : null;
}

/** `work` is what `sealWithPassphrase` takes. */
export function passphraseProtector(passphrase: string, work?: number): SecretProtector {
  return {
    protect: async (secret) => ok(await sealWithPassphrase(passphrase, secret, work)),
    reveal: async (sealed) => {
      const secret = await openWithPassphrase(passphrase, sealed);
      if (secret !== null) return ok(secret);
      return fail(problem('wrong-passphrase'));
    },
  };
}

/** For machines without a person: an age identity from a place that the administrator protects, such as systemd's credentials. */
export async function identityProtector(identity: Identity): Promise<SecretProtector> {
  const { recipient } = await keyPairOf(identity);
  return {
    protect: async (secret) => ok(await sealTo([recipient], secret)),
    reveal: async (sealed) => {
      const secret = await openWith(identity, sealed);
      if (secret !== null) return ok(secret);
      return fail(problem('wrong-identity'));
    },
  };
}
