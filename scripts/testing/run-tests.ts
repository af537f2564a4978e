import { type CliOptions, type Reporter, startVitest } from 'vitest/node';
import type { Progress } from '../progress.mjs';
import { createReporter, type Tally } from './test-report.ts';

export interface TestRun {
  readonly root: string;
  /** Part of a file's path; none means all. */
  readonly filters: readonly string[];
  readonly tally: Tally;
  readonly progress?: Progress;
  /** Told of what happens too. */
  readonly also?: Reporter;
  readonly vitest?: CliOptions;
}

/** Runs the tests and puts into `tally` what came of them. A word that is part of no file's path is a failure. */
export async function runTests(run: TestRun): Promise<void> {
  const files = await runBy(run, createReporter(run.root, run.tally, run.progress), run.vitest);
  if (files > 0) return;
  console.log(`No test file's path holds: ${run.filters.join(', ')}`);
  run.tally.failed += 1;
}

/**
 * Runs every test. What mostly works and what mostly waits have workers of their own, beside each other: in one pool
 * the processors had nothing to do while all workers waited. What compares moments comes after them, alone.
 */
export async function runAllTests(run: Pick<TestRun, 'root' | 'tally'>): Promise<void> {
  for (const projects of [['unit', 'whole'], ['alone']]) {
    const reporter = createReporter(run.root, run.tally);
    const files = await Promise.all(projects.map((project) => runBy({ ...run, filters: [] }, reporter, { project })));
    if (files.includes(0)) run.tally.failed += 1;
  }
}

/** How many files there were. */
async function runBy(
  { root, filters, also }: Pick<TestRun, 'root' | 'filters' | 'also'>,
  reporter: Reporter,
  options?: CliOptions,
): Promise<number> {
  const vitest = await startVitest('test', [...filters], {
    root,
    watch: false,
    reporters: [reporter, ...(also ? [also] : [])],
    passWithNoTests: false,
    silent: true,
    ...options,
  });
  const files = vitest.state.getFiles().length;
  await vitest.close();
  return files;
}
