import { z } from 'zod';
import { placedQuestionSchema, questionSchema } from '../core/day/questions.ts';
import { recordIdSchema } from '../core/ids.ts';
import { replySchema } from '../core/organisation/answer.ts';
import { problemSchema } from '../core/problem.ts';
import { lookIdSchema } from './employee-access-log.ts';

/**
 * How far a question has come. `here`: on this computer alone until `leavesAt` (UTC ms; null: until
 * it is decided what becomes of idle time); `leaving`: on its way; `there`: in the bucket since, for
 * whoever may open its day; `stays`: its day never leaves this computer; `unknown`.
 */
const deliverySchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('here'), leavesAt: z.number().nullable() }),
  z.object({ at: z.literal('there'), since: z.number() }),
  z.object({ at: z.enum(['leaving', 'stays', 'unknown']) }),
]);
export type Delivery = z.infer<typeof deliverySchema>;

/** A question of the person's about a look, with what was replied, oldest first. */
export const askedQuestionSchema = placedQuestionSchema.extend({
  delivery: deliverySchema,
  replies: z.array(replySchema),
  /** How many of them the person was shown. */
  seen: z.number().int().nonnegative(),
});
export type AskedQuestion = z.infer<typeof askedQuestionSchema>;

export const lookQuestionCalls = {
  /**
   * Asks about a look whose receipt was read on this computer, once a look. The question stands in the records of a day that was looked at, for
   * whoever may open that day. Problem codes: `look-unknown`, `question-asked`, `question-nobody`, `questions-too-many`.
   */
  askAboutLook: {
    args: z.object({ look: lookIdSchema, text: z.string().trim().pipe(questionSchema.shape.text) }).strict(),
    result: z.object({ id: recordIdSchema }),
  },
  /**
   * The person's questions, newest first. Asks the bucket for replies where there is any; `problem`: it could not be asked. `isWhole` false: there
   * were more, which stand in the days that they are about.
   */
  questions: {
    args: z.object({}).strict(),
    result: z.object({
      questions: z.array(askedQuestionSchema),
      isWhole: z.boolean(),
      problem: problemSchema.nullable(),
    }),
  },
  /** The person was shown so many replies to a question. Kept on this computer alone. */
  seeReplies: {
    args: z.object({ question: recordIdSchema, seen: z.number().int().nonnegative().max(1000) }).strict(),
    result: z.null(),
  },
} as const;
