import { z } from 'zod';
import { daySchema, personIdSchema, recordIdSchema, viewerIdSchema } from '../ids.ts';

/**
 * What was looked at. `day`: one opened day; `period`: sums of several days; `search`: days were
 * searched; `export`: what was seen was taken away; `presence`: whether, when and how long the
 * person worked that day, in the list of people or around an entry that waits; `team`: the person
 * was counted in sums of a team in which nobody stands alone; `timesheet`: a week that the person
 * handed in was read.
 */
export const lookKinds = ['day', 'period', 'search', 'export', 'presence', 'team', 'timesheet'] as const;
export const lookKindSchema = z.enum(lookKinds);
export type AccessKind = z.infer<typeof lookKindSchema>;

/**
 * The receipt of a look, signed with the viewer's key and then sealed to the person. It is written
 * before anything is shown (GDPR Art. 5(1)(a), 5(2)).
 */
export const viewReceiptSchema = z.object({
  format: z.literal('plainsight-view/2'),
  /** The object's own name, so that a copy under another name is told to be one. */
  id: recordIdSchema,
  person: personIdSchema,
  look: lookKindSchema,
  /** The first and the last day that was looked at. */
  day: daySchema,
  to: daySchema,
  /** UTC ms, by the viewer's clock. */
  at: z.number().int().nonnegative().max(8_640_000_000_000_000),
  viewer: viewerIdSchema,
  reason: z.string().max(500),
  /** The search, the exported format, or the team; else null. */
  detail: z.string().max(500).nullable(),
  /** The viewer's certificate: a document signed by the organisation (base64). */
  certificate: z.base64(),
});
export type ViewReceipt = z.infer<typeof viewReceiptSchema>;
