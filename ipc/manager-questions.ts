import { z } from 'zod';
import { placedQuestionSchema, questionSchema } from '../core/day/questions.ts';
import { deviceIdSchema, personIdSchema, recordIdSchema } from '../core/ids.ts';
import { replySchema } from '../core/organisation/answer.ts';
import { problemSchema } from '../core/problem.ts';

/** A question about a look that nobody has replied to yet, and whose it is. */
export const openQuestionSchema = placedQuestionSchema.extend({
  person: personIdSchema,
  /** The computer that it was asked on: what two of them wrote can have one id. */
  device: deviceIdSchema,
  name: z.string(),
  zone: z.string(),
});
export type OpenQuestion = z.infer<typeof openQuestionSchema>;

export const managerQuestionCalls = {
  /** What people asked about looks and nobody has replied to, oldest first. `unread`: of whom it could not be told. */
  questions: {
    args: z.object({}).strict(),
    result: z.object({
      questions: z.array(openQuestionSchema),
      unread: z.array(z.object({ person: personIdSchema, name: z.string(), problem: problemSchema })),
    }),
  },
  /**
   * Replies in words to a question that was listed, or that stands on a day that is open. Problem codes: `question-unknown`,
   * `organisation-signature`, `answer-refused`.
   */
  replyToQuestion: {
    args: z
      .object({
        person: personIdSchema,
        question: recordIdSchema,
        text: z.string().trim().pipe(questionSchema.shape.text),
      })
      .strict(),
    result: replySchema,
  },
} as const;
