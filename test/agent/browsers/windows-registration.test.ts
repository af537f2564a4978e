import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserOfProgram, linuxPlaces, windowsPlaces } from '../../../agent/browsers/host-places.ts';
import { HostRegistration } from '../../../agent/browsers/host-registration.ts';
import type { AccountRegistry } from '../../../agent/browsers/windows/account-registry.ts';
import { pipeAddressText, readPipeAddress } from '../../../agent/browsers/windows/pipe-address.ts';
import { unwrap } from '../../../core/result.ts';
import { newFolder } from '../../fixtures/folders.ts';

/** Keys with their values, in memory. One that is made makes those above it. */
class RegistryDouble implements AccountRegistry {
  readonly keys = new Map<string, Map<string, string>>();
  isRefused = false;

  read(key: string, name: string): string | null {
    return this.keys.get(key)?.get(name) ?? null;
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  write(key: string, name: string, text: string): void {
    if (this.isRefused) throw Object.assign(new Error('refused'), { code: 'registry 5' });
    const parts = key.split('\\');
    for (const [index] of parts.entries()) {
      const path = parts.slice(0, index + 1).join('\\');
      if (!this.keys.has(path)) this.keys.set(path, new Map());
    }
    this.keys.get(key)?.set(name, text);
  }

  erase(key: string, name: string): void {
    this.keys.get(key)?.delete(name);
  }

  remove(key: string): void {
    if (this.#hasChildren(key)) throw new Error('it has children');
    this.keys.delete(key);
  }

  isEmpty(key: string): boolean {
    return this.keys.get(key)?.size === 0 && !this.#hasChildren(key);
  }

  #hasChildren(key: string): boolean {
    return [...this.keys.keys()].some((each) => each.startsWith(`${key}\\`));
  }
}

const keyOf = (maker: string) => `Software\\${maker}\\NativeMessagingHosts\\app.plainsight.browser`;

async function scene() {
  const folder = newFolder();
  const home = newFolder();
  await mkdir(folder, { recursive: true });
  const registry = new RegistryDouble();
  registry.write('Software', 'of', 'the system');
  // Paths of this system, so that they can be written here.
  const places = windowsPlaces({ folder, local: home, roaming: home }).map((place) => ({
    ...place,
    profile: join(home, place.browser),
    manifest: join(folder, place.manifest.replace(/^.*\\/, '')),
  }));
  for (const browser of ['Google Chrome', 'Brave', 'Firefox']) await mkdir(join(home, browser), { recursive: true });
  const command = ['C:\\Program Files\\100 %\\node.exe', '--lean', 'C:\\Users\\Jürgen\\browser-pipe'];
  const options = { folder, places, command, registry };
  return { folder, registry, places, registration: new HostRegistration(options) };
}

describe('native hosts by the registry', () => {
  it('are led to for each browser that is used, and for those built on another by its key too', async () => {
    const { folder, registry, registration } = await scene();
    unwrap(await registration.register());
    const manifest = join(folder, 'browser-host-chromium.json');
    for (const maker of ['Google\\Chrome', 'BraveSoftware\\Brave-Browser'])
      expect(registry.read(keyOf(maker), '')).toBe(manifest);
    expect(registry.read(keyOf('Mozilla'), '')).toBe(join(folder, 'browser-host-firefox.json'));
    expect(registry.has('Software\\Microsoft')).toBe(false);
    expect(registration.browsers()).toEqual([
      { browser: 'Google Chrome', isRegistered: true },
      { browser: 'Brave', isRegistered: true },
      { browser: 'Firefox', isRegistered: true },
    ]);
    expect(JSON.parse(await readFile(manifest, 'utf8'))).toMatchObject({ path: join(folder, 'browser-host.cmd') });
    expect(await readFile(join(folder, 'browser-host.cmd'), 'utf8')).toBe(
      '@chcp 65001 >nul\r\n@"C:\\Program Files\\100 %%\\node.exe" "--lean" "C:\\Users\\Jürgen\\browser-pipe"\r\n',
    );
  });

  it('leave nothing behind, and put back what the person had there', async () => {
    const { folder, registry, registration } = await scene();
    registry.write(keyOf('Mozilla'), '', 'C:\\theirs.json');
    registry.write('Software\\BraveSoftware\\Brave-Browser', 'theirs', 'too');
    const before = structuredClone(registry.keys);
    unwrap(await registration.register());
    unwrap(await registration.register());
    expect(registry.keys).not.toEqual(before);
    unwrap(await registration.unregister());
    expect(registry.keys).toEqual(before);
    expect(await readdir(folder)).toEqual([]);
    unwrap(await registration.unregister());
  });

  it('keep a key that said nothing, and one that leads elsewhere by now', async () => {
    const { registry, registration } = await scene();
    registry.write(keyOf('Mozilla'), '', '');
    registry.erase(keyOf('Mozilla'), '');
    unwrap(await registration.register());
    registry.write(keyOf('Google\\Chrome'), '', 'C:\\later.json');
    expect(registration.browsers()[0]).toEqual({ browser: 'Google Chrome', isRegistered: false });
    unwrap(await registration.unregister());
    expect(registry.has(keyOf('Mozilla')) && registry.isEmpty(keyOf('Mozilla'))).toBe(true);
    expect(registry.read(keyOf('Google\\Chrome'), '')).toBe('C:\\later.json');
  });

  it('are not there where the registry refuses, which is said', async () => {
    const { registry, registration } = await scene();
    registry.isRefused = true;
    expect(await registration.register()).toMatchObject({ ok: false, problem: { code: 'disk-failed' } });
    expect(registration.browsers().every(({ isRegistered }) => !isRegistered)).toBe(true);
  });
});

describe('a browser is told by the file that it runs', () => {
  const places = [
    ...windowsPlaces({ folder: 'C:\\a', local: 'C:\\l', roaming: 'C:\\r' }),
    ...linuxPlaces({ home: '/home/a', config: null }),
  ];
  it.each([
    ['c:\\program files\\google\\chrome\\application\\chrome.exe', 'Google Chrome'],
    ['c:\\users\\a\\appdata\\local\\chromium\\application\\chrome.exe', 'Chromium'],
    ['c:\\program files (x86)\\microsoft\\edge\\application\\msedge.exe', 'Microsoft Edge'],
    ['c:\\program files\\mozilla firefox\\firefox.exe', 'Firefox'],
    ['/usr/lib/chromium/chromium', 'Chromium'],
    ['/usr/lib/firefox-esr/firefox-esr', 'Firefox'],
    ['/usr/bin/notchromium', null],
    ['c:\\notfirefox.exe', null],
  ])('%s', (program, browser) => {
    expect(browserOfProgram(places, program)).toBe(browser);
  });
});

describe('the name of the pipe', () => {
  const pipe = `\\\\.\\pipe\\plainsight-browser-${'0a'.repeat(16)}`;
  it('is read as it was written', async () => {
    const file = join(newFolder(), 'browser-pipe');
    await mkdir(join(file, '..'), { recursive: true });
    expect(readPipeAddress(file)).toBeNull();
    await writeFile(file, pipeAddressText({ pipe, secret: 'b1'.repeat(32) }));
    expect(readPipeAddress(file)).toEqual({ pipe, secret: 'b1'.repeat(32) });
    for (const text of ['', pipe, `\\\\other\\pipe\\x\n${'b1'.repeat(32)}\n`, `${pipe}\nshort\n`]) {
      await writeFile(file, text);
      expect(readPipeAddress(file)).toBeNull();
    }
  });
});
