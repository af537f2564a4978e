import { fileURLToPath } from 'node:url';
import type { BesideProcess } from '../../../ipc/process/beside-process.ts';
import { forkedProcess, leanFlags } from '../../../ipc/process/forked-process.ts';
import { sensorEnvironment } from './sensor-environment.ts';

/** What the process of the sensors runs, under Node. */
export const sensorProgram = fileURLToPath(new URL('./sensor-process.ts', import.meta.url));

/** The process of the sensors, under Node. */
export function forkedSensors(env: NodeJS.ProcessEnv = process.env): BesideProcess {
  return forkedProcess(sensorProgram, { execArgv: leanFlags, env: sensorEnvironment(env) });
}
