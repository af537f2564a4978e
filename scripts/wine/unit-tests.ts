import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startProgress } from '../progress.mjs';
import type { Tally } from '../testing/test-report.ts';
import { prepareTestModules, prepareWine } from './prepare.ts';
import { startWineSession, type WineSession } from './session.ts';

const root = join(import.meta.dirname, '..', '..');

/** What does not need a desktop, a browser or Linux. */
const unitFolders = [
  ...['core', 'ffi', 'disk', 'ipc', 'seal', 'bucket', 'agent', 'viewer', 'org', 'web', 'cli'].map(
    (folder) => `test/${folder}/`,
  ),
];

/** What is read of Vitest's report. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          ancestorTitles: z.array(z.string()),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
type Report = z.infer<typeof reportSchema>;

/**
 * Runs unit tests by Node for Windows under Wine, a folder at a time and one file at a time, and puts into `tally` what came of it.
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
  // None of these shows a window.
  const session = await startWineSession({
    wine: { ...wine.value, modules: modules.value },
    display: '',
    project: root,
    env: { CI: 'true', NO_COLOR: '1', TZ: 'UTC' },
  });
  try {
    for (const folder of folders.length === 0 ? unitFolders : folders) await runFolder(session, folder, tally);
  } finally {
    await session.end();
  }
}

async function runFolder(session: WineSession, folder: string, tally: Tally): Promise<void> {
  const progress = startProgress(`Running ${folder} by Node for Windows`);
  const at = join(session.folder, 'report.json');
  const out = join(session.folder, 'output');
  await rm(at, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--maxWorkers=1'];
  const child = session.startNode([...vitest, '--reporter=json', `--outputFile=Z:${at}`, folder], out);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const report = reportSchema.safeParse(await readFile(at, 'utf8').then(JSON.parse, () => null));
  const before = { ...tally };
  if (report.success) count(report.data, tally);
  else {
    tally.failed += 1;
    console.log(`\n✗ ${folder}: no report, exit code ${code}\n${(await readFile(out, 'utf8')).slice(-2_000)}`);
  }
  const summary = `${tally.passed - before.passed} passed, ${tally.failed - before.failed} failed`;
  if (tally.failed === before.failed) progress.done(summary);
  else progress.fail(summary);
}

function count({ testResults }: Report, tally: Tally): void {
  for (const { name, status, message, assertionResults } of testResults) {
    const file = name.replaceAll('\\', '/').replace(/^.*?\/(?=test\/)/, '');
    // A file that does not load has no tests that could fail.
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) {
      tally.failed += 1;
      console.log(`\n✗ ${file}\n${message ?? ''}`);
    }
    for (const test of assertionResults) {
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') {
        tally.failed += 1;
        console.log(`\n✗ ${file} > ${test.fullName}\n${test.failureMessages?.join('\n').slice(0, 2_000) ?? ''}`);
      } else skip(`${file} > ${test.ancestorTitles[0] ?? test.fullName}`, tally);
    }
  }
}

function skip(name: string, { skipped }: Tally): void {
  const known = skipped.find((each) => each.name === name);
  if (known !== undefined) known.count += 1;
  else skipped.push({ name, why: 'not for Windows', count: 1 });
}
