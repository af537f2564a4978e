import { addDays } from '../../core/calendar.ts';
import { type Day, type DeviceId, daySchema, deviceIdSchema, type PersonId, personIdSchema } from '../../core/ids.ts';
import { type Seeded, seededBy, seededId } from './seeded.ts';

/** How large an office is made, and from what seed. */
export interface OfficeSize {
  readonly people: number;
  readonly days: number;
  readonly seed: string;
}

/** A made-up person with one device. */
export interface PlannedPerson {
  readonly index: number;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly name: string;
  readonly team: string;
  readonly enrolmentKey: string;
}

export interface OfficePlan extends OfficeSize {
  readonly seeded: Seeded;
  /** In the order of their ids, which is the order of their keys in the bucket. */
  readonly people_: readonly PlannedPerson[];
  readonly calendar: readonly Day[];
}

export const lastDay = daySchema.parse('2026-10-30');
export const officeZone = 'UTC';
/** How many kinds of days there are. Which one a person had on a day is drawn from the seed's order of people. */
export const variants = 4;
