import { type Circumstances, type Decision, type DeviceEnd, decide } from '../../core/consent/consent.ts';
import type { Terms } from '../../core/consent/terms.ts';
import type { Day } from '../../core/ids.ts';
import type { LastDay } from '../../core/organisation/devices.ts';
import { type Purpose, recordedPurposes } from '../../core/organisation/purpose.ts';
import { dayBounds, dayOf, hourMs, type Zone } from '../../core/time/calendar.ts';
import type { Instant, Interval } from '../../core/time/interval.ts';
import { type WorkingHours, workingAt } from '../../core/time/working-hours.ts';
import type { SessionChange } from '../ports.ts';

interface WorkingSpan {
  readonly hours: WorkingHours;
  readonly from: Instant;
  readonly until: Instant;
  readonly isWorking: boolean;
}

export interface GateOptions {
  readonly ledger: () => Circumstances['ledger'];
  /** What is asked for now; null: nothing. The same object while it is the same, for speed. */
  readonly terms: (purpose: Purpose) => Terms | null;
  /** The same object as long as they are the same. */
  readonly hours: () => WorkingHours | null;
  readonly zone: Zone;
  /** The last day of this computer; null: it has none. */
  readonly lastDay: () => LastDay | null;
}

/** The circumstances that are known at each moment, and the one question to ask of them. */
export class Gate {
  readonly #options: GateOptions;
  #settingsValid = false;
  #pause: Circumstances['pause'] = null;
  #locked = false;
  #suspended = false;
  /** The purposes that the sign on the screen tells of. */
  #signShows: readonly Purpose[] = [];
  /** The last answer about hours, and how long it holds: every event asks, calendars are slow. */
  #working: WorkingSpan | null = null;
  #lastDay: { readonly day: Day; readonly decided: Instant; readonly end: Instant } | null = null;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  get pause(): Circumstances['pause'] {
    return this.#pause;
  }

  get locked(): boolean {
    return this.#locked;
  }

  setSettingsValid(valid: boolean): void {
    this.#settingsValid = valid;
  }

  setPause(pause: Circumstances['pause']): void {
    this.#pause = pause;
  }

  setLocked(locked: boolean): void {
    this.#locked = locked;
  }

  setSession({ what, is }: SessionChange): void {
    if (what === 'locked') this.setLocked(is);
    else this.setSuspended(is);
  }

  setSuspended(suspended: boolean): void {
    this.#suspended = suspended;
  }

  setSignShows(shown: readonly Purpose[]): void {
    this.#signShows = shown;
  }

  ask<P extends Purpose>(purpose: P, at: Instant): Decision<P> {
    const { ledger, terms } = this.#options;
    return decide(purpose, at, {
      ledger: ledger(),
      enrolled: true,
      ended: this.#endedAt(at),
      terms: terms(purpose),
      isWorkingTime: this.isWorkingTime(at),
      settingsValid: this.#settingsValid,
      pause: this.#pause,
      locked: this.#locked,
      suspended: this.#suspended,
      isSignShown: this.#signShows.includes(purpose),
    });
  }

  allows(purpose: Purpose, at: Instant): boolean {
    return 'grant' in this.ask(purpose, at);
  }

  /** What is recorded, or would be if the sign told of it: what the sign has to say. */
  mayBeShown(at: Instant): Purpose[] {
    return recordedPurposes.filter((purpose) => {
      const decision = this.ask(purpose, at);
      return 'grant' in decision || decision.refused === 'no-sign';
    });
  }

  isWorkingTime(at: Instant): boolean {
    return this.#workingAt(at)?.isWorking ?? true;
  }

  /**
   * The next instant after which the clock alone may change what is allowed: hours begin or end, a
   * pause ends. In the past for a pause that is over and not taken back; null: never.
   */
  nextBoundary(at: Instant): Instant | null {
    const last = this.#options.lastDay();
    const end = last === null ? null : this.#endOf(last);
    const boundaries = [
      this.#workingAt(at)?.until ?? null,
      this.#pause?.until ?? null,
      end === null || end <= at ? null : end,
    ].filter((boundary) => boundary !== null);
    return boundaries.length === 0 ? null : Math.min(...boundaries);
  }

  /** The last day of this computer, and whether nothing is recorded any more because of it; null: it has none. */
  lastDay(at: Instant): (LastDay & { readonly isOver: boolean }) | null {
    const last = this.#options.lastDay();
    return last === null ? null : { ...last, isOver: at >= this.#endOf(last) };
  }

  /** When working time that was on at `before` ended, if it did not last until `at`; else null. */
  endOfWork(before: Instant, at: Instant): Instant | null {
    let span = this.#workingAt(before);
    while (span?.isWorking && span.until <= at) {
      const { until } = span;
      span = this.#workingAt(until);
      if (span !== null && !span.isWorking) return until;
    }
    return null;
  }

  /** The parts of `[start, end)` that are working time. */
  workingTime(start: Instant, end: Instant): Interval[] {
    const parts: Interval[] = [];
    for (let at = start; at < end; ) {
      const span = this.#workingAt(at);
      const until = Math.min(span?.until ?? end, end);
      if (span?.isWorking ?? true) parts.push({ start: at, end: until });
      at = until;
    }
    return parts;
  }

  /** When working time begins again after `at`; null where that is not within eight days. */
  workAgainAt(at: Instant): Instant | null {
    const last = at + 8 * dayMs;
    for (let boundary = at; boundary < last; ) {
      const span = this.#workingAt(boundary);
      if (span === null || span.isWorking) return boundary;
      boundary = span.until;
    }
    return null;
  }

  #endedAt(at: Instant): DeviceEnd | null {
    const last = this.#options.lastDay();
    return last !== null && at >= this.#endOf(last) ? endRefusals[last.why] : null;
  }

  /**
   * From when on nothing is recorded: where the last day was still to come, from its end. Else
   * whoever decided it meant at once, and no clock that is set back brings it back.
   */
  #endOf(last: LastDay): Instant {
    const known = this.#lastDay;
    if (known?.day === last.day && known.decided === last.at) return known.end;
    const { zone } = this.#options;
    const isOver = last.day <= dayOf(last.at, zone);
    const end = isOver ? Number.NEGATIVE_INFINITY : dayBounds(last.day, zone).end;
    this.#lastDay = { day: last.day, decided: last.at, end };
    return end;
  }

  /** Null: there are no hours, and all time is working time. */
  #workingAt(at: Instant): WorkingSpan | null {
    const { hours: ask, zone } = this.#options;
    const hours = ask();
    if (hours === null) return null;
    const known = this.#working;
    if (known !== null && known.hours === hours && known.from <= at && at < known.until) return known;
    const span = { hours, from: at, ...workingAt(at, hours, zone) };
    this.#working = span;
    return span;
  }
}

const dayMs = 24 * hourMs;
const endRefusals: Readonly<Record<LastDay['why'], DeviceEnd>> = {
  revoked: 'device-revoked',
  replaced: 'device-replaced',
  left: 'person-left',
};
