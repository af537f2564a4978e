import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packaging, { electronFuses } from '../../../electron-builder.ts';
import { type AsarFile, extractAsar, readAsar } from '../../../scripts/package/asar.ts';
import { runtimeModules, runtimePackages } from '../../../scripts/package/package-contents.ts';
import { boot, until } from '../../electron/app/booted-app.ts';

/** How Electron's binary marks the place of its fuses; then a version, their number, and a character each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseOrder = Object.keys(FuseV1Options)
  .filter((name) => Number.isNaN(Number(name)))
  .map((name) => name as keyof typeof FuseV1Options);

async function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk));
  const [code] = await once(child, 'close');
  return { code: code as number, out };
}

/** A folder that looks like Electron's runtime; every fuse starts the other way round from what we want. */
async function makeStandIn(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true });
  const fuses = fuseOrder.map((fuse) => (electronFuses[fuse] ? '0' : '1')).join('');
  await writeFile(
    join(folder, 'electron'),
    `#!/bin/sh\nexit 0\n${sentinel}\u0001${String.fromCharCode(fuses.length)}${fuses}\n`,
  );
  await chmod(join(folder, 'electron'), 0o755);
  await writeFile(join(folder, 'version'), '45.4.1');
  await writeFile(join(folder, 'LICENSE'), 'stand-in');
  await writeFile(join(folder, 'locales', 'en-US.pak'), 'stand-in');
}

