import type { ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Progress, startProgress } from '../progress.mjs';
import { countOf, type Tally } from '../testing/test-report.ts';
import { prepareTestModules, prepareWine, type Wine } from './prepare.ts';
import { startWineSession } from './session.ts';
import type { UnitState } from './unit-run.ts';

const root = join(import.meta.dirname, '..', '..');

/** What does not need a desktop, a browser or Linux. */
const unitFolders = [
  ...[
    'core',
    'ffi',
    'disk',
    'ipc',
    'messages',
    'seal',
    'bucket',
    'agent',
    'viewer',
    'org',
    'administrator',
    'web',
    'cli',
  ],
].map((folder) => `test/${folder}/`);

/** No test is given so long (`vitest.config.ts`): what comes to no end by then never will. */
const stalledMs = 10 * 60_000;

/**
 * Runs unit tests by Node for Windows under Wine, a folder at a time and one file at a time, and puts into `tally` what came of them.
 * Folders are `test/seal/`, or part of a file's path; none means all that can be run there.
 */
export async function runUnitTestsUnderWine(folders: readonly string[], tally: Tally): Promise<void> {
  const wine = await prepareWine();
  const modules = wine.ok ? await prepareTestModules() : wine;
  if (!wine.ok || !modules.ok) {
    const why = modules.ok ? '' : modules.why;
    tally.skipped.push({ name: 'unit tests under Wine, which could not be had', why, count: 1 });
    return;
  }
  for (const folder of folders.length === 0 ? unitFolders : folders)
    await runFolder({ ...wine.value, modules: modules.value }, folder, tally);
}

async function runFolder(wine: Wine, folder: string, tally: Tally): Promise<void> {
  const progress = startProgress(`Running ${folder} by Node for Windows`);
  const before = tally.failed;
  const summary = await runInSession(wine, folder, tally, progress).catch((error: unknown) => {
    tally.failed += 1;
    return error instanceof Error ? error.message : String(error);
  });
  if (tally.failed === before) progress.done(summary);
  else progress.fail(summary);
}

/** In a session of its own, which ends what hangs. */
async function runInSession(wine: Wine, folder: string, tally: Tally, progress: Progress): Promise<string> {
  const env = { CI: 'true', NO_COLOR: '1', TZ: 'UTC' };
  // None of these shows a window.
  const session = await startWineSession({ wine, display: '', project: root, env });
  try {
    const [at, out] = [join(session.folder, 'state.json'), join(session.folder, 'output')];
    await rm(at, { force: true });
    const child = session.startNode(['scripts/wine/unit-run.ts', `Z:${at}`, folder], out);
    const { state, ended } = await watch(child, at, progress);
    const before = tally.failed;
    if (state !== null) add(state.tally, tally);
    if (!state?.isOver) {
      tally.failed += 1;
      console.log(`\n✗ ${state?.file || folder}: ${ended}`);
    }
    const said = (await readFile(out, 'utf8').catch(() => '')).trim();
    if (tally.failed > before && said !== '') console.log(said.slice(-100_000));
    const { passed, failed } = state?.tally ?? { passed: 0, failed: 0 };
    return `${passed} passed, ${failed} failed, ${state === null ? 0 : countOf(state.tally)} skipped`;
  } finally {
    await session.end();
  }
}

/** How far it came, and how it ended where that was not its end. */
async function watch(child: ChildProcess, at: string, progress: Progress) {
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let [last, since] = ['', Date.now()];
  for (;;) {
    const code = await Promise.race([exited, wait(1_000, 'running' as const)]);
    const state = await readFile(at, 'utf8').then(parsed, () => null);
    if (state !== null) progress.update(`${state.ended} tests, ${state.file ? `now ${state.file}` : 'starting'}`);
    if (code !== 'running') return { state, ended: `no end, exit code ${code}` };
    const now = `${state?.file} ${state?.ended}`;
    if (now !== last) [last, since] = [now, Date.now()];
    if (Date.now() - since > stalledMs) return { state, ended: `nothing happened for ${stalledMs / 60_000} minutes` };
  }
}

function parsed(text: string): UnitState | null {
  try {
    return JSON.parse(text);
  } catch {
    // Written at this moment.
    return null;
  }
}

function add(from: Tally, to: Tally): void {
  to.passed += from.passed;
  to.failed += from.failed;
  to.skipped.push(...from.skipped.map((suite) => ({ ...suite, on: 'wine' as const })));
}
