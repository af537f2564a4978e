import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { startProgress } from './progress.mjs';

/** A package of Debian and what shows that it is there: a program on the PATH, or a file (absolute). */
export interface SystemPackage {
  readonly package: string;
  readonly program: string;
}

const chromium: SystemPackage = { package: 'chromium', program: 'chromium' };

/** A virtual desktop with real windows. */
const desktop: readonly SystemPackage[] = [
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'xauth', program: 'xauth' },
  { package: 'openbox', program: 'openbox' },
  { package: 'xterm', program: 'xterm' },
  { package: 'mousepad', program: 'mousepad' },
  { package: 'xdotool', program: 'xdotool' },
  { package: 'bsdutils', program: 'script' },
  { package: 'x11-utils', program: 'xprop' },
  { package: 'x11-xserver-utils', program: 'xrandr' },
  { package: 'fonts-dejavu-core', program: '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' },
  chromium,
];

/** A real S3 server: Ceph's RGW on this machine alone. */
const ceph: readonly SystemPackage[] = [
  { package: 'radosgw', program: 'radosgw' },
  { package: 'ceph-mon', program: 'ceph-mon' },
  { package: 'ceph-osd', program: 'ceph-osd' },
  { package: 'ceph-common', program: 'ceph' },
  { package: 'openssl', program: 'openssl' },
  { package: 'curl', program: 'curl' },
];

/** What needs which packages of the system. Nothing here is needed to run Plainsight on a desktop that is there already. */
export const packageSets = {
  tour: desktop,
  test: [
    ...desktop,
    ...ceph,
    { package: 'chromium-headless-shell', program: 'chromium-headless-shell' },
    { package: 'age', program: 'age' },
    { package: 'jq', program: 'jq' },
    { package: 'tcc', program: 'tcc' },
    { package: 'imagemagick', program: '/usr/bin/convert' },
    { package: 'procps', program: 'ps' },
    { package: 'firefox-esr', program: 'firefox-esr' },
    { package: 'i3-wm', program: 'i3' },
    { package: 'tint2', program: 'tint2' },
    { package: 'icewm', program: 'icewm' },
    { package: 'dunst', program: 'dunst' },
    { package: 'libfaketime', program: '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1' },
    { package: 'xserver-xorg-core', program: 'Xorg' },
    { package: 'xserver-xorg-video-dummy', program: '/usr/lib/xorg/modules/drivers/dummy_drv.so' },
    { package: 'libnotify-bin', program: 'notify-send' },
    { package: 'dbus-daemon', program: 'dbus-run-session' },
    { package: 'sway', program: 'sway' },
    { package: 'xwayland', program: 'Xwayland' },
    { package: 'foot', program: 'foot' },
    { package: 'wtype', program: 'wtype' },
    { package: 'grim', program: 'grim' },
    { package: 'swaylock', program: 'swaylock' },
    { package: 'python3-gi', program: '/usr/lib/python3/dist-packages/gi/__init__.py' },
  ],
  /** Desktops on Wayland other than sway, some 600 MB: for `npm test -- wayland-all`. */
  waylandAll: [
    { package: 'kwin-wayland', program: 'kwin_wayland' },
    { package: 'libkf5service-bin', program: 'kbuildsycoca5' },
    // Its overview and its title bars, of which it shows none without these.
    { package: 'plasma-framework', program: '/var/lib/dpkg/info/plasma-framework.list' },
    { package: 'qml-module-org-kde-kirigami2', program: '/var/lib/dpkg/info/qml-module-org-kde-kirigami2.list' },
    { package: 'milou', program: '/var/lib/dpkg/info/milou.list' },
    { package: 'kwin-style-breeze', program: '/var/lib/dpkg/info/kwin-style-breeze.list' },
    { package: 'phoc', program: 'phoc' },
    { package: 'gnome-shell', program: 'gnome-shell' },
    { package: 'gjs', program: 'gjs' },
    { package: 'libglib2.0-bin', program: 'gdbus' },
  ],
  bench: [
    ...desktop,
    ...ceph,
    { package: 'rclone', program: 'rclone' },
    { package: 'restic', program: 'restic' },
    { package: 'imagemagick', program: '/usr/bin/convert' },
    { package: 'feh', program: 'feh' },
  ],
} as const satisfies Readonly<Record<string, readonly SystemPackage[]>>;

