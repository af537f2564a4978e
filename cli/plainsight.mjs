#!/usr/bin/env node
// The command `plainsight`, on whatever Node is there: brings the project's own Node when it is missing, and runs the command on it, as
// it was built from what lies here now, or else main.ts itself.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtCommand } from '../scripts/program/built.mjs';
import { ensureInstalled, leanNode, runWithNode } from '../scripts/with-node.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

try {
  await ensureInstalled({ withTools: false });
  const args = process.argv.slice(2);
  const main = builtCommand(root) ?? join(root, 'cli', 'main.ts');
  process.exitCode = await runWithNode(main, args, undefined, args[0] === 'agent' ? leanNode() : null);
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${said.replace(/[^\n\P{C}]/gu, '\ufffd')}\n`);
  process.exitCode = 1;
}
