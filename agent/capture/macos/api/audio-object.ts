import type { ForeignLibrary } from '../../../../ffi/library.ts';

/** A code of four letters as the number that the system takes. */
export function fourCharacters(code: string): number {
  return Buffer.from(code, 'latin1').readUInt32BE(0);
}

/** What is asked of an audio or camera object: `AudioObjectPropertyAddress`. */
export interface PropertyAddress {
  readonly selector: number;
  readonly scope: number;
}

/** `status`: 0, or why not (an `OSStatus`); then there are no bytes. */
export interface PropertyAnswer {
  readonly status: number;
  readonly bytes: Buffer;
}

/**
 * Properties of objects of CoreAudio (`audioobjectgetpropertydata(_:_:_:_:_:_:)` and
 * `…propertydatasize(_:_:_:_:_:)`, developer.apple.com/documentation/coreaudio/…), or of CoreMediaIO
 * (`cmioobjectgetpropertydata(_:_:_:_:_:_:_:)`, …/coremediaio/…), which is shaped alike. The element
 * is always the main one, 0. A status that is not 0 means: not known, never "no".
 */
export interface AudioObjects {
  property(object: number, address: PropertyAddress): PropertyAnswer;
}

/** `kAudioObjectSystemObject` and `kCMIOObjectSystemObject`. */
export const systemObject = 1;

const global = fourCharacters('glob');

/** Each with its constant's name in `AudioHardware.h`, or `CMIOHardware*.h` for those that both have. */
export const properties = {
  /** kAudioHardwarePropertyProcessObjectList, macOS 14.2: UInt32 ids of processes. */
  processes: { selector: fourCharacters('prs#'), scope: global },
  /** kAudioProcessPropertyIsRunningInput, macOS 14.2: UInt32. */
  processRunsInput: { selector: fourCharacters('piri'), scope: global },
  /** kAudioHardwarePropertyDevices, kCMIOHardwarePropertyDevices: UInt32 ids of devices. */
  devices: { selector: fourCharacters('dev#'), scope: global },
  /** kAudioDevicePropertyDeviceIsRunningSomewhere, kCMIO… alike: UInt32. */
  isRunningSomewhere: { selector: fourCharacters('gone'), scope: global },
  /** kAudioDevicePropertyStreams of one direction: UInt32 ids of streams. */
  inputStreams: { selector: fourCharacters('stm#'), scope: fourCharacters('inpt') },
  outputStreams: { selector: fourCharacters('stm#'), scope: fourCharacters('outp') },
} as const satisfies Record<string, PropertyAddress>;

/** What is answered where the framework or its function is not there: no status of the system. */
const notCallable: PropertyAnswer = { status: -1, bytes: Buffer.alloc(0) };
const addressBytes = 12;

type SizeOf = (object: number, address: Buffer, qualifierBytes: 0, qualifier: null, size: Buffer) => number;

/** Properties of CoreAudio: `size` says how much room there is, and then how much was used. */
export function bindCoreAudio(library: ForeignLibrary): AudioObjects {
  const read = library.declare<
    (object: number, address: Buffer, qualifierBytes: 0, qualifier: null, size: Buffer, into: Buffer) => number
  >(
    'int32 AudioObjectGetPropertyData(uint32 object, void *address, uint32 qualifierBytes, void *qualifier, void *size, void *data)',
  );
  const sizeOf = library.declare<SizeOf>(
    'int32 AudioObjectGetPropertyDataSize(uint32 object, void *address, uint32 qualifierBytes, void *qualifier, void *size)',
  );
  return objectsBy(sizeOf, (object, address, size, into) => read(object, address, 0, null, size, into));
}

/** Properties of CoreMediaIO: how much room there is and how much was used are two arguments. */
export function bindCoreMediaIo(library: ForeignLibrary): AudioObjects {
  const read = library.declare<
    (
      object: number,
      address: Buffer,
      qualifierBytes: 0,
      qualifier: null,
      room: number,
      used: Buffer,
      into: Buffer,
    ) => number
  >(
    'int32 CMIOObjectGetPropertyData(uint32 object, void *address, uint32 qualifierBytes, void *qualifier, uint32 room, void *used, void *data)',
  );
  const sizeOf = library.declare<SizeOf>(
    'int32 CMIOObjectGetPropertyDataSize(uint32 object, void *address, uint32 qualifierBytes, void *qualifier, void *size)',
  );
  return objectsBy(sizeOf, (object, address, used, into) => read(object, address, 0, null, into.length, used, into));
}

/** A list may grow between the two questions: what does not fit any more is not told, until asked again. */
function objectsBy(
  sizeOf: SizeOf,
  read: (object: number, address: Buffer, size: Buffer, into: Buffer) => number,
): AudioObjects {
  return {
    property(object, { selector, scope }) {
      const address = Buffer.alloc(addressBytes);
      address.writeUInt32LE(selector, 0);
      address.writeUInt32LE(scope, 4);
      const size = Buffer.alloc(4);
      try {
        const sized = sizeOf(object, address, 0, null, size);
        if (sized !== 0) return { status: sized, bytes: notCallable.bytes };
        const into = Buffer.alloc(size.readUInt32LE(0));
        const status = into.length === 0 ? 0 : read(object, address, size, into);
        if (status !== 0) return { status, bytes: notCallable.bytes };
        return { status, bytes: into.subarray(0, size.readUInt32LE(0)) };
      } catch {
        return notCallable;
      }
    },
  };
}
