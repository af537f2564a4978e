import { randomBytes } from 'node:crypto';
import { open, rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Disk, nodeDisk } from '../../../bucket/embedded/storage/object-files.ts';
import type { Bodies } from '../bodies.ts';
import { madeFileOf } from './made-file.ts';

/** The store's disk, on which a made-up file comes into being when it is first read. From then on it is a file like any other. */
export function madeDisk(bodies: Bodies): Disk {
  return {
    ...nodeDisk,
    async open(path) {
      try {
        return await nodeDisk.open(path);
      } catch (error) {
        const made = madeFileOf(basename(path));
        if (made === null || !isMissing(error)) throw error;
        const incoming = `${path}.${randomBytes(4).toString('hex')}`;
        await writeFile(incoming, await bodies.make(made));
        await rename(incoming, path);
        return open(path, 'r');
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'ENOENT';
}
