import { LRUCache } from 'lru-cache';
import { shortReport } from '../../core/day/chain-report.ts';
import { entriesOf } from '../../core/day/entries.ts';
import type { Day, PersonId, RecordId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { ok, type Result } from '../../core/result.ts';
import type { DayCheck } from '../../ipc/manager-day.ts';
import { dayName, type ViewedDay, type ViewingSession } from '../session/session-results.ts';
import type { OpenDeviceDay } from './device-day.ts';
import { DeviceDayCheck, type KnownNotice } from './device-day-check.ts';

/** How many opened days stay in memory, for their pictures. */
const mostOpenDays = 8;

/** A day that was opened, with what its pictures, its check, its answers and its export take. */
interface OpenDay extends ViewedDay {
  readonly person: DirectoryPerson;
  readonly day: Day;
  readonly devices: readonly OpenDeviceDay[];
}

/** The days that are open: the latest few. Looking at one keeps it no longer. */
export class OpenDays implements ViewingSession {
  readonly #days = new LRUCache<string, OpenDay>({ max: mostOpenDays });
  readonly #checks = new WeakMap<OpenDay, DayChecks>();

  open(day: OpenDay): void {
    this.#days.set(dayName(day.person.person, day.day), day);
  }

  get(person: PersonId, day: Day): OpenDay | null {
    return this.#days.peek(dayName(person, day)) ?? null;
  }

  /** Oldest first. */
  of(person: PersonId): OpenDay[] {
    return [...this.#days.rvalues()].flatMap((each) => (each?.person.person === person ? [each] : []));
  }

  /** Goes on with the full check of an open day. */
  check(day: OpenDay, notice: KnownNotice): Promise<Result<DayCheck>> {
    const checks = this.#checks.get(day) ?? new DayChecks(day, notice);
    this.#checks.set(day, checks);
    return checks.step();
  }

  /** Whether the check found that the organisation's document is older than one that the day was recorded under. */
  hasOldNotice(day: OpenDay): boolean {
    return this.#checks.get(day)?.hasOldNotice ?? false;
  }
}

/** The full checks of a day's devices. Steps run one after another, however many pages ask. */
class DayChecks {
  readonly #devices: readonly { readonly device: OpenDeviceDay['device']; readonly check: DeviceDayCheck }[];
  #tail: Promise<unknown> = Promise.resolve();

  constructor({ devices, person: { erasures } }: OpenDay, notice: KnownNotice) {
    this.#devices = devices.map((day) => ({
      device: day.device,
      check: new DeviceDayCheck(day, { ...notice, erasures }),
    }));
  }

  get hasOldNotice(): boolean {
    return this.#devices.some(({ check }) => check.isNoticeOutdated);
  }

  step(): Promise<Result<DayCheck>> {
    const turn = this.#tail.then(() => this.#step());
    this.#tail = turn;
    return turn;
  }

  async #step(): Promise<Result<DayCheck>> {
    const left = this.#devices.find(({ check }) => check.done < check.total);
    const stepped = await left?.check.step();
    if (stepped?.ok === false) return stepped;
    return ok({
      done: this.#devices.reduce((sum, { check }) => sum + check.done, 0),
      total: this.#devices.reduce((sum, { check }) => sum + check.total, 0),
      devices: this.#devices.map(({ device, check }) => ({ device, chain: shortReport(check.report()) })),
    });
  }
}

/** Whether an entry of a day waits, or waited, for an answer to `request`. */
export function asksFor({ devices }: OpenDay, request: RecordId): boolean {
  return devices.some(({ records }) =>
    entriesOf(records ?? [], { windows: [], states: [] }).some(
      (entry) => entry.request === request && entry.needsApproval && !entry.isTakenBack,
    ),
  );
}
