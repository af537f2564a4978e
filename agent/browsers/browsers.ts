import { basename, join } from 'node:path';
import type { Result } from '../../core/result.ts';
import type { KnownBrowser } from '../../ipc/employee-data.ts';
import type { CapturePlatform, Clock } from '../ports.ts';
import { BrowserLinks } from './browser-links.ts';
import { browserOf } from './browser-process.ts';
import { type HomeFolders, linuxPlaces } from './host-places.ts';
import { HostRegistration } from './host-registration.ts';
import { withPages } from './with-pages.ts';

/** What a host gives so that websites can be told by browsers; a host on which none can gives nothing. */
export interface BrowserSetup extends HomeFolders {
  /** The program that browsers start, with its arguments before the socket's path. */
  readonly hostCommand: readonly string[];
  /** The folder of the extension, to be loaded by a browser. */
  readonly extension: string;
}

/** The browsers of this account, as far as they have to do with Plainsight. */
export interface Browsers {
  /** `platform` with the pages that browsers tell. */
  join(platform: CapturePlatform): CapturePlatform;
  readonly extension: string;
  /** Whether extensions are to tell the path of a page beside its host. Not unless said. */
  wantPaths(isWanted: boolean): void;
  known(): KnownBrowser[];
  register(): Promise<Result<null>>;
  unregister(): Promise<Result<null>>;
  close(): Promise<void>;
}

/** Listens for the browsers' native hosts, on a socket in the agent's own folder. Rejects where it cannot. */
export async function openBrowsers(folder: string, setup: BrowserSetup, clock: Clock): Promise<Browsers> {
  const path = join(folder, 'browser.sock');
  const links = new BrowserLinks({ path, browserOf, now: () => performance.now() });
  const places = linuxPlaces(setup);
  const registration = new HostRegistration({
    folder,
    places,
    command: [...setup.hostCommand, path],
  });
  const nameOf = (program: string) => places.find(({ programs }) => programs.includes(program))?.browser ?? program;
  await links.open();
  return {
    join: (platform) => withPages(platform, links, clock),
    extension: setup.extension,
    wantPaths: (isWanted) => links.wantPaths(isWanted),
    known: () => {
      const connected = new Set(links.browsers().map(({ program }) => nameOf(basename(program))));
      const used = registration.browsers();
      const others = [...connected].filter((name) => used.every(({ browser }) => browser !== name));
      return [
        ...used.map(({ browser, isRegistered }) => ({
          ...{ name: browser, isRegistered },
          isConnected: connected.has(browser),
        })),
        ...others.map((name) => ({ name, isRegistered: false, isConnected: true })),
      ];
    },
    register: () => registration.register(),
    unregister: () => registration.unregister(),
    close: () => links.close(),
  };
}
