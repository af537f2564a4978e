import { z } from 'zod';
import { lastCeilingMs } from '../../core/time/backoff.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { VaultDatabase } from './database.ts';

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

const stateSchema = z.object({
  waiting: z.number(),
  onHold: z.number(),
  oldestWaitingAt: z.number().nullable(),
  lastUploadAt: z.number().nullable(),
  setAside: z.number(),
});

/** The longest wait of what was set aside; of anything else, the longest backoff. */
export const longestWaitMs = 24 * 3_600_000;

/** What may leave at all: of no day while days are withheld, and never of one that stays here. */
const offered = `(o.day IS NULL OR (? = 0 AND NOT EXISTS (
  SELECT 1 FROM days WHERE days.day = o.day AND days.stays_here = 1)))`;

/** The vault's objects as the uploader sees them. */
export class Outbox {
  readonly #database: VaultDatabase;
  #isWithheld: () => boolean = () => false;

  constructor(database: VaultDatabase) {
    this.#database = database;
  }

  /** From now on nothing of any day is offered while `isWithheld` answers true. */
  withholdDays(isWithheld: () => boolean): void {
    this.#isWithheld = isWithheld;
  }

  /**
   * Up to `limit` objects that may be sent now. A link waits until everything before it in its day
   * is in the bucket or set aside, so that a link that a reader finds vouches for objects that are
   * there. What was set aside comes again when its time is there, after everything else. What would
   * wait longer than anything does was put off by a clock that was ahead.
   */
  due(now: Instant, limit: number): Due[] {
    return this.#database.all(
      dueSchema,
      `SELECT id, kind, key, file, sha256, attempts, state = 'aside' AS isAside FROM objects AS o
         WHERE state IN ('ready', 'aside') AND ${offered} AND (next_at <= ? OR next_at > CASE state WHEN 'aside' THEN ? ELSE ? END)
           AND (kind <> 'link' OR NOT EXISTS (
             SELECT 1 FROM objects AS before WHERE before.day = o.day AND before.id < o.id AND before.state = 'ready'))
         ORDER BY isAside, id LIMIT ?`,
      this.#withheld,
      now,
      now + longestWaitMs,
      now + lastCeilingMs,
      limit,
    );
  }

  /** When the next object may be tried (UTC ms), or null when there is none. */
  nextAt(): Instant | null {
    const at = this.#database.value(
      `SELECT MIN(next_at) FROM objects AS o WHERE state IN ('ready', 'aside') AND ${offered}`,
      this.#withheld,
    );
    return at === null ? null : Number(at);
  }

  markSent(ids: readonly number[], at: Instant): void {
    this.#database.transaction(() => {
      for (const id of ids) this.#database.run("UPDATE objects SET state = 'sent', sent_at = ? WHERE id = ?", at, id);
    });
  }

  markFailed(id: number, nextAt: Instant): void {
    this.#database.run('UPDATE objects SET attempts = attempts + 1, next_at = ? WHERE id = ?', nextAt, id);
  }

  /** Sets a poison item aside: kept, shown, out of the way, tried again at `nextAt`. */
  setAside(id: number, nextAt: Instant): void {
    this.#database.run("UPDATE objects SET state = 'aside', next_at = ? WHERE id = ?", nextAt, id);
  }

  /** Tries everything again at once: what waits, and with `aside` also what was set aside. */
  retry(aside: boolean): void {
    this.#database.run("UPDATE objects SET next_at = 0 WHERE state = 'ready'");
    if (aside)
      this.#database.run("UPDATE objects SET state = 'ready', attempts = 0, next_at = 0 WHERE state = 'aside'");
  }

  state(): z.infer<typeof stateSchema> {
    const sql = `SELECT COUNT(*) FILTER (WHERE state = 'ready') AS waiting, COUNT(*) FILTER (WHERE state = 'hold') AS onHold,
                MIN(at) FILTER (WHERE state = 'ready') AS oldestWaitingAt, MAX(sent_at) AS lastUploadAt,
                COUNT(*) FILTER (WHERE state = 'aside') AS setAside FROM objects AS o WHERE state = 'sent' OR ${offered}`;
    return this.#database.one(stateSchema, sql, this.#withheld);
  }

  get #withheld(): number {
    return this.#isWithheld() ? 1 : 0;
  }
}
