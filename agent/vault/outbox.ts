import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { lastCeilingMs } from '../../core/time/backoff.ts';
import type { Instant } from '../../core/time/interval.ts';
import { transaction } from './schema.ts';

const dueSchema = z.object({
  id: z.number(),
  kind: z.string(),
  key: z.string(),
  file: z.string(),
  sha256: z.string(),
  attempts: z.number(),
  isAside: z.number().transform(Boolean),
});
export type Due = z.infer<typeof dueSchema>;

export interface OutboxState {
  readonly waiting: number;
  readonly onHold: number;
  readonly oldestWaitingAt: Instant | null;
  readonly lastUploadAt: Instant | null;
  readonly setAside: number;
}

/** What was set aside waits no longer for its next turn; anything else no longer than the longest backoff. */
export const longestWaitMs = 24 * 3_600_000;

/** The vault's objects as the uploader sees them. */
export class Outbox {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Up to `limit` objects that may be sent now. A link waits until everything before it in its day is in the bucket or set aside,
   * so that a link that a reader finds vouches for objects that are there. What was set aside comes again when its time is there, after
   * everything else. What would wait longer than anything does was put off by a clock that was ahead.
   */
  due(now: Instant, limit: number): Due[] {
    return this.#database
      .prepare(
        `SELECT id, kind, key, file, sha256, attempts, state = 'aside' AS isAside FROM objects AS o
         WHERE state IN ('ready', 'aside') AND (next_at <= ? OR next_at > CASE state WHEN 'aside' THEN ? ELSE ? END)
           AND (kind <> 'link' OR NOT EXISTS (
             SELECT 1 FROM objects AS before WHERE before.day = o.day AND before.id < o.id AND before.state = 'ready'))
         ORDER BY isAside, id LIMIT ?`,
      )
      .all(now, now + longestWaitMs, now + lastCeilingMs, limit)
      .map((row) => dueSchema.parse(row));
  }

  /** When the next object that has not arrived may be tried (UTC ms), or null when there is none. */
  nextAt(): Instant | null {
    const row = this.#database
      .prepare("SELECT MIN(next_at) AS at FROM objects WHERE state IN ('ready', 'aside')")
      .get();
    return typeof row?.at === 'number' ? row.at : null;
  }

  markSent(ids: readonly number[], at: Instant): void {
    const mark = this.#database.prepare("UPDATE objects SET state = 'sent', sent_at = ? WHERE id = ?");
    transaction(this.#database, () => {
      for (const id of ids) mark.run(at, id);
    });
  }

  markFailed(id: number, nextAt: Instant): void {
    this.#database.prepare('UPDATE objects SET attempts = attempts + 1, next_at = ? WHERE id = ?').run(nextAt, id);
  }

  /** A poison item: it is kept, it is shown, and it no longer stands in the way of the rest. It is tried again at `nextAt`. */
  setAside(id: number, nextAt: Instant): void {
    this.#database.prepare("UPDATE objects SET state = 'aside', next_at = ? WHERE id = ?").run(nextAt, id);
  }

  /** Tries everything again at once: what waits, and with `aside` also what was set aside. */
  retry(aside: boolean): void {
    this.#database.exec("UPDATE objects SET next_at = 0 WHERE state = 'ready'");
    if (aside)
      this.#database.exec("UPDATE objects SET state = 'ready', attempts = 0, next_at = 0 WHERE state = 'aside'");
  }

  state(): OutboxState {
    const row = this.#database
      .prepare(
        `SELECT COUNT(*) FILTER (WHERE state = 'ready') AS waiting, COUNT(*) FILTER (WHERE state = 'hold') AS onHold,
                MIN(at) FILTER (WHERE state = 'ready') AS oldestWaitingAt, MAX(sent_at) AS lastUploadAt,
                COUNT(*) FILTER (WHERE state = 'aside') AS setAside FROM objects`,
      )
      .get();
    return stateSchema.parse(row);
  }
}

const stateSchema = z.object({
  waiting: z.number(),
  onHold: z.number(),
  oldestWaitingAt: z.number().nullable(),
  lastUploadAt: z.number().nullable(),
  setAside: z.number(),
});
