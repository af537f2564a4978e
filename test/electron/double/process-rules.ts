// What a packaged app meets beside Electron's modules: an archive that only Node reads as a folder, and a binary that is no Node.

import childProcess, { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { system } from './system.ts';

const archive = system.resources === null ? null : join(system.resources, 'app.asar');
const inArchive = (path: unknown): path is string =>
  archive !== null && typeof path === 'string' && path.startsWith(`${archive}${sep}`);

interface SpawnOptions {
  file?: string;
  cwd?: string | URL | undefined;
}

/** The real one, for the double's own processes. */
export const realFork = childProcess.fork;

/**
 * Starting a program inside of the archive fails as it does where the archive is a file: ENOTDIR. Electron's own program can be started as
 * Node only while the fuse `RunAsNode` is on: here it would be the app once more.
 */
export function enforceProcessRules(): void {
  const prototype = ChildProcess.prototype as unknown as { spawn(options: SpawnOptions): unknown };
  const spawn = prototype.spawn;
  prototype.spawn = function (this: ChildProcess, options: SpawnOptions) {
    if (!double.allowed && options.file === process.execPath)
      throw new Error('RunAsNode is off: this starts Plainsight a second time, not Node');
    if (inArchive(options.file)) options.file = join('/dev/null', options.file);
    if (inArchive(options.cwd)) options.cwd = join('/dev/null', options.cwd);
    return spawn.call(this, options);
  };
  syncBuiltinESMExports();
  if (archive === null) return;
  const dlopen = process.dlopen;
  process.dlopen = (target, filename, flags) => {
    const beside = inArchive(filename) ? filename.replace(archive, `${archive}.unpacked`) : filename;
    if (!existsSync(beside))
      throw new Error(`${filename} was copied out of the archive, away from the libraries beside it`);
    return flags === undefined ? dlopen(target, beside) : dlopen(target, beside, flags);
  };
  // The packaged app is all there is: a module that is not in it is not found, wherever this machine has one.
  const inside = `${pathToFileURL(archive).href}/`;
  const ofDouble = new URL('.', import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      if (
        context.parentURL?.startsWith(inside) &&
        found.url.startsWith('file:') &&
        !found.url.startsWith(inside) &&
        !found.url.startsWith(ofDouble)
      )
        throw Object.assign(new Error(`Cannot find ${specifier}: it is not in the package`), {
          code: 'ERR_MODULE_NOT_FOUND',
        });
      return found;
    },
  });
}

/** Held open while the double itself starts a process. */
export const double = { allowed: false };
