import { randomBytes } from 'node:crypto';
import { fdatasync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from '../../../disk/durable-file.ts';
import { removeFile } from '../../../disk/held-file.ts';
import { SharedSync } from './shared-sync.ts';

/** An open file, as far as the store needs one. */
interface StoreFile {
  writeFile(data: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The calls on a disk that can fail half-way. Node's own unless something stands in: a full or dying disk, or one whose files are made up. */
export interface Disk {
  create(path: string): Promise<StoreFile>;
  /** Opens a whole file for reading. */
  open(path: string): Promise<FileHandle>;
  syncFolder(path: string): Promise<void>;
  /** Puts on the disk what was written to the index, whose log is open as `descriptor`. */
  syncIndex(descriptor: number): Promise<void>;
}

export const nodeDisk: Disk = {
  create: (path) => open(path, 'wx', 0o600),
  open: (path) => open(path, 'r'),
  syncFolder,
  syncIndex: promisify(fdatasync),
};

const fileName = /^[0-9a-f]{32}$/;

/** So many files are written into one folder before another's turn: one wait for the disk holds for all whose names came at the same time. */
const inTurn = 64;

/**
 * The bytes of objects, in files with random names: nothing of a key becomes part of a path. A file is written where it
 * stays, and it and its folder are synced: to move it there once it is whole would make the disk journal it twice. It
 * counts only once the index names it; whatever a crash leaves besides, half of a file too, is removed by `sweep`.
 */
export class ObjectFiles {
  readonly #root: string;
  readonly #disk: Disk;
  readonly #syncs = new Map<string, SharedSync>();
  #turn = 0;
  #folder = '';

  private constructor(root: string, disk: Disk) {
    this.#root = root;
    this.#disk = disk;
  }

  static async open(root: string, disk: Disk = nodeDisk): Promise<ObjectFiles> {
    // All folders at once, so that no write has to sync a parent.
    for (let i = 0; i < 256; i++) {
      await mkdir(join(root, 'objects', i.toString(16).padStart(2, '0')), { recursive: true, mode: 0o700 });
    }
    await disk.syncFolder(join(root, 'objects'));
    return new ObjectFiles(root, disk);
  }

  /** Writes `body` durably and answers the file's name. Throws the disk's error and leaves nothing behind. */
  async write(body: Uint8Array): Promise<string> {
    const name = `${this.#folderInTurn()}${randomBytes(15).toString('hex')}`;
    const path = this.path(name);
    try {
      const file = await this.#disk.create(path);
      try {
        await file.writeFile(body);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#synced(dirname(path));
      return name;
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #folderInTurn(): string {
    if (this.#turn++ % inTurn === 0) this.#folder = randomBytes(1).toString('hex');
    return this.#folder;
  }

  #synced(folder: string): Promise<void> {
    const known = this.#syncs.get(folder) ?? new SharedSync(() => this.#disk.syncFolder(folder));
    this.#syncs.set(folder, known);
    return known.done();
  }

  /** The file `name`, to be read. Throws ENOENT when it is not there. */
  open(name: string): Promise<FileHandle> {
    return this.#disk.open(this.path(name));
  }

  /** The place of the file `name`, which `write` gave. */
  path(name: string): string {
    if (!fileName.test(name)) throw new RangeError('not the name of an object file');
    return join(this.#root, 'objects', name.slice(0, 2), name);
  }

  /** Best effort: a file that stays is an orphan until the next sweep. */
  async remove(name: string): Promise<void> {
    await removeFile(this.path(name)).catch(() => undefined);
  }

  /** Removes every file that `isKnown` does not know, and answers how many there were. */
  async sweep(isKnown: (name: string) => boolean): Promise<number> {
    let removed = 0;
    for (const folder of await readdir(join(this.#root, 'objects'))) {
      for (const name of await readdir(join(this.#root, 'objects', folder))) {
        if (!fileName.test(name) || isKnown(name)) continue;
        await this.remove(name);
        removed += 1;
      }
    }
    return removed;
  }
}
