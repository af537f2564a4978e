import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly offset?: string;
  readonly size?: number;
  readonly unpacked?: boolean;
}

export interface AsarFile {
  readonly path: string;
  readonly unpacked: boolean;
  readonly bytes: Uint8Array | null;
}

/** Reads an archive as Electron does: four numbers, a JSON header, then the files' bytes one after the other. */
export async function readAsar(path: string): Promise<AsarFile[]> {
  const archive = await readFile(path);
  const headerBytes = archive.readUInt32LE(4);
  const header = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12))) as Entry;
  return filesOf(header, '', (offset, size) =>
    archive.subarray(8 + headerBytes + offset, 8 + headerBytes + offset + size),
  );
}

function filesOf(entry: Entry, path: string, read: (offset: number, size: number) => Uint8Array): AsarFile[] {
  return Object.entries(entry.files ?? {}).flatMap(([name, child]) => {
    const own = path === '' ? name : `${path}/${name}`;
    if (child.files !== undefined) return filesOf(child, own, read);
    const unpacked = child.unpacked === true;
    return [{ path: own, unpacked, bytes: unpacked ? null : read(Number(child.offset), child.size ?? 0) }];
  });
}

/** Lays out an archive and what lies beside it as the one folder that they are for Electron. */
export async function extractAsar(path: string, folder: string): Promise<void> {
  for (const file of await readAsar(path)) {
    if (file.bytes === null) continue;
    await mkdir(dirname(join(folder, file.path)), { recursive: true });
    await writeFile(join(folder, file.path), file.bytes);
  }
  await cp(`${path}.unpacked`, folder, { recursive: true });
}
