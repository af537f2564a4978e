import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { daySchema, deviceIdSchema, idFromRandom, personIdSchema, type RecordId, recordIdSchema } from '../ids.ts';
import { projectKey, projectSchema } from '../organisation/projects.ts';
import { daysIn, isoWeekSchema } from '../time/iso-week.ts';

/** A day of 25 hours, where clocks are set back, in minutes. */
export const mostMinutes = 1500;
/** Projects in one week. */
export const mostWeekProjects = 50;
export const longestNote = 300;
/** How often a week can be handed in. */
export const mostVersions = 50;
/** How many weeks, the present one too, a manager's list shows. */
export const weeksListed = 12;

/** Minutes of one day on one project. */
export const timesheetLineSchema = z.strictObject({
  day: daySchema,
  project: projectSchema,
  minutes: z.number().int().min(1).max(mostMinutes),
  note: z.string().max(longestNote),
});
export type TimesheetLine = z.infer<typeof timesheetLineSchema>;

/**
 * A week as the person handed it in: all that leaves of it. Signed with the device's key, filled up
 * with spaces, sealed to recovery, to the person and to those viewers who may open each day of which
 * it tells. It is replaced when the week is handed in again, and then names the earlier ones.
 */
export const timesheetSchema = z
  .strictObject({
    format: z.literal('plainsight-timesheet/1'),
    person: personIdSchema,
    device: deviceIdSchema,
    week: isoWeekSchema,
    /** The person's time zone, by which its days are days. */
    zone: z.string().min(1).max(64),
    /** From 1: how often this week was handed in. */
    version: z.number().int().min(1).max(mostVersions),
    /** The references of the versions before it, oldest first. */
    earlier: z.array(recordIdSchema).max(mostVersions - 1),
    /** When it was handed in, UTC ms by the person's computer. */
    at: z.number().int().nonnegative().max(8_640_000_000_000_000),
    /** Version of `org.json`, whose list of projects it was written by. */
    organisation: z.number().int().positive(),
    lines: z.array(timesheetLineSchema).max(7 * mostWeekProjects),
  })
  .refine(({ week, lines }) => lines.every(({ day }) => daysIn(week).includes(day)), 'tells of another week')
  .refine(({ version, earlier }) => earlier.length === version - 1, 'does not name each version before it')
  .refine(({ lines }) => new Set(lines.map(lineKey)).size === lines.length, 'tells of a day and project twice')
  .refine(
    ({ week, lines }) =>
      daysIn(week).every((day) => minutesOf(lines.filter((line) => line.day === day)) <= mostMinutes),
    'has days of more than 25 hours',
  );
export type Timesheet = z.infer<typeof timesheetSchema>;

function lineKey({ day, project }: Pick<TimesheetLine, 'day' | 'project'>): string {
  return `${day} ${projectKey(project)}`;
}

export function minutesOf(lines: readonly Pick<TimesheetLine, 'minutes'>[]): number {
  return lines.reduce((sum, { minutes }) => sum + minutes, 0);
}

/**
 * What an answer names: 130 bits of the SHA-256 of the signed file, so that who approves one week
 * with its very content has approved no other.
 */
export function timesheetRef(signed: Uint8Array): RecordId {
  return recordIdSchema.parse(idFromRandom(sha256(signed).subarray(0, 26)));
}
