import { z } from 'zod';
import { daySchema, personIdSchema, recordIdSchema, viewerIdSchema } from '../ids.ts';

/**
 * A viewer's answer to time added by hand or to a correction, signed with the viewer's key and then
 * sealed to the person's devices and to those viewers who may open `day`. `id` is the object's own
 * name, so that a copy under another name is told to be one.
 */
export const signedAnswerSchema = z.object({
  format: z.literal('plainsight-answer/2'),
  id: recordIdSchema,
  person: personIdSchema,
  /** The record that is answered. */
  request: recordIdSchema,
  /** The day that the record is about. */
  day: daySchema,
  /** UTC ms, by the viewer's clock. */
  at: z.number().int().nonnegative().max(8_640_000_000_000_000),
  viewer: viewerIdSchema,
  approved: z.boolean(),
  note: z.string().max(500),
  /** The viewer's certificate: a document signed by the organisation (base64). */
  certificate: z.base64(),
});
export type SignedAnswer = z.infer<typeof signedAnswerSchema>;

/**
 * What an answer says, once it was checked who signed it and that they may open the day. `viewer`
 * is what the organisation calls them; `at` is by their clock and no more than minutes later than
 * the answer came to the bucket, so that none is dated ahead of those that follow.
 */
export const answerSchema = signedAnswerSchema
  .pick({ person: true, request: true, day: true, at: true, approved: true, note: true })
  .extend({ viewer: z.string() });
export type Answer = z.infer<typeof answerSchema>;

/**
 * A viewer's reply in words to a question about a look, signed and sealed as an answer is. `request`
 * is the question and `day` the one in whose records it stands.
 */
export const signedReplySchema = signedAnswerSchema
  .omit({ format: true, approved: true, note: true })
  .extend({ format: z.literal('plainsight-reply/1'), text: z.string().min(1).max(500) });
export type SignedReply = z.infer<typeof signedReplySchema>;

/** What a reply says, once it was checked as an answer is. */
export const replySchema = signedReplySchema
  .pick({ person: true, request: true, day: true, at: true, text: true })
  .extend({ viewer: z.string() });
export type Reply = z.infer<typeof replySchema>;

export const answersSchema = z.object({
  /** Newest first: all that hold or once held, of every viewer. */
  answers: z.array(answerSchema),
  /** Replies to questions, newest first. */
  replies: z.array(replySchema),
  /** How many objects are unreadable, copies, or of nobody who may open the day. */
  unreadable: z.number().int().nonnegative(),
});
export type Answers = z.infer<typeof answersSchema>;
