import type { AudioObjects } from './audio-object.ts';
import type { CoreFoundation } from './core-foundation.ts';
import type { CoreGraphics } from './core-graphics.ts';
import type { ObjectiveC } from './objective-c.ts';

/** Everything that the sensors ask of macOS by foreign functions. */
export interface MacApi {
  readonly foundation: CoreFoundation;
  readonly graphics: CoreGraphics;
  readonly objc: ObjectiveC;
  readonly audio: AudioObjects;
  readonly cameras: AudioObjects;
  readonly processes: Processes;
}

export interface Processes {
  /**
   * `proc_pidpath` of libproc (`libproc.h`): the executable's path. Null: no such process, or one
   * that this account may not look at.
   */
  pathOf(pid: number): string | null;
}
