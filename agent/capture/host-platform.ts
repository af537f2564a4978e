import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import type { CapturePlatform } from '../ports.ts';
import { openBesidePlatform } from './beside/beside-platform.ts';
import { type DetectOptions, openCapturePlatform } from './detect.ts';

export interface HostPlatformOptions extends DetectOptions {
  /** Starts the process of the sensors, which runs `beside/sensor-process.ts`. */
  readonly startSensors: () => BesideProcess;
}

const beside: Partial<Record<NodeJS.Platform, string>> = { win32: 'Windows', darwin: 'macOS' };

/**
 * The sensors for this computer, as a program uses them that must not end with them: where reading
 * it takes foreign code, they run in a process of their own.
 */
export async function openHostPlatform({ startSensors, ...own }: HostPlatformOptions): Promise<CapturePlatform> {
  const name = beside[own.platform];
  return name === undefined
    ? openCapturePlatform(own)
    : openBesidePlatform({ name, clock: own.clock, start: startSensors });
}
