import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareWine } from '../scripts/wine/prepare.ts';
import { startWineSession, type WineSession } from '../scripts/wine/session.ts';
import { type Desktop, startDesktop, until } from '../test/desktop.ts';

const project = join(import.meta.dirname, '..');

/** A desktop on which Windows programs run under Wine. Throws where Wine cannot be had. */
export async function startWindowsDesktop(): Promise<{
  desktop: Desktop;
  session: WineSession;
  close(): Promise<void>;
}> {
  const wine = await prepareWine();
  if (!wine.ok) throw new Error(`Wine could not be had: ${wine.why}`);
  const desktop = await startDesktop({ width: 1920, height: 1080 });
  const session = await startWineSession({ wine: wine.value, display: desktop.display, project });
  return {
    desktop,
    session,
    async close() {
      await session.end();
      await desktop.close();
    },
  };
}

/** Starts a program of `probes/` by Node for Windows. Answers its process here once it says that it is `ready`. */
export async function startWindowsProbe(session: WineSession, name: string): Promise<number> {
  const out = join(session.folder, `${name}.txt`);
  session.startNode([`bench/probes/${name}.ts`], out);
  await until(async () => ((await said(out)).includes('ready') ? true : null));
  return processOf(`bench/probes/${name}.ts`);
}

/** What a program of `probes/` prints before it ends. */
export async function runWindowsProbe(session: WineSession, name: string): Promise<string> {
  const out = join(session.folder, `${name}.txt`);
  const child = session.startNode([`bench/probes/${name}.ts`], out);
  await new Promise((resolve) => child.once('exit', resolve));
  return said(out);
}

const said = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** The Linux process in which Wine runs the program, of which the sandbox is a parent. */
function processOf(script: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      if (/node\.exe$/.test(command[0] ?? '') && command.includes(script)) return Number(pid);
    } catch {
      // It has ended meanwhile.
    }
  }
  throw new Error(`no process runs ${script}`);
}
