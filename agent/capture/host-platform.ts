import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import type { CapturePlatform } from '../ports.ts';
import { openBesidePlatform } from './beside/beside-platform.ts';
import { type DetectOptions, openCapturePlatform } from './detect.ts';
import { isWayland } from './linux-x11/wire/display-address.ts';

export interface HostPlatformOptions extends DetectOptions {
  /** Starts the process of the sensors, which runs `beside/sensor-process.ts`. */
  readonly startSensors: () => BesideProcess;
}

/** What a system is called whose sensors call foreign code; null: none do. */
function besideName({ platform, env }: DetectOptions): string | null {
  if (platform === 'win32') return 'Windows';
  if (platform === 'darwin') return 'macOS';
  return platform === 'linux' && isWayland(env) ? 'Linux (Wayland)' : null;
}

/**
 * The sensors for this computer, as a program uses them that must not end with them: where reading
 * it takes foreign code, they run in a process of their own.
 */
export async function openHostPlatform({ startSensors, ...own }: HostPlatformOptions): Promise<CapturePlatform> {
  const name = besideName(own);
  return name === null ? openCapturePlatform(own) : openBesidePlatform({ name, clock: own.clock, start: startSensors });
}
