// Packages the app: `npm run package -- [--dir] [--electron-dist FOLDER] [--output FOLDER]`. With `--dir` it is assembled
// as a folder, offline; for installers (without `--dir`) electron-builder fetches its tools.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.ts';
import { findElectron } from './electron/electron-runtime.ts';
import { startProgress } from './progress.mjs';

const root = join(import.meta.dirname, '..');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { dir: { type: 'boolean' }, 'electron-dist': { type: 'string' }, output: { type: 'string' } },
  });
  const electron = findElectron(root, process.env, values['electron-dist']);
  if (electron === null) {
    console.error(
      'Electron’s runtime is not here, so there is nothing to package the app around.\n' +
        'Fetch it with "npx install-electron" (from GitHub), or name a folder that holds it:\n' +
        '  npm run package -- --dir --electron-dist FOLDER',
    );
    return 1;
  }
  const output = resolve(values.output ?? join(root, 'dist'));
  await ensureBuilt(['electron', 'renderer']);
  const progress = startProgress(`Packaging around ${electron}`);
  const { code, log } = await runBuilder([
    ...(values.dir ? ['--dir'] : []),
    '--publish=never',
    `--config.directories.output=${output}`,
    `--config.electronDist=${electron}`,
  ]);
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'package.log'), log);
  if (code !== 0) {
    progress.fail();
    console.error(`${log.trim().split('\n').slice(-15).join('\n')}\nAll of it: ${join(output, 'package.log')}`);
    return 1;
  }
  progress.done();
  console.log(`Packaged into ${output}`);
  return 0;
}

/** In a process of its own: electron-builder writes hundreds of lines, of which a person wants none unless it fails. */
async function runBuilder(args: readonly string[]): Promise<{ code: number; log: string }> {
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const child = spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  const [code] = await once(child, 'close');
  return { code: code ?? 1, log };
}

process.exitCode = await main();
