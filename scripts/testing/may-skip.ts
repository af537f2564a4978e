/** Where tests run: a system, or Node for Windows under Wine. */
export type TestedSystem = NodeJS.Platform | 'wine';

const names: Partial<Record<TestedSystem, string>> = {
  linux: 'Linux',
  win32: 'Windows',
  darwin: 'macOS',
  wine: 'Windows',
};

/** What a name says of the systems that it is for, in brackets and first there: `(Linux)`, `(Linux and macOS: why)`, `(Linux, as root)`. */
const forSystems = /\(((?:Linux|Windows|macOS)(?: and (?:Linux|Windows|macOS))*)[),:]/;
/** A suite that needs large packages, which are installed when it is asked for by this word. */
const askedFor = /\(asked for: ([a-z-]+)\)/;
const notUnderWine = /\(not under Wine, /;

/**
 * Whether `--strict` lets a suite be skipped on `system`, by the name under which it is reported: Electron's runtime comes from
 * GitHub, which not every machine reaches, and Wine from the next Debian, which not every archive has; its programs need
 * namespaces, which not every machine gives. A suite or a test that names other systems in brackets runs there, and one that names
 * Wine so meets what Wine does otherwise than Windows. One that names a word is for whoever asks for it: `asked`.
 */
export function maySkip(name: string, system: TestedSystem, asked?: string): boolean {
  const word = askedFor.exec(name)?.[1];
  if (word !== undefined) return word !== asked || system !== 'linux';
  if (/real electron|under Wine, which could not be had/i.test(name)) return true;
  if (system === 'wine' && notUnderWine.test(name)) return true;
  const named = forSystems.exec(name)?.[1]?.split(' and ');
  return named !== undefined && !named.includes(names[system] ?? system);
}

/**
 * What is reported of a test that was skipped: `<file> > <suite>`, so that a suite is one line. Where only a name further inside says
 * for which systems it is, all up to that one.
 */
export function skippedName(file: string, titles: readonly string[]): string {
  const at = titles.findIndex((title) => askedFor.test(title) || forSystems.test(title) || notUnderWine.test(title));
  return [file, ...titles.slice(0, Math.max(at, 0) + 1)].join(' > ');
}
