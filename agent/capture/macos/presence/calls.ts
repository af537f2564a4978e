import { type AudioObjects, type PropertyAddress, properties, systemObject } from '../api/audio-object.ts';

/** More objects than this are no list of devices or processes. */
const mostObjects = 4_096;

/**
 * Whether a microphone or a camera is in use, and nothing else: not by which program, not what they
 * hear or see. Null: not known. It asks no permission and opens no device.
 */
export function isMacInCall(audio: AudioObjects, cameras: AudioObjects): boolean | null {
  const microphone = isRecording(audio);
  if (microphone === true) return true;
  const camera = isFilming(cameras);
  return camera === true ? true : microphone === null || camera === null ? null : false;
}

/** Each process says whether it records, from macOS 14.2 on; before that devices say that they run. */
function isRecording(audio: AudioObjects): boolean | null {
  const processes = objectsOf(audio, systemObject, properties.processes);
  if (processes === null) return isAnyMicrophoneRunning(audio);
  return anyOf(processes, (process) => {
    const running = numberOf(audio, process, properties.processRunsInput);
    // A process that ended meanwhile records nothing, and is not in the list any more.
    if (running !== null) return running !== 0;
    return objectsOf(audio, systemObject, properties.processes)?.includes(process) === false ? false : null;
  });
}

/**
 * A device that records and plays (a headset) runs for music too, so that it proves nothing: not
 * known. One that only records is in use when it runs.
 */
function isAnyMicrophoneRunning(audio: AudioObjects): boolean | null {
  const devices = objectsOf(audio, systemObject, properties.devices);
  if (devices === null) return null;
  return anyOf(devices, (device) => {
    const inputs = objectsOf(audio, device, properties.inputStreams);
    if (inputs === null) return null;
    if (inputs.length === 0) return false;
    const running = numberOf(audio, device, properties.isRunningSomewhere);
    if (running === null || running === 0) return running === null ? null : false;
    const outputs = objectsOf(audio, device, properties.outputStreams);
    return outputs?.length === 0 ? true : null;
  });
}

function isFilming(cameras: AudioObjects): boolean | null {
  const devices = objectsOf(cameras, systemObject, properties.devices);
  if (devices === null) return null;
  return anyOf(devices, (device) => {
    const running = numberOf(cameras, device, properties.isRunningSomewhere);
    return running === null ? null : running !== 0;
  });
}

/** True if any is; null if none is known to be and one is not known; else false. */
function anyOf(objects: readonly number[], ask: (object: number) => boolean | null): boolean | null {
  let all: boolean | null = false;
  for (const object of objects) {
    const answer = ask(object);
    if (answer === true) return true;
    if (answer === null) all = null;
  }
  return all;
}

function objectsOf(objects: AudioObjects, object: number, address: PropertyAddress): number[] | null {
  const { status, bytes } = objects.property(object, address);
  if (status !== 0 || bytes.length % 4 !== 0 || bytes.length / 4 > mostObjects) return null;
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32LE(index * 4));
}

function numberOf(objects: AudioObjects, object: number, address: PropertyAddress): number | null {
  const { status, bytes } = objects.property(object, address);
  return status === 0 && bytes.length === 4 ? bytes.readUInt32LE(0) : null;
}
