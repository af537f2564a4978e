import { z } from 'zod';
import { chainReportSchema } from '../core/chain-report.ts';
import { dayViewSchema } from '../core/day-view.ts';
import { daySchema, deviceIdSchema, personIdSchema, recordIdSchema, shotIdSchema } from '../core/ids.ts';
import { answerSchema } from '../core/organisation.ts';
import { problemSchema } from '../core/problem.ts';
import { defineContract } from './contract.ts';
import { pictureSchema } from './employee.ts';

export const managerStatusSchema = z.object({
  /** `locked`: the viewer's key must be opened with its passphrase first. */
  phase: z.enum(['locked', 'ready']),
  organisation: z.string(),
  viewer: z.string(),
  /** Set when the bucket cannot be reached or refuses. */
  problem: problemSchema.nullable(),
});

export const personSchema = z.object({
  person: personIdSchema,
  name: z.string(),
  /** Null when this viewer may not open the person's name. */
  zone: z.string().nullable(),
});

export const daySummarySchema = z.object({ day: daySchema, devices: z.array(deviceIdSchema) });

/** A person's day as opened by a viewer, one entry a device. `view` is null when the day cannot be opened; `problem` says why. */
export const openedDaySchema = z.object({
  person: personSchema,
  day: daySchema,
  /** When this view was recorded for the person (UTC ms); a view that cannot be recorded is not shown. */
  receiptAt: z.number(),
  devices: z.array(
    z.object({
      device: deviceIdSchema,
      chain: chainReportSchema,
      objects: z.number().int(),
      view: dayViewSchema.nullable(),
      problem: problemSchema.nullable(),
    }),
  ),
});
export type OpenedDay = z.infer<typeof openedDaySchema>;

const nothing = z.object({}).strict();

export const managerContract = defineContract('manager', {
  status: { args: nothing, result: managerStatusSchema },
  unlock: { args: z.object({ passphrase: z.string().min(1).max(1024) }).strict(), result: z.null() },
  people: { args: nothing, result: z.array(personSchema) },
  days: { args: z.object({ person: personIdSchema }).strict(), result: z.array(daySummarySchema) },
  openDay: {
    args: z.object({ person: personIdSchema, day: daySchema, reason: z.string().max(500) }).strict(),
    result: openedDaySchema,
  },
  /** A full picture of a day that is open; only its object is fetched. */
  picture: {
    args: z.object({ person: personIdSchema, day: daySchema, device: deviceIdSchema, id: shotIdSchema }).strict(),
    result: pictureSchema,
  },
  /** Viewers' answers to this person, newest first, one for each record that was answered. */
  answers: { args: z.object({ person: personIdSchema }).strict(), result: z.array(answerSchema) },
  /**
   * Approves or declines what the person added or corrected on a day that is open; `request` is the record that its entry stands on. The
   * person reads the answer with its note. A later answer takes the place of an earlier one. Problem codes: `day-not-open`,
   * `request-unknown`, `organisation-signature`, `answer-refused`.
   */
  answer: {
    args: z
      .object({ person: personIdSchema, request: recordIdSchema, approved: z.boolean(), note: z.string().max(500) })
      .strict(),
    result: answerSchema,
  },
});
export type ManagerContract = typeof managerContract;
