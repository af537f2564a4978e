import type { Day, PersonId } from '../../../core/ids.ts';
import type { Result } from '../../../core/result.ts';
import type { OpenedDay } from '../../../ipc/manager-day.ts';

type Opened = Result<OpenedDay>;

/** One day of several people, looked at in turn for one reason. Held in this page's memory. */
export class Review {
  /** In the order in which they are gone through. */
  readonly people: readonly PersonId[];
  readonly day: Day;
  readonly reason: string;
  readonly #opened = new Map<PersonId, Promise<Opened>>();

  constructor(people: readonly PersonId[], day: Day, reason: string) {
    this.people = people;
    this.day = day;
    this.reason = reason;
  }

  has(person: PersonId, day: Day): boolean {
    return day === this.day && this.people.includes(person);
  }

  /**
   * The person's day, opened once: whoever comes back to it is shown the same again, and no further
   * receipt is written. `isAnew` opens it once more, as somebody asked for.
   */
  open(person: PersonId, ask: (reason: string) => Promise<Opened>, isAnew = false): Promise<Opened> {
    const known = isAnew ? undefined : this.#opened.get(person);
    const opening = known ?? ask(this.reason);
    this.#opened.set(person, opening);
    return opening;
  }

  isOpened(person: PersonId): boolean {
    return this.#opened.has(person);
  }
}

/** So many at most: the days that were opened stay in memory until the review ends. */
export const mostReviewed = 50;
