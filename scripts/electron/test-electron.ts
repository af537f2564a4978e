// `npm run test:electron`: the suites that need real Electron, where its runtime is; elsewhere they are skipped by name.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findElectron } from './electron-runtime.ts';

const root = join(import.meta.dirname, '..', '..');
const runtime = findElectron(root, process.env);
console.log(
  runtime === null
    ? 'Electron’s runtime is not here (npx install-electron fetches it): the suite “real Electron” is skipped.'
    : `Testing on the Electron in ${runtime}`,
);
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/electron/app/real.test.ts'], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
