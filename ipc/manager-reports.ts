import { z } from 'zod';
import { stripSchema } from '../core/day/strip/day-strip.ts';
import { daySummarySchema, summaryEntrySchema } from '../core/day/summary.ts';
import { daySchema, deviceIdSchema, personIdSchema } from '../core/ids.ts';
import { problemSchema } from '../core/problem.ts';
import { goneDaysSchema } from '../core/reports/gone-days.ts';
import { teamReportSchema } from '../core/reports/team-report.ts';
import { monthSchema } from '../core/time/month.ts';
import { hitSchema } from './employee-data.ts';

const nothing = z.object({}).strict();
const reason = z.string().trim().min(1).max(500);
const span = { from: daySchema, to: daySchema };

/** Sums of several days of one person, from the summaries that their agents wrote. */
export const periodSchema = z.object({
  person: personIdSchema,
  ...span,
  receiptAt: z.number(),
  /** One for each device and day of which there is a summary, by day. */
  days: z.array(daySummarySchema.omit({ person: true, format: true, head: true })),
  /** Days of which something is in the bucket and whose sums cannot be told, with why. They count nowhere. */
  missing: z.array(z.object({ day: daySchema, device: deviceIdSchema.nullable(), problem: problemSchema })),
  /** Days of it that were erased on request, or that the notice no longer keeps and of which nothing is counted. */
  gone: z.array(goneDaysSchema),
});
export type Period = z.infer<typeof periodSchema>;

export const waitingEntrySchema = summaryEntrySchema.extend({
  person: personIdSchema,
  name: z.string(),
  day: daySchema,
  zone: z.string(),
  /** The states in and around it; left out where its device does not tell them. */
  around: stripSchema.optional(),
});
export type WaitingEntry = z.infer<typeof waitingEntrySchema>;

export const teamSchema = z.object({
  team: z.string(),
  /** People who belong to it today. */
  people: z.number().int(),
  /** Whether that is enough for a report. */
  isShown: z.boolean(),
});

export const exportFileSchema = z.object({ name: z.string(), text: z.string() });

const exportedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), person: personIdSchema, day: daySchema }).strict(),
  z.object({ kind: z.literal('period'), person: personIdSchema, ...span }).strict(),
  z.object({ kind: z.literal('team'), team: z.string().max(100) }).strict(),
]);
export type Exported = z.infer<typeof exportedSchema>;

export const reportsCalls = {
  /** At most 366 days. Writes the receipt (`period`) first. A day costs three small requests, whatever was recorded in it. */
  period: { args: z.object({ person: personIdSchema, ...span, reason }).strict(), result: periodSchema },
  /** What people added or corrected and asked an answer to, that has none yet; oldest first. `unread`: of whom it could not be told. */
  waiting: {
    args: nothing,
    result: z.object({
      entries: z.array(waitingEntrySchema),
      unread: z.array(z.object({ person: personIdSchema, name: z.string(), problem: problemSchema })),
    }),
  },
  /** The teams that anybody whom this viewer may see belongs to. `smallest` is the organisation's smallest group. */
  teams: { args: nothing, result: z.object({ smallest: z.number().int(), teams: z.array(teamSchema) }) },
  /**
   * Begins sums of a team by ISO week, the last `weeks` that are over. Each member's receipt (`team`) is written first. `people`: of how many
   * something is to be read.
   */
  startTeamReport: {
    args: z.object({ team: z.string().max(100), weeks: z.number().int().min(1).max(26), reason }).strict(),
    result: z.object({ report: z.string(), people: z.number().int() }),
  },
  /**
   * Reads the next few people of a report that was begun; who asks no more has stopped it. `report` once everybody is read: a group that is too
   * small shows nothing, and no difference of reports shows one person. After a store that was away it goes on where it was. Problem codes:
   * `report-unknown`, those of the store.
   */
  readTeamReport: {
    args: z.object({ report: z.string().max(100) }).strict(),
    result: z.object({
      done: z.number().int(),
      people: z.number().int(),
      report: teamReportSchema.extend({ receiptAt: z.number() }).nullable(),
    }),
  },
  /**
   * Begins a search for a text in apps, titles, sites and entries: writes each person's receipt (`search`, with the text) and answers which
   * days are to be searched, newest first. At most 366 days a person.
   */
  startSearch: {
    args: z
      .object({
        people: z.array(personIdSchema).min(1).max(200),
        ...span,
        text: z.string().trim().min(1).max(200),
        reason,
      })
      .strict(),
    result: z.object({
      search: z.string(),
      days: z.array(z.object({ person: personIdSchema, day: daySchema })),
      /** People who are not searched, because their receipt could not be written or their days not be listed. */
      skipped: z.array(z.object({ person: personIdSchema, problem: problemSchema })),
    }),
  },
  /**
   * Searches the days of one month of one person in a search that was begun, by what was laid together of it: `found` are days with hits, of
   * each at most the newest 100 and how many there are. `left`: the days of which that tells nothing, for `searchDay`. Problem codes:
   * `search-unknown`, those of the store.
   */
  searchMonth: {
    args: z.object({ search: z.string().max(100), person: personIdSchema, month: monthSchema }).strict(),
    result: z.object({
      found: z.array(
        z.object({ day: daySchema, zone: z.string(), hits: z.array(hitSchema).max(100), count: z.number().int() }),
      ),
      left: z.array(daySchema),
    }),
  },
  /** Searches one day of a search that was begun, by opening it. Problem codes: `search-unknown`, those of opening a day. */
  searchDay: {
    args: z.object({ search: z.string().max(100), person: personIdSchema, day: daySchema }).strict(),
    result: z.object({
      hits: z.array(hitSchema),
      zone: z.string(),
      /** Parts of the day that are not searched, of devices that nobody confirmed. */
      unread: z.array(problemSchema),
    }),
  },
  /**
   * Takes along what is open: writes the receipt (`export`) first, then answers the files. For `pdf` there are none: the page prints itself once
   * the receipt is there. Problem codes: `day-not-open`, `receipt-refused`, those of the store.
   */
  exportView: {
    args: z.object({ what: exportedSchema, format: z.enum(['csv', 'json', 'pdf']) }).strict(),
    result: z.object({ receiptAt: z.number(), files: z.array(exportFileSchema) }),
  },
} as const;
