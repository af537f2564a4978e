import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasKeys, keysPath, openKeys } from '../../agent/keys.ts';
import { unwrap } from '../../core/result.ts';
import { newKeyPair } from '../../seal/age.ts';
import { identityProtector } from '../../seal/protector.ts';
import { newFolder } from '../fixtures/folders.ts';

const protector = async () => identityProtector((await newKeyPair()).identity);
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

it('keys are made once, kept sealed, and come back to the same protector alone', async () => {
  const folder = join(newFolder(), 'new');
  const mine = await protector();
  expect(hasKeys(folder)).toBe(false);
  const made = unwrap(await openKeys(folder, mine));
  expect(hasKeys(folder)).toBe(true);
  expect(unwrap(await openKeys(folder, mine))).toEqual(made);
  expect(codeOf(await openKeys(folder, await protector()))).toBe('wrong-identity');
  const file = readFileSync(keysPath(folder));
  for (const secret of [made.identity, made.privateKey, made.seed]) expect(file.includes(secret)).toBe(false);
  if (process.platform !== 'win32') expect(statSync(keysPath(folder)).mode & 0o077).toBe(0);
});

it('two computers never have the same keys', async () => {
  const mine = await protector();
  const [a, b] = [unwrap(await openKeys(newFolder(), mine)), unwrap(await openKeys(newFolder(), mine))];
  for (const field of ['device', 'identity', 'privateKey', 'publicKey', 'seed'] as const)
    expect(a[field]).not.toBe(b[field]);
});

it('a key file that says something else is damaged, and is never made anew', async () => {
  const folder = newFolder();
  const mine = await protector();
  for (const text of ['', '{}', '{"device":"x"}', 'null']) {
    const sealed = unwrap(await mine.protect(Buffer.from(text)));
    writeFileSync(keysPath(folder), sealed);
    expect(codeOf(await openKeys(folder, mine))).toBe('keys-damaged');
    expect(readFileSync(keysPath(folder))).toEqual(Buffer.from(sealed));
  }
  writeFileSync(keysPath(folder), '');
  expect(codeOf(await openKeys(folder, mine))).toBe('wrong-identity');
});

it('a key file that cannot be read is a problem', async () => {
  const folder = newFolder();
  mkdirSync(keysPath(folder));
  expect(codeOf(await openKeys(folder, await protector()))).toBe('disk-failed');
});

it('makes keys of the kind that the organisation has', async () => {
  const { identity } = unwrap(await openKeys(newFolder(), await protector(), 'hybrid'));
  expect(identity).toMatch(/^AGE-SECRET-KEY-PQ-1/);
});
