import { entriesOf } from '../../core/day/entries.ts';
import type { Day, PersonId, RecordId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { ok, type Result } from '../../core/result.ts';
import type { DayCheck } from '../../ipc/manager-day.ts';
import type { OpenedDayParts, ViewingSession } from '../session/session-results.ts';
import { PartCheck } from './device-day-check.ts';
import { type OpenedPart, readPartOf } from './opened-part.ts';

/** How many opened days stay in memory, for their pictures. */
const mostOpenDays = 8;

/** A day that was opened, with what its pictures, its check, its answers and its export take. */
export interface OpenDay {
  readonly person: DirectoryPerson;
  readonly day: Day;
  /** Why it was opened. */
  readonly reason: string;
  readonly parts: readonly OpenedPart[];
}

/** The days that are open: the latest few. */
export class OpenDays implements ViewingSession {
  readonly #days = new Map<string, OpenDay>();
  readonly #checks = new Map<string, DayChecks>();

  open(day: OpenDay): void {
    const name = nameOf(day.person.person, day.day);
    this.#days.delete(name);
    this.#checks.delete(name);
    this.#days.set(name, day);
    const [oldest] = this.#days.keys();
    if (this.#days.size <= mostOpenDays || oldest === undefined) return;
    this.#days.delete(oldest);
    this.#checks.delete(oldest);
  }

  get(person: PersonId, day: Day): OpenDay | null {
    return this.#days.get(nameOf(person, day)) ?? null;
  }

  /** The same as exports take it along. */
  dayOf(person: PersonId, day: Day): OpenedDayParts | null {
    const open = this.get(person, day);
    if (open === null) return null;
    return { reason: open.reason, parts: open.parts.map((part) => readPartOf(part)) };
  }

  of(person: PersonId): OpenDay[] {
    return [...this.#days.values()].filter((each) => each.person.person === person);
  }

  /** Goes on with the full check of an open day. */
  check(day: OpenDay, organisation: Organisation | null): Promise<Result<DayCheck>> {
    const name = nameOf(day.person.person, day.day);
    const checks = this.#checks.get(name) ?? new DayChecks(day, organisation);
    this.#checks.set(name, checks);
    return checks.step();
  }
}

/** The full checks of a day's parts. Steps run one after another, however many pages ask. */
class DayChecks {
  readonly #parts: readonly { readonly device: OpenedPart['device']; readonly check: PartCheck }[];
  #tail: Promise<unknown> = Promise.resolve();

  constructor({ parts }: OpenDay, organisation: Organisation | null) {
    this.#parts = parts.map(({ device, ...part }) => ({ device, check: new PartCheck({ ...part, organisation }) }));
  }

  step(): Promise<Result<DayCheck>> {
    const turn = this.#tail.then(() => this.#step());
    this.#tail = turn;
    return turn;
  }

  async #step(): Promise<Result<DayCheck>> {
    const left = this.#parts.find(({ check }) => check.done < check.total);
    const stepped = await left?.check.step();
    if (stepped?.ok === false) return stepped;
    return ok({
      done: this.#parts.reduce((sum, { check }) => sum + check.done, 0),
      total: this.#parts.reduce((sum, { check }) => sum + check.total, 0),
      devices: this.#parts.map(({ device, check }) => ({ device, chain: check.report() })),
    });
  }
}

/** Whether an entry of a day waits, or waited, for an answer to `request`. */
export function asksFor({ parts }: OpenDay, request: RecordId): boolean {
  return parts.some(({ part }) =>
    entriesOf(part.records ?? [], { windows: [], states: [] }).some(
      (entry) => entry.request === request && entry.needsApproval && !entry.isTakenBack,
    ),
  );
}

function nameOf(person: PersonId, day: Day): string {
  return `${person} ${day}`;
}
