import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';

/** The clock of all programs of a session under Wine, as somebody sets it; what counts from the start of the computer goes on. */
export interface SettableClock {
  /** For the session's programs. */
  readonly env: Readonly<Record<string, string>>;
  /** Sets it to so many seconds more than this computer's. Programs read it within a second. */
  set(seconds: number): Promise<void>;
  remove(): Promise<void>;
}

/** `folder`: one that these programs see under the same path. */
export async function settableClock(folder: string): Promise<SettableClock> {
  await mkdir(folder, { recursive: true });
  const [preloaded, offset] = [join(folder, 'libfaketime.so'), join(folder, 'offset')];
  await copyFile(library, preloaded);
  const set = async (seconds: number): Promise<void> => {
    // Whole or not at all: it is read all the time.
    await writeFile(`${offset}.new`, `${seconds < 0 ? '' : '+'}${seconds}`);
    await rename(`${offset}.new`, offset);
  };
  await set(0);
  return {
    env: {
      LD_PRELOAD: preloaded,
      FAKETIME_TIMESTAMP_FILE: offset,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    set,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
