import { randomInt } from 'node:crypto';
import { hostname } from 'node:os';
import type { Language } from '../../core/language.ts';
import { reason } from '../../core/reason.ts';
import { pixelFailure } from '../capture/linux-x11/screen/pixels.ts';
import { Connection } from '../capture/linux-x11/wire/connection.ts';
import type { DisplayAddress, Environment } from '../capture/linux-x11/wire/display-address.ts';
import { LinkDown, type X11Link } from '../capture/linux-x11/wire/link.ts';
import { cookieFor } from '../capture/linux-x11/wire/xauthority.ts';
import { type RecordingSign, type SensorFailure, type SignContent, type SignState, signComing } from '../ports.ts';
import { HiddenTime } from './hidden-time.ts';
import { signText } from './sign-text.ts';
import { type PillSetting, pillAtoms } from './x11-pill.ts';
import { X11Pills } from './x11-pills.ts';

export interface X11SignOptions {
  readonly address: DisplayAddress;
  readonly env: Environment;
  /** The system's language. */
  readonly language: Language;
  /** A clock that is never set, in ms. */
  readonly now: () => number;
  /** Waits between attempts to connect again, in ms. */
  readonly retryMs?: readonly number[];
}

/**
 * Looked at after a time between these, besides at every event of its windows. Nobody can foresee
 * it: who can have it looked at, by any window that comes, would else paint over it until just
 * before the next look, each time.
 */
const lookAfterMs = [500, 3_000] as const;
/** The wait after another window came or moved: compositors do not report obstruction. */
const lookSoonMs = 150;
const restacking = new Set(['MapNotify', 'ConfigureNotify', 'CirculateNotify', 'ReparentNotify']);
/** What a screen takes to show what was put back, and when it is put back once more. */
const settleMs = [40, 160, 600] as const;
/** The wait after a failure, so that two that want to be on top do not fight for ever. */
const restMs = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/**
 * The sign of an X11 session: a small window of our own on each monitor, in its lower right corner,
 * above all others. Whether it can be seen is not told by events, which any program can send, but
 * by what the screen shows in its place.
 */
export function openX11Sign(options: X11SignOptions): RecordingSign {
  const { address, env } = options;
  const connection = new Connection({
    address,
    cookie: () => cookieFor(address.displayNumber, env),
    ...(options.retryMs ? { retryMs: options.retryMs } : {}),
  });
  const sign = new X11Sign(options, connection);
  void connection.open();
  return sign;
}

class X11Sign implements RecordingSign {
  readonly #options: X11SignOptions;
  readonly #connection: Connection;
  readonly #listeners = new Set<() => void>();
  readonly #hidden: HiddenTime;
  #content: SignContent | null = null;
  #state: SignState = { kind: 'not-shown', failure: signComing };
  #pills: X11Pills | null = null;
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

  constructor(options: X11SignOptions, connection: Connection) {
    this.#options = options;
    this.#connection = connection;
    this.#hidden = new HiddenTime(options.now());
    connection.follow({
      up: (link) => void this.#up(link),
      down: (failure) => this.#down(failure),
    });
  }

  show(content: SignContent | null): void {
    this.#content = this.#closed ? null : content;
    this.#turn++;
    this.#touch();
    if (this.#content === null) {
      this.#stopTimer();
      this.#pills?.clear();
      this.#state = { kind: 'not-shown', failure: signComing };
    } else this.#look();
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
    this.#connection.close();
  }

  async #up(link: X11Link): Promise<void> {
    try {
      const [atoms, shape] = await Promise.all([pillAtoms(link), link.opcodeOf('SHAPE')]);
      const setting: PillSetting = { link, atoms, shape, pid: process.pid, host: hostname() };
      this.#pills = new X11Pills(setting);
      link.watchChildren(link.root);
      link.listen((event) => {
        if (this.#content === null) return;
        if (this.#pills?.concerns(event)) {
          this.#touch();
          this.#look();
        } else if (restacking.has(event.name ?? '')) this.#lookSoon();
      });
      this.#touch();
      this.#look();
    } catch (error) {
      // The connection ended meanwhile, and `down` says so.
      if (!(error instanceof LinkDown)) throw error;
    }
  }

  #down(failure: SensorFailure): void {
    this.#pills = null;
    this.#turn++;
    this.#set({ kind: 'not-shown', failure });
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
    });
  }

  async #drain(): Promise<void> {
    while (this.#lookAgain) {
      this.#lookAgain = false;
      const content = this.#content;
      const pills = this.#pills;
      if (content === null || pills === null) return;
      const turn = this.#turn;
      let outcome: SignState;
      try {
        outcome = placeFailureOf(pills) ?? (await this.#raiseUntilSeen(pills, content));
      } catch (error) {
        if (!(error instanceof LinkDown)) throw error;
        return;
      }
      if (turn !== this.#turn) continue;
      this.#failures = outcome.kind === 'shown' ? 0 : this.#failures + 1;
      this.#set(outcome);
    }
    this.#plan();
  }

  /** Puts the sign up and back until it is seen, a few times. */
  async #raiseUntilSeen(pills: X11Pills, content: SignContent): Promise<SignState> {
    const { now, language } = this.#options;
    if (await pills.arrange(signText(content, language))) this.#touch();
    for (const [tries, waitMs] of settleMs.entries()) {
      if (await pills.areSeen()) return this.#seen(content);
      this.#hidden.hidden(now(), this.#touchedAt);
      if (this.#content !== content) break;
      // Raising beats what was put over it; a new window beats what was done to this one.
      if (tries === 0) pills.raise();
      else await pills.renew(signText(content, language));
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    return (await pills.areSeen()) ? this.#seen(content) : { kind: 'not-shown', failure: covered };
  }

  /** However late it is found back: what hides it may wait for just that. */
  #seen({ purposes }: SignContent): SignState {
    this.#hidden.seen(this.#options.now());
    this.#touchedAt = null;
    return this.#hidden.isTooMuch ? { kind: 'not-shown', failure: takenAgain } : { kind: 'shown', purposes };
  }

  #plan(): void {
    this.#stopTimer();
    if (this.#content === null || this.#pills === null) return;
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

/** Why this screen can show no sign that the person is sure to have before them. */
function placeFailureOf({ link }: X11Pills): SignState | null {
  const failure = link.display.screen.length > 1 ? severalScreens : pixelFailure(link);
  return failure === null ? null : { kind: 'not-shown', failure };
}

const covered: SensorFailure = { ok: false, reason: reason('sign-covered') };
/** Input and presence count for all screens of the server, DISPLAY names the sign's own. */
const severalScreens: SensorFailure = { ok: false, reason: reason('sign-several-screens') };
const takenAgain: SensorFailure = { ok: false, reason: reason('sign-taken') };
