import type { Result } from '../../core/result.ts';
import type { KnownBrowser } from '../../ipc/employee-data.ts';
import type { CapturePlatform, Clock } from '../ports.ts';
import { BrowserLinks } from './browser-links.ts';
import type { BrowserSystem } from './browser-system.ts';
import { browserOfProgram } from './host-places.ts';
import { HostRegistration } from './host-registration.ts';
import { withPages } from './with-pages.ts';

/** What a host gives so that websites can be told by browsers; a host on which none can gives nothing. */
export interface BrowserSetup {
  readonly system: BrowserSystem;
  /** The program that browsers start, with its arguments before the door's path. */
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

function registrationIn(folder: string, { system, hostCommand }: BrowserSetup): HostRegistration {
  const { registry } = system;
  const command = [...hostCommand, system.door(folder).path];
  return new HostRegistration({ folder, places: system.places(folder), command, registry });
}

/** Takes away what browsers were told of the agent in this folder: its program is removed. It may run. */
export function unregisterHosts(folder: string, setup: BrowserSetup): Promise<Result<null>> {
  return registrationIn(folder, setup).unregister();
}

/** Listens for the browsers' native hosts, at a door that this account alone can open. Rejects where it cannot. */
export async function openBrowsers(folder: string, setup: BrowserSetup, clock: Clock): Promise<Browsers> {
  const door = setup.system.door(folder);
  const places = setup.system.places(folder);
  const links = new BrowserLinks({
    door,
    isBrowser: ({ program }) => browserOfProgram(places, program) !== null,
    now: () => performance.now(),
  });
  const registration = registrationIn(folder, setup);
  const nameOf = (program: string) => browserOfProgram(places, program) ?? program.replace(/^.*[/\\]/, '');
  await links.open();
  return {
    join: (platform) => withPages(platform, links, clock),
    extension: setup.extension,
    wantPaths: (isWanted) => links.wantPaths(isWanted),
    known: () => {
      const connected = new Set(links.browsers().map(({ program }) => nameOf(program)));
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
