import { z } from 'zod';
import type { Day } from '../../core/ids.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { VaultDatabase } from './database.ts';

const heldSchema = z.object({
  /** When the last of what leaves with it or before it is past its hold, and the first. */
  last: z.number(),
  first: z.number(),
  /** When the last of it was written. */
  at: z.number(),
});
export type HeldRow = z.infer<typeof heldSchema>;

const sentSchema = z.object({ since: z.number().nullable() });

/** How far a batch that was written at a known moment has come on its way into the bucket. */
export class DeliveryRows {
  readonly #database: VaultDatabase;

  constructor(database: VaultDatabase) {
    this.#database = database;
  }

  /** What of `day` it waits for, itself too, while it is in the journal; null: it is there no more. */
  held(day: Day, at: Instant): HeldRow | null {
    return this.#database.first(
      heldSchema,
      `SELECT MAX(release_at) AS last, MIN(release_at) AS first, MAX(at) AS at FROM journal
         WHERE day = ? AND id <= (SELECT MAX(id) FROM journal WHERE day = ? AND at = ?) HAVING COUNT(*) > 0`,
      day,
      day,
      at,
    );
  }

  /**
   * Since when its segment and a link that vouches for it have been in the bucket. `since` null: they
   * are on their way. Null: no segment was made since.
   */
  sent(day: Day, at: Instant): { readonly since: Instant | null } | null {
    return this.#database.first(
      sentSchema,
      `SELECT MAX(segment.sent_at, (SELECT MIN(link.sent_at) FROM objects AS link
           WHERE link.day = segment.day AND link.kind = 'link' AND link.id > segment.id AND link.state = 'sent')) AS since
         FROM objects AS segment WHERE segment.day = ? AND segment.kind = 'activity' AND segment.at >= ?
         ORDER BY segment.id LIMIT 1`,
      day,
      at,
    );
  }
}
