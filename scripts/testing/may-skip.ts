const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };

/**
 * Whether `--strict` lets a suite be skipped on `platform`, by the name under which it is reported: Electron's runtime comes from
 * GitHub, which not every machine reaches, and Wine from the next Debian, which not every archive has; its programs need
 * namespaces, which not every machine gives. A suite that names another system in brackets runs there.
 */
export function maySkip(name: string, platform: NodeJS.Platform): boolean {
  if (/real electron|under Wine, which could not be had/i.test(name)) return true;
  const here = systems[platform];
  const named = /\((Linux|Windows|macOS)\)/.exec(name)?.[1];
  return named !== undefined && named !== here;
}
