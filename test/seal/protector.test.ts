import { expect, it } from 'vitest';
import { unwrap } from '../../core/result.ts';
import { newKeyPair } from '../../seal/age.ts';
import { identityProtector, passphraseProtector } from '../../seal/protector.ts';
import { lightWork } from '../fixtures/light-work.ts';

const secret = new TextEncoder().encode('a private key');
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

it('a passphrase keeps a secret and gives it back to itself alone', async () => {
  const sealed = unwrap(await passphraseProtector('one two three', lightWork).protect(secret));
  expect(Buffer.from(sealed).includes(Buffer.from(secret))).toBe(false);
  expect(unwrap(await passphraseProtector('one two three').reveal(sealed))).toEqual(secret);
  expect(codeOf(await passphraseProtector('one two thre').reveal(sealed))).toBe('wrong-passphrase');
}, 120_000);

it.each(['x25519', 'hybrid'] as const)('an identity of kind %s does as well', async (kind) => {
  const { identity } = await newKeyPair(kind);
  const mine = await identityProtector(identity);
  const sealed = unwrap(await mine.protect(secret));
  expect(unwrap(await mine.reveal(sealed))).toEqual(secret);
  const other = await identityProtector((await newKeyPair(kind)).identity);
  expect(codeOf(await other.reveal(sealed))).toBe('wrong-identity');
  expect(codeOf(await mine.reveal(sealed.subarray(1)))).toBe('wrong-identity');
});
