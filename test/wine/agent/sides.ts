import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Wine } from '../../../scripts/wine/prepare.ts';
import { startWineSession, type WineSession } from '../../../scripts/wine/session.ts';
import { productMain, start } from '../../cli/process.ts';
import { type Desktop, startDesktop } from '../../desktop.ts';
import type { SaidWindow } from '../programs/witness.ts';
import { type Remote, startRemote } from '../remote.ts';
import { type Cast, screen } from './cast.ts';
import { openX11Windows } from './x11-windows.ts';

/** `plainsight agent`, started on one system. */
export interface StartedAgent {
  /** All that it has printed. */
  said(): Promise<string>;
  ended: Promise<unknown>;
}

/** A desktop of one system with its programs, as the script drives it whatever the system. */
export interface Side {
  readonly desktop: Desktop;
  /** Files that the programs of this system see too. */
  readonly folder: string;
  /** A path as these programs write it. */
  readonly path: (file: string) => string;
  open(cast: Cast): Promise<void>;
  startAgent(settings: string): StartedAgent;
  /** The system says that the screen is locked, or unlocked again. */
  lock(isLocked: boolean): Promise<void>;
  end(): Promise<void>;
}

export interface WindowsSide extends Side {
  readonly session: WineSession;
  readonly windows: Remote;
  /** What Windows itself said was in front, to another program. */
  said(): Promise<readonly SaidWindow[]>;
}

/** WM_WTSSESSION_CHANGE with WTS_SESSION_LOCK and WTS_SESSION_UNLOCK; WM_QUERYENDSESSION and WM_ENDSESSION. */
const sessionChange = 0x02b1;
const [locked, unlocked] = [7, 8];
export const [mayEnd, ending] = [0x0011, 0x0016];

const project = join(import.meta.dirname, '..', '..', '..');

export async function openWindowsSide(wine: Wine, more: Readonly<Record<string, string>> = {}): Promise<WindowsSide> {
  const desktop = await startDesktop(screen);
  // What Node compiled is kept from one session to the next: each process starts in a second, not in ten.
  const env = { NODE_COMPILE_CACHE: join(project, '.cache', 'compiled-windows'), ...more };
  const session = await startWineSession({ wine, display: desktop.display, project, env });
  const [windows, witness] = await Promise.all([startRemote(session, 'windows'), startRemote(session, 'witness')]);
  return {
    ...{ desktop, session, windows, folder: session.folder, path: (file) => `Z:${file}` },
    async open({ ledger, diary }) {
      session.start(['notepad']);
      session.start([String.raw`C:\Program Files\Windows NT\Accessories\wordpad.exe`]);
      for (const each of [ledger, diary]) await windows.call('make', each);
    },
    startAgent(settings) {
      const out = join(session.folder, 'agent.txt');
      const child = session.startNode(['cli/main.ts', 'agent', '--settings', `Z:${settings}`, '--json-lines'], out);
      return { said: () => readFile(out, 'utf8').catch(() => ''), ended: exitOf(child) };
    },
    async lock(isLocked) {
      await windows.call('tell', { kind: sessionChange, wParam: isLocked ? locked : unlocked });
    },
    said: () => witness.call<SaidWindow[]>('said'),
    async end() {
      await session.end();
      await desktop.close();
    },
  };
}

export async function openX11Side(): Promise<Side> {
  const desktop = await startDesktop(screen);
  const folder = await mkdtemp(join(tmpdir(), 'x11-side-'));
  const windows = await openX11Windows(desktop);
  const agents: ReturnType<typeof start>[] = [];
  return {
    ...{ desktop, folder, path: (file) => file },
    async open(cast) {
      for (const each of Object.values(cast)) windows.make(each);
    },
    startAgent(settings) {
      const agent = start(['agent', '--settings', settings, '--json-lines'], desktop.env, productMain);
      agents.push(agent);
      return { said: async () => agent.text(), ended: agent.ended };
    },
    async lock(isLocked) {
      await desktop.run('xset', 's', isLocked ? 'activate' : 'reset');
    },
    async end() {
      await Promise.all(agents.map((agent) => agent.stop()));
      windows.end();
      await desktop.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function exitOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('exit', resolve));
}
