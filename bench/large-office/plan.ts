import { type Day, type DeviceId, daySchema, deviceIdSchema, type PersonId, personIdSchema } from '../../core/ids.ts';
import { type Month, monthOf } from '../../core/time/month.ts';
import { type Seeded, seededBy, seededId } from './seeded.ts';

/** How large an office is made, and from what seed. */
export interface OfficeSize {
  readonly people: number;
  readonly days: number;
  readonly seed: string;
  /** Whether months are laid together: to know how long they are, every chain has to be made. */
  readonly months?: boolean;
}

/** A made-up person with one device. */
export interface Worker {
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly name: string;
  readonly team: string;
  /** 32 bytes (base64). */
  readonly enrolmentKey: string;
}

export interface OfficePlan {
  readonly seeded: Seeded;
  /** In the order of their ids, which is the order of their keys in the bucket. */
  readonly workers: readonly Worker[];
  /** In order; the last one is `lastDay`. */
  readonly days: readonly Day[];
  /** Those that are laid together. */
  readonly months: readonly Month[];
}

export const lastDay = daySchema.parse('2026-10-30');
/** When the last day is looked at: it is over, all of it has been uploaded. */
export const evening = Date.parse(`${lastDay}T19:00:00Z`);
export const zone = 'UTC';
/** How many kinds of days there are; people have them in turn. */
export const variants = 4;
const teamSize = 12;
const dayMs = 24 * 3_600_000;

/** Who is in the office and on which days they worked. The same size and seed give the same office. */
export function planOffice({ people, days: count, seed, months: laysMonths = false }: OfficeSize): OfficePlan {
  const seeded = seededBy(seed);
  const workers = Array.from({ length: people }, (_, index) => ({
    person: personIdSchema.parse(seededId(seeded, `person ${index}`)),
    device: deviceIdSchema.parse(seededId(seeded, `device ${index}`)),
    name: nameOf(index),
    team: `Team ${1 + Math.floor(index / teamSize)}`,
    enrolmentKey: seeded(`enrolment ${index}`, 32).toString('base64'),
  }));
  const days = Array.from({ length: count }, (_, index) =>
    daySchema.parse(new Date(Date.parse(lastDay) - (count - 1 - index) * dayMs).toISOString().slice(0, 10)),
  );
  return {
    seeded,
    workers: workers.sort((a, b) => (a.person < b.person ? -1 : 1)),
    days,
    months: laysMonths ? [...new Set(days.map(monthOf))] : [],
  };
}

/** What kind of day the worker at `worker` had on the day at `day`, both counted in the plan. */
export function variantOf(worker: number, day: number): number {
  return (worker + day) % variants;
}

/** Named by number: nobody is made up who could be somebody. */
function nameOf(index: number): string {
  return `Person ${index + 1}`;
}
