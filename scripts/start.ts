import { problemText, wholeText } from '../messages/problem-text.ts';
// npm start: the main job. With a display the agent and its page; without one, or with --tour, the tour.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeError, writeLines } from '../agent/host/terminal.ts';
import type { Options } from '../cli/cli-command.ts';
import { ProblemError } from '../core/result.ts';
import { findDisplay } from './display.ts';
import { startDesk } from './start-desktop.ts';
import { startCommand } from './start-options.ts';
import { ensureSystemPackages, packageSets } from './system-packages.ts';
import { runTour } from './tour/tour.ts';

/** Options that do not go together, or cannot be done. */
class UsageError extends Error {}

const root = join(import.meta.dirname, '..');

// Whatever is written from here on is for this account alone.
const personsUmask = process.umask(0o077);

async function main(): Promise<number> {
  const asked = startCommand(start).read(process.argv.slice(2));
  if (!asked.ok) throw new UsageError(problemText('en', asked.problem).what);
  return asked.value === null ? 0 : asked.value.act(asked.value.options);
}

async function start({ values: { report, folder }, switches }: Options): Promise<number> {
  const [isTour, isOnce, isBrowser] = ['tour', 'once', 'browser'].map((name) => switches.has(name));
  const say = (...lines: string[]): void => writeLines('stdout', lines);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { env, platform } = process;
  const display = await findDisplay(env, platform);
  if (display === 'there' && !isTour) {
    if (isOnce || report !== undefined) throw new UsageError('--once and --report go with the tour: add --tour.');
    await startDesk({
      root,
      appVersion: version,
      browser: isBrowser ?? false,
      folder: folder ?? null,
      env,
      platform,
      umask: personsUmask,
      say,
    });
    return 0;
  }
  if (platform !== 'linux') {
    say('The tour needs Linux: its virtual desktop is Xvfb. Run npm start without --tour here.');
    return 2;
  }
  if (folder !== undefined || isBrowser)
    throw new UsageError('--folder and --browser go with a display; the tour keeps its data in a temporary folder.');
  if (display !== 'there' && !isTour)
    say(`${display.none}, so this is the tour: a virtual desktop, recorded for a minute.`);
  const ready = await ensureSystemPackages(packageSets.tour);
  if (!ready.ok) throw new UsageError(`${ready.problem.what} ${ready.problem.remedy}`);
  await runTour({ root, appVersion: version, once: isOnce ?? false, report: report ?? null, say });
  return 0;
}

main().then(
  // Chromium or an X client may leave a handle behind; the work is done.
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof ProblemError) writeLines('stderr', ['', wholeText('en', error.problem)]);
    else if (isUsage(error)) writeLines('stderr', ['', error.message]);
    else writeError(error);
    if (isUsage(error)) writeLines('stderr', ['npm start -- --help says what there is.']);
    process.exit(isUsage(error) ? 2 : 1);
  },
);

function isUsage(error: unknown): error is Error {
  return error instanceof UsageError;
}
