// node.exe scripts/wine/unit-run.ts FILE part-of-a-path …: what `unit-tests.ts` starts under Wine. Prints the tests that fail, and
// writes into FILE each second how far it is.

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '../testing/run-tests.ts';
import type { Tally } from '../testing/test-report.ts';

/** What is in FILE. */
export interface UnitState {
  readonly tally: Tally;
  /** The file whose tests run, and how many of any file have ended: as long as these change nothing hangs. */
  readonly file: string;
  readonly ended: number;
  readonly isOver: boolean;
}

const [at = '', ...filters] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..');
const tally: Tally = { passed: 0, failed: 0, skipped: [] };
let state: UnitState = { tally, file: '', ended: 0, isOver: false };

function write(change: Partial<UnitState> = {}): void {
  state = { ...state, ...change };
  writeFileSync(`${at}.new`, JSON.stringify(state));
  renameSync(`${at}.new`, at);
}

setInterval(write, 1_000).unref();
await runTests({
  root,
  filters,
  tally,
  // Whoever waits reads FILE.
  progress: { update: () => {}, done: () => {}, fail: () => {} },
  vitest: { project: ['unit'], maxWorkers: 1 },
  also: {
    onTestModuleStart: ({ relativeModuleId }) => write({ file: relativeModuleId.replaceAll('\\', '/') }),
    onTestCaseResult: () => {
      state = { ...state, ended: state.ended + 1 };
    },
  },
});
write({ isOver: true });
process.exit(0);
