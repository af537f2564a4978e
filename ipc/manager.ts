import { z } from 'zod';
import { deviceStatusSchema } from '../core/day/summary.ts';
import { daySchema, deviceIdSchema, personIdSchema } from '../core/ids.ts';
import { daySpanSchema } from '../core/organisation/access.ts';
import { problemSchema } from '../core/problem.ts';
import { categoriesSchema } from '../core/rules/categories.ts';
import { defineContract } from './contract.ts';
import { managerDayCalls } from './manager-day.ts';
import { managerQuestionCalls } from './manager-questions.ts';
import { reportsCalls } from './manager-reports.ts';
import { managerTimesheetCalls } from './manager-timesheets.ts';

export const managerStatusSchema = z.object({
  /** `locked`: the viewer's key must be opened with its passphrase first. */
  phase: z.enum(['locked', 'ready']),
  organisation: z.string(),
  viewer: z.string(),
  /** Set when the bucket cannot be reached or refuses. */
  problem: problemSchema.nullable(),
  lock: z.object({
    /** After so long without a sign of the person the key is locked again. */
    afterMs: z.number().int().positive(),
    /** Staying unlocked on this computer: off unless it was chosen. */
    stays: z.boolean(),
    /** Where staying unlocked would keep the key: in the system's keychain, or in this process's memory until it ends. */
    where: z.enum(['keychain', 'process']),
    /** Why the key was locked, since it was last open; null: it was not yet open, or the person locked it. */
    because: z.enum(['inactive', 'suspended', 'screen-locked']).nullable(),
  }),
  /** The organisation's own categories; empty until the key is open, and where it has none. */
  categories: categoriesSchema,
  /** Whether the organisation asks for timesheets; false until the key is open. */
  timesheets: z.boolean(),
  /** UTC ms by the host's clock. */
  now: z.number(),
});
export type ManagerStatus = z.infer<typeof managerStatusSchema>;

export const personSchema = z.object({
  person: personIdSchema,
  name: z.string(),
  zone: z.string().nullable(),
  /** Which of their days may be opened. */
  spans: z.array(daySpanSchema),
  /** The team that they belong to today; null: none. */
  team: z.string().nullable(),
  /** Their last day, where they have left. */
  left: daySchema.nullable(),
});
export type Person = z.infer<typeof personSchema>;

/** A person's day so far and last upload, over all of their devices. */
export const presenceSchema = z.object({
  person: personIdSchema,
  /** The last upload by what the device says (UTC ms); null: nothing was ever uploaded. */
  uploadedAt: z.number().nullable(),
  /** The latest day that anything was recorded of, with its sums; null: there is none that this viewer may open. */
  latest: deviceStatusSchema
    .pick({ day: true, zone: true, first: true, last: true, recordedMs: true, stateMs: true, strip: true })
    .nullable(),
  /** How many entries wait for an answer; null: that could not be told. */
  waiting: z.number().int().nonnegative().nullable(),
  /** How many devices uploaded something as this person's that nobody confirmed: it is not shown. */
  unconfirmed: z.number().int().nonnegative(),
  /** How many devices last wrote of a day after their own last one: that is not shown. */
  revoked: z.number().int().nonnegative(),
  /** Why it cannot be told; beside what is told, why something of one of their devices is not in it. */
  problem: problemSchema.nullable(),
});
export type Presence = z.infer<typeof presenceSchema>;

export const daySummaryLineSchema = z.object({ day: daySchema, devices: z.array(deviceIdSchema) });

const nothing = z.object({}).strict();

export const managerContract = defineContract('manager', {
  status: { args: nothing, result: managerStatusSchema },
  /** With `stay` the key stays open on this computer until it is locked by hand. Problem codes: `wrong-passphrase`, those of the keychain. */
  unlock: {
    args: z.object({ passphrase: z.string().min(1).max(1024), stay: z.boolean().optional() }).strict(),
    result: z.null(),
  },
  /** Forgets the key and everything that was opened with it, and that it was to stay. */
  lock: { args: nothing, result: z.null() },
  setStay: { args: z.object({ stay: z.boolean() }).strict(), result: z.null() },
  /** The person is there: they typed or pointed on the page. Without it the key is locked after a while. */
  touch: { args: nothing, result: z.null() },
  /** Everybody whose days this viewer may open, by name: one request, however many they are. */
  people: { args: nothing, result: z.array(personSchema) },
  /**
   * Today's presence and last upload of some of them. Each person's receipt (`presence`) is written first, once a day and viewer; without it
   * there is a problem and nothing else. The number of requests does not depend on how many days there are.
   */
  presence: {
    args: z.object({ people: z.array(personIdSchema).min(1).max(50) }).strict(),
    result: z.array(presenceSchema),
  },
  /** The days of which something is in the bucket and which may be opened, newest first. */
  days: { args: z.object({ person: personIdSchema }).strict(), result: z.array(daySummaryLineSchema) },
  ...managerDayCalls,
  ...managerQuestionCalls,
  ...reportsCalls,
  ...managerTimesheetCalls,
});
export type ManagerContract = typeof managerContract;
