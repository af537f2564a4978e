import type { Language } from '../core/language.ts';
import type { Purpose } from '../core/organisation/purpose.ts';
import { type Reason, reason } from '../core/reason.ts';
import type { Rectangle } from '../core/rectangle.ts';
import type { SensorName } from '../core/sensor-name.ts';
import type { Instant, Interval } from '../core/time/interval.ts';

/**
 * The ports of the capture layer. A sensor never decides whether something may be recorded, that is
 * the gate's; it answers what it sees or says why it cannot. `since` and `at` are UTC ms. Every
 * `start` answers a `stop` that is safe to call twice; after `stop` returns no callback is called
 * any more.
 */
export interface Clock {
  now(): Instant;
}

/** Why a sensor gives nothing. */
export interface SensorFailure {
  readonly ok: false;
  readonly reason: Reason;
}

export interface SensorReady {
  readonly ok: true;
}

export type SensorState = SensorReady | SensorFailure;

/** The focused window as the system reports it; without control characters, not judged. */
export interface ActiveWindow {
  /** The program: its WM_CLASS class or executable's name, lower case; else `unknown`. */
  readonly appId: string;
  /** The program's name for people. */
  readonly appName: string;
  /** In its whole length, up to 64 Ki UTF-16 units: rules judge all of it. */
  readonly title: string;
  /** Address of the page where the platform tells it, else null. */
  readonly url: string | null;
  /** Addresses that its title, or what is painted of it, may still be of. */
  readonly urlsBefore?: readonly string[];
  /** True: our extension runs in this browser, and does not vouch for this window. */
  readonly isUntold?: true;
  readonly pid: number | null;
  /** The system's number of the program's own window, without a frame. Absent: not known. */
  readonly handle?: number;
  /** The windows that this one is a dialog of, the nearest first, as far as the system tells. */
  readonly belongsTo?: readonly ActiveWindow[];
  /** True: title or program were longer than is read. */
  readonly isCut?: boolean;
}

export type ActiveWindowReading =
  | { readonly kind: 'window'; readonly window: ActiveWindow }
  /** The desktop has no focused window: a fact, not a failure. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unavailable'; readonly failure: SensorFailure };

export interface ActiveWindowSensor {
  /** Calls `onReading` once at the start and at every change after it (deduplicated). */
  start(onReading: (reading: ActiveWindowReading, at: Instant) => void): Promise<Stop>;
  /** When the system last answered, changed or not: tells a quiet desktop from a dead sensor. */
  heardAt(): Instant | null;
}

export type Stop = () => Promise<void>;

/** How many, never which. A key held down counts once where the platform can tell. */
export interface InputCounts {
  readonly keys: number;
  readonly clicks: number;
  readonly scrolls: number;
}

export interface InputCountSensor {
  /** Answers when counting has begun, or why not. `onLost` is called at most once. */
  start(onLost: (failure: SensorFailure) => void): Promise<SensorState>;
  /** What was counted since the last call, and sets it back to zero. */
  take(): InputCounts;
  /** Calls `listener` soon after something was counted, and never at rest. */
  onCounted?(listener: () => void): () => void;
  stop(): Promise<void>;
}

/**
 * In which seconds there was any input, and nothing of how much or which: for a desktop that lets
 * nobody count. Recorded where counts were agreed to, as a figure of its own.
 */
export interface InputSecondsSensor {
  /** Answers when it has begun, or why not. Of input before that nothing is told. `onLost` is called at most once. */
  start(onLost: (failure: SensorFailure) => void): Promise<SensorState>;
  /** What is certain by now and was not taken yet: whole seconds of the clock, in order, disjoint. */
  take(): readonly Interval[];
  /** Calls `listener` soon after there is something to take, and never at rest. */
  onTold?(listener: () => void): () => void;
  stop(): Promise<void>;
}

export interface PresenceReading {
  /** ms since the last input of any kind; null: not known, neither idle nor active. */
  readonly idleMs: number | null;
  readonly locked: boolean | null;
  /** Whether any program uses a microphone or camera; null: not known. */
  readonly inCall: boolean | null;
}

export interface PresenceSensor {
  state(): Promise<SensorState>;
  /** Whether there is a call is looked at only with `calls`: where presence may be recorded. */
  read(what: { readonly calls: boolean }): Promise<PresenceReading>;
  stop(): Promise<void>;
}

/** Where it lies in the pixels of the whole desktop. */
export interface Monitor extends Rectangle {
  readonly name: string;
  readonly primary: boolean;
}

/**
 * What a window is for. `panel`: it lists or names other programs' windows (docks, task switchers,
 * launchers); `notice`: it shows other programs' messages; `frame`: the window manager's own, such
 * as a bar with the tabs of several windows.
 */
export type WindowRole = 'window' | 'panel' | 'notice' | 'frame';

/** A window that can be seen on some monitor. Lists go from bottom to top. */
export interface VisibleWindow extends ActiveWindow {
  readonly bounds: Rectangle;
  /** Where the program itself paints within the bounds; absent: no frame, or not known. */
  readonly content?: Rectangle;
  /** The system's number of it, the same in each reading. */
  readonly id?: number;
  /** Absent: a window like any other. */
  readonly role?: WindowRole;
  /** What it shows may lie outside of its bounds, as menus do, and no list tells where. */
  readonly mayHangOut?: true;
}

