import type { AudioObjects } from '../../../../../agent/capture/macos/api/audio-object.ts';
import type { CfRef } from '../../../../../agent/capture/macos/api/core-foundation.ts';
import {
  type CoreGraphics,
  type EventType,
  eventTypes,
  windowLists,
} from '../../../../../agent/capture/macos/api/core-graphics.ts';
import type { MacApi } from '../../../../../agent/capture/macos/api/mac-api.ts';
import type { Rectangle } from '../../../../../core/rectangle.ts';
import { PropertyDouble } from './audio-double.ts';
import { CfHeap, type CfValue } from './cf-heap.ts';
import { nsString, ObjcDouble, type ObjectDouble } from './objc-double.ts';

/** A program that runs. */
export interface ProgramDouble {
  readonly pid: number;
  readonly name: string;
  readonly bundle: string | null;
  readonly path?: string;
}

/** A window, as the system knows it; `more` overwrites what is listed of it, and a key that is undefined is left out. */
export interface WindowDouble {
  readonly program: ProgramDouble;
  readonly title?: string;
  readonly bounds?: Rectangle;
  readonly layer?: number;
  /** Minimised, of another space, or hidden with its program. */
  readonly isElsewhere?: boolean;
  readonly more?: Readonly<Record<string, CfValue | undefined>>;
}

/** The process that the sensors run in. */
export const ownProcess: ProgramDouble = { pid: 900, name: 'Plainsight', bundle: 'app.plainsight.desktop' };

// Programs of the system and of anybody, as they run with German words.
export const safari: ProgramDouble = { pid: 401, name: 'Safari', bundle: 'com.apple.Safari' };
export const notes: ProgramDouble = { pid: 402, name: 'Notizen', bundle: 'com.apple.Notes' };
export const dock: ProgramDouble = { pid: 11, name: 'Dock', bundle: 'com.apple.dock' };
export const controlCentre: ProgramDouble = { pid: 12, name: 'Kontrollzentrum', bundle: 'com.apple.controlcenter' };
export const notices: ProgramDouble = {
  pid: 13,
  name: 'Mitteilungszentrale',
  bundle: 'com.apple.notificationcenterui',
};
export const windowServer: ProgramDouble = {
  pid: 9,
  name: 'Window Server',
  bundle: null,
  path: '/System/Library/PrivateFrameworks/SkyLight.framework/Resources/WindowServer',
};
export const stageManager: ProgramDouble = { pid: 14, name: 'WindowManager', bundle: 'com.apple.WindowManager' };

/** What macOS answers, made from what its documentation and those who tried it say. Tests change its fields. */
export class MacDouble implements MacApi {
  readonly foundation = new CfHeap();
  readonly objc = new ObjcDouble();
  readonly audio: AudioObjects & PropertyDouble = new PropertyDouble();
  readonly cameras: AudioObjects & PropertyDouble = new PropertyDouble();
  readonly processes = { pathOf: (pid: number) => this.programs.find((each) => each.pid === pid)?.path ?? null };

  /** Monotonic, ms. */
  now = 1_000_000;
  /** Screen Recording holds for this process as it runs. */
  isPermitted = true;
  preflight: boolean | null = true;
  /** Null: no graphical session. */
  session: { readonly [key: string]: CfValue } | null = { kCGSSessionOnConsoleKey: true };
  /** Front to back. Null: the window server answers no list. */
  windows: readonly WindowDouble[] | null = [];
  programs: ProgramDouble[] = [];
  front: ProgramDouble | null = null;
  /** In front when this process was first asked: all that one without a main loop ever hears. */
  hasMainLoop = true;
  /** Some processes never get an answer. */
  isAnswering = true;
  lastInputAt = this.now;
  readonly #counters = new Map<EventType, number>();
  #firstFront: ProgramDouble | null | undefined;

