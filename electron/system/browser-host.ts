import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { browserSystem } from '../../agent/browsers/browser-system.ts';
import type { BrowserSetup } from '../../agent/browsers/browsers.ts';
import { passStandardStreams } from '../../agent/browsers/native-host.ts';
import { openedWith } from './opened-with.ts';

const argument = '--browser-host';

interface HostedProgram {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execPath: string;
  /** The folder or archive of the app where it is not packaged into its program; else null. */
  readonly appPath: string | null;
  /** Whether this process runs without Chromium's sandbox, as it must for root. */
  readonly isUnsandboxed: boolean;
  readonly extension: string;
}

/** The app itself passes messages for browsers: a packaged one brings no Node. Null where no browser can be joined with a window. */
export function browsersUnderElectron(program: HostedProgram): BrowserSetup | null {
  const { platform, env, execPath, appPath, isUnsandboxed, extension } = program;
  const system = browserSystem(platform, homedir(), env);
  if (system === null) return null;
  // What runs inside of an AppImage lies elsewhere each time.
  const file = env.APPIMAGE ?? execPath;
  const app = appPath === null ? [] : [appPath];
  return {
    system,
    hostCommand: [file, ...app, ...(isUnsandboxed ? ['--no-sandbox'] : []), argument],
    extension,
  };
}

/** The agent's door, where a program's arguments ask it to pass messages on, as a browser does; else null. */
export function browserSocketOf(args: readonly string[], folder: string): string | null {
  const at = args.indexOf(argument);
  const path = at < 0 ? undefined : args[at + 1];
  return path !== undefined && isAbsolute(path) && openedWith(args, folder) === null ? path : null;
}

interface PassingApp {
  getPath(name: 'userData'): string;
  setPath(name: 'userData', path: string): void;
  exit(code: number): void;
}

/** Passes messages until the browser ends it: no window, no lock, no key, and a folder of its own for Chromium's files. */
export async function passForBrowser(app: PassingApp, path: string): Promise<void> {
  app.setPath('userData', join(app.getPath('userData'), 'browser-host-data'));
  await passStandardStreams(path);
  app.exit(0);
}
