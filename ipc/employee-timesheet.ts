import { z } from 'zod';
import { refusals } from '../core/consent/consent.ts';
import { daySchema, recordIdSchema } from '../core/ids.ts';
import { projectSchema } from '../core/organisation/projects.ts';
import { problemSchema } from '../core/problem.ts';
import { isoWeekSchema } from '../core/time/iso-week.ts';
import { projectRuleTextSchema } from '../core/timesheet/project-rules.ts';
import { longestNote, mostMinutes, timesheetSchema } from '../core/timesheet/timesheet.ts';

const nothing = z.object({}).strict();
const instant = z.number().int().nonnegative();
const minutes = z.number().int().nonnegative();
const seven = <T extends z.ZodType>(schema: T) => z.array(schema).length(7);

export const timesheetCellSchema = z.object({
  day: daySchema,
  minutes,
  /** From what was chosen and recorded; `minutes` are others where the person wrote them. */
  counted: minutes,
  note: z.string(),
  isWritten: z.boolean(),
});

export const timesheetRowSchema = z.object({ project: projectSchema, cells: seven(timesheetCellSchema) });
export type TimesheetRow = z.infer<typeof timesheetRowSchema>;

/** A version of a week that was handed in, and what became of it. */
export const handedInSchema = z.object({
  ref: recordIdSchema,
  /** What the object in the bucket says, read from its very bytes. */
  sheet: timesheetSchema,
  /** Until then it is on this computer alone, and can be taken back (UTC ms). */
  leavesAt: instant,
  /** Null: it has not arrived in the bucket yet. */
  sentAt: instant.nullable(),
  standing: z.enum(['waiting', 'approved', 'sent-back']),
  answer: z.object({ at: instant, viewer: z.string(), note: z.string() }).nullable(),
});
export type HandedIn = z.infer<typeof handedInSchema>;

/** What a rule of the person's own proposes of a day: nothing counts of it until they take it. */
export const proposalSchema = z.object({
  day: daySchema,
  rule: recordIdSchema,
  /** What the rule says. */
  named: projectRuleTextSchema,
  /** As the list has it now. */
  project: projectSchema,
  ms: z.number().int().positive(),
});
export type ShownProposal = z.infer<typeof proposalSchema>;

export const timesheetWeekSchema = z.object({
  week: isoWeekSchema,
  zone: z.string(),
  /** Why no week can be handed in, by what the person decided; null: it can. */
  refusal: z.enum(refusals).nullable(),
  /** Nothing else leaves this computer. */
  isAlone: z.boolean(),
  /** Whether the organisation has a list of projects; else the person writes names. */
  isListed: z.boolean(),
  /** Those that can be chosen: of the list, or those that were used lately. */
  projects: z.array(projectSchema),
  working: z.object({ project: projectSchema, since: instant }).nullable(),
  rows: z.array(timesheetRowSchema),
  /** Working time that belongs to no project, by day; null where none is known. */
  unassigned: seven(minutes.nullable()),
  /** By day, and within it in the order of the rules. */
  proposals: z.array(proposalSchema),
  /** When they were made: to be named when they are taken. */
  proposedAt: instant,
  /** Why the person's rules could not be read, so that nothing is proposed; null: they were. */
  rulesProblem: problemSchema.nullable(),
  /** Who could open what is handed in now; `others` are those without a name here. */
  readers: z.object({ names: z.array(z.string()), others: z.number().int() }),
  /** Newest first. */
  handedIn: z.array(handedInSchema),
  /** Whether the table says something else than what was handed in last. */
  isChanged: z.boolean(),
  /** Why answers could not be read is on the page of answers; here only whether they were. */
  areAnswersKnown: z.boolean(),
});
export type TimesheetWeek = z.infer<typeof timesheetWeekSchema>;

export const timesheetCalls = {
  timesheet: { args: z.object({ week: isoWeekSchema }).strict(), result: timesheetWeekSchema },
  /** A project for a span, or none; the later choice lies over the earlier. Problem codes: `project-unknown`, `entry-empty`, `entry-future`. */
  chooseProject: {
    args: z.object({ project: projectSchema.nullable(), start: instant, end: instant }).strict(),
    result: z.null(),
  },
  /** From now on, until the next choice or the end of the day. */
  workOn: { args: z.object({ project: projectSchema.nullable() }).strict(), result: z.null() },
  /** `minutes` null: as they are counted. */
  writeTimesheet: {
    args: z
      .object({
        week: isoWeekSchema,
        day: daySchema,
        project: projectSchema,
        minutes: z.number().int().min(0).max(mostMinutes).nullable(),
        note: z.string().max(longestNote),
      })
      .strict(),
    result: z.null(),
  },
  /**
   * Hands the week in: signed at once, and sent once the time to undo is over. Problem codes: `timesheet-refused`, `timesheet-empty`,
   * `timesheet-day-too-long`, `timesheet-future`, `timesheet-held`, `timesheet-too-often`, `project-unknown`.
   */
  submitTimesheet: { args: z.object({ week: isoWeekSchema }).strict(), result: z.object({ leavesAt: instant }) },
  /** Takes back what was handed in and has not left. Problem codes: `timesheet-left`, and `timesheet-leaving` where the store has not confirmed it. */
  undoTimesheet: { args: z.object({ week: isoWeekSchema }).strict(), result: z.null() },
  /** What is worked on, for where no week is shown; `projects` as in `timesheet`. Null: timesheets are not asked for. */
  work: {
    args: nothing,
    result: timesheetWeekSchema.pick({ projects: true, working: true, isListed: true, week: true }).nullable(),
  },
} as const;
