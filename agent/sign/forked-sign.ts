import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import { forkedProcess, leanFlags } from '../../ipc/process/forked-process.ts';
import { ownProgram } from '../../ipc/process/own-program.ts';
import { sensorEnvironment } from '../capture/beside/sensor-environment.ts';

/** What the process of the sign runs, under Node. */
export const signPrograms = {
  windows: 'agent/sign/windows/sign-process.ts',
  wayland: 'agent/sign/wayland/wayland-sign-process.ts',
};

/** The process that shows the sign where that takes foreign code, under Node. */
export function forkedSign(system: keyof typeof signPrograms, env: NodeJS.ProcessEnv = process.env): BesideProcess {
  return forkedProcess(ownProgram(signPrograms[system]), { execArgv: leanFlags, env: sensorEnvironment(env) });
}
