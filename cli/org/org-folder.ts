import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { shownText } from '../../core/typed-text.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { type Administration, administrationSchema } from '../../org/administration.ts';
import type { Signing } from '../../org/organisation.ts';
import { openWithPassphrase, sealWithPassphrase } from '../../seal/age.ts';

/** Recovery identities are in files of their own, so that those can be kept elsewhere. */
const name = 'organisation.age';

export function holdsOrganisation(folder: string): boolean {
  return existsSync(join(folder, name));
}

export function keysOf({ signing, document }: Administration): Signing {
  return { signing, document };
}

export async function writeAdministration(
  folder: string,
  content: Administration,
  passphrase: string,
  /** What trying the passphrase costs, as `sealWithPassphrase` takes it. */
  work?: number,
): Promise<Result<void>> {
  const sealed = await sealWithPassphrase(passphrase, Buffer.from(JSON.stringify(content)), work);
  return writeDurably(join(folder, name), sealed);
}

export async function readAdministration(folder: string, passphrase: string): Promise<Result<Administration>> {
  const path = join(folder, name);
  let sealed: Uint8Array;
  try {
    sealed = await readFile(path);
  } catch {
    return fail(problem('organisation-missing', { folder: shownText(folder) }));
  }
  const opened = await openWithPassphrase(passphrase, sealed);
  if (opened === null) return fail(problem('wrong-organisation-passphrase', { path: shownText(path) }));
  const content = administrationSchema.safeParse(json(opened));
  if (content.success) return ok(content.data);
  return fail(problem('organisation-broken', { path: shownText(path) }));
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
