import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type DeviceId, deviceIdSchema, idFromRandom } from '../core/ids.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { identitySchema, type KeyKind, newKeyPair } from '../seal/age.ts';
import { takePrivateFolder } from '../seal/private-folder.ts';
import type { SecretProtector } from '../seal/protector.ts';
import { newSigningPair, privateKeySchema, publicKeySchema } from '../seal/signing.ts';
import { diskProblem, writeDurably } from './vault/durable-file.ts';

const keysSchema = z.object({
  /** As the enrolment names it: keys are of one device, and never of another. */
  device: deviceIdSchema,
  /** The employee's own: opens every day of theirs on this machine. */
  identity: identitySchema,
  privateKey: privateKeySchema,
  publicKey: publicKeySchema,
  /** 32 random bytes (base64): what makes the moments of shots unforeseeable. */
  seed: z.base64().length(44),
});
export type AgentKeys = z.infer<typeof keysSchema>;

const fileName = 'keys.age';

export function keysPath(folder: string): string {
  return join(folder, fileName);
}

export function hasKeys(folder: string): boolean {
  return existsSync(keysPath(folder));
}

/**
 * Opens the agent's private keys, or makes them when there are none yet: of the organisation's `kind`, for the `device` of the enrolment (one of
 * its own where none is named). They are on disk only as `protector` keeps them.
 */
export async function openKeys(
  folder: string,
  protector: SecretProtector,
  kind: KeyKind = 'x25519',
  device: DeviceId | null = null,
): Promise<Result<AgentKeys>> {
  const path = keysPath(folder);
  if (!existsSync(path)) return makeKeys(folder, path, protector, kind, device);
  let sealed: Uint8Array;
  try {
    sealed = await readFile(path);
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
  const revealed = await protector.reveal(sealed);
  if (!revealed.ok) return revealed;
  const parsed = keysSchema.safeParse(json(revealed.value));
  if (parsed.success) return ok(parsed.data);
  return fail(
    problem(
      'keys-damaged',
      `The key file ${path} is damaged.`,
      'Restore it from a backup, or move it aside and enrol this computer again.',
    ),
  );
}

async function makeKeys(
  folder: string,
  path: string,
  protector: SecretProtector,
  kind: KeyKind,
  device: DeviceId | null,
): Promise<Result<AgentKeys>> {
  const { identity } = await newKeyPair(kind);
  const keys: AgentKeys = {
    device: device ?? deviceIdSchema.parse(idFromRandom(randomBytes(26))),
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

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
