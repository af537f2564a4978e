import { z } from 'zod';
import { daysListed } from '../../bucket/layout.ts';
import type { ObjectVersion } from '../../bucket/version-store.ts';
import { type Day, daySchema, personIdSchema } from '../../core/ids.ts';
import { erasureSchema } from '../../core/organisation/erasure.ts';
import { type LeftVersion, nameOf } from './erase-versions.ts';
import type { ErasedFolder } from './erasure-folders.ts';

const count = z.number().int().nonnegative();
const instant = z.number().int().nonnegative();

/** What went of one folder, or stays in it. */
const countedSchema = z.object({ called: z.string(), objects: count, versions: count, markers: count, bytes: count });
export type CountedFolder = z.infer<typeof countedSchema>;

/**
 * The certificate of an erasure, a document signed with the organisation's key: what was deleted from one
 * administrator's folder (`erased`, `days` and `list` tell of no other), by whom,
 * when, by which method, how that was verified, and what may still be somewhere else.
 */
export const certificateSchema = z.object({
  format: z.literal('plainsight-erasure/1'),
  organisation: z.string(),
  person: personIdSchema,
  name: z.string(),
  order: erasureSchema,
  /** As whoever gave the command calls themselves. */
  by: z.string(),
  program: z.string(),
  /** UTC ms: when the command began this time, and when the last look at the bucket was over. */
  startedAt: instant,
  verifiedAt: instant,
  store: z.object({
    host: z.string(),
    bucket: z.string(),
    keysBucket: z.string().nullable(),
    /** Of each bucket whether it keeps versions, as it says. */
    versioning: z.array(z.enum(['on', 'suspended', 'off', 'unknown'])),
  }),
  erased: z.array(countedSchema),
  /** Of which something went. */
  days: z.array(daySchema),
  /** Every version that went, in a file beside this one. */
  list: z.object({ versions: count, sha256: z.string() }),
  /** What is still there, or was refused whatever is listed, and the store's word for why; null: it refused nothing, it was put there since. */
  left: z.array(z.object({ key: z.string(), version: z.string(), code: z.string().nullable() })),
  /** What of the person stays in the bucket, by what it is. */
  stays: z.array(z.object({ called: z.string(), versions: count })),
  copies: z.object({
    /** Whether a copy of the content's bucket that was taken before opens what was recorded. */
    open: z.boolean(),
    /** What went and is sealed to people, not with keys of days: an earlier copy opens it to them in any case. */
    sealedToPeople: z.array(z.string()),
    /** Until when such copies are kept, as whoever gave the command says; null: they did not say. */
    until: daySchema.nullable(),
  }),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** What of the noted versions has gone, by folder and by day. */
export function countErased(
  noted: readonly ObjectVersion[],
  left: readonly LeftVersion[],
  folders: readonly ErasedFolder[],
): { readonly erased: CountedFolder[]; readonly days: Day[]; readonly versions: number } {
  const stillThere = new Set(left.map(nameOf));
  const gone = noted.filter((each) => !stillThere.has(nameOf(each)));
  const erased = folders.map(({ called, range }) =>
    countIn(
      called,
      gone.filter(({ key }) => key.startsWith(range.prefix)),
    ),
  );
  const ofDays = folders.flatMap(({ range }) =>
    gone.flatMap(({ key }) =>
      key.startsWith(range.prefix) ? [key.slice(range.prefix.length).split('/')[0] ?? ''] : [],
    ),
  );
  return { erased, days: daysListed([...new Set(ofDays)]).sort(), versions: gone.length };
}

export function countIn(called: string, versions: readonly ObjectVersion[]): CountedFolder {
  const bodies = versions.filter(({ isMarker }) => !isMarker);
  return {
    called,
    objects: new Set(versions.map(({ key }) => key)).size,
    versions: bodies.length,
    markers: versions.length - bodies.length,
    bytes: bodies.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
