import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { startProgress } from '../progress.mjs';
import { skippedName, type TestedSystem } from './may-skip.ts';

/** What a run of the tests came to. */
export interface Tally {
  passed: number;
  failed: number;
  /** One entry a skipped suite, so that a reader sees what was left out. */
  readonly skipped: SkippedSuite[];
}

export interface SkippedSuite {
  /** See `skippedName`. */
  readonly name: string;
  readonly why: string;
  /** Where it was skipped, if not here. */
  readonly on?: TestedSystem;
  count: number;
}

/** Of all suites that were skipped, the tests in them. */
export function countOf({ skipped }: Tally): number {
  return skipped.reduce((sum, { count }) => sum + count, 0);
}

/**
 * A reporter that shows one line of progress and, of the tests, only those that fail; counts go into `tally`. Several
 * runs at the same time may have the same one.
 */
export function createReporter(root: string, tally: Tally, progress = startProgress('Running the tests')): Reporter {
  let runs = 0;
  let files = 0;
  let filesDone = 0;
  const say = (text: string): void => {
    process.stdout.write(`${process.stdout.isTTY ? '\r\x1b[2K' : ''}${text}\n`);
  };
  const fileOf = (module: TestModule): string => relative(root, module.moduleId).replaceAll('\\', '/');
  const showAll = (name: string, errors: readonly SerializedError[]): void => {
    say(`\n✗ ${name}`);
    for (const error of errors) say(described(error, root));
  };
  return {
    onTestRunStart(specifications) {
      runs += 1;
      files += specifications.length;
    },
    onTestCaseResult(test) {
      const result = test.result();
      if (result.state === 'failed') showAll(`${fileOf(test.module)} > ${test.fullName}`, result.errors);
    },
    onTestModuleEnd(module) {
      filesDone += 1;
      count(module);
      const errors = module.errors();
      // A file that does not load has no tests that could fail.
      if (errors.length > 0) {
        tally.failed += 1;
        showAll(fileOf(module), errors);
      }
      progress.update(`${filesDone} of ${files} files, ${tally.passed} passed, ${tally.failed} failed`);
    },
    onTestRunEnd(_modules, unhandled) {
      for (const error of unhandled) {
        tally.failed += 1;
        showAll('an error outside of any test', [error]);
      }
      runs -= 1;
      if (runs > 0) return;
      const summary = `${filesDone} of ${files} files`;
      if (tally.failed === 0) progress.done(summary);
      else progress.fail(summary);
    },
  };

  function count(module: TestModule): void {
    // A hook that fails may leave a suite whose tests all look skipped.
    for (const suite of module.children.allSuites())
      if (suite.errors().length > 0) {
        tally.failed += 1;
        showAll(`${fileOf(module)} > ${suite.fullName}`, suite.errors());
      }
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') tally.passed += 1;
      else if (state === 'failed') tally.failed += 1;
      else skip(fileOf(module), test);
    }
  }

  function skip(file: string, test: TestCase): void {
    const name = skippedName(file, test.fullName.split(' > '));
    const result = test.result();
    const note = result.state === 'skipped' ? result.note : undefined;
    const why = note ?? 'its condition does not hold here';
    const known = tally.skipped.find((suite) => suite.name === name && suite.why === why);
    if (known) known.count += 1;
    else tally.skipped.push({ name, why, count: 1 });
  }
}

/** The message, the difference, and where in this project it happened. */
function described({ message, diff, stack, cause }: SerializedError, root: string): string {
  const slashed = (text: string): string => text.replaceAll('\\', '/');
  const frames = slashed(stack ?? '')
    .split('\n')
    .filter((line) => line.includes(slashed(root)) && !line.includes('node_modules'));
  const places = frames.slice(0, 4).map((line) => line.trim().replaceAll(`${slashed(root)}/`, ''));
  const parts: string[] = [message, stripVTControlCharacters(String(diff ?? '')), ...places];
  if (cause) parts.push(`because: ${(cause as SerializedError).message}`);
  return parts
    .filter(Boolean)
    .join('\n')
    .split('\n')
    .slice(0, 60)
    .map((line) => `  ${line}`)
    .join('\n');
}
