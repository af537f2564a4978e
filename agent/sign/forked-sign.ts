import { fileURLToPath } from 'node:url';
import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import { forkedProcess, leanFlags } from '../../ipc/process/forked-process.ts';
import { sensorEnvironment } from '../capture/beside/sensor-environment.ts';

/** What the process of the sign runs, under Node. */
export const signPrograms = {
  windows: fileURLToPath(new URL('./windows/sign-process.ts', import.meta.url)),
  wayland: fileURLToPath(new URL('./wayland/wayland-sign-process.ts', import.meta.url)),
};

/** The process that shows the sign where that takes foreign code, under Node. */
export function forkedSign(system: keyof typeof signPrograms, env: NodeJS.ProcessEnv = process.env): BesideProcess {
  return forkedProcess(signPrograms[system], { execArgv: leanFlags, env: sensorEnvironment(env) });
}
