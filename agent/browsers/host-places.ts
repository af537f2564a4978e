import { join, win32 } from 'node:path';
import { chromiumId, firefoxId, hostName } from './extension-id.ts';

/** Where one browser looks for the programs that its extensions may talk to, of this account. */
export interface HostPlace {
  /** The browser's name for people. */
  readonly browser: string;
  /** There once this account has used the browser. */
  readonly profile: string;
  readonly manifest: string;
  /** Windows: what leads to the manifest, in the registry of the account. */
  readonly keys: readonly string[];
  /** What the path of the file that it runs ends in. */
  readonly programs: readonly string[];
  /** Who may start the host, in this browser's words. */
  readonly callers: Readonly<Record<string, readonly string[]>>;
}

export interface HomeFolders {
  readonly home: string;
  /** `XDG_CONFIG_HOME`; null: below `home`. */
  readonly config: string | null;
}

/** Browsers built on Chromium, by their folders below the one for settings. */
const chromiumFolders = [
  ['Chromium', 'chromium', ['chromium', 'chromium-browser']],
  ['Google Chrome', 'google-chrome', ['chrome']],
  ['Microsoft Edge', 'microsoft-edge', ['msedge']],
  ['Brave', 'BraveSoftware/Brave-Browser', ['brave']],
  ['Vivaldi', 'vivaldi', ['vivaldi-bin']],
] as const;

const chromiumCallers = { allowed_origins: [`chrome-extension://${chromiumId}/`] };
const firefoxCallers = { allowed_extensions: [firefoxId] };

/** The places on Linux. Browsers in a sandbox of their own (snap, Flatpak) have others, and reach no agent. */
export function linuxPlaces({ home, config }: HomeFolders): HostPlace[] {
  const file = `${hostName}.json`;
  const settings = config ?? join(home, '.config');
  return [
    ...chromiumFolders.map(([browser, folder, programs]): HostPlace => {
      const profile = join(settings, folder);
      const manifest = join(profile, 'NativeMessagingHosts', file);
      return {
        browser,
        profile,
        manifest,
        keys: [],
        programs,
        callers: chromiumCallers,
      };
    }),
    {
      browser: 'Firefox',
      profile: join(home, '.mozilla'),
      manifest: join(home, '.mozilla', 'native-messaging-hosts', file),
      keys: [],
      programs: ['firefox', 'firefox-esr', 'firefox-bin'],
      callers: firefoxCallers,
    },
  ];
}

export interface WindowsFolders {
  /** The agent's own: the manifests lie there. */
  readonly folder: string;
  /** `LOCALAPPDATA` and `APPDATA`. */
  readonly local: string;
  readonly roaming: string;
}

/** Browsers built on Chromium: below the folder for local data, below `Software`, and what is run. */
const chromiumOnWindows = [
  ['Google Chrome', 'Google\\Chrome', 'google\\chrome\\application\\chrome.exe'],
  ['Chromium', 'Chromium', 'chromium\\application\\chrome.exe'],
  ['Microsoft Edge', 'Microsoft\\Edge', 'edge\\application\\msedge.exe'],
  ['Brave', 'BraveSoftware\\Brave-Browser', 'brave.exe'],
  ['Vivaldi', 'Vivaldi', 'vivaldi.exe'],
] as const;

/** The places on Windows, where the registry leads to a manifest. What a browser of another name is built on it looks for too. */
export function windowsPlaces({ folder, local, roaming }: WindowsFolders): HostPlace[] {
  const keyOf = (maker: string) => `Software\\${maker}\\NativeMessagingHosts\\${hostName}`;
  return [
    ...chromiumOnWindows.map(([browser, maker, program]): HostPlace => {
      const isOther = browser === 'Brave' || browser === 'Vivaldi';
      return {
        browser,
        profile: win32.join(local, maker, 'User Data'),
        manifest: win32.join(folder, 'browser-host-chromium.json'),
        keys: [keyOf(maker), ...(isOther ? [keyOf('Google\\Chrome')] : [])],
        programs: [program],
        callers: chromiumCallers,
      };
    }),
    {
      browser: 'Firefox',
      profile: win32.join(roaming, 'Mozilla', 'Firefox'),
      manifest: win32.join(folder, 'browser-host-firefox.json'),
      keys: [keyOf('Mozilla')],
      programs: ['firefox.exe'],
      callers: firefoxCallers,
    },
  ];
}

/** The browser that runs this file; null: one that nobody has named here. */
export function browserOfProgram(places: readonly HostPlace[], program: string): string | null {
  const isRun = (end: string): boolean => program.endsWith(`/${end}`) || program.endsWith(`\\${end}`);
  return places.find(({ programs }) => programs.some(isRun))?.browser ?? null;
}
