import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Whether `out/<part>` was made from exactly these files. */
export async function isFresh(root: string, part: string, sources: readonly string[]): Promise<boolean> {
  try {
    return (await readFile(markFile(root, part), 'utf8')) === (await hashOf(root, sources));
  } catch {
    return false;
  }
}

/** The mark lies inside the part's own folder, so that whoever removes the folder removes the mark. */
export async function markFresh(root: string, part: string, sources: readonly string[]): Promise<void> {
  await writeFile(markFile(root, part), await hashOf(root, sources));
}

function markFile(root: string, part: string): string {
  return join(root, 'out', part, '.made-from');
}

/** A hash over the names and contents of all files under `sources` (paths relative to `root`); missing ones count as empty. */
export async function hashOf(root: string, sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of await filesUnder(root, source))
      hash.update(`${file}\0`).update(
        createHash('sha256')
          .update(await readFile(join(root, file)))
          .digest(),
      );
  return hash.digest('hex');
}

async function filesUnder(root: string, source: string): Promise<string[]> {
  const found = await stat(join(root, source)).catch(() => null);
  if (found === null) return [];
  if (found.isFile()) return [source];
  const entries = await readdir(join(root, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** Runs `work` while no other process holds `lock`. A lock whose holder is gone is taken over. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  while (!(await take(lock))) await wait(100);
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    await writeFile(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''));
    if (holder > 0 ? !isAlive(holder) : await isOld(lock)) await rm(lock, { recursive: true, force: true });
    return false;
  }
}

/** A lock that names nobody after ten seconds: its holder ended between making it and signing it. */
async function isOld(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > 10_000;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
