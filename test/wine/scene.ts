import { join } from 'node:path';
import type { ActiveWindowReading } from '../../agent/ports.ts';
import { prepareWine, type Wine } from '../../scripts/wine/prepare.ts';
import { startWineSession, type WineSession } from '../../scripts/wine/session.ts';
import type { Had } from '../../scripts/wine/wine-folder.ts';
import { type Desktop, type DesktopOptions, startDesktop, until } from '../desktop.ts';
import type { MadeWindow } from './programs/windows.ts';
import { type Remote, startRemote } from './remote.ts';

/** Wine and Node for Windows, or why they could not be had: the suites name it, and are skipped. */
export const wine: Had<Wine> = await prepareWine();

export function underWine(what: string): string {
  return wine.ok ? `${what} under Wine` : `${what} under Wine, which could not be had: ${wine.why}`;
}

/** A desktop with Windows programs: the sensors, and one that has windows as a test wants them. */
export interface Scene {
  readonly desktop: Desktop;
  readonly session: WineSession;
  readonly sensors: Remote;
  readonly windows: Remote;
  make(window: Partial<MadeWindow> & { readonly title: string }): Promise<number>;
  /** What the sensor of the active window told, in order: titles, or the kind of reading. */
  told(): string[];
  /** Answers once the last reading is of this title, or of this kind. */
  toldLast(title: string): Promise<ActiveWindowReading>;
  /** Has the window manager give a window the focus, by its title. */
  activate(title: string): Promise<void>;
  end(): Promise<void>;
}

export async function openScene(dpi = 96, screen: DesktopOptions = { width: 1280, height: 800 }): Promise<Scene> {
  if (!wine.ok) throw new Error(wine.why);
  const desktop = await startDesktop(screen);
  const project = join(import.meta.dirname, '..', '..');
  const session = await startWineSession({ wine: wine.value, display: desktop.display, project, dpi });
  const [sensors, windows] = await Promise.all([startRemote(session, 'sensors'), startRemote(session, 'windows')]);
  const readings = (): ActiveWindowReading[] =>
    sensors.events.flatMap((event) => (event as { reading?: ActiveWindowReading }).reading ?? []);
  const nameOf = (reading: ActiveWindowReading): string =>
    reading.kind === 'window' ? reading.window.title : reading.kind;
  return {
    desktop,
    session,
    sensors,
    windows,
    make: (window) =>
      windows.call<number>('make', {
        x: 40,
        y: 40,
        width: 400,
        height: 300,
        colour: 0x3355aa,
        look: 'framed',
        ...window,
      }),
    told: () => readings().map(nameOf),
    toldLast: (title) =>
      until(() => {
        const last = readings().at(-1);
        return last !== undefined && nameOf(last) === title ? last : null;
      }),
    async activate(title) {
      const window = await until(async () => {
        const found = await desktop.xdotool('search', '--onlyvisible', '--name', `^${title}$`);
        return found.trim().split('\n').at(-1) || null;
      });
      await desktop.activate(window);
    },
    async end() {
      await session.end();
      await desktop.close();
    },
  };
}
