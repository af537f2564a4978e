import { z } from 'zod';
import { recordIdSchema } from '../../core/ids.ts';
import { controllerSchema } from '../../core/organisation/organisation.ts';
import { problemSchema } from '../../core/problem.ts';
import { laws } from '../../core/rights/right-deadline.ts';
import { askedRightSchema } from '../../core/rights/right-request.ts';
import { rightStandingSchema } from '../../core/rights/right-standing.ts';

const nothing = z.object({}).strict();
const count = z.number().int().nonnegative();

/** A request of the person's, and whether it has reached the bucket. */
export const ownRightSchema = rightStandingSchema.extend({ isThere: z.boolean() });
export type OwnRight = z.infer<typeof ownRightSchema>;

export const rightsStateSchema = z.object({
  /** What is overdue first, then by what is due next. */
  requests: z.array(ownRightSchema),
  organisation: z.string(),
  controller: controllerSchema,
  law: z.enum(laws),
  /** Whether the organisation takes requests here. */
  isTaken: z.boolean(),
  /** Answers and requests that nobody who may signed. */
  unread: count,
  /** Numbers that are left out: somebody took something away. */
  missing: count,
  /** Why the bucket could not be asked: then it is what this computer sent. */
  problem: problemSchema.nullable(),
});
export type RightsState = z.infer<typeof rightsStateSchema>;

export const rightsCalls = {
  /** What the person asked and was answered. Asks the bucket, and sends what had not reached it. */
  rights: { args: nothing, result: rightsStateSchema },
  /** Asks. Kept here first, then sent. Problem codes: `right-nobody`, `rights-too-many`, those of the disk. */
  askRight: {
    args: z.object({ asked: askedRightSchema }).strict(),
    result: z.object({ id: recordIdSchema, isThere: z.boolean() }),
  },
  /** Takes a request back that is not answered yet. Problem codes: `right-unknown`, `right-over`. */
  withdrawRight: { args: z.object({ id: recordIdSchema }).strict(), result: z.null() },
} as const;
