import { z } from 'zod';
import { linkName } from '../../bucket/layout.ts';
import { type Day, daySchema } from '../../core/ids.ts';
import type { VaultDatabase } from './database.ts';
import { type ObjectRow, objectRowSchema } from './rows.ts';

const staleRowSchema = z.object({
  day: daySchema,
  recipient: z.string(),
  summed: z.number(),
  packed: z.number(),
  closed: z.number(),
  next_link: z.number(),
  links: z.number(),
  segments: z.number(),
});

/** A day of which more has arrived in the bucket than its derived objects there cover. */
export interface StaleDay {
  readonly day: Day;
  readonly recipient: string;
  /** How many of its links and segments have arrived. */
  readonly links: number;
  readonly segments: number;
  /** What the summary does not cover, and what the pack does not hold. */
  readonly notSummed: number;
  readonly notPacked: number;
  /** The day is closed and its last link has arrived. */
  readonly isFinal: boolean;
}

/** What of each day has arrived in the bucket, and what of that its derived objects cover. */
export class DerivedRows {
  readonly #database: VaultDatabase;

  constructor(database: VaultDatabase) {
    this.#database = database;
  }

  /** Oldest first. */
  stale(): StaleDay[] {
    return this.#database
      .all(
        staleRowSchema,
        `SELECT day, recipient, summed, packed, closed, next_link,
           (SELECT COUNT(*) FROM objects AS o WHERE o.day = days.day AND kind = 'link' AND state = 'sent') AS links,
           (SELECT COUNT(*) FROM objects AS o WHERE o.day = days.day AND kind = 'activity' AND linked = 1 AND state = 'sent') AS segments
         FROM days WHERE summed < next_link OR packed < next_link + next_segment ORDER BY day`,
      )
      .map(({ day, recipient, summed, packed, closed, next_link, links, segments }) => ({
        day,
        recipient,
        links,
        segments,
        notSummed: links - summed,
        notPacked: links + segments - packed,
        isFinal: closed === 1 && this.links(day).at(-1)?.name === linkName(next_link - 1),
      }))
      .filter(({ notSummed, notPacked }) => notSummed > 0 || notPacked > 0);
  }

  /** The links of `day` that have arrived, in order. */
  links(day: Day): ObjectRow[] {
    return this.#database.all(
      objectRowSchema,
      "SELECT * FROM objects WHERE day = ? AND kind = 'link' AND state = 'sent' ORDER BY id",
      day,
    );
  }

  /** The segments of `day` that have arrived and that a link vouches for, in order. */
  segments(day: Day): ObjectRow[] {
    const sent =
      "SELECT * FROM objects WHERE day = ? AND kind = 'activity' AND linked = 1 AND state = 'sent' ORDER BY id";
    return this.#database.all(objectRowSchema, sent, day);
  }

  /** The newest day of which a link has arrived; null: none has. */
  newestDay(): Day | null {
    const sql = "SELECT MAX(day) FROM objects WHERE kind = 'link' AND state = 'sent' AND day IS NOT NULL";
    return daySchema.nullable().parse(this.#database.value(sql));
  }

  noteSummed(day: Day, links: number): void {
    this.#database.run('UPDATE days SET summed = ? WHERE day = ?', links, day);
  }

  notePacked(day: Day, objects: number): void {
    this.#database.run('UPDATE days SET packed = ? WHERE day = ?', objects, day);
  }
}
