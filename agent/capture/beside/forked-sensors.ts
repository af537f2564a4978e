import type { BesideProcess } from '../../../ipc/process/beside-process.ts';
import { forkedProcess, leanFlags } from '../../../ipc/process/forked-process.ts';
import { ownProgram } from '../../../ipc/process/own-program.ts';
import { sensorEnvironment } from './sensor-environment.ts';

/** What the process of the sensors runs, under Node. */
export const sensorProgram = 'agent/capture/beside/sensor-process.ts';

/** The process of the sensors, under Node. */
export function forkedSensors(env: NodeJS.ProcessEnv = process.env): BesideProcess {
  return forkedProcess(ownProgram(sensorProgram), { execArgv: leanFlags, env: sensorEnvironment(env) });
}