/** The rows of the table in docs/packaging.md whose head begins with `head`, cells as text. */
async function tableOf(head: string): Promise<string[][]> {
  const lines = (await readFile('docs/packaging.md', 'utf8')).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} `)) + 2;
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe('what is packaged', () => {
  const lock = 'package-lock.json';

  it('is what docs/packaging.md says, for each system', async () => {
    const rows = await tableOf('system');
    const documented = (system: string) =>
      rows
        .filter(([on]) => on === 'all' || on?.includes(system))
        .map(([, name]) => name)
        .sort();
    expect(documented('Linux')).toEqual([...runtimePackages.linux]);
    expect(documented('Windows')).toEqual([...runtimePackages.win32]);
    expect(documented('macOS')).toEqual([...runtimePackages.darwin]);
  });

  it('holds what a package needs to run, never what it needs to be compiled', () => {
    const modules = runtimeModules(lock, runtimePackages.darwin);
    expect(modules).toEqual(expect.arrayContaining(['node_modules/get-windows', 'node_modules/@img/sharp-darwin-x64']));
    expect(modules.filter((path) => /node-gyp|node-pre-gyp|node-addon-api|electron|vite|react/.test(path))).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('packaging around a stand-in on Linux', { timeout: 300_000 }, () => {
  let folder = '';
  let resources = '';
  let files: AsarFile[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plainsight-package-'));
    await makeStandIn(join(folder, 'electron'));
    const options = ['--dir', '--electron-dist', join(folder, 'electron'), '--output', join(folder, 'dist')];
    const { code, out } = await run(['scripts/package.ts', ...options]);
    expect(code, out).toBe(0);
    resources = join(folder, 'dist', 'linux-unpacked', 'resources');
    files = await readAsar(join(resources, 'app.asar'));
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('has what a deb, a desktop and an AppImage with its sandbox need', async () => {
    const { homepage, author, desktopName } = JSON.parse(await readFile('package.json', 'utf8')) as Record<
      string,
      string
    >;
    expect(homepage).toMatch(/^https:/);
    expect(author).toMatch(/^.+ <\S+@\S+>$/);
    // Portals know a program by the reversed name of a domain, which must be that of the installed desktop file.
    expect(desktopName).toMatch(/^\w+(\.\w+){2,}\.desktop$/);
    expect(packaging.linux?.syncDesktopName).toBe(true);
    // The one thing that it asks of KWin.
    expect(packaging.linux?.desktop).toEqual({
      entry: { 'X-KDE-DBUS-Restricted-Interfaces': 'org.kde.KWin.ScreenShot2' },
    });
    expect([packaging.toolsets?.appimage, packaging.appImage?.executableArgs]).toEqual(['1.0.3', []]);
    const target = await readFile('node_modules/app-builder-lib/out/targets/appimage/AppImageTarget.js', 'utf8');
    expect(target).toContain('appimageTool === "0.0.0" ? ["--no-sandbox"] : []');
  });

  it('opens enrolment files and links, and nothing else', () => {
    expect(packaging.fileAssociations).toMatchObject([{ ext: 'plainsight', role: 'Viewer' }]);
    expect(packaging.protocols).toEqual([{ name: 'Plainsight enrolment', schemes: ['plainsight'] }]);
  });

  it('sets every fuse, as docs/packaging.md says', async () => {
    const program = await readFile(join(folder, 'dist', 'linux-unpacked', 'plainsight'), 'latin1');
    const at = program.indexOf(sentinel) + sentinel.length;
    const written = Object.fromEntries(fuseOrder.map((fuse, index) => [fuse, program[at + 2 + index] === '1']));
    expect(program.charCodeAt(at + 1)).toBe(9);
    expect(written).toEqual(electronFuses);
    const documented = (await tableOf('fuse')).map(([fuse = '', value]) => [fuse, value === 'on'] as const);
    expect(Object.fromEntries(documented)).toEqual(electronFuses);
  });

  it('packs what the app needs to run and nothing else', () => {
    const own = files.map(({ path }) => path).filter((path) => !path.startsWith('node_modules/'));
    const folders = new Set(own.map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...folders].sort()).toEqual(
      [
        'LICENSE',
        'assets/extension',
        'assets/gnome-extension',
        'assets/icon.png',
        'assets/tray',
        'out/electron',
        'out/renderer',
        'package.json',
      ].sort(),
    );
    expect(own.filter((path) => path.startsWith('out/electron/')).sort()).toEqual([
      'out/electron/desk-thread.js',
      'out/electron/main.js',
      'out/electron/preload-employee.cjs',
      'out/electron/preload-manager.cjs',
      'out/electron/segment-process.js',
      'out/electron/sensor-process.js',
      'out/electron/services.js',
      'out/electron/wayland-sign-process.js',
    ]);
    expect(own).toEqual(expect.arrayContaining(['out/renderer/employee.html', 'out/renderer/manager.html']));
    expect(
      files.filter(({ path }) => /\.(ts|tsx|mts|map|svg\.ts|test\.js)$|^(test|docs|scripts|core)\//.test(path)),
    ).toEqual([]);
    const installed = new Set(
      runtimeModules('package-lock.json', runtimePackages.linux).map((path) =>
        path.slice(path.lastIndexOf('node_modules/')),
      ),
    );
    const packed = new Set(files.flatMap(({ path }) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
    expect([...packed].filter((path) => !installed.has(path))).toEqual([]);
  });

  it('names its entry in the package.json that it packs', () => {
    const manifest = files.find(({ path }) => path === 'package.json')?.bytes ?? new Uint8Array();
    expect(JSON.parse(Buffer.from(manifest).toString())).toMatchObject({
      main: 'out/electron/main.js',
      type: 'module',
      // Electron names the data folder by it, and `build/before-remove.sh` looks for it there.
      name: 'plainsight',
    });
    expect(JSON.parse(Buffer.from(manifest).toString())).not.toHaveProperty('productName');
  });

  it('leaves native code and its libraries outside the archive, where plain Node can load them', async () => {
    const native = files.filter(({ path }) => /\.(node|so(\.[\d.]+)?)$/.test(path));
    expect(native.map(({ path }) => path.split('/').slice(1, 3).join('/')).sort()).toEqual([
      expect.stringMatching(/^@img\/sharp-libvips-linux/),
      expect.stringMatching(/^@img\/sharp-linux/),
      expect.stringMatching(/^@koromix\/koffi-linux/),
      expect.stringMatching(/^@koromix\/koffi-linux/),
    ]);
    for (const { path, unpacked } of native) {
      expect(unpacked).toBe(true);
      // koffi brings one for each C library, and loads the one that fits.
      if (path.endsWith('.node') && !path.includes('/musl_'))
        expect(await run(['-e', `require(${JSON.stringify(join(resources, 'app.asar.unpacked', path))})`])).toEqual({
          code: 0,
          out: '',
        });
    }
    expect(await readdir(join(resources, 'app.asar.unpacked', 'node_modules'))).toEqual(['@img', '@koromix', 'sharp']);
  });

  it('packs an app that starts: both encoders load, and main boots', async () => {
    const app = join(folder, 'app');
    await extractAsar(join(resources, 'app.asar'), app);
    // `--input-type=module` resolves from the working folder, so the packed packages must be enough.
    const script = join(app, 'load.mjs');
    await writeFile(
      script,
      "await import('sharp'); await import('@jsquash/webp/encode.js'); await import('x11'); console.log('loaded');",
    );
    expect(await run([script])).toEqual({ code: 0, out: 'loaded\n' });
    // Main, services and their packages are loaded, and nobody is enrolled.
    const booted = boot(app, await mkdtemp(join(folder, 'data-')));
    const [window] = await until(async () => {
      const windows = await booted.windows();
      return windows[0]?.contract === 'employee' && windows;
    });
    const status = await booted.ask({ do: 'call', id: window?.id ?? -1, call: 'status', args: {} });
    expect(status, booted.log()).toMatchObject({ ok: true, value: { phase: 'unenrolled' } });
    await booted.ask({ do: 'quit' });
    expect(await booted.ended).toBe(0);
  });

  it('says what is missing where Electron’s runtime is not', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    const { code, out } = await run(['scripts/package.ts', '--dir', '--electron-dist', empty]);
    expect(code).toBe(1);
    expect(out).toContain('Electron’s runtime is not here');
    expect(out).toContain('npx install-electron');
    const named = await run(['scripts/package.ts', '--dir'], { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: empty });
    expect(named.code).toBe(1);
  });
});
