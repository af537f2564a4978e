import {
  type AudioObjects,
  type PropertyAddress,
  type PropertyAnswer,
  properties,
  systemObject,
} from '../../../../../agent/capture/macos/api/audio-object.ts';

/** kAudioHardwareUnknownPropertyError ('who?'), kAudioHardwareBadObjectError ('!obj'). */
export const unknownProperty = 0x77686f3f;
export const badObject = 0x216f626a;

interface DeviceDouble {
  readonly inputs?: number;
  readonly outputs?: number;
  readonly isRunning?: boolean;
}

/** Objects of CoreAudio or CoreMediaIO. A property that was not set answers the system's "no such property". */
export class PropertyDouble implements AudioObjects {
  readonly #values = new Map<string, readonly number[] | { readonly status: number }>();

  property(object: number, address: PropertyAddress): PropertyAnswer {
    const value = this.#values.get(keyOf(object, address)) ?? { status: unknownProperty };
    if ('status' in value) return { status: value.status, bytes: Buffer.alloc(0) };
    const bytes = Buffer.alloc(value.length * 4);
    for (const [index, each] of value.entries()) bytes.writeUInt32LE(each, index * 4);
    return { status: 0, bytes };
  }

  set(object: number, address: PropertyAddress, value: readonly number[] | { readonly status: number }): void {
    this.#values.set(keyOf(object, address), value);
  }

  /** Processes that use sound, by whether each records; null: what asking it answers is an error. */
  setProcesses(running: readonly (boolean | null)[]): void {
    this.set(
      systemObject,
      properties.processes,
      running.map((_, index) => 40 + index),
    );
    for (const [index, each] of running.entries())
      this.set(40 + index, properties.processRunsInput, each === null ? { status: badObject } : [each ? 1 : 0]);
  }

  setDevices(devices: readonly DeviceDouble[]): void {
    this.set(
      systemObject,
      properties.devices,
      devices.map((_, index) => 60 + index),
    );
    for (const [index, { inputs = 0, outputs = 0, isRunning = false }] of devices.entries()) {
      this.set(
        60 + index,
        properties.inputStreams,
        Array.from({ length: inputs }, (_, stream) => 200 + stream),
      );
      this.set(
        60 + index,
        properties.outputStreams,
        Array.from({ length: outputs }, (_, stream) => 300 + stream),
      );
      this.set(60 + index, properties.isRunningSomewhere, [isRunning ? 1 : 0]);
    }
  }
}

function keyOf(object: number, { selector, scope }: PropertyAddress): string {
  return [object, selector, scope].join();
}
