import { randomInt } from 'node:crypto';
import type { Language } from '../../core/language.ts';
import { reason } from '../../core/reason.ts';
import { type RecordingSign, type SensorFailure, type SignContent, type SignState, signComing } from '../ports.ts';
import { HiddenTime } from './hidden-time.ts';
import { signText } from './sign-text.ts';

/** The windows of a sign, one on each monitor, as one system makes them. */
export interface SignWindows {
  /** Why this screen can show no sign that the person is sure to have before them; null: it can. */
  failure(): SensorFailure | null;
  /** Makes windows that say `text` where they are missing. Whether it made some. */
  arrange(text: string): Promise<boolean>;
  /** Puts them back where they belong, above all others. */
  raise(): void;
  /** New windows in the place of these. */
  renew(text: string): Promise<boolean>;
  /** Whether every monitor shows its own, by what its pixels are. */
  areSeen(): Promise<boolean>;
  clear(): void;
}

export interface WatchedSignOptions {
  /** The system's language. */
  readonly language: Language;
  /** A clock that is never set, in ms. */
  readonly now: () => number;
  /** Whether what was thrown means that the windows are gone with their system, which `down` says. */
  readonly isGone: (error: unknown) => boolean;
}

/**
 * Looked at after a time between these, besides at every event of its windows. Nobody can foresee
 * it: who can have it looked at, by any window that comes, would else paint over it until just
 * before the next look, each time.
 */
const lookAfterMs = [500, 3_000] as const;
/** The wait after another window came or moved: compositors do not report obstruction. */
const lookSoonMs = 150;
/** What a screen takes to show what was put back, and when it is put back once more. */
const settleMs = [40, 160, 600] as const;
/** The wait after a failure, so that two that want to be on top do not fight for ever. */
const restMs = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/**
 * A sign that is looked at: whether it can be seen is not told by events, which any program can
 * send, but by what the screen shows in its place.
 */
export class WatchedSign implements RecordingSign {
  readonly #options: WatchedSignOptions;
  readonly #listeners = new Set<() => void>();
  readonly #hidden: HiddenTime;
  #content: SignContent | null = null;
  #state: SignState = { kind: 'not-shown', failure: signComing };
  #windows: SignWindows | null = null;
  /** Why the system is not there; null: it is, or nobody knows yet. */
  #down: SensorFailure | null = null;
  /** Counts what makes an answer that is still awaited an old one. */
  #turn = 0;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  #soon: NodeJS.Timeout | null = null;
  /** When something first happened, since it was last seen, that may have hidden it. */
  #touchedAt: number | null = null;
  #closed = false;

  constructor(options: WatchedSignOptions) {
    this.#options = options;
    this.#hidden = new HiddenTime(options.now());
  }

  /** The system is there, with `windows` to show the sign by. */
  up(windows: SignWindows): void {
    this.#windows = windows;
    this.#down = null;
    this.#touch();
    this.#look();
  }

  down(failure: SensorFailure): void {
    this.#windows = null;
    this.#down = failure;
    this.#turn++;
    this.#set({ kind: 'not-shown', failure });
  }

  /** Something happened to the windows of the sign. */
  touched(): void {
    if (this.#content === null) return;
    this.#touch();
    this.#look();
  }

  /** Another window came or moved, which may be over them. */
  restacked(): void {
    if (this.#content !== null) this.#lookSoon();
  }

  show(content: SignContent | null): void {
    // What is down for us is hidden by nobody.
    if (this.#content === null || content === null) this.#touchedAt = null;
    this.#content = this.#closed ? null : content;
    this.#turn++;
    if (this.#content === null) {
      this.#stopTimer();
      this.#windows?.clear();
      this.#state = { kind: 'not-shown', failure: signComing };
    } else {
      if (this.#down !== null) this.#state = { kind: 'not-shown', failure: this.#down };
      this.#touch();
      this.#look();
    }
  }

  state(): SignState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    this.show(null);
    await this.#looking;
  }

  #touch(): void {
    this.#touchedAt ??= this.#options.now();
  }

  #lookSoon(): void {
    this.#touch();
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      if (this.#content !== null) this.#look();
    }, lookSoonMs).unref();
  }

  /** One look at a time; what happens meanwhile leads to another. */
  #look(): void {
    this.#lookAgain = true;
    // While it is given a rest, events do not call it out of it.
    if (this.#failures > 0 && this.#timer !== null) return;
    this.#stopTimer();
    this.#looking ??= this.#drain().finally(() => {
      this.#looking = null;
      // Asked for when there was nothing more to do, and before that was said.
      if (this.#lookAgain) this.#look();
    });
  }

  async #drain(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false;
      const content = this.#content;
      const windows = this.#windows;
      if (content === null || windows === null) return;
      const turn = this.#turn;
      let outcome: SignState;
      try {
        const failure = windows.failure();
        outcome = failure === null ? await this.#raiseUntilSeen(windows, content) : { kind: 'not-shown', failure };
      } catch (error) {
        if (!this.#options.isGone(error)) throw error;
        return;
      }
      // What was being made while it was taken down is taken down too.
      if (this.#content === null) windows.clear();
      if (turn !== this.#turn) continue;
      this.#failures = outcome.kind === 'shown' ? 0 : this.#failures + 1;
      this.#set(outcome);
    }
    this.#plan();
  }

  /** Puts the sign up and back until it is seen, a few times. */
  async #raiseUntilSeen(windows: SignWindows, content: SignContent): Promise<SignState> {
    const { now, language } = this.#options;
    if (await windows.arrange(signText(content, language))) this.#touch();
    for (const [tries, waitMs] of settleMs.entries()) {
      if (await windows.areSeen()) return this.#seen(content);
      this.#hidden.hidden(now(), this.#touchedAt);
      if (this.#content !== content) break;
      // Raising beats what was put over it; a new window beats what was done to this one.
      if (tries === 0) windows.raise();
      else await windows.renew(signText(content, language));
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    return (await windows.areSeen()) ? this.#seen(content) : { kind: 'not-shown', failure: covered };
  }

  /** However late it is found back: what hides it may wait for just that. */
  #seen({ purposes }: SignContent): SignState {
    this.#hidden.seen(this.#options.now());
    this.#touchedAt = null;
    return this.#hidden.isTooMuch ? { kind: 'not-shown', failure: takenAgain } : { kind: 'shown', purposes };
  }

  #plan(): void {
    this.#stopTimer();
    if (this.#content === null || this.#windows === null) return;
    const rest = this.#failures === 0 ? randomInt(...lookAfterMs) : restMs[Math.min(this.#failures, restMs.length) - 1];
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#look();
    }, rest);
    this.#timer.unref();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#soon !== null && this.#content === null) clearTimeout(this.#soon);
    if (this.#content === null) this.#soon = null;
  }

  #set(state: SignState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const covered: SensorFailure = { ok: false, reason: reason('sign-covered') };
const takenAgain: SensorFailure = { ok: false, reason: reason('sign-taken') };
