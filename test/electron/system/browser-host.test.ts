import { describe, expect, it } from 'vitest';
import { browserSocketOf, browsersUnderElectron } from '../../../electron/system/browser-host.ts';

const program = {
  platform: 'linux' as NodeJS.Platform,
  env: {},
  execPath: '/opt/Plainsight/plainsight',
  appPath: null,
  isUnsandboxed: false,
  extension: '/opt/Plainsight/resources/app.asar.unpacked/assets/extension',
};
const commandOf = (change: Partial<Parameters<typeof browsersUnderElectron>[0]>) =>
  browsersUnderElectron({ ...program, ...change })?.hostCommand;

describe('the app as a native host', () => {
  it('is started by what it was started by itself, also from an AppImage and from a folder of sources', () => {
    expect(commandOf({})).toEqual(['/opt/Plainsight/plainsight', '--browser-host']);
    expect(
      commandOf({ env: { APPIMAGE: '/home/someone/Plainsight.AppImage' }, execPath: '/tmp/.mount_1/plainsight' }),
    ).toEqual(['/home/someone/Plainsight.AppImage', '--browser-host']);
    expect(commandOf({ appPath: '/src', isUnsandboxed: true })).toEqual([
      '/opt/Plainsight/plainsight',
      '/src',
      '--no-sandbox',
      '--browser-host',
    ]);
  });

  it('is started in the same way on Windows, and not there on macOS', () => {
    const env = { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local', APPDATA: 'C:\\Users\\a\\AppData\\Roaming' };
    expect(commandOf({ platform: 'win32', env })).toEqual(['/opt/Plainsight/plainsight', '--browser-host']);
    expect(browsersUnderElectron({ ...program, platform: 'win32' })).toBeNull();
    expect(browsersUnderElectron({ ...program, platform: 'darwin' })).toBeNull();
  });

  it.each([
    [
      ['--browser-host', '/home/someone/folder/browser.sock', 'chrome-extension://id/'],
      '/home/someone/folder/browser.sock',
    ],
    [['/src', '--no-sandbox', '--browser-host', '/s.sock', '/manifest.json', 'browser@plainsight.example'], '/s.sock'],
    [['--browser-host'], null],
    [['--browser-host', 'relative.sock'], null],
    // What is smuggled in beside something to open does nothing.
    [['--browser-host', '/s.sock', 'plainsight://enrol?d=x'], null],
    [[], null],
  ])('passes messages with %j to %s', (args, path) => {
    expect(browserSocketOf(args, '/home/someone')).toBe(path);
  });
});
