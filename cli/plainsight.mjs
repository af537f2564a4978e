#!/usr/bin/env node
// The command `plainsight`, on whatever Node is there: brings the project's own Node when it is missing, and runs main.ts on it.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, runWithNode } from '../scripts/with-node.mjs';

const main = join(dirname(fileURLToPath(import.meta.url)), 'main.ts');

try {
  await ensureInstalled();
  process.exitCode = await runWithNode(main, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
