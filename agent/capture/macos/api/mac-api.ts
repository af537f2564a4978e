import { reason } from '../../../../core/reason.ts';
import { ffiState } from '../../../../ffi/koffi.ts';
import { type ForeignLibrary, foreignLibrary } from '../../../../ffi/library.ts';
import type { SensorFailure } from '../../../ports.ts';
import { type AudioObjects, bindCoreAudio, bindCoreMediaIo } from './audio-object.ts';
import { bindCoreFoundation, type CoreFoundation } from './core-foundation.ts';
import { bindCoreGraphics, type CoreGraphics } from './core-graphics.ts';
import { bindObjectiveC, type ObjectiveC } from './objective-c.ts';
import { bindProcesses, type Processes } from './processes.ts';

/** Everything that the sensors ask of macOS by foreign functions. */
export interface MacApi {
  readonly foundation: CoreFoundation;
  readonly graphics: CoreGraphics;
  readonly objc: ObjectiveC;
  readonly audio: AudioObjects;
  readonly cameras: AudioObjects;
  readonly processes: Processes;
}

/**
 * The system's own libraries, or why they cannot be called. They lie in no file since macOS 11:
 * only loading one tells whether it is there. `open` loads a library by its path.
 */
export function openMacApi(open: (path: string) => ForeignLibrary = foreignLibrary): MacApi | SensorFailure {
  const state = ffiState();
  if (!state.ok) return state;
  const framework = (name: string) => open(`/System/Library/Frameworks/${name}.framework/${name}`);
  const [foundation, graphics] = [framework('CoreFoundation'), framework('CoreGraphics')];
  const [objc, system] = [open('/usr/lib/libobjc.A.dylib'), open('/usr/lib/libSystem.B.dylib')];
  try {
    for (const each of [foundation, graphics, objc, system]) each.load();
  } catch {
    return notThere;
  }
  return {
    foundation: bindCoreFoundation(foundation),
    graphics: bindCoreGraphics(graphics),
    objc: bindObjectiveC(objc, [framework('AppKit')]),
    // Drivers come with these two: they are loaded when they are first asked, by whoever asks them.
    audio: bindCoreAudio(framework('CoreAudio')),
    cameras: bindCoreMediaIo(framework('CoreMediaIO')),
    processes: bindProcesses(system),
  };
}

const notThere: SensorFailure = { ok: false, reason: reason('ffi-unavailable') };
