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
export async function runTests({ root, filters, tally, progress, also, vitest: options }: TestRun): Promise<void> {
  const vitest = await startVitest('test', [...filters], {
    root,
    watch: false,
    reporters: [createReporter(root, tally, progress), ...(also ? [also] : [])],
    passWithNoTests: false,
    silent: true,
    ...options,
  });
  if (vitest.state.getFiles().length === 0) {
    console.log(`No test file's path holds: ${filters.join(', ')}`);
    tally.failed += 1;
  }
  await vitest.close();
}
