import { demand, type Grant } from '../consent/consent.ts';
import type { ObservedWindow } from '../consent/redaction.ts';
import { isSameReason, type Reason } from '../reason.ts';
import { minuteMs, minuteStart } from '../time/calendar.ts';
import { coveredMs, type Instant, type Interval, intersection } from '../time/interval.ts';
import { type ActivityRecord, type CountsRecord, type PresenceState, type ShotRecord, showsSame } from './activity.ts';

interface Counted {
  readonly keys: number;
  readonly clicks: number;
  readonly scrolls: number;
}

/** No window is written that lasted less, unless recording begins or ends within it. */
export const leastWindowMs = 1_000;
/** From so many windows a day on, titles are left out and windows are told by the minute. */
export const usualWindowsADay = 16_000;
const overfullWindowMs = 60_000;

/** `since`: what of it is not written yet; `began`: when it got the focus, as far as that may be told. */
interface OpenWindow {
  readonly began: Instant;
  readonly since: Instant;
  readonly observed: ObservedWindow;
}

/**
 * Merges what sensors saw into half-open intervals and per-minute counts. It has no clock: every
 * call says when. What it holds in memory leaves through `cut`, which the agent calls every minute
 * and at every change of what is allowed. A clock that goes backwards ends what was open at the
 * latest instant that was seen, and begins it again at the earlier one: no interval is negative,
 * and what is recorded of the same time twice is settled by the view, where the later record wins.
 */
export class Recorder {
  #done: ActivityRecord[] = [];
  #window: OpenWindow | null = null;
  #state: { since: Instant; state: PresenceState; reason: Reason | null } | null = null;
  #countedFrom: Instant;
  /** No second that begins before this is told of any more. */
  #secondsFrom: Instant;
  #latest: Instant;
  /** Of what was before this nothing may change any more: it is written, or was under other permissions. */
  #settledUntil: Instant;
  /** When the last window that was written began; null: none was since the day began. */
  #lastWindow: Instant | null = null;
  #windowsToday = 0;

  constructor(at: Instant) {
    this.#latest = at;
    this.#settledUntil = at;
    this.#countedFrom = at;
    this.#secondsFrom = secondStart(at);
  }

  /** Whether so many windows came today that titles are left out. */
  get isOverfull(): boolean {
    return this.#windowsToday >= usualWindowsADay;
  }

  /** Another day begins: its windows are counted anew. */
  startDay(): void {
    this.#windowsToday = 0;
  }

