import { z } from 'zod';
import { deviceIdSchema, personIdSchema, recordIdSchema } from '../core/ids.ts';
import { answerSchema } from '../core/organisation/answer.ts';
import { problemSchema } from '../core/problem.ts';
import { isoWeekSchema } from '../core/time/iso-week.ts';
import { timesheetSchema } from '../core/timesheet/timesheet.ts';
import { exportFileSchema } from './manager-reports.ts';

const nothing = z.object({}).strict();
const place = { person: personIdSchema, device: deviceIdSchema, week: isoWeekSchema };
const standing = z.enum(['waiting', 'approved', 'sent-back']);

/** A week that somebody handed in: that it is there and how it stands, nothing of what it says. */
export const listedTimesheetSchema = z.object({
  ...place,
  name: z.string(),
  version: z.number().int(),
  at: z.number(),
  standing,
});
export type ListedTimesheet = z.infer<typeof listedTimesheetSchema>;

export const openTimesheetSchema = z.object({
  name: z.string(),
  sheet: timesheetSchema,
  ref: recordIdSchema,
  receiptAt: z.number(),
  standing,
  /** To this version, newest first. */
  answers: z.array(answerSchema),
  /** To the versions before it, newest first. */
  earlierAnswers: z.array(answerSchema),
});
export type OpenTimesheet = z.infer<typeof openTimesheetSchema>;

export const managerTimesheetCalls = {
  /**
   * The weeks that were handed in during the last twelve, newest first. Of whom any is told a receipt (`presence`) is written first, once a
   * day. `unread`: of whom it could not be told.
   */
  timesheets: {
    args: nothing,
    result: z.object({
      sheets: z.array(listedTimesheetSchema),
      unread: z.array(z.object({ person: personIdSchema, name: z.string(), problem: problemSchema })),
    }),
  },
  /** Opens one: writes the receipt (`timesheet`) first. */
  openTimesheet: { args: z.object(place).strict(), result: openTimesheetSchema },
  /** Approves what is open, or sends it back with a note. Problem codes: `timesheet-not-open`, `timesheet-note-missing`, those of an answer. */
  answerTimesheet: {
    args: z.object({ ref: recordIdSchema, approved: z.boolean(), note: z.string().trim().max(500) }).strict(),
    result: answerSchema,
  },
  /** Takes along what is open: writes the receipt (`export`) first. For `pdf` there are no files: the page prints itself. */
  exportTimesheet: {
    args: z.object({ ref: recordIdSchema, format: z.enum(['csv', 'ics', 'pdf']) }).strict(),
    result: z.object({ receiptAt: z.number(), files: z.array(exportFileSchema) }),
  },
} as const;
