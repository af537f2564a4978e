import { z } from 'zod';
import { type Day, daySchema, type ShotId, shotIdSchema } from '../../core/ids.ts';
import type { Instant } from '../../core/time/interval.ts';

/** The rows of the vault's database as they are read back. */
export const dayRowSchema = z.object({
  day: daySchema,
  recipient: z.string(),
  /** To whom its pictures are sealed; null: there was none yet. */
  shots_recipient: z.string().nullable(),
  next_segment: z.number(),
  next_link: z.number(),
  link_hash: z.string().nullable(),
  closed: z.number(),
  /** Until this instant something of the day was released. 0: nothing. */
  left_until: z.number(),
  next_sheet: z.number(),
  /** How many links the summary covers, and how many links and segments the pack holds. */
  summed: z.number(),
  packed: z.number(),
  /** 1: something of it was recorded while the organisation asked for timesheets alone. It never leaves. */
  stays_here: z.number(),
});
export type DayRow = z.infer<typeof dayRowSchema>;

export const objectRowSchema = z.object({
  id: z.number(),
  day: daySchema.nullable(),
  kind: z.enum(['key', 'activity', 'shot', 'sheet', 'link', 'other']),
  name: z.string(),
  key: z.string(),
  file: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  at: z.number(),
  release_at: z.number(),
  linked: z.number(),
  state: z.enum(['hold', 'ready', 'sent', 'aside']),
  attempts: z.number(),
  shot_id: shotIdSchema.nullable(),
  shot_monitor: z.string().nullable(),
  shot_width: z.number().nullable(),
  shot_height: z.number().nullable(),
  shot_covered: z.number().nullable(),
  /** A sheet: its number. A picture: its sheet's number; -1: no thumbnail; null: not yet. */
  sheet: z.number().nullable(),
});
export type ObjectRow = z.infer<typeof objectRowSchema>;

/** A sealed object to be added. `name` is relative to the day's folder, `key` full. */
export interface NewObject {
  readonly day: Day | null;
  readonly kind: ObjectRow['kind'];
  readonly name: string;
  readonly key: string;
  readonly sealed: Uint8Array;
  readonly at: Instant;
  /** Until then it stays on this machine. */
  readonly releaseAt: Instant;
  readonly shot?: {
    readonly id: ShotId;
    readonly monitor: string;
    readonly width: number;
    readonly height: number;
    readonly covered: number;
  };
  /** Of a sheet: its number in the day. */
  readonly sheet?: number;
}

export const journalRowSchema = z.object({
  id: z.number(),
  /** When it was written; what it tells lies before. */
  at: z.number(),
  /** Until then it stays on this machine. Fixed when it was recorded. */
  release_at: z.number(),
  sealed: z.instanceof(Uint8Array),
});
export type JournalRow = z.infer<typeof journalRowSchema>;

export const shotIdRowSchema = z.object({ shot_id: shotIdSchema }).transform(({ shot_id }) => shot_id);
export const fileRowSchema = z.object({ file: z.string() }).transform(({ file }) => file);
export const knownDayRowSchema = z
  .object({ day: daySchema, shots: z.number(), closed: z.number() })
  .transform(({ day, shots, closed }) => ({ day, shots, isClosed: closed === 1 }));
export const sizeSchema = z.object({ bytes: z.number(), days: z.number() });
export const ledgerRowSchema = z.object({ sealed: z.instanceof(Uint8Array) });

/** What is made of several stays at least as long as each of them. */
export function latestRelease(at: Instant, of: readonly { readonly release_at: Instant }[]): Instant {
  return of.reduce((latest, { release_at }) => Math.max(latest, release_at), at);
}
