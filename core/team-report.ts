import { z } from 'zod';

/**
 * A team's sums, so that no one person can be read out of them: not from one report, and not from the difference of any two that a viewer
 * can get (statistical disclosure control: minimum frequency, dominance and complementary suppression; Hundepool et al., Statistical
 * Disclosure Control, 2012, ch. 4).
 */
const hours = z.number().nonnegative();

export const teamReportSchema = z.object({
  team: z.string(),
  /** ISO weeks, `2026-W47`, in order; each is over. Months are not offered: the days by which they differ from their weeks could be one person's. */
  weeks: z
    .array(
      z.discriminatedUnion('shown', [
        z.object({
          week: z.string(),
          shown: z.literal(true),
          /** How many people belong to the team in that whole week. */
          people: z.number().int(),
          /** Recorded hours of all together, rounded to whole hours. */
          recordedHours: hours,
          callHours: hours.nullable(),
          /** Apps and categories to which enough people contributed; the rest is together in `*`, or left out where even that would tell. */
          apps: z.array(z.object({ appId: z.string(), appName: z.string().nullable(), hours })),
          categories: z.array(z.object({ category: z.string().nullable(), hours })),
        }),
        z.object({
          week: z.string(),
          shown: z.literal(false),
          /** `small`: fewer people than the organisation's smallest group; `few-recorded`: too few of them have anything recorded; `unreadable`: not every member can be read; `not-over`. */
          because: z.enum(['small', 'few-recorded', 'unreadable', 'not-over']),
        }),
      ]),
    )
    .max(53),
});
export type TeamReport = z.infer<typeof teamReportSchema>;
