import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxed, type WineView } from './sandbox.ts';
import { step } from './step.ts';

/** Wine's first start, which fills a folder of settings, and the one setting that all sessions need. */
export async function makePrefix(place: string, project: string): Promise<void> {
  const session = join(place, 'session');
  for (const each of ['prefix', 'tmp', 'run']) await mkdir(join(session, each), { recursive: true });
  const view: WineView = { wine: join(place, 'root'), session, project, modules: join(project, 'node_modules') };
  const wine = (what: string, ...program: string[]) => {
    const { command, args } = sandboxed(view, {}, program);
    return step(what, command, args);
  };
  await wine('bubblewrap cannot run here', 'wine64', '--version');
  await wine('Wine could not make its settings', 'wine64', 'wineboot', '-i');
  await wine('Wine did not end', 'wineserver64', '-w');
  // Else a program that crashes waits for a debugger that nobody sees.
  const debuggers = '[Software\\\\Microsoft\\\\Windows NT\\\\CurrentVersion\\\\AeDebug]\n"Debugger"="false"\n';
  await appendFile(join(session, 'prefix', 'system.reg'), `\n${debuggers}`);
}
