import { fileURLToPath } from 'node:url';
import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import { forkedProcess } from '../../ipc/process/forked-process.ts';
import { sensorEnvironment } from '../capture/beside/sensor-environment.ts';

const program = fileURLToPath(new URL('./windows/sign-process.ts', import.meta.url));

/** The process that shows the sign on Windows, under Node. */
export function forkedSign(env: NodeJS.ProcessEnv = process.env): BesideProcess {
  return forkedProcess(program, { execArgv: [], env: sensorEnvironment(env) });
}
