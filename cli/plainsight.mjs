#!/usr/bin/env node
// The command `plainsight`, on whatever Node is there: brings the project's own Node when it is missing, and runs main.ts on it.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, leanNode, runWithNode } from '../scripts/with-node.mjs';

const main = join(dirname(fileURLToPath(import.meta.url)), 'main.ts');

try {
  await ensureInstalled({ withTools: false });
  const args = process.argv.slice(2);
  process.exitCode = await runWithNode(main, args, undefined, args[0] === 'agent' ? leanNode() : undefined);
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${said.replace(/[^\n\P{C}]/gu, '\ufffd')}\n`);
  process.exitCode = 1;
}
