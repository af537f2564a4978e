import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/**
 * The folder that holds Electron's runtime: the one that was `asked` for, else ELECTRON_OVERRIDE_DIST_PATH, else where the
 * npm package unpacks it. Null when the first of these that is named has no Electron in it; nothing is fetched.
 */
export function findElectron(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  asked?: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const folder = resolve(asked || env.ELECTRON_OVERRIDE_DIST_PATH || join(root, 'node_modules', 'electron', 'dist'));
  return existsSync(electronProgram(folder, platform)) ? folder : null;
}

/** The program inside the runtime's folder. */
export function electronProgram(folder: string, platform: NodeJS.Platform = process.platform): string {
  return join(folder, programs[platform] ?? 'electron');
}
