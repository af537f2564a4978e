import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** An answer, or why there is none: a sentence for whoever reads what was skipped. */
export type Had<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** Where Wine and what is made for it are kept: `PLAINSIGHT_WINE`, else a folder of the user's cache. Some 900 MB. */
export function wineFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PLAINSIGHT_WINE) return resolve(env.PLAINSIGHT_WINE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plainsight', 'wine');
}
