import { join } from 'node:path';
import { chromiumId, firefoxId, hostName } from './extension-id.ts';

/** Where one browser looks for the programs that its extensions may talk to, of this account. */
export interface HostPlace {
  /** The browser's name for people. */
  readonly browser: string;
  /** There once this account has used the browser. */
  readonly profile: string;
  readonly manifest: string;
  /** Names of the files that it runs. */
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
        programs,
        callers: { allowed_origins: [`chrome-extension://${chromiumId}/`] },
      };
    }),
    {
      browser: 'Firefox',
      profile: join(home, '.mozilla'),
      manifest: join(home, '.mozilla', 'native-messaging-hosts', file),
      programs: ['firefox', 'firefox-esr', 'firefox-bin'],
      callers: { allowed_extensions: [firefoxId] },
    },
  ];
}
