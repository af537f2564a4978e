import { readFileSync } from 'node:fs';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Packages that are not bundled: they hold native code, read files beside themselves at run time, or load their parts by
 * computed names. The packaged app carries these, by the system that needs them, and of all others only what was bundled.
 */
export const runtimePackages = {
  linux: ['@jsquash/webp', 'sharp', 'x11'],
  darwin: ['@jsquash/webp', 'get-windows', 'sharp'],
  win32: ['@jsquash/webp', 'get-windows', 'sharp'],
} as const satisfies Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>;

export type PackagedSystem = keyof typeof runtimePackages;

/** What get-windows needs to be compiled, never to run. */
const buildOnly: readonly string[] = ['node-gyp', 'node-addon-api'];

/** What the app needs of our own files at run time: no sources, no tests, no drawings. */
const ownFiles = [
  'package.json',
  'LICENSE',
  'out/electron/*.{js,cjs}',
  'out/renderer/**/*.{html,js,css,svg,png,webp,woff2}',
  'assets/icon.png',
  'assets/tray/*.png',
] as const;

/** electron-builder's patterns of what is packaged; the last one that matches a file decides. */
export function packagedFiles(lockFile: string, system: PackagedSystem): string[] {
  return [
    '!**/*',
    ...ownFiles,
    ...runtimeModules(lockFile, runtimePackages[system])
      .flatMap(placesOf)
      .map((path) => `${path}/**/*`),
    '!**/node_modules/**/*.{d.ts,d.mts,d.cts,map,md,markdown}',
    '!**/node_modules/**/{test,tests,__tests__,docs,doc,example,examples,website}/**',
    '!**/node_modules/sharp/{src,install}/**',
    '!**/node_modules/x11/{autogen,browser,scripts}/**',
    '!**/node_modules/get-windows/Sources/**',
  ];
}

/** The folders of `roots` and of all that they depend on, as the lock file places them. */
export function runtimeModules(lockFile: string, roots: readonly string[]): string[] {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, LockedPackage> };
  const found = new Set<string>();
  const waiting = roots.map((name) => `node_modules/${name}`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const entry = packages[path];
    if (entry === undefined || found.has(path)) continue;
    found.add(path);
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
      if (!buildOnly.includes(name)) waiting.push(resolve(name, path, packages));
  }
  return [...found].sort();
}

/** electron-builder lays packages out anew: one that npm put inside another may come to lie beside it. */
function placesOf(path: string): string[] {
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
