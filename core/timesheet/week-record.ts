import { z } from 'zod';
import { daySchema, recordIdSchema } from '../ids.ts';
import { projectKey, projectSchema } from '../organisation/projects.ts';
import { isoWeekSchema } from '../time/iso-week.ts';
import { longestNote, mostMinutes, mostVersions, mostWeekProjects } from './timesheet.ts';

const instant = z.number().int().nonnegative().max(8_640_000_000_000_000);

/** What somebody worked on, by their own word. Later choices lie over earlier ones. */
export const projectChoiceSchema = z.strictObject({
  /** Null: on none. */
  project: projectSchema.nullable(),
  start: instant,
  /** Null: until the next choice, or the end of the day in which it began. */
  end: instant.nullable(),
});
export type ProjectChoice = z.infer<typeof projectChoiceSchema>;

/** What the person wrote into a cell of their week. */
export const writtenCellSchema = z.strictObject({
  day: daySchema,
  project: projectSchema,
  /** Null: as it was counted. */
  minutes: z.number().int().min(0).max(mostMinutes).nullable(),
  note: z.string().max(longestNote),
});
export type WrittenCell = z.infer<typeof writtenCellSchema>;

/** A version of the week that was handed in. */
export const submissionSchema = z.strictObject({
  ref: recordIdSchema,
  at: instant,
  /** Until then nothing of it leaves, and it can be taken back (UTC ms). */
  leavesAt: instant,
  sentAt: instant.nullable(),
  /** The signed file, base64: what is sealed and sent, and nothing else. */
  signed: z.base64().max(400_000),
});
export type Submission = z.infer<typeof submissionSchema>;

/** Spans of a week that the person decided about at once, as a rule of theirs had proposed them. */
export const decidedSpansSchema = z.strictObject({
  id: recordIdSchema,
  /** Null: they left it, and it is not proposed again. */
  project: projectSchema.nullable(),
  /** Start and end of each. */
  spans: z.array(z.tuple([instant, instant])).min(1),
});
export type DecidedSpans = z.infer<typeof decidedSpansSchema>;

const mostDecided = 2_000;
const mostDecidedSpans = 50_000;

/** Choices in a week: one every three minutes of it. */
const mostChoices = 3_000;

/**
 * All that is kept of one week, on the person's computer alone and sealed to them. Of it only the
 * signed file of a submission ever leaves.
 */
export const weekRecordSchema = z.strictObject({
  format: z.literal('plainsight-own-week/1'),
  week: isoWeekSchema,
  choices: z.array(projectChoiceSchema).max(mostChoices),
  /** What was taken of proposals. Choices lie over it. */
  decided: z
    .array(decidedSpansSchema)
    .max(mostDecided)
    .refine((all) => all.reduce((sum, { spans }) => sum + spans.length, 0) <= mostDecidedSpans, 'has too many spans')
    .default([]),
  cells: z.array(writtenCellSchema).max(7 * mostWeekProjects),
  submissions: z.array(submissionSchema).max(mostVersions),
});
export type WeekRecord = z.infer<typeof weekRecordSchema>;

export function emptyWeek(week: WeekRecord['week']): WeekRecord {
  return { format: 'plainsight-own-week/1', week, choices: [], decided: [], cells: [], submissions: [] };
}

/** The week with `cell` in the place of what it said of that day and project before. */
export function withCell(record: WeekRecord, cell: WrittenCell): WeekRecord {
  const others = record.cells.filter(
    ({ day, project }) => day !== cell.day || projectKey(project) !== projectKey(cell.project),
  );
  return { ...record, cells: [...others, cell] };
}

/** The week with a further choice; an open one before it ends where this one begins. */
export function withChoice(record: WeekRecord, choice: ProjectChoice): WeekRecord {
  const choices = choice.end === null ? endedAt(record.choices, choice.start) : record.choices;
  return { ...record, choices: [...choices, choice] };
}

/** `choices` with those that go on ended at `at`, or at their own start where that is later. */
export function endedAt(choices: readonly ProjectChoice[], at: number): ProjectChoice[] {
  return choices.map((each) => (each.end === null ? { ...each, end: Math.max(each.start, at) } : each));
}
