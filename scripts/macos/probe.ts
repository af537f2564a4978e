// node scripts/macos/probe.ts: on a Mac, what its documentation leaves open, asked in a process of Node and in Electron's main process.

import { spawnSync } from 'node:child_process';
import { release } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { openMacApi } from '../../agent/capture/macos/api/mac-api.ts';
import { askLaunchServices } from '../../agent/capture/macos/front/launch-services.ts';
import { electronProgram, findElectron } from '../electron/electron-runtime.ts';
import { macFacts } from './facts.ts';
import { stirMac } from './stir.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'out', 'mac-probe');

/** The probe of Electron's main process as one file. `koffi` stays outside, as in the app. */
export async function buildElectronProbe(outDir = folder): Promise<string> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      outDir,
      ssr: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        external: ['electron', 'koffi', /^node:/],
        input: { main: join(import.meta.dirname, 'electron-probe.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
  });
  return join(outDir, 'main.mjs');
}

async function probe(): Promise<void> {
  if (process.platform !== 'darwin') throw new Error('only a Mac can answer this');
  console.log(`Darwin ${release()}, ${process.arch}\n\nIn a process of Node ${process.version}:`);
  const api = openMacApi();
  if ('ok' in api) throw new Error(`the system cannot be called: ${api.reason.code}`);
  const facts = await macFacts({
    api,
    stir: stirMac,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    pictures: null,
    lsappinfo: () => askLaunchServices(['front']),
    now: () => performance.now(),
  });
  for (const [question, answer] of facts) console.log(`- ${question}: ${answer}`);
  const runtime = findElectron(root, process.env);
  if (runtime === null) {
    console.log('\nElectron’s runtime is not here (npx install-electron fetches it): its main process was not asked.');
    return;
  }
  const main = await buildElectronProbe();
  const { status } = spawnSync(electronProgram(runtime), [main], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

if (import.meta.main) await probe();
