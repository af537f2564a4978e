import { z } from 'zod';
import { chainReportSchema } from '../core/day/chain-report.ts';
import { dayViewSchema } from '../core/day/view.ts';
import { daySchema, deviceIdSchema, personIdSchema, recordIdSchema, shotIdSchema } from '../core/ids.ts';
import { answerSchema, answersSchema } from '../core/organisation/answer.ts';
import { problemSchema } from '../core/problem.ts';
import { pictureSchema } from './employee.ts';

/** A sheet of thumbnails: the place that asks for it, and the pictures in the order of its cells (`core/day/contact-sheet.ts`). */
export const sheetSchema = z.object({ name: z.string(), cells: z.array(shotIdSchema) });
export type Sheet = z.infer<typeof sheetSchema>;

const openedDeviceSchema = z.object({
  device: deviceIdSchema,
  chain: chainReportSchema,
  objects: z.number().int(),
  /** Bytes of everything that the chain vouches for: what a full check has to fetch. */
  bytes: z.number().int(),
  /** Null when the day cannot be opened; `problem` says why. */
  view: dayViewSchema.nullable(),
  sheets: z.array(sheetSchema),
  problem: problemSchema.nullable(),
});
export type OpenedDevice = z.infer<typeof openedDeviceSchema>;

/** A device of which nothing is opened; `chain` says why. */
const unopenedSchema = z.object({ device: deviceIdSchema, chain: chainReportSchema });

/** A person's day as opened by a viewer, one entry a device. */
export const openedDaySchema = z.object({
  person: z.object({ person: personIdSchema, name: z.string(), zone: z.string().nullable() }),
  day: daySchema,
  /** When this view was recorded for the person (UTC ms); a view that cannot be recorded is not shown. */
  receiptAt: z.number(),
  devices: z.array(openedDeviceSchema),
  /** Devices that nobody confirmed and that left something in the day's folder: nothing of it is opened, and the day is not verified. */
  unconfirmed: z.array(unopenedSchema),
  /** Devices whose last day is before it: named, and nothing of them opened. */
  revoked: z.array(unopenedSchema),
});
export type OpenedDay = z.infer<typeof openedDaySchema>;

/** How far the full check of a day has come. When `done` equals `total` the reports are those of every object. */
export const dayCheckSchema = z.object({
  done: z.number().int(),
  total: z.number().int(),
  devices: z.array(z.object({ device: deviceIdSchema, chain: chainReportSchema })),
});
export type DayCheck = z.infer<typeof dayCheckSchema>;

const day = { person: personIdSchema, day: daySchema };

export const managerDayCalls = {
  /**
   * Writes the receipt, then opens the day: what the timeline needs, in at most eight requests. Problem codes: `no-access`, `day-empty`,
   * `receipt-refused`, those of the store.
   */
  openDay: { args: z.object({ ...day, reason: z.string().trim().min(1).max(500) }).strict(), result: openedDaySchema },
  /**
   * Goes on checking every object of a day that is open, pictures included, against the chain: some of them a call, so that the page can show
   * how far it is and stop. What the opening found is part of the reports from the first call on.
   */
  checkDay: { args: z.object(day).strict(), result: dayCheckSchema },
  /** A sheet of thumbnails of a day that is open. */
  sheet: {
    args: z.object({ ...day, device: deviceIdSchema, name: z.string().max(100) }).strict(),
    result: pictureSchema,
  },
  /** A full picture of a day that is open; only its object is fetched. */
  picture: { args: z.object({ ...day, device: deviceIdSchema, id: shotIdSchema }).strict(), result: pictureSchema },
  /** Viewers' answers to this person, newest first; the latest to a record holds. */
  answers: { args: z.object({ person: personIdSchema }).strict(), result: answersSchema },
  /**
   * Approves or declines what the person added or corrected, on a day that is open or in the list of what waits; `request` is the record that
   * its entry stands on. The person reads the answer with its note. A later answer takes the place of an earlier one. Problem codes:
   * `day-not-open`, `request-unknown`, `organisation-signature`, `answer-refused`.
   */
  answer: {
    args: z
      .object({ person: personIdSchema, request: recordIdSchema, approved: z.boolean(), note: z.string().max(500) })
      .strict(),
    result: answerSchema,
  },
} as const;
