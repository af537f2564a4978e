import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type StorageLocation, storageSchema } from '../../core/consent/terms.ts';
import { type DeviceId, deviceIdSchema } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, writeDurably } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { identitySchema, type KeyKind, newKeyPair } from '../../seal/age.ts';
import { type Keychain, keeperOf, type SecretProtector } from '../../seal/protector.ts';
import { newSigningPair, privateKeySchema, publicKeySchema } from '../../seal/signing.ts';

const keysSchema = z.object({
  /** As the enrolment names it: keys are of one device, and never of another. */
  device: deviceIdSchema,
  /** Where the enrolment said that data goes: data of these keys goes nowhere else. */
  place: storageSchema,
  /** The employee's own: opens every day of theirs on this machine. */
  identity: identitySchema,
  privateKey: privateKeySchema,
  publicKey: publicKeySchema,
  /** 32 random bytes (base64): what makes the moments of shots unforeseeable. */
  seed: z.base64().length(44),
});
export type AgentKeys = z.infer<typeof keysSchema>;

/** What new keys are made for, as the enrolment names it. */
export interface KeysFor {
  readonly kind: KeyKind;
  readonly device: DeviceId;
  readonly place: StorageLocation;
}

const fileName = 'keys.age';

export function keysPath(folder: string): string {
  return join(folder, fileName);
}

export function hasKeys(folder: string): boolean {
  return existsSync(keysPath(folder));
}

/** What opens the keys in `folder`, there or still to be made, without a word; null means a passphrase. */
export async function keeperIn(folder: string, keychain: Keychain): Promise<SecretProtector | null> {
  return keeperOf(keychain, await readFile(keysPath(folder)).catch(() => null));
}

/**
 * Opens the agent's private keys, or makes them for `beginning` when there are none yet; where
 * nothing begins, that is a problem (`keys-missing`). They are on disk only as `protector` keeps
 * them.
 */
export async function openKeys(
  folder: string,
  protector: SecretProtector,
  beginning: KeysFor | null = null,
): Promise<Result<AgentKeys>> {
  const path = keysPath(folder);
  if (!existsSync(path)) return beginning === null ? fail(keysMissing) : makeKeys(folder, path, protector, beginning);
  let sealed: Uint8Array;
  try {
    sealed = await readFile(path);
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
  const revealed = await protector.reveal(sealed);
  if (!revealed.ok) return revealed;
  const parsed = keysSchema.safeParse(readJson(revealed.value));
  revealed.value.fill(0);
  if (parsed.success) return ok(parsed.data);
  return fail(problem('keys-damaged', { path }));
}

async function makeKeys(
  folder: string,
  path: string,
  protector: SecretProtector,
  { kind, device, place }: KeysFor,
): Promise<Result<AgentKeys>> {
  const { identity } = await newKeyPair(kind);
  const keys: AgentKeys = {
    device,
    place,
    identity,
    ...newSigningPair(),
    seed: randomBytes(32).toString('base64'),
  };
  const sealed = await protector.protect(Buffer.from(JSON.stringify(keys)));
  if (!sealed.ok) return sealed;
  const own = takePrivateFolder(folder);
  if (!own.ok) return own;
  const written = await writeDurably(path, sealed.value);
  return written.ok ? ok(keys) : written;
}

const keysMissing = problem('keys-missing');