  constructor() {
    const workspace: ObjectDouble = {
      frontmostApplication: { shape: 'object', answer: () => this.#front() },
    };
    const running: ObjectDouble = {
      'runningApplicationWithProcessIdentifier:': {
        shape: 'objectFor',
        answer: (pid) => applicationOf(this.programs.find((each) => each.pid === pid) ?? null),
      },
    };
    this.objc.classes.set('NSWorkspace', { sharedWorkspace: { shape: 'object', answer: () => workspace } });
    this.objc.classes.set('NSRunningApplication', running);
  }

  readonly graphics: CoreGraphics = {
    eventCount: (_state, type) => (this.#counters.get(type) ?? 0) >>> 0,
    eventCountLater: async (state, type) => {
      if (!this.isAnswering) await new Promise(() => {});
      return this.graphics.eventCount(state, type);
    },
    secondsSinceEvent: () => (this.now - this.lastInputAt) / 1000,
    secondsSinceEventLater: async (state, type) => {
      if (!this.isAnswering) await new Promise(() => {});
      return this.graphics.secondsSinceEvent(state, type);
    },
    copySession: () => (this.session === null ? null : this.foundation.create(this.session, 'the session')),
    copyWindows: (option) => {
      if (this.windows === null) return null;
      const listed = this.windows.filter(({ isElsewhere }) => !(option & windowLists.onScreen) || !isElsewhere);
      return this.foundation.create(
        listed.map((each, place) => this.#dictionary(each, place)),
        'the list of windows',
      );
    },
    rectangle: (dictionary: CfRef) => {
      const { X, Y, Width, Height } = this.foundation.valueOf(dictionary) as Record<string, CfValue>;
      const sides = [X, Y, Width, Height];
      if (!sides.every((side) => typeof side === 'number')) return null;
      return { x: sides[0] as number, y: sides[1] as number, width: sides[2] as number, height: sides[3] as number };
    },
    preflight: () => this.preflight,
  };

  /** Somebody presses, clicks or scrolls. Counters move only in a process with a main loop. */
  input(type: EventType, times = 1): void {
    this.lastInputAt = this.now;
    if (!this.hasMainLoop) return;
    for (const each of [type, eventTypes.any]) this.setCounter(each, (this.#counters.get(each) ?? 0) + times);
  }

  setCounter(type: EventType, value: number): void {
    this.#counters.set(type, value);
  }

  runs(...programs: ProgramDouble[]): void {
    this.programs.push(...programs);
  }

  #front(): ObjectDouble | null {
    if (this.#firstFront === undefined) this.#firstFront = this.front;
    return applicationOf(this.hasMainLoop ? this.front : this.#firstFront);
  }

  #dictionary(window: WindowDouble, place: number): CfValue {
    const { program, title, layer = 0, isElsewhere = false } = window;
    const { x, y, width, height } = window.bounds ?? { x: 0, y: 25, width: 800, height: 600 };
    // Titles of other programs are told with Screen Recording alone; those of the system's own bars always are.
    const isTold = this.isPermitted || program.pid === ownProcess.pid || layer !== 0;
    const listed: Record<string, CfValue | undefined> = {
      kCGWindowNumber: 100 + place,
      kCGWindowStoreType: 1,
      kCGWindowLayer: layer,
      kCGWindowBounds: { X: x, Y: y, Width: width, Height: height },
      kCGWindowSharingState: 1,
      kCGWindowAlpha: 1,
      kCGWindowOwnerPID: program.pid,
      kCGWindowMemoryUsage: 1_264,
      kCGWindowOwnerName: program.name,
      kCGWindowName: isTold ? title : undefined,
      kCGWindowIsOnscreen: isElsewhere ? undefined : true,
      ...window.more,
    };
    return Object.fromEntries(
      Object.entries(listed).filter((each): each is [string, CfValue] => each[1] !== undefined),
    );
  }
}

function applicationOf(program: ProgramDouble | null): ObjectDouble | null {
  if (program === null) return null;
  return {
    processIdentifier: { shape: 'int32', answer: () => program.pid },
    bundleIdentifier: { shape: 'object', answer: () => nsString(program.bundle) },
    localizedName: { shape: 'object', answer: () => nsString(program.name) },
  };
}
