import { readFileSync } from 'node:fs';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

/**
 * Packages that are not bundled: they hold native code, read files beside themselves at run time, or load their parts by
 * computed names. The packaged app carries these, by the system that needs them, and of all others only what was bundled.
 */
export const runtimePackages = {
  linux: ['@jsquash/webp', 'koffi', 'sharp', 'x11'],
  darwin: ['@jsquash/webp', 'get-windows', 'koffi', 'sharp'],
  win32: ['@jsquash/webp', 'koffi', 'sharp'],
} as const satisfies Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;

export type PackagedSystem = keyof typeof runtimePackages;

export const packagedSystems = Object.keys(runtimePackages) as readonly PackagedSystem[];

/**
 * Packages of which only a program is used, and none of their code: what that code depends on is not packaged. Such a
 * program comes in the package itself, so that the install script, which runs nowhere, is not missed.
 */
export const programsOnly: Readonly<Record<string, { readonly program: string; readonly marks: readonly string[] }>> = {
  'get-windows': { program: 'main', marks: ['package.json', 'index.js', 'license'] },
};

/**
 * Packages that have an install script and need none: it would compile what npm has already brought, as a package of its own for
 * each system.
 */
const wholeWithoutScript: ReadonlySet<string> = new Set(['koffi']);

/** What the app needs of our own files at run time: no sources, no tests, no drawings. */
const ownFiles = [
  'package.json',
  'LICENSE',
  'out/electron/*.{js,cjs}',
  'out/renderer/**/*.{html,js,css,svg,png,webp,woff2}',
  'assets/icon.png',
  'assets/tray/*.png',
  'assets/extension/*',
  'assets/gnome-extension/*',
] as const;

/**
 * What lies beside the archive. A native module cannot be loaded from inside it, nor can the libraries beside it:
 * electron-builder's own detection takes the one and leaves the other. A program that is started has to be a file too.
 */
export const unpackedFiles: readonly string[] = [
  'assets/extension/**',
  'assets/gnome-extension/**',
  '**/node_modules/sharp/**',
  '**/node_modules/@img/**',
  '**/node_modules/@koromix/**',
  ...Object.entries(programsOnly).map(([name, { program }]) => `**/node_modules/${name}/${program}`),
];

/** electron-builder's patterns of what is packaged; the last one that matches a file decides. */
export function packagedFiles(lockFile: string, system: PackagedSystem): string[] {
  return [
    '!**/*',
    ...ownFiles,
    ...modulesFor(lockFile, system).flatMap(placesOf).flatMap(filesOf),
    '!**/node_modules/**/*.{d.ts,d.mts,d.cts,map,md,markdown}',
    '!**/node_modules/**/{test,tests,__tests__,docs,doc,example,examples,website}/**',
    '!**/node_modules/sharp/{src,install}/**',
    '!**/node_modules/koffi/{doc,lib,vendor}/**',
    '!**/node_modules/koffi/**/*.{cc,hh,inc,S,asm,def}',
    '!**/node_modules/x11/{autogen,browser,scripts}/**',
  ];
}

/** The folders of modules that a package for this system may hold, whatever the processor. */
function modulesFor(lockFile: string, system: PackagedSystem): string[] {
  const packages = lockedPackages(lockFile);
  return runtimeModules(lockFile, runtimePackages[system]).filter(
    (path) => packages[path]?.os?.includes(system) ?? true,
  );
}

/** The folders of `roots` and of all that they depend on, as the lock file places them. */
export function runtimeModules(lockFile: string, roots: readonly string[]): string[] {
  const packages = lockedPackages(lockFile);
  const found = new Set<string>();
  const waiting = roots.map((name) => `node_modules/${name}`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entry = packages[path];
    if (entry === undefined || found.has(path)) continue;
    found.add(path);
    if (nameOf(path) in programsOnly) continue;
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
      waiting.push(resolve(name, path, packages));
  }
  return [...found].sort();
}

/**
 * The folders of modules that a package for this system and processor must hold, as npm leaves out what is for others. Where a module
 * would only be whole after its install script, which runs nowhere, the answer is why it cannot be packaged.
 */
export function neededModules(lockFile: string, system: PackagedSystem, arch: string): string[] {
  const packages = lockedPackages(lockFile);
  return modulesFor(lockFile, system).filter((path) => {
    const { os, cpu, libc, optional, hasInstallScript } = packages[path] ?? {};
    const isForHere = (cpu?.includes(arch) ?? true) && !libc?.includes('musl');
    // Such as builds of sharp as WebAssembly, which stand in where a processor has no build of its own.
    if (!isForHere || (optional && os === undefined)) return false;
    if (hasInstallScript && !(nameOf(path) in programsOnly) && !wholeWithoutScript.has(nameOf(path)))
      throw new Error(`${path} is whole only after its install script, and none runs: it cannot be packaged.`);
    return true;
  });
}

/** Whether a module is what npm brings of another for one system and processor alone: its native code. */
export function isOneSystems(lockFile: string, module: string): boolean {
  const { os, cpu } = lockedPackages(lockFile)[module] ?? {};
  return os !== undefined && cpu !== undefined;
}

function filesOf(path: string): string[] {
  const only = programsOnly[nameOf(path)];
  return only === undefined ? [`${path}/**/*`] : [only.program, ...only.marks].map((file) => `${path}/${file}`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function lockedPackages(lockFile: string): Readonly<Record<string, LockedPackage>> {
  return (JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, LockedPackage> }).packages;
}

/** electron-builder lays packages out anew: one that npm put inside another may come to lie beside it. */
export function placesOf(path: string): string[] {
  const hoisted = path.slice(path.lastIndexOf('node_modules/'));
  return hoisted === path ? [path] : [path, hoisted];
}

/** As Node looks for a package: in the asking package's own node_modules, then in those of the folders around it. */
function resolve(name: string, from: string, packages: Readonly<Record<string, unknown>>): string {
  for (
    let folder = from;
    folder.includes('/node_modules/');
    folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))
  ) {
    if (`${folder}/node_modules/${name}` in packages) return `${folder}/node_modules/${name}`;
  }
  const own = `${from.split('/node_modules/')[0]}/node_modules/${name}`;
  return own in packages ? own : `node_modules/${name}`;
}
