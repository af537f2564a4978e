// npm test [-- options] [-- part of a path …]: everything, or the test files whose path holds one of the words.

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.ts';
import { runChecks } from './check.ts';
import { startProgress } from './progress.mjs';
import { ensureSystemPackages, packageSets } from './system-packages.ts';
import { maySkip } from './testing/may-skip.ts';
import { runAllTests, runTests } from './testing/run-tests.ts';
import { countOf, type Tally } from './testing/test-report.ts';
import { prepareWine } from './wine/prepare.ts';
import { runUnitTestsUnderWine } from './wine/unit-tests.ts';

const root = join(import.meta.dirname, '..');

const { values, positionals: filters } = parseArgs({
  options: { strict: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
});

if (values.help) {
  console.log(`npm test [-- --strict] [-- part of a path …]
npm test -- wine-unit [test/seal/ …]
npm test -- wine
npm test -- wayland-all

Runs types, lint, layering and every test; with words, only the test files whose
path holds one of them. Installs what Debian has to bring when it may (root).

wine-unit runs the unit tests by Node for Windows under Wine, or those of some
folders; half an hour on two cores, so that they are no part of the rest.
wine runs what is for Windows alone (test/wine/), and then all of wine-unit.
wayland-all installs the desktops of Wayland that are no part of the rest, and
runs what is about Wayland on all of them.

  --strict   also fails when anything was skipped but real Electron, what runs
             under Wine where that cannot be had, and what is for another system`);
  process.exit(0);
}

// What Node compiled is kept for all processes of the tests: each start of a command is half a second shorter.
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache/compiled');

const tally: Tally = { passed: 0, failed: 0, skipped: [] };
const [word, ...folders] = filters;
const waylandAll = 'wayland-all';
/** Parts of the paths of what is about Wayland. */
const waylandTests = ['wayland', 'sway', 'kwin', 'gnome', 'recorded-sites'];

if (process.platform === 'linux' && word !== 'wine-unit') {
  const packages = await ensureSystemPackages(packageSets.test);
  // What can be run without them still is; a suite that cannot says so itself.
  if (!packages.ok) console.log(`${packages.problem.what}\n${packages.problem.remedy}`);
}
if (process.platform === 'linux' && word === waylandAll) {
  const packages = await ensureSystemPackages(packageSets.waylandAll);
  if (!packages.ok) console.log(`${packages.problem.what}\n${packages.problem.remedy}`);
}

// A page that a command serves is one of the built ones.
if (word === 'wine-unit') await build();
else await runHere();
if (word === 'wine-unit' || (word === 'wine' && folders.length === 0)) await runUnitTestsUnderWine(folders, tally);
finish();

async function runHere(): Promise<void> {
  // Beside all else: the suites that need it wait for it.
  if (filters.length === 0 || filters.some((word) => 'test/wine/'.includes(word))) void prepareWine();
  await build();
  if (filters.length === 0)
    for (const { passed } of await runChecks()) {
      if (passed) tally.passed += 1;
      else tally.failed += 1;
    }
  if (filters.length === 0) await runAllTests({ root, tally });
  else await runTests({ root, filters: word === waylandAll ? waylandTests : filters, tally });
}

function finish(): void {
  for (const { name, why, count } of tally.skipped)
    console.log(`skipped: ${name} (${count} ${count === 1 ? 'test' : 'tests'}): ${why}`);
  const unwanted = tally.skipped.filter(({ name, on }) => !maySkip(name, on ?? process.platform, word));
  if (values.strict && unwanted.length > 0)
    console.log(`Not to be skipped: ${unwanted.map(({ name }) => name).join(', ')}`);
  const skipped = countOf(tally);
  const code = tally.failed > 0 || (values.strict && unwanted.length > 0) ? 1 : 0;
  // Written to its end before leaving: a pipe would lose the last line otherwise. Leaving by force ends what a test left behind.
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed, ${skipped} skipped\n`, () =>
    process.exit(code),
  );
}

async function build(): Promise<void> {
  const progress = startProgress('Building the pages and the Electron host');
  try {
    await ensureBuilt();
    progress.done();
  } catch (error) {
    progress.fail();
    console.log(error instanceof Error ? error.message : String(error));
    tally.failed += 1;
  }
}
