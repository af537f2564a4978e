// npm start: the main job. With a display the agent and its page; without one, or with --tour, the tour.

import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ProblemError } from '../core/result.ts';
import { startDesk } from './desk.ts';
import { findDisplay } from './display.ts';
import { ensureSystemPackages, packageSets } from './system-packages.ts';
import { runTour } from './tour/tour.ts';

/** Options that do not go together, or cannot be done. */
class UsageError extends Error {}

const root = join(import.meta.dirname, '..');

// Whatever is written from here on is for this account alone.
const personsUmask = process.umask(0o077);

const help = `npm start [-- options]

With a display: starts the agent and opens its page, in Electron where its runtime
is there, else in the browser. Without a display: a tour on a virtual desktop.

  --tour          the tour, also on a machine with a display
  --once          the tour ends after it has printed what was captured
  --report FILE   the tour also writes what was captured to FILE (JSON)
  --browser       the browser, even where Electron could run
  --folder DIR    where this computer keeps its data (not for the tour)
  --help          this text`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tour: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      report: { type: 'string' },
      browser: { type: 'boolean', default: false },
      folder: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const say = (line: string): void => console.log(line);
  if (values.help) return say(help);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { env, platform } = process;
  const display = await findDisplay(env, platform);
  if (display === 'there' && !values.tour) {
    if (values.once || values.report !== undefined)
      throw new UsageError('--once and --report go with the tour: add --tour.');
    await startDesk({
      root,
      appVersion: version,
      browser: values.browser,
      folder: values.folder ?? null,
      env,
      platform,
      umask: personsUmask,
      say,
    });
    return;
  }
  if (platform !== 'linux') {
    say('The tour needs Linux: its virtual desktop is Xvfb. Run npm start without --tour here.');
    process.exitCode = 2;
    return;
  }
  if (values.folder !== undefined || values.browser)
    throw new UsageError('--folder and --browser go with a display; the tour keeps its data in a temporary folder.');
  if (values.report !== undefined) checkWritable(values.report);
  if (display !== 'there' && !values.tour)
    say(`${display.none}, so this is the tour: a virtual desktop, recorded for a minute.`);
  const ready = await ensureSystemPackages(packageSets.tour);
  if (!ready.ok) throw new ProblemError(ready.problem);
  await runTour({ root, appVersion: version, once: values.once, report: values.report ?? null, say });
}

main().then(
  // Chromium or an X client may leave a handle behind; the work is done.
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof ProblemError || isUsage(error) ? `\n${error.message}` : error);
    if (isUsage(error)) console.error('npm start -- --help says what there is.');
    process.exit(isUsage(error) ? 2 : 1);
  },
);

/** Before a minute is recorded, not after. */
function checkWritable(report: string): void {
  try {
    accessSync(dirname(resolve(report)), constants.W_OK);
  } catch {
    throw new UsageError(`The report cannot be written to ${report}: its folder is not there, or not writable.`);
  }
}

function isUsage(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  );
}
