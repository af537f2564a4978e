import { z } from 'zod';

/**
 * Random ids: 26 characters of Crockford's base32 (130 bits drawn, lower case). They name people,
 * viewers, devices and shots in the bucket and say nothing about them; names of people live in
 * encrypted objects only.
 */
const idPattern = /^[0-9a-hjkmnp-tv-z]{26}$/;

export const personIdSchema = z.string().regex(idPattern).brand<'PersonId'>();
export const deviceIdSchema = z.string().regex(idPattern).brand<'DeviceId'>();
export const viewerIdSchema = z.string().regex(idPattern).brand<'ViewerId'>();
export const administratorIdSchema = z.string().regex(idPattern).brand<'AdministratorId'>();
export const shotIdSchema = z.string().regex(idPattern).brand<'ShotId'>();
export const recordIdSchema = z.string().regex(idPattern).brand<'RecordId'>();
/** A calendar day in the employee's own time zone, `yyyy-mm-dd`. Only days that exist parse. */
export const daySchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isCalendarDay, 'not a day of the calendar')
  .brand<'Day'>();

export type PersonId = z.infer<typeof personIdSchema>;
export type DeviceId = z.infer<typeof deviceIdSchema>;
/** Somebody to whom the organisation gave a key of their own for looking at days. */
export type ViewerId = z.infer<typeof viewerIdSchema>;
/** Somebody who signs for the organisation with a key of their own. */
export type AdministratorId = z.infer<typeof administratorIdSchema>;
export type ShotId = z.infer<typeof shotIdSchema>;
/** Consent records, receipts of views, requests. */
export type RecordId = z.infer<typeof recordIdSchema>;
export type Day = z.infer<typeof daySchema>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id from 26 random bytes, five bits of each. Throws a RangeError on any other length. */
export function idFromRandom(bytes: Uint8Array): string {
  if (bytes.length !== 26) throw new RangeError(`an id takes 26 random bytes, not ${bytes.length}`);
  return Array.from(bytes, (byte) => alphabet.charAt(byte & 31)).join('');
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** By arithmetic: a year of sums asks a thousand times, and a `Date` written as text took a fifth of it. */
function isCalendarDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = month === 2 && !isLeap ? 28 : (longestMonths[month - 1] ?? 0);
  return day >= 1 && day <= longest;
}
