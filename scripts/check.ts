// npm run check: types, lint and format, layering.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findingsIn } from './layering.ts';
import { startProgress } from './progress.mjs';

export interface CheckResult {
  readonly name: 'types' | 'lint' | 'layering';
  readonly passed: boolean;
  /** What was found, for people; empty when nothing was. */
  readonly output: string;
}

const root = join(import.meta.dirname, '..');

/** Runs the three checks one after the other, showing progress and what they find. */
export async function runChecks(): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [name, run] of [
    ['types', () => runTool('typescript/bin/tsc', ['-p', root, '--noEmit', '--pretty', 'false'])],
    [
      'lint',
      () => runTool('@biomejs/biome/bin/biome', ['check', '--diagnostic-level=error', '--max-diagnostics=50', root]),
    ],
    ['layering', async () => checkTree()],
  ] as const) {
    const progress = startProgress(`Checking ${name}`);
    const { passed, output } = await run();
    if (passed) progress.done();
    else progress.fail();
    if (output !== '') console.log(output);
    results.push({ name, passed, output });
  }
  return results;
}

function checkTree(): Omit<CheckResult, 'name'> {
  const findings = findingsIn(root);
  return {
    passed: findings.length === 0,
    output: findings.map(({ file, line, rule, what }) => `${file}:${line} ${rule}: ${what}`).join('\n'),
  };
}

/** Runs a tool of node_modules on this same Node; what it prints is wanted only when it finds something. */
function runTool(file: string, args: readonly string[]): Promise<Omit<CheckResult, 'name'>> {
  const tool = join(root, 'node_modules', file);
  const child = spawn(process.execPath, [tool, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ passed: false, output: error.message }));
    child.once('close', (code) => resolve({ passed: code === 0, output: code === 0 ? '' : output.trim() }));
  });
}

if (import.meta.main) {
  const results = await runChecks();
  process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
}
