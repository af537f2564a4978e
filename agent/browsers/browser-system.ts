import { join } from 'node:path';
import type { BrowserDoor } from './browser-door.ts';
import { browserOf } from './browser-process.ts';
import { type HomeFolders, type HostPlace, linuxPlaces, windowsPlaces } from './host-places.ts';
import { socketDoor } from './linux/socket-door.ts';
import { type AccountRegistry, accountRegistry } from './windows/account-registry.ts';
import { pipeDoor } from './windows/pipe-door.ts';

/** How browsers and the agent find each other on one system, with the agent's folder. */
export interface BrowserSystem {
  door(folder: string): BrowserDoor;
  places(folder: string): readonly HostPlace[];
  /** Null: browsers find manifests by their place alone. */
  readonly registry: AccountRegistry | null;
}

export function browsersOfLinux(home: HomeFolders): BrowserSystem {
  return {
    door: (folder) => socketDoor(join(folder, 'browser.sock'), browserOf),
    places: () => linuxPlaces(home),
    registry: null,
  };
}

function browsersOfWindows(local: string, roaming: string): BrowserSystem {
  return {
    door: (folder) => pipeDoor(join(folder, 'browser-pipe')),
    places: (folder) => windowsPlaces({ folder, local, roaming }),
    registry: accountRegistry,
  };
}

/** Null where no browser can be joined with a window. */
export function browserSystem(
  platform: NodeJS.Platform,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): BrowserSystem | null {
  const { LOCALAPPDATA: local, APPDATA: roaming } = env;
  if (platform === 'linux') return browsersOfLinux({ home, config: env.XDG_CONFIG_HOME || null });
  return platform === 'win32' && local && roaming ? browsersOfWindows(local, roaming) : null;
}
