import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ObjectVersion } from '../../bucket/version-store.ts';
import { readJson } from '../../core/json.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, errorCode, syncFolder, writeDurably } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { type ErasureJournal, nameOf } from './erase-versions.ts';

const lineSchema = z.tuple([z.string(), z.string(), z.boolean(), z.number().int().nonnegative()]);

/**
 * What becomes of one order, in the administrator's folder: `<id>.list`, every version that was
 * there and is deleted since, a line of JSON each, written before it goes; `<id>.json` and
 * `<id>.txt`, the certificate. The list names random ids and days. It stays: it says what must not
 * be restored.
 */
export class ErasureRecord implements ErasureJournal {
  readonly #folder: string;
  readonly #id: string;

  constructor(folder: string, id: string) {
    this.#folder = join(folder, 'erasures');
    this.#id = id;
  }

  path(kind: 'list' | 'json' | 'txt'): string {
    return join(this.#folder, `${this.#id}.${kind}`);
  }

  async note(versions: readonly ObjectVersion[]): Promise<Result<void>> {
    const own = takePrivateFolder(this.#folder);
    if (!own.ok) return own;
    try {
      // Behind what a crash may have cut off in the middle of a line.
      const file = await open(this.path('list'), 'a', 0o600);
      try {
        const lines = versions.map(({ key, version, isMarker, bytes }) =>
          JSON.stringify([key, version, isMarker, bytes]),
        );
        await file.appendFile(`\n${lines.join('\n')}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await syncFolder(this.#folder);
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
  }

  /** Everything that was noted, each once, and the SHA-256 of the list. */
  async noted(): Promise<Result<{ readonly versions: ObjectVersion[]; readonly sha256: string }>> {
    let text = '';
    try {
      text = await readFile(this.path('list'), 'utf8');
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') return fail(diskProblem(error, this.#folder));
    }
    const versions = new Map<string, ObjectVersion>();
    for (const line of text.split('\n')) {
      const read = lineSchema.safeParse(readJson(line));
      if (!read.success) continue;
      const [key, version, isMarker, bytes] = read.data;
      versions.set(nameOf({ key, version }), { key, version, isMarker, bytes });
    }
    const sha256 = createHash('sha256').update(text).digest('hex');
    return ok({ versions: [...versions.values()], sha256 });
  }

  /** The certificate, signed, and as people read it. */
  async certify(signed: Uint8Array, text: string): Promise<Result<void>> {
    const own = takePrivateFolder(this.#folder);
    if (!own.ok) return own;
    const written = await writeDurably(this.path('txt'), Buffer.from(text));
    return written.ok ? writeDurably(this.path('json'), signed) : written;
  }
}
