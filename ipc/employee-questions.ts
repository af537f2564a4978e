import { z } from 'zod';
import { placedQuestionSchema, questionSchema } from '../core/day/questions.ts';
import { recordIdSchema } from '../core/ids.ts';
import { replySchema } from '../core/organisation/answer.ts';
import { problemSchema } from '../core/problem.ts';
import { lookIdSchema } from './employee-access-log.ts';

/** A question of the person's about a look, with what was replied, oldest first. */
export const askedQuestionSchema = placedQuestionSchema.extend({
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
  /** The person's questions, newest first. Asks the bucket for replies where there is any; `problem`: it could not be asked. */
  questions: {
    args: z.object({}).strict(),
    result: z.object({ questions: z.array(askedQuestionSchema), problem: problemSchema.nullable() }),
  },
  /** The person was shown so many replies to a question. Kept on this computer alone. */
  seeReplies: {
    args: z.object({ question: recordIdSchema, seen: z.number().int().nonnegative().max(1000) }).strict(),
    result: z.null(),
  },
} as const;
