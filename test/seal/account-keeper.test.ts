import { describe, expect, it } from 'vitest';
import { unwrap } from '../../core/result.ts';
import { accountKeeper, systemKeeper } from '../../seal/account-keeper.ts';
import { type AccountVault, dataProtection } from '../../seal/account-vault.ts';
import { keeperOf, passphraseProtector } from '../../seal/protector.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { onlyOn } from '../fixtures/systems.ts';

const secret = new TextEncoder().encode('a private key');
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

/** As Windows answers by its documentation: for one account and purpose, and for nothing that was changed. */
function vaultOf(account: string): AccountVault {
  const head = (purpose: Uint8Array) => Buffer.concat([Buffer.from(`${account}\n`), purpose]);
  return {
    seal: (plain, purpose) => Buffer.concat([head(purpose), Buffer.from(plain).reverse()]),
    open: (sealed, purpose) => {
      const before = head(purpose);
      const isOurs = before.equals(sealed.subarray(0, before.length)) && sealed.length - before.length > 0;
      return isOurs ? Buffer.from(sealed.subarray(before.length)).reverse() : null;
    },
  };
}

function keepsSecrets(open: () => AccountVault): void {
  const keeper = accountKeeper(open());

  it('gives a secret back, and shows nothing of it', async () => {
    const sealed = unwrap(await keeper.protect(secret));
    expect(Buffer.from(sealed).includes(Buffer.from(secret))).toBe(false);
    expect(Buffer.from(unwrap(await keeper.reveal(sealed)))).toEqual(Buffer.from(secret));
    expect(await keeper.usable()).toEqual({ ok: true, value: undefined });
  });

  it.each([
    ['cut off', (sealed: Buffer) => sealed.subarray(0, 30)],
    ['nothing but its mark', (sealed: Buffer) => sealed.subarray(0, 'plainsight-account/1\n'.length)],
    ['without its mark', (sealed: Buffer) => sealed.subarray(5)],
    ['empty', () => Buffer.alloc(0)],
  ])('does not open what is %s', async (_, change) => {
    const sealed = Buffer.from(unwrap(await keeper.protect(secret)));
    expect(codeOf(await keeper.reveal(change(sealed)))).toBe('account-unreadable');
  });
}

describe('an account that keeps keys (a double of Windows)', () => {
  keepsSecrets(() => vaultOf('one'));

  it('opens nothing of another account', async () => {
    const sealed = unwrap(await accountKeeper(vaultOf('one')).protect(secret));
    expect(codeOf(await accountKeeper(vaultOf('two')).reveal(sealed))).toBe('account-unreadable');
  });

  it('says so where Windows refuses, or cannot be asked', async () => {
    const refusing = accountKeeper({ seal: () => null, open: () => null });
    expect([codeOf(await refusing.usable()), codeOf(await refusing.protect(secret))]).toEqual(
      Array(2).fill('account-refused'),
    );
    const silent = (): never => {
      throw new Error('koffi does not load');
    };
    const unusable = accountKeeper({ seal: silent, open: silent });
    const sealed = unwrap(await accountKeeper(vaultOf('one')).protect(secret));
    expect([codeOf(await unusable.usable()), codeOf(await unusable.reveal(sealed))]).toEqual(
      Array(2).fill('account-unusable'),
    );
  });

  it('keeps new keys where it can, and no keys that a passphrase keeps', async () => {
    const keeper = accountKeeper(vaultOf('one'));
    expect(await keeperOf(keeper, null)).toBe(keeper);
    expect(await keeperOf(accountKeeper({ seal: () => null, open: () => null }), null)).toBeNull();
    expect(
      await keeperOf(keeper, unwrap(await passphraseProtector('one two three', lightWork).protect(secret))),
    ).toBeNull();
    // Another account's: its own problem has to be told, which no passphrase could mend.
    const others = unwrap(await accountKeeper(vaultOf('two')).protect(secret));
    expect(await keeperOf(keeper, others)).toBe(keeper);
  });
});

it('is there on Windows alone', () =>
  expect((['linux', 'darwin', 'win32'] as const).map((each) => systemKeeper(each) !== null)).toEqual([
    false,
    false,
    true,
  ]));

describe.skipIf(onlyOn('win32'))('the Data Protection API (Windows)', () => {
  keepsSecrets(() => dataProtection);

  it('opens nothing for another purpose, and nothing of which a bit was changed', () => {
    const purpose = Buffer.from('one');
    const sealed = Buffer.from(dataProtection.seal(secret, purpose) ?? []);
    expect(Buffer.from(dataProtection.open(sealed, purpose) ?? [])).toEqual(Buffer.from(secret));
    expect(dataProtection.open(sealed, Buffer.from('two'))).toBeNull();
    expect(dataProtection.open(sealed, Buffer.alloc(0))).toBeNull();
    // The end is what it says of itself that is the seal: all of it counts.
    for (let at = sealed.length - 60; at < sealed.length; at += 7) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(dataProtection.open(changed, purpose), `byte ${at}`).toBeNull();
    }
  });

  it('takes any size, and leaves what it was given as it was', () => {
    for (const size of [1, 32, 4_096, 1_000_000]) {
      const plain = Buffer.alloc(size, 7);
      const sealed = dataProtection.seal(plain, Buffer.from('one'));
      expect(plain).toEqual(Buffer.alloc(size, 7));
      expect(Buffer.from(dataProtection.open(sealed ?? Buffer.alloc(0), Buffer.from('one')) ?? [])).toEqual(plain);
    }
  });
});
