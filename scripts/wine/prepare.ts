// node scripts/wine/prepare.ts: brings Wine and Node for Windows into a folder of the user's cache, and says where, or what could not be had.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../build-state.ts';
import { startProgress } from '../progress.mjs';
import { unpackWine } from './debian-wine.ts';
import { makePrefix } from './prefix.ts';
import { WineStepFailed } from './step.ts';
import { installWindowsModules } from './windows-modules.ts';
import { type Had, wineFolder } from './wine-folder.ts';

/** What sessions under Wine are made from. */
export interface Wine {
  readonly folder: string;
  /** The unpacked Debian. */
  readonly root: string;
  /** Folder `node_modules` for Windows. */
  readonly modules: string;
  /** Settings as Wine makes them; a session gets a copy. */
  readonly prefix: string;
}

/** What these make is made anew when they change. */
const sources = ['debian-wine.ts', 'prefix.ts'].map((name) => join(import.meta.dirname, name));
const project = join(import.meta.dirname, '..', '..');
const keptDays = 30;

/** Wine and Node for Windows, brought here unless they are: a minute and a half the first time. Processes that ask at once wait for one. */
export function prepareWine(folder = wineFolder()): Promise<Had<Wine>> {
  return had(folder, () => prepared(folder));
}

/** A folder `node_modules` for Windows with the tools in it that run tests: 470 MB more, for who runs those. */
export function prepareTestModules(folder = wineFolder()): Promise<Had<string>> {
  return had(folder, async () => {
    const place = await made(folder, 'test-modules', hashOf([join(project, 'package-lock.json')]), (unfinished) =>
      installWindowsModules(project, unfinished, true),
    );
    return join(place, 'node_modules');
  });
}

async function had<T>(folder: string, prepare: () => Promise<T>): Promise<Had<T>> {
  try {
    await mkdir(folder, { recursive: true });
    return { ok: true, value: await withLock(join(folder, 'lock'), () => unlessRefused(folder, prepare)) };
  } catch (error) {
    if (error instanceof WineStepFailed) return { ok: false, why: error.message };
    if (error instanceof Error && 'code' in error) return { ok: false, why: `${folder}: ${error.message}` };
    throw error;
  }
}

/** What could not be had a moment ago is not fetched again for each suite that asks. */
const refusedMs = 15 * 60_000;

async function unlessRefused<T>(folder: string, prepare: () => Promise<T>): Promise<T> {
  const note = join(folder, 'could-not-be-had');
  const found = statSync(note, { throwIfNoEntry: false });
  if (found !== undefined && Date.now() - found.mtimeMs < refusedMs)
    throw new WineStepFailed(readFileSync(note, 'utf8'));
  try {
    return await prepare();
  } catch (error) {
    if (error instanceof WineStepFailed) await writeFile(note, error.message);
    throw error;
  }
}

async function prepared(folder: string): Promise<Wine> {
  // Each to its end, so that nothing works on when the lock is given back.
  const [debian, modules] = await bothOf([
    made(folder, 'debian', hashOf(sources), async (place) => {
      await unpackWine(place);
      await makePrefix(place, project);
    }),
    made(folder, 'modules', hashOf([join(project, 'package-lock.json')]), (place) =>
      installWindowsModules(project, place),
    ),
  ]);
  return {
    folder,
    root: join(debian, 'root'),
    modules: join(modules, 'node_modules'),
    prefix: join(debian, 'session', 'prefix'),
  };
}

async function bothOf(work: readonly [Promise<string>, Promise<string>]): Promise<readonly [string, string]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** A folder with this key, made whole or not at all; those that nobody used for a month go. */
async function made(
  folder: string,
  kind: string,
  key: string,
  make: (place: string) => Promise<void>,
): Promise<string> {
  const place = join(folder, `${kind}-${key}`);
  if (!existsSync(place)) {
    const progress = startProgress(kind === 'debian' ? 'Bringing Wine' : 'Bringing Node for Windows');
    const unfinished = join(folder, `unfinished-${kind}`);
    try {
      await rm(unfinished, { recursive: true, force: true });
      await make(unfinished);
      await rename(unfinished, place);
      progress.done();
    } catch (error) {
      progress.fail();
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  }
  utimesSync(place, new Date(), new Date());
  for (const name of readdirSync(folder).filter((each) => each.startsWith(`${kind}-`)))
    if (Date.now() - statSync(join(folder, name)).mtimeMs > keptDays * 86_400_000)
      await rm(join(folder, name), { recursive: true });
  return place;
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

if (import.meta.main) {
  // Whoever asks by hand has mended something.
  await rm(join(wineFolder(), 'could-not-be-had'), { force: true });
  const wine = await prepareWine();
  console.log(wine.ok ? `Wine is in ${wine.value.folder}` : `No Wine: ${wine.why}`);
  process.exitCode = wine.ok ? 0 : 1;
}
