import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasKeys, keysPath, openKeys } from '../../../agent/enrolment/keys.ts';
import { unwrap } from '../../../core/result.ts';
import { newDeviceId } from '../../../org/enrolment.ts';
import { type KeyKind, newKeyPair } from '../../../seal/age.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { newFolder } from '../../fixtures/folders.ts';

const protector = async () => identityProtector((await newKeyPair()).identity);
const keysFor = (kind: KeyKind = 'x25519') => ({ kind, device: newDeviceId(), place });
const place = { host: 'bucket.example', bucket: 'plainsight' };
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

it('keys are made once, kept sealed, and come back to the same protector alone', async () => {
  const folder = join(newFolder(), 'new');
  const mine = await protector();
  expect(hasKeys(folder)).toBe(false);
  expect(codeOf(await openKeys(folder, mine))).toBe('keys-missing');
  const beginning = keysFor();
  const made = unwrap(await openKeys(folder, mine, beginning));
  expect(made).toMatchObject({ device: beginning.device, place });
  expect(hasKeys(folder)).toBe(true);
  expect(unwrap(await openKeys(folder, mine))).toEqual(made);
  expect(unwrap(await openKeys(folder, mine, keysFor('hybrid')))).toEqual(made);
  expect(codeOf(await openKeys(folder, await protector()))).toBe('wrong-identity');
  const file = readFileSync(keysPath(folder));
  for (const secret of [made.identity, made.privateKey, made.seed]) expect(file.includes(secret)).toBe(false);
  if (process.platform !== 'win32') expect(statSync(keysPath(folder)).mode & 0o077).toBe(0);
});

it('two computers never have the same keys', async () => {
  const mine = await protector();
  const beginning = keysFor();
  const [a, b] = [
    unwrap(await openKeys(newFolder(), mine, beginning)),
    unwrap(await openKeys(newFolder(), mine, beginning)),
  ];
  for (const field of ['identity', 'privateKey', 'publicKey', 'seed'] as const) expect(a[field]).not.toBe(b[field]);
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
  const { identity } = unwrap(await openKeys(newFolder(), await protector(), keysFor('hybrid')));
  expect(identity).toMatch(/^AGE-SECRET-KEY-PQ-1/);
});
