import { homedir } from 'node:os';
import { join } from 'node:path';
import { leanFlags } from '../../ipc/process/forked-process.ts';
import type { BrowserSetup } from './browsers.ts';

const sources = join(import.meta.dirname, '..', '..');

/** For an agent under plain Node; null where no browser can be joined with a window. */
export function browsersUnderNode(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): BrowserSetup | null {
  if (platform !== 'linux') return null;
  return {
    home: homedir(),
    config: env.XDG_CONFIG_HOME || null,
    hostCommand: [process.execPath, ...leanFlags, join(import.meta.dirname, 'native-host-process.ts')],
    extension: join(sources, 'assets', 'extension'),
  };
}