/** One monitor's pixels: R, G, B bytes, rows without padding, `width * height * 3` bytes. */
export interface Frame {
  readonly monitor: Monitor;
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export interface Screen {
  readonly at: Instant;
  readonly frames: readonly Frame[];
  /**
   * Every window that may be visible on these frames, bottom first, as it was at the moment of the
   * pixels, and once more for each other title or place that it had within the seconds around them:
   * a title changes before or after what it stands for.
   */
  readonly windows: readonly VisibleWindow[];
  /** Open but invisible windows, which panels name. Absent: not known. */
  readonly elsewhere?: readonly ActiveWindow[];
}

export type ScreenReading =
  | { readonly kind: 'screen'; readonly screen: Screen }
  /** `mayRead` said no: nothing was read. */
  | { readonly kind: 'not-allowed' }
  /** No pixels, or no list of windows to judge them by: then there is no shot. */
  | { readonly kind: 'unavailable'; readonly failure: SensorFailure };

/** Whether pixels may be read now. Only another process has to wait for the answer. */
export type MayRead = () => boolean | Promise<boolean>;

export interface ScreenSensor {
  state(): Promise<SensorState>;
  monitors(): Promise<readonly Monitor[]>;
  /**
   * The window list is read before and after the pixels; a window seen in any reading is in the
   * answer, so that one that moved meanwhile is masked where it was and where it is. That takes
   * some seconds: `mayRead` is asked right before the pixels are read; if it says no, there are
   * none.
   */
  capture(mayRead?: MayRead): Promise<ScreenReading>;
  stop(): Promise<void>;
}

export type OpenWindows =
  | { readonly kind: 'windows'; readonly windows: readonly ActiveWindow[] }
  | { readonly kind: 'unavailable'; readonly failure: SensorFailure };

/** Something that the system told of the person's session: what, and whether it is so now. */
export interface SessionChange {
  readonly what: 'locked' | 'asleep';
  readonly is: boolean;
}

/** Everything that one platform offers. Which one it is, and why, is said in `describe`. */
export interface CapturePlatform {
  readonly name: string;
  readonly activeWindow: ActiveWindowSensor;
  /** Whether active windows come with the address of their page. */
  readonly websites: SensorState;
  readonly inputCounts: InputCountSensor;
  /** What is recorded instead where `never` says that nothing can be counted; null: nothing, or counts are. */
  readonly inputSeconds: InputSecondsSensor | null;
  readonly presence: PresenceSensor;
  readonly screen: ScreenSensor;
  /** Of sensors that can never deliver here: why, known before any of them was started. */
  readonly never?: Partial<Record<SensorName, SensorFailure>>;
  /**
   * What the person would have to permit in the system's settings for this purpose, as it is now or
   * was at the last `lookAtPermissions`; null: nothing, or that is not known. Absent: the system has
   * no such permissions.
   */
  lacking?(purpose: Purpose): SensorFailure | null;
  /**
   * Looks anew at what `lacking` answers, as far as that takes waiting. `mayRead`: whether pixels may
   * be read to prove it. Does not reject. Absent: it takes none.
   */
  lookAtPermissions?(mayRead: () => boolean): Promise<void>;
  /**
   * Shows the person the system's settings where what `lacking` names can be permitted; on their
   * click alone. Absent: there is no way there.
   */
  showSettings?(): Promise<void>;
  /** Calls `listener` when the session is locked or unlocked, or the computer goes to sleep or wakes up. */
  onSessionChange?(listener: (change: SessionChange) => void): () => void;
  /** Every open window, minimised ones where known; top first where known. Nothing is kept. */
  openWindows(): Promise<OpenWindows>;
  /** The session ends, for which the system waits some seconds: it is held up until `listener` is done. */
  onSessionEnd?(listener: () => Promise<void>): () => void;
  /** Calls `listener` when sensors that were gone are there again. Absent: they only ever say so themselves. */
  onBack?(listener: () => void): () => void;
  close(): Promise<void>;
}

/** What the sign says: that Plainsight records, and what. Nothing of what was captured. */
export interface SignContent {
  /** In the order of `purposes`; never empty. */
  readonly purposes: readonly Purpose[];
  /** True: seconds with input stand for counts here, where nothing can be counted. */
  readonly hasSecondsForCounts?: boolean;
  /** The language that the person chose; null: as the system says. */
  readonly language: Language | null;
}

/**
 * Whether the person can see that something is recorded. `not-needed` only in a session without any
 * screen, of which nothing is recorded either. Everything that is not known is `not-shown`, and
 * `failure` says why.
 */
export type SignState =
  /** `purposes` are those that it tells of; nothing else is recorded. */
  | { readonly kind: 'shown'; readonly purposes: readonly Purpose[] }
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'not-shown'; readonly failure: SensorFailure };

/** Of a sign that is down, or on its way up: nothing is wrong, and it is not there. */
export const signComing: SensorFailure = { ok: false, reason: reason('sign-coming') };

/**
 * What tells the person, in their session, that something is recorded: nothing is recorded unless
 * it is up. An implementation MUST answer `shown` only while the sign is really there to be seen,
 * must not take the focus, and must have no setting that switches it off.
 */
export interface RecordingSign {
  /** Puts the sign up, or changes what it says; null takes it down. Does not throw. */
  show(content: SignContent | null): void;
  /** As it is now; of a sign that is down, or on its way up, `not-shown`. */
  state(): SignState;
  /** Calls `listener` after the state may have changed, never within `show`. Answers the end. */
  onChange(listener: () => void): () => void;
  /** Takes the sign down for good. Safe to call twice. */
  close(): Promise<void>;
}

/** RGB pixels, three bytes each, rows without padding. */
export interface Pixels {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Turns RGB pixels into a WebP file (quality 60, effort 2) and back. Both throw when they fail. */
export interface WebpEncoder {
  readonly name: string;
  encode(picture: Pixels): Promise<Uint8Array>;
  decode(webp: Uint8Array): Promise<Pixels>;
}
