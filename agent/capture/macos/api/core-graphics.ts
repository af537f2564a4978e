import type { Rectangle } from '../../../../core/rectangle.ts';
import type { ForeignLibrary } from '../../../../ffi/library.ts';
import type { CfRef } from './core-foundation.ts';

/**
 * CoreGraphics: counters of input, the session, the list of windows. Pages:
 * developer.apple.com/documentation/coregraphics/…
 */
export interface CoreGraphics {
  /**
   * `cgeventsource/counterforeventtype(_:eventtype:)`: how many events of a type came since the
   * window server started, wrapping at 2^32; which they were it does not know. Repeats of a held
   * key are not counted, a modifier counts when pressed and when let go. Failure is not told: where
   * the process has no main loop the number stands still.
   */
  eventCount(state: EventState, type: EventType): number;
  /** The same, asked on another thread: with some states it is known to never answer. */
  eventCountLater(state: EventState, type: EventType): Promise<number>;
  /** `cgeventsource/secondssincelasteventtype(_:eventtype:)`: seconds, a fraction. Failure is not told. */
  secondsSinceEvent(state: EventState, type: EventType): number;
  /** The same, asked on another thread. */
  secondsSinceEventLater(state: EventState, type: EventType): Promise<number>;
  /**
   * `cgsessioncopycurrentdictionary()`: the session of this process, owned by the caller. Null: it
   * has no graphical session, or the window server is not there.
   */
  copySession(): CfRef | null;
  /**
   * `cgwindowlistcopywindowinfo(_:_:)`: an array of dictionaries, front to back, owned by the
   * caller. Null: there is no graphical session. Costly, says its page.
   */
  copyWindows(option: number): CfRef | null;
  /**
   * `cgrectmakewithdictionaryrepresentation(_:_:)`: points from the upper left corner of the main
   * display, down. Null: the dictionary is no rectangle, which is said by false.
   */
  rectangle(dictionary: CfRef): Rectangle | null;
  /**
   * `cgpreflightscreencaptureaccess()`, 10.15 and later: what the system says of Screen Recording.
   * It errs both ways; null where there is no such function.
   */
  preflight(): boolean | null;
}

/** `CGEventSourceStateID`: what comes from devices and programs in this login. */
export const combinedSession = 0;
export type EventState = typeof combinedSession;

/** `CGEventType`, of those that are counted; `any` is `kCGAnyInputEventType`. */
export const eventTypes = {
  leftDown: 1,
  rightDown: 3,
  keyDown: 10,
  modifiers: 12,
  scroll: 22,
  otherDown: 25,
  any: 0xffffffff,
} as const;
export type EventType = (typeof eventTypes)[keyof typeof eventTypes];

/** `CGWindowListOption`. */
export const windowLists = { all: 0, onScreen: 1, withoutDesktop: 16 } as const;

/** The names of what `copyWindows` tells of each window: each constant's text is its name. */
export const windowKeys = {
  number: 'kCGWindowNumber',
  layer: 'kCGWindowLayer',
  bounds: 'kCGWindowBounds',
  alpha: 'kCGWindowAlpha',
  pid: 'kCGWindowOwnerPID',
  owner: 'kCGWindowOwnerName',
  title: 'kCGWindowName',
  isOnScreen: 'kCGWindowIsOnscreen',
} as const;

/** The names of what `copySession` tells. The first is absent while the screen is not locked. */
export const sessionKeys = {
  isLocked: 'CGSSessionScreenIsLocked',
  isOnConsole: 'kCGSSessionOnConsoleKey',
} as const;

/** `CGWindowLevelKey`: layers in which the system itself draws. Below zero lies the desktop. */
export const layers = { normal: 0, menuBar: 24, statusItem: 25 } as const;

const counter = 'uint32 CGEventSourceCounterForEventType(int32 state, uint32 type)';
const sinceLast = 'double CGEventSourceSecondsSinceLastEventType(int32 state, uint32 type)';
const rectangleBytes = 32;

type OfEvents = (state: EventState, type: EventType) => number;

/** The functions above in the framework's own shapes. `CGRect` is four doubles. */
export function bindCoreGraphics(library: ForeignLibrary): CoreGraphics {
  const rectangle = library.declare<(dictionary: CfRef, into: Buffer) => boolean>(
    'bool CGRectMakeWithDictionaryRepresentation(void *dictionary, void *rectangle)',
  );
  const preflight = library.declare<() => boolean>('bool CGPreflightScreenCaptureAccess()');
  const copyWindows = library.declare<(option: number, window: number) => CfRef | null>(
    'void *CGWindowListCopyWindowInfo(uint32 option, uint32 window)',
  );
  return {
    eventCount: library.declare<OfEvents>(counter),
    eventCountLater: library.declareLater<OfEvents>(counter),
    secondsSinceEvent: library.declare<OfEvents>(sinceLast),
    secondsSinceEventLater: library.declareLater<OfEvents>(sinceLast),
    copySession: library.declare<() => CfRef | null>('void *CGSessionCopyCurrentDictionary()'),
    // kCGNullWindowID: relative to no window.
    copyWindows: (option) => copyWindows(option, 0),
    rectangle(dictionary) {
      const sides = Buffer.alloc(rectangleBytes);
      if (!rectangle(dictionary, sides)) return null;
      const [x, y, width, height] = [0, 8, 16, 24].map((at) => sides.readDoubleLE(at)) as [
        number,
        number,
        number,
        number,
      ];
      return { x, y, width, height };
    },
    preflight() {
      try {
        return preflight();
      } catch {
        return null;
      }
    },
  };
}
