import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, syncFolder, writeDurably } from '../../disk/durable-file.ts';
import type { ObjectRow } from './rows.ts';
import type { Vault } from './vault.ts';

/** Tells the file of a replaced picture from the one before it. */
const mark = '.again';

/**
 * Puts other sealed bytes in the place of a picture that is on hold. The new file is durable before its row names it, and the old one is
 * removed after: a crash leaves one of them with its row, and the next start removes the other. Problems: `shot-left`, those of a disk.
 */
export async function replaceShot(vault: Vault, row: ObjectRow, sealed: Uint8Array): Promise<Result<null>> {
  const file = row.file.endsWith(mark) ? row.file.slice(0, -mark.length) : row.file + mark;
  const written = await writeDurably(join(vault.folder, file), sealed);
  if (!written.ok) return written;
  const sha256 = createHash('sha256').update(sealed).digest('hex');
  let changed = 0;
  try {
    const update = vault.database.prepare(
      "UPDATE objects SET file = ?, bytes = ?, sha256 = ? WHERE id = ? AND file = ? AND linked = 0 AND state = 'hold'",
    );
    changed = Number(update.run(file, sealed.length, sha256, row.id, row.file).changes);
  } catch (error) {
    await rm(join(vault.folder, file), { force: true });
    return fail(diskProblem(error, vault.folder));
  }
  if (changed !== 1) {
    await rm(join(vault.folder, file), { force: true });
    return fail(leftAlready);
  }
  try {
    const old = join(vault.folder, row.file);
    await rm(old, { force: true });
    await syncFolder(dirname(old));
  } catch {
    return fail(oldStays);
  }
  return ok(null);
}

/** A picture that can no longer be deleted or changed here. */
export const leftAlready = problem('shot-left');
const oldStays = problem('original-stays');