/** This machine, as far as installing goes. */
export interface Machine {
  readonly isRoot: boolean;
  readonly hasApt: boolean;
  /** Whether a program is on the PATH, or an absolute path is there. */
  readonly has: (program: string) => boolean;
  /** Runs a command to its end, calling `onLine` with each line that it prints. */
  readonly run: (command: string, args: readonly string[], onLine: (line: string) => void) => Promise<number>;
  /** Whether apt knows a version of every package named. */
  readonly knows: (packages: readonly string[]) => boolean;
  /** Where progress is shown. */
  readonly out: NodeJS.WritableStream;
}

/** Of a script alone, so that no catalogue has it. */
interface MissingPackages {
  readonly ok: false;
  readonly problem: { readonly code: 'system-packages'; readonly what: string; readonly remedy: string };
}

function missingPackages(what: string, remedy: string): MissingPackages {
  return { ok: false, problem: { code: 'system-packages', what, remedy } };
}

/** Installs by apt what is missing of `names`, when root; else the problem holds the one line to run. Shows progress. */
export async function ensureSystemPackages(
  names: readonly SystemPackage[],
  machine: Machine = thisMachine(),
): Promise<{ readonly ok: true; readonly value: null } | MissingPackages> {
  const missing = [...new Set(names.filter(({ program }) => !machine.has(program)).map((name) => name.package))];
  if (missing.length === 0) return { ok: true, value: null };
  const list = missing.join(' ');
  if (!machine.hasApt)
    return missingPackages(`These programs are missing: ${list} (Debian's names).`, 'Install them, then try again.');
  const line = `apt-get update && apt-get install -y --no-install-recommends ${list}`;
  if (!machine.isRoot) return missingPackages(`These packages are missing: ${list}.`, `Run: sudo sh -c "${line}"`);
  const progress = startProgress(
    `Installing ${missing.length} system package${missing.length === 1 ? '' : 's'}`,
    machine.out,
  );
  const told: string[] = [];
  const listen = (text: string): void => {
    told.push(text);
    const step = /^(?:Get:\d+ .*? (\S+) \S+ \S+ \S+ \[|(?:Unpacking|Setting up) (\S+))/.exec(text);
    const name = step?.[1] ?? step?.[2];
    if (name !== undefined) progress.update(name);
  };
  const install = ['-y', '-q', '--no-install-recommends', 'install', ...missing];
  let done = machine.knows(missing) && (await machine.run('apt-get', install, listen)) === 0;
  // A list that is absent, or so old that what it names has gone from the server.
  if (!done) {
    progress.update('reading the package lists');
    await machine.run('apt-get', ['-q', 'update'], listen);
    done = (await machine.run('apt-get', install, listen)) === 0;
  }
  if (done) {
    progress.done(list);
    return { ok: true, value: null };
  }
  progress.fail();
  const reason =
    told
      .filter((text) => /^[EW]: /.test(text))
      .slice(-3)
      .join(' ') || told.slice(-3).join(' ');
  return missingPackages(`apt could not install ${list}: ${reason}`, `Mend that, or run: ${line}`);
}

function thisMachine(): Machine {
  const has = (program: string): boolean =>
    program.startsWith('/')
      ? existsSync(program)
      : (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
  return {
    isRoot: process.getuid?.() === 0,
    hasApt: process.platform === 'linux' && has('apt-get'),
    has,
    run,
    out: process.stderr,
    knows: (packages) =>
      spawnSync('apt-cache', ['show', '--no-all-versions', ...packages], { stdio: 'ignore' }).status === 0,
  };
}

function run(command: string, args: readonly string[], onLine: (line: string) => void): Promise<number> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) onLine(text);
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => {
      onLine(`E: ${error.message}`);
      resolve(127);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

if (import.meta.main) {
  const asked = process.argv[2] ?? 'test';
  if (!Object.hasOwn(packageSets, asked)) {
    console.error(`usage: node scripts/system-packages.ts ${Object.keys(packageSets).join('|')}`);
    process.exit(2);
  }
  const result = await ensureSystemPackages(packageSets[asked as keyof typeof packageSets]);
  if (!result.ok) console.error(`${result.problem.what}\n${result.problem.remedy}`);
  process.exitCode = result.ok ? 0 : 1;
}
