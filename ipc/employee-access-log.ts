import { z } from 'zod';
import { daySchema, recordIdSchema, viewerIdSchema } from '../core/ids.ts';
import { aboutPersonChangeSchema } from '../core/organisation/about-person.ts';
import { unreadReasonSchema } from '../core/organisation/unread-reason.ts';
import { lookKindSchema, viewReceiptSchema } from '../core/organisation/view-receipt.ts';
import { problemSchema } from '../core/problem.ts';

/** One look at the person's days, as its receipt says; `viewer` is what the organisation calls the one who signed it. */
export const accessLogEntrySchema = viewReceiptSchema
  .pick({ id: true, at: true, look: true, day: true, to: true, reason: true, detail: true })
  .extend({
    viewer: z.string(),
    /** The viewer's id: with the receipt's own it names the look. */
    by: viewerIdSchema,
    /** Whether the person was shown it before. */
    isSeen: z.boolean(),
    /** When the receipt came to the bucket, by the bucket's clock; null where it tells none. `at` is what the viewer's own clock said. */
    arrivedAt: z.number().nullable(),
  });
export type AccessLogEntry = z.infer<typeof accessLogEntrySchema>;

/** `looks`: everything but the list of people, which leaves a receipt with everybody in it once a day. Null: everything. */
export const accessLogFilterSchema = z
  .object({
    look: z.union([lookKindSchema, z.literal('looks')]).nullable(),
    viewer: viewerIdSchema.nullable(),
    day: daySchema.nullable(),
  })
  .strict();
export type AccessLogFilter = z.infer<typeof accessLogFilterSchema>;

const cursorSchema = z.object({ sorted: z.number(), key: z.string().max(1024) }).strict();
const count = z.number().int().nonnegative();

export const accessLogPageSize = 50;

export const accessLogAnswerSchema = z.object({
  /** A page of what the filter finds, by when it came to the bucket, the newest first. */
  entries: z.array(accessLogEntrySchema).max(accessLogPageSize),
  /** Where the next page begins; null where there is none. */
  next: cursorSchema.nullable(),
  /** How many the filter finds in all. */
  found: count,
  kinds: z.partialRecord(lookKindSchema, count),
  viewers: z.array(z.object({ viewer: viewerIdSchema, name: z.string() })),
  /** Objects beside these that are no look of a viewer of the organisation, or cannot be read, by why. */
  unreadable: z.record(unreadReasonSchema, count),
  /** In whose folders they lie; null: in nobody's whose name is known. */
  unreadableBy: z.array(z.object({ name: z.string().nullable(), count })),
  /** Who left more than `most` receipts: of these only those are shown that this computer had read before. Null: nobody whose name is known. */
  overfull: z.array(z.object({ name: z.string().nullable(), most: count })),
  /** Of the looks, how many are no longer in the bucket. This computer keeps them. */
  gone: count,
  /** How many receipts of all were looked at; where some are left, the call goes on with them. */
  reading: z.object({ read: count, total: count }),
  /** Why reading stopped, where it did: the rest is what is known from before. */
  problem: problemSchema.nullable(),
});
export type AccessLogAnswer = z.infer<typeof accessLogAnswerSchema>;

/** `again`: asks the bucket what there is; `on`: goes on reading; `known`: answers from what was read, without the bucket. */
export const accessLogQuerySchema = z
  .object({ ask: z.enum(['again', 'on', 'known']), filter: accessLogFilterSchema, after: cursorSchema.nullable() })
  .strict();
export type AccessLogQuery = z.infer<typeof accessLogQuerySchema>;

/** Names one look: who left its receipt, and which. */
export const lookIdSchema = z.object({ by: viewerIdSchema, id: recordIdSchema }).strict();
export type LookId = z.infer<typeof lookIdSchema>;

/** How many looks *Today* says in words. */
export const mostNewLooks = 3;

export const newLooksSchema = z.object({
  /** Looks that the person was not shown yet, the list of people aside. */
  count,
  /** The newest of them. */
  looks: z.array(accessLogEntrySchema).max(mostNewLooks),
  reading: z.object({ read: count, total: count }),
  /** Why the bucket could not be asked: the rest is what is known from before. */
  problem: problemSchema.nullable(),
});
export type NewLooks = z.infer<typeof newLooksSchema>;

/** One of the things that administrators changed about the person; names where they are known. */
export const administratorChangeSchema = z.object({
  at: z.number(),
  by: z.string().nullable(),
  /** The viewer whom it is about. */
  viewer: z.string().nullable(),
  change: aboutPersonChangeSchema,
});
export type AdministratorChange = z.infer<typeof administratorChangeSchema>;

export const accessLogCalls = {
  /** What administrators changed about the person, the newest first. As far as this computer knows: the bucket is not asked. */
  administratorChanges: {
    args: z.object({}).strict(),
    result: z.object({ changes: z.array(administratorChangeSchema), isWhole: z.boolean() }),
  },
  /** Who looked at the person's days. Unless `known` is asked for it asks the bucket, so it can fail where everything else works. */
  accessLog: { args: accessLogQuerySchema, result: accessLogAnswerSchema },
  /** Looks that the person was not shown yet. `ask` is that of `accessLog`. */
  newLooks: { args: accessLogQuerySchema.pick({ ask: true }), result: newLooksSchema },
  /** The person was shown these looks. Kept on this computer alone. */
  seeLooks: { args: z.object({ looks: z.array(lookIdSchema).max(accessLogPageSize) }).strict(), result: z.null() },
} as const;
