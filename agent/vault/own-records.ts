import { z } from 'zod';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import type { VaultDatabase } from './database.ts';

const nameSchema = z.object({ name: z.string() });
const sealedSchema = z.object({ sealed: z.instanceof(Uint8Array) });

/** What the person wrote for themselves, sealed to them by whoever writes it. It is offered to nobody. */
export class OwnRecords {
  readonly #folder: string;
  readonly #database: VaultDatabase;

  constructor(folder: string, database: VaultDatabase) {
    this.#folder = folder;
    this.#database = database;
  }

  /** The sealed record of that name; null: there is none. */
  get(name: string): Uint8Array | null {
    return this.#database.first(sealedSchema, 'SELECT sealed FROM own WHERE name = ?', name)?.sealed ?? null;
  }

  /** The names of all that are kept. */
  names(): string[] {
    return this.#database.all(nameSchema, 'SELECT name FROM own ORDER BY name').map(({ name }) => name);
  }

  /** Takes these away for good. Once this answers ok it is durable. */
  remove(names: readonly string[]): Result<void> {
    if (names.length === 0) return ok(undefined);
    try {
      this.#database.transaction(() => {
        for (const name of names) this.#database.run('DELETE FROM own WHERE name = ?', name);
      });
      this.#database.forgetOldPages();
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
  }

  /** Puts it in the place of what had the name. Once this answers ok it is durable. */
  set(name: string, sealed: Uint8Array): Result<void> {
    const sql =
      'INSERT INTO own (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed';
    try {
      this.#database.run(sql, name, sealed);
      return ok(undefined);
    } catch (error) {
      return fail(diskProblem(error, this.#folder));
    }
  }
}
