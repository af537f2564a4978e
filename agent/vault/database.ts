import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { z } from 'zod';

/** A database whose rows are parsed as they are read. Its calls throw what the disk throws. */
export class VaultDatabase {
  readonly sql: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(sql: DatabaseSync) {
    this.sql = sql;
  }

  /** Every row that `sql` answers, as `schema` reads it. */
  all<T>(schema: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T[] {
    return this.#prepared(sql)
      .all(...values)
      .map((row) => schema.parse(row));
  }

  /** The first row that `sql` answers; null where there is none. */
  first<T>(schema: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T | null {
    const row = this.#prepared(sql).get(...values);
    return row === undefined ? null : schema.parse(row);
  }

  /** The one row that `sql` always answers, such as that of a sum. */
  one<T>(schema: z.ZodType<T>, sql: string, ...values: SQLInputValue[]): T {
    return schema.parse(this.#prepared(sql).get(...values));
  }

  /** The first column of the first row; null where there is none. */
  value(sql: string, ...values: SQLInputValue[]): SQLOutputValue {
    const row = this.#prepared(sql).get(...values);
    return row === undefined ? null : (Object.values(row)[0] ?? null);
  }

  /** Answers how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  /** Runs `work` in one transaction: all of it or none. */
  transaction(work: () => void): void {
    this.sql.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.sql.exec('COMMIT');
    } catch (error) {
      // A full disk rolls back by itself; the reason to tell is the first one.
      if (this.sql.isTransaction) this.sql.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * Brings what was removed out of the files. `secure_delete` overwrites it in the database's
   * pages; the log still has them as they were, and the file too until the log is taken over.
   */
  forgetOldPages(): void {
    try {
      this.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // A full disk: the log is taken over at the next chance, and what it holds is sealed.
    }
  }

  /** Safe to call twice. */
  close(): void {
    if (this.sql.isOpen) this.sql.close();
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.sql.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
