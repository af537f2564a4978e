import { type Timesheet, timesheetSchema } from '../../core/timesheet/timesheet.ts';
import type { Submission } from '../../core/timesheet/week-record.ts';
import { readUnverified } from '../../seal/signing.ts';

/** What was handed in, from its very bytes. */
export function sheetOf({ signed }: Pick<Submission, 'signed'>): Timesheet | null {
  const read = timesheetSchema.safeParse(readUnverified(Buffer.from(signed, 'base64')));
  return read.success ? read.data : null;
}

export function isSubmitted({ sentAt }: Pick<Submission, 'sentAt'>): boolean {
  return sentAt !== null;
}
