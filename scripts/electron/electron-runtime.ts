import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/**
 * The folder that holds Electron's runtime: the one that was `asked` for, else ELECTRON_OVERRIDE_DIST_PATH, else where the
 * npm package unpacks it. Null when the first of these that is named has no whole Electron in it; nothing is fetched.
 */
export function findElectron(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  asked?: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const named = asked || env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return isWhole(resolve(named), platform) ? resolve(named) : null;
  const installed = join(root, 'node_modules', 'electron');
  const folder = join(installed, 'dist');
  return isInstalled(installed) && isWhole(folder, platform) ? folder : null;
}

/** Whether the package's own installer came to its end: it unpacks first, and writes `path.txt` last. */
function isInstalled(installed: string): boolean {
  const wanted = read(join(installed, 'package.json'));
  const there = read(join(installed, 'dist', 'version'))?.replace(/^v/, '');
  return read(join(installed, 'path.txt')) !== null && wanted !== null && JSON.parse(wanted).version === there;
}

/** The program has something in it, and `version`, one of the last files of the archive, is there. */
function isWhole(folder: string, platform: NodeJS.Platform): boolean {
  const program = statSync(electronProgram(folder, platform), { throwIfNoEntry: false });
  return program !== undefined && program.size > 0 && Boolean(read(join(folder, 'version')));
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}

/** The program inside the runtime's folder. */
export function electronProgram(folder: string, platform: NodeJS.Platform = process.platform): string {
  return join(folder, programs[platform] ?? 'electron');
}
