// Which computer and which Electron the double is, as the test that starts it says.

/** Given to the process in the environment, as JSON. */
export interface DoubleSystem {
  readonly platform: NodeJS.Platform;
  /** The folder of a packaged app's resources; null: it runs from a folder of sources. */
  readonly resources: string | null;
  /** What keeps secrets: a keychain, or nothing but Chromium's constant password. */
  readonly keyring: 'keychain' | 'none';
  /** What Electron says of the desktop's keyring on Linux, which it tells by the desktop's name alone. */
  readonly backend: string;
}

const given = JSON.parse(process.env.PLAINSIGHT_DOUBLE ?? '{}') as Partial<DoubleSystem>;

export const system: DoubleSystem = {
  platform: process.platform,
  resources: null,
  keyring: 'keychain',
  backend: 'gnome_libsecret',
  ...given,
};
/** Whether it is another computer than the one that runs this. */
export const isElsewhere = system.platform !== process.platform;
// The made-up services draw pictures, and sharp would look for its build for the other system.
if (isElsewhere && system.resources === null) await import('sharp');
Object.defineProperty(process, 'platform', { value: system.platform });