  /**
   * From `told` on this window has the focus, as became known at `at`; null: none has, or it may not
   * be recorded. Windows that last a moment are sampled: at most one a second is written, and what
   * came later within a second stands for all of it. Not with `isBoundary`, where what may be
   * recorded changes: nothing is said of the time before.
   */
  focus(at: Instant, window: ObservedWindow | null, isBoundary = false, told: Instant = at): void {
    this.#advance(at);
    if (isBoundary) this.#settledUntil = at;
    const from = Math.min(at, Math.max(told, this.#settledUntil, this.#window?.since ?? 0));
    const seen = window !== null && this.isOverfull ? withoutTitle(window) : window;
    const open = this.#window;
    if (open !== null && seen !== null && showsSame(open.observed, seen)) return;
    const leastMs = this.isOverfull ? overfullWindowMs : leastWindowMs;
    if (open !== null && seen !== null && !isBoundary && from - open.began < leastMs) {
      this.#window = { ...open, observed: seen };
      return;
    }
    this.#closeWindow(from);
    if (seen === null) return;
    const least = this.#lastWindow === null ? from : Math.max(from, Math.min(this.#lastWindow, from) + leastMs);
    const since = isBoundary ? at : least;
    this.#window = { began: since, since, observed: seen };
  }

  /**
   * From `since` on the person is in this state, as became known at `at`. An earlier `since` (idle
   * begins at the last input) is written over what was recorded of that time; null closes the open
   * state.
   */
  presence(at: Instant, state: PresenceState | null, reason: Reason | null = null, since: Instant = at): void {
    this.#advance(at);
    if (state !== null && this.#state?.state === state && isSameReason(this.#state.reason, reason)) return;
    this.#closeState(at);
    if (state === null) return;
    if (since < at) this.#done.push({ kind: 'state', start: since, end: at, state, reason });
    this.#state = { since: at, state, reason };
  }

  /** A span of time that is over, such as one that the computer slept through. */
  span(start: Instant, end: Instant, state: PresenceState, reason: Reason | null): void {
    if (start < end) this.#done.push({ kind: 'state', start, end, state, reason });
  }

  /**
   * What was counted until `at` since the last call. It belongs to the minute in which counting
   * began, so that a timer that fires late moves no keystroke into a minute in which nobody typed.
   */
  counts(at: Instant, counted: Counted, grant: Grant<'input-counts'>): void {
    demand(grant, 'input-counts');
    this.#advance(at);
    const start = Math.min(this.#countedFrom, at);
    this.#countedFrom = at;
    if (counted.keys + counted.clicks + counted.scrolls === 0) return;
    const end = Math.max(start + 1, Math.min(at, minuteStart(start) + minuteMs));
    const record: CountsRecord = {
      kind: 'counts',
      start,
      end,
      keys: counted.keys,
      clicks: counted.clicks,
      scrolls: counted.scrolls,
    };
    this.#done.push(record);
  }

  /**
   * Whole seconds of the clock in which there was input, as became known until `at`: in order and
   * disjoint. Each goes to the minute in which it began, and none is told twice. Of the minute only
   * their number is kept, not which they were.
   */
  inputSeconds(at: Instant, seconds: readonly Interval[], grant: Grant<'input-counts'>): void {
    demand(grant, 'input-counts');
    this.#advance(at);
    const open = { start: this.#secondsFrom, end: secondStart(at) + secondMs };
    const found = seconds.flatMap((each) => intersection(each, open) ?? []);
    const last = found.at(-1);
    if (last === undefined) return;
    for (let start = minuteStart(found[0]?.start ?? last.start); start < last.end; start += minuteMs) {
      const minute = { start, end: start + minuteMs };
      const told = Math.round(coveredMs(found.flatMap((each) => intersection(each, minute) ?? [])) / secondMs);
      const from = Math.max(start, open.start);
      const to = Math.max(from + 1, Math.min(minute.end, at));
      if (told > 0) this.#done.push({ kind: 'input-seconds', start: from, end: to, seconds: told });
    }
    this.#secondsFrom = last.end;
  }

  /** Counting begins anew at `at`: what came before was thrown away, not recorded. */
  countFrom(at: Instant): void {
    this.#countedFrom = at;
    this.#secondsFrom = Math.max(this.#secondsFrom, secondStart(at));
  }

  /** What becomes known later of a removed span is not told. */
  removed({ end }: Interval): void {
    this.#secondsFrom = Math.max(this.#secondsFrom, secondStart(end + secondMs - 1));
  }

  shot(shot: Omit<ShotRecord, 'kind'>, grant: Grant<'screenshots'>): void {
    demand(grant, 'screenshots');
    this.#done.push({ kind: 'shot', ...shot });
  }

  /** A fact about the recording itself: a header, a sensor's report, a removal. */
  note(record: Extract<ActivityRecord, { kind: 'header' | 'sensor' | 'removed' }>): void {
    this.#done.push(record);
  }

  /** Everything since the last cut, with open intervals closed at `at` and begun again there. */
  cut(at: Instant): ActivityRecord[] {
    this.#advance(at);
    const window = this.#window;
    const state = this.#state;
    this.#closeWindow(at);
    this.#closeState(at);
    this.#settledUntil = at;
    if (window !== null) this.#window = { ...window, since: Math.max(window.since, at) };
    if (state !== null) this.#state = { ...state, since: at };
    const done = this.#done;
    this.#done = [];
    return done;
  }

  #advance(at: Instant): void {
    if (at < this.#latest) {
      const window = this.#window;
      const state = this.#state;
      this.#closeWindow(this.#latest);
      this.#closeState(this.#latest);
      if (window !== null) this.#window = { ...window, began: at, since: at };
      if (state !== null) this.#state = { ...state, since: at };
      this.#settledUntil = at;
      this.#countedFrom = Math.min(this.#countedFrom, at);
      this.#secondsFrom = Math.min(this.#secondsFrom, secondStart(at));
    }
    this.#latest = at;
  }

  #closeWindow(at: Instant): void {
    const open = this.#window;
    this.#window = null;
    if (open === null || at <= open.since) return;
    this.#settledUntil = Math.max(this.#settledUntil, at);
    this.#lastWindow = open.began;
    this.#windowsToday++;
    const { appId, appName, title, site, path, withheld } = open.observed;
    const where = { site, ...(path === undefined ? {} : { path }) };
    this.#done.push({ kind: 'window', start: open.since, end: at, appId, appName, title, ...where, withheld });
  }

  #closeState(at: Instant): void {
    const open = this.#state;
    this.#state = null;
    if (open === null || at <= open.since) return;
    this.#done.push({ kind: 'state', start: open.since, end: at, state: open.state, reason: open.reason });
  }
}

/** Of a page the site alone is left. */
function withoutTitle({ path: _, ...window }: ObservedWindow): ObservedWindow {
  return { ...window, title: null };
}

const secondMs = 1_000;

function secondStart(at: Instant): Instant {
  return Math.floor(at / secondMs) * secondMs;
}
