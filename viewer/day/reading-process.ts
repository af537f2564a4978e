import { fileURLToPath } from 'node:url';
import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import { forkedProcess } from '../../ipc/process/forked-process.ts';
import { ownProgram } from '../../ipc/process/own-program.ts';

const program = ownProgram('viewer/day/segment-process.ts');
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where days are unpacked and parsed, under Node: it may read the project's files; no writing, programs or environment. */
export function readingProcess(heapMegabytes = 512): BesideProcess {
  return forkedProcess(program, {
    execArgv: [`--max-old-space-size=${heapMegabytes}`, '--permission', `--allow-fs-read=${root}*`],
    env: {},
  });
}
