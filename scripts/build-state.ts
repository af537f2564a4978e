import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hashOf, markOf } from './program/built.mjs';

/** Whether `out/<part>` was made from exactly these files. */
export async function isFresh(root: string, part: string, sources: readonly string[]): Promise<boolean> {
  try {
    return (await readFile(markOf(root, part), 'utf8')) === hashOf(root, sources);
  } catch {
    return false;
  }
}

export async function markFresh(root: string, part: string, sources: readonly string[]): Promise<void> {
  await writeFile(markOf(root, part), hashOf(root, sources));
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
