import { homedir } from 'node:os';
import { join } from 'node:path';
import { leanFlags } from '../../ipc/process/forked-process.ts';
import { browserSystem } from './browser-system.ts';
import type { BrowserSetup } from './browsers.ts';

/** What keeps a Node small that stays as long as its browser; the agent that registers it has it from who started it (`scripts/with-node.mjs`). */
const passedOn = ['NODE_COMPILE_CACHE', 'MALLOC_ARENA_MAX'] as const;

const sources = join(import.meta.dirname, '..', '..');

/** For an agent under plain Node; null where no browser can be joined with a window. */
export function browsersUnderNode(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): BrowserSetup | null {
  const system = browserSystem(platform, homedir(), env);
  if (system === null) return null;
  // Windows has no program that starts another one in an environment.
  const set = platform === 'win32' ? [] : passedOn.flatMap((name) => (env[name] ? [`${name}=${env[name]}`] : []));
  return {
    system,
    hostCommand: [
      ...(set.length === 0 ? [] : ['/usr/bin/env', ...set]),
      ...[process.execPath, ...leanFlags, join(import.meta.dirname, 'native-host-process.ts')],
    ],
    extension: join(sources, 'assets', 'extension'),
  };
}
