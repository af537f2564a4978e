import { z } from 'zod';
import { termsSchema } from '../../core/consent/terms.ts';
import { keptDaysSchema, recordingSettingsSchema } from '../../core/organisation/organisation.ts';
import { purposeSchema } from '../../core/organisation/purpose.ts';

const { shotIntervalMs, holdMs, idleAfterMs, shotDetail, sitePaths } = recordingSettingsSchema.shape;

/** What of the notice can be changed on the page. Times in ms; a schema of the document bounds each. */
export const noticeFormSchema = z.strictObject({
  /** What is asked for. */
  purposes: z.array(purposeSchema).max(purposeSchema.options.length),
  /** Of everything that is recorded of a day and sealed together, and of pictures. */
  keptDays: keptDaysSchema,
  shotKeptDays: keptDaysSchema,
  shotIntervalMs: shotIntervalMs.unwrap(),
  holdMs: holdMs.unwrap(),
  idleAfterMs: idleAfterMs.unwrap(),
  shotDetail: shotDetail.unwrap(),
  sitePaths: sitePaths.unwrap(),
});
export type NoticeForm = z.infer<typeof noticeFormSchema>;

export const publishedNoticeSchema = z.strictObject({ version: z.number().int().positive(), form: noticeFormSchema });
export type PublishedNotice = z.infer<typeof publishedNoticeSchema>;

export const noticeEffectSchema = z.object({
  /** How many people have a confirmed computer: it is each of these whom it can concern. */
  people: z.number().int().nonnegative(),
  effects: z.array(
    z.object({
      purpose: purposeSchema,
      effect: z.enum(['begins', 'stops', 'narrows', 'ends']),
      fields: z.array(termsSchema.omit({ purpose: true }).keyof()),
    }),
  ),
});
export type NoticeEffect = z.infer<typeof noticeEffectSchema>;
