import { z } from 'zod';
import { activityRecordSchema, sensorReportSchema } from '../core/day/activity.ts';
import { daySummarySchema } from '../core/day/summary.ts';
import { dayViewSchema } from '../core/day/view.ts';
import { daySchema, recordIdSchema } from '../core/ids.ts';
import { answersSchema } from '../core/organisation/answer.ts';
import { erasedClasses } from '../core/organisation/erasure.ts';
import { purposeSchema } from '../core/organisation/purpose.ts';
import { problemSchema } from '../core/problem.ts';
import { categoriesSchema } from '../core/rules/categories.ts';

const nothing = z.object({}).strict();
const instant = z.number().int().nonnegative();

/**
 * A day of which something is on this computer. `goneBy`: the day, in UTC, by which the notice has it gone everywhere, and its
 * screenshots; null where the notice asks for neither any more.
 */
export const knownDaySchema = z.object({
  day: daySchema,
  shots: z.number().int(),
  isClosed: z.boolean(),
  goneBy: z.object({ days: daySchema.nullable(), shots: daySchema.nullable() }),
});
export type KnownDay = z.infer<typeof knownDaySchema>;

/** Where the words that were searched for were found. */
export const hitSchema = z.object({
  day: daySchema,
  start: instant,
  end: instant,
  kind: z.enum(['app', 'title', 'site', 'entry']),
  /** The text that holds the words. */
  text: z.string(),
  appName: z.string().nullable(),
});
export type Hit = z.infer<typeof hitSchema>;

/** A day in the span that could not be searched, and why. */
export const skippedDaySchema = z.object({ day: daySchema, problem: problemSchema });
export type SkippedDay = z.infer<typeof skippedDaySchema>;

const entryFields = {
  start: instant,
  end: instant,
  category: z.string().max(100).nullable(),
  note: z.string().max(500).nullable(),
  isCall: z.boolean(),
};

/**
 * What became of the key to the bucket that came with the enrolment: exchanged for the computer's `own`; or still that `of-link`, because the store
 * exchanges none; or `not-asked` yet, while the store was not reached.
 */
export const credentialStateSchema = z.enum(['own', 'of-link', 'not-asked']);
export type CredentialState = z.infer<typeof credentialStateSchema>;

/** A browser that this account uses, or whose extension is connected. */
export const knownBrowserSchema = z.object({
  name: z.string(),
  /** Whether it knows which program its extension may talk to. */
  isRegistered: z.boolean(),
  isConnected: z.boolean(),
});
export type KnownBrowser = z.infer<typeof knownBrowserSchema>;

/** Our extension in GNOME Shell. */
export const shellExtensionSchema = z.object({
  /**
   * `login`: it is installed, and GNOME Shell loads it at the next login; `outdated`: it is another
   * version, or for another program; `failed`: GNOME Shell could not load it.
   */
  state: z.enum(['on', 'off', 'missing', 'login', 'outdated', 'failed']),
  folder: z.string(),
});
export type ShellExtension = z.infer<typeof shellExtensionSchema>;

export const healthSchema = z.object({
  /**
   * Each sensor that was asked for yet, whether it works, why not, which purposes of the organisation need it, and when it last delivered
   * something that was kept (within the last seven days with records).
   */
  sensors: z.array(sensorReportSchema.extend({ needs: z.array(purposeSchema), lastAt: z.number().nullable() })),
  /** Since when something is being recorded and nothing was captured; null while all is well. */
  silentSince: z.number().nullable(),
  /** Null where no browser can tell this computer's agent anything. `extension` is the folder to load in a browser. */
  browsers: z.object({ extension: z.string(), known: z.array(knownBrowserSchema) }).nullable(),
  /** Null where the session is none of GNOME Shell. */
  shellExtension: shellExtensionSchema.nullable(),
  platform: z.string(),
  appVersion: z.string(),
  vault: z.object({ folder: z.string(), bytes: z.number(), days: z.number().int() }),
  storage: z.object({ host: z.string(), bucket: z.string(), credential: credentialStateSchema }),
});
export type Health = z.infer<typeof healthSchema>;

/** The sums of one device's day, as the manager's sums of a period have them. */
export const daySumsSchema = daySummarySchema.omit({ person: true, format: true, head: true });

/** A day as whoever may open it is shown it. */
export const sharedDaySchema = z.object({
  /** Made of what has left this computer or can no longer be kept back, by the code that makes the manager's. */
  view: dayViewSchema,
  /** The organisation's own. */
  categories: categoriesSchema,
  /** Whether there is more of the day, which is on hold: still only the person's, and in no manager's view. */
  isHeld: z.boolean(),
  isClosed: z.boolean(),
});
export type SharedDay = z.infer<typeof sharedDaySchema>;

/** Days that the organisation had erased on request, by the date of its order; `from` null: from the first that there was. */
export const erasedSpanSchema = z.object({
  from: daySchema.nullable(),
  to: daySchema,
  on: daySchema,
  classes: z.array(z.enum(erasedClasses)),
});
export type ErasedSpan = z.infer<typeof erasedSpanSchema>;

export const dataCalls = {
  /** Newest first. */
  days: { args: nothing, result: z.array(knownDaySchema) },
  /** The newest order first. */
  erased: { args: nothing, result: z.array(erasedSpanSchema) },
  day: { args: z.object({ day: daySchema }).strict(), result: dayViewSchema },
  /** The sums of a day with all that is on this computer, what is on hold too. */
  daySums: { args: z.object({ day: daySchema }).strict(), result: daySumsSchema },
  sharedDay: { args: z.object({ day: daySchema }).strict(), result: sharedDaySchema },
  /** Every record of a day as it was written: what an export is made of. */
  records: { args: z.object({ day: daySchema }).strict(), result: z.array(activityRecordSchema) },
  /**
   * Searches apps, titles, sites and entries of the days from `from` to `to` for a text that holds every word, without regard to case and
   * accents; newest first. Spans of the same text less than five minutes apart are one. `isCut` when there are more than 200; `days` is how
   * many were searched; those that could not be opened are `skipped`, each with its reason.
   */
  search: {
    args: z.object({ text: z.string().min(1).max(200), from: daySchema, to: daySchema }).strict(),
    result: z.object({
      hits: z.array(hitSchema).max(200),
      isCut: z.boolean(),
      days: z.number().int(),
      skipped: z.array(skippedDaySchema),
    }),
  },
  /**
   * Adds time by hand: the person's own act, which needs no consent to any purpose. Problem codes: `entry-empty`, `entry-future`,
   * `entry-two-days`, `entry-too-old`.
   */
  addTime: {
    args: z.object({ ...entryFields, label: z.string().min(1).max(200) }).strict(),
    result: z.object({ id: recordIdSchema }),
  },
  /**
   * Corrects what was recorded in a span, or the entry `of` (on the same day). Null leaves a part as it was, an empty text clears it. Problem
   * codes: those of `addTime`, `entry-unknown`, `entry-taken-back`, `correction-empty`.
   */
  correct: {
    args: z
      .object({
        ...entryFields,
        of: recordIdSchema.nullable(),
        label: z.string().min(1).max(200).nullable(),
        isTakenBack: z.boolean(),
      })
      .strict(),
    result: z.object({ id: recordIdSchema }),
  },
  /** Managers' answers, newest first; the latest to a record holds. Asks the bucket. */
  answers: { args: nothing, result: answersSchema },
  health: { args: nothing, result: healthSchema },
} as const;
