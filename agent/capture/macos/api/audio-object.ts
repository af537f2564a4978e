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
