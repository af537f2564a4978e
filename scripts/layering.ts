// Which file may import what: `node scripts/layering.ts` prints what breaks a rule. Part of `npm run check`.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import { factsOf, type ImportFact, type SourceFacts } from './source-facts.ts';

/** A rule that a line of a file breaks. A warning does not fail the check. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly what: string;
  readonly warning: boolean;
}

const below = ['core', 'ipc', 'seal', 'bucket'];

/** The product's folders, and which others each may import. `scripts`, `bench` and `test` may import any. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  ipc: ['core'],
  seal: ['core'],
  bucket: ['core', 'ipc', 'seal'],
  agent: below,
  viewer: below,
  org: below,
  electron: [...below, 'agent', 'viewer', 'org'],
  web: [...below, 'agent', 'viewer', 'org'],
  cli: [...below, 'agent', 'viewer', 'org', 'web'],
  renderer: ['core', 'ipc'],
};

/** Packages that one place alone may import, so that leaving them again means changing one place. */
const onlyIn: readonly {
  readonly packages: RegExp;
  readonly place: (file: string) => boolean;
  readonly where: string;
}[] = [
  { packages: /^electron(\/|$)/, place: (file) => file.startsWith('electron/'), where: 'electron/' },
  { packages: /^@aws-sdk\//, place: (file) => file === 'bucket/s3-store.ts', where: 'bucket/s3-store.ts' },
];

/** What core may import besides itself: pure, and the same everywhere. */
const corePackages = /^(zod|intl-messageformat|@noble\/[a-z-]+|@scure\/base)(\/|$)/;

/** A clock, chance, or a place to run: core is given what it needs of these. */
const notInCore = new Set([
  ...['Date.now', 'new Date()', 'Math.random', 'performance', 'crypto', 'globalThis', 'process', 'Buffer', 'console'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'fetch', 'XMLHttpRequest', 'WebSocket'],
  ...['window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB', 'self'],
]);

/** What writes to a terminal or a log as it is. Texts from outside would drive it, so that one place writes, and makes visible what they hold. */
const writesPast = new Set(['process.stdout', 'process.stderr', 'console', 'globalThis.console']);
const writesFor = (file: string): boolean =>
  // The second one has to know whose terminal it is, and asks at it.
  ['agent/terminal.ts', 'cli/own-terminal.ts'].includes(file) ||
  (mayImport[folderOf(file)] === undefined && !/^scripts\/(start|desk|tour\/)/.test(file));

/** It brings the Node that all else runs on, so that it can use nothing of it. */
const launcher = 'cli/plainsight.mjs';

const longestFile = 500;
const longFile = 300;

/** Checks a tree, given as text by path (relative to the root, with `/`). */
export function checkLayering(files: ReadonlyMap<string, string>): Finding[] {
  const findings: Finding[] = [];
  const graph = new Map<string, readonly string[]>();
  for (const [file, text] of files) {
    const report = (line: number, rule: string, what: string, warning = false): void => {
      findings.push({ file, line, rule, what, warning });
    };
    const lines = text.split('\n').length - 1;
    if (lines > longestFile) report(lines, 'length', `${lines} lines; the most is ${longestFile}`);
    else if (lines > longFile) report(lines, 'length', `${lines} lines; look for the second idea`, true);
    const facts = factsOf(file, text);
    if (facts.broken !== null) report(1, 'syntax', facts.broken);
    checkFile(file, facts, report);
    if (!writesFor(file) && file !== launcher) checkWriting(facts, report);
    const targets = facts.imports
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap(({ specifier }) => targetOf(file, specifier) ?? []);
    graph.set(
      file,
      targets.filter((target) => files.has(target)),
    );
  }
  for (const cycle of cyclesOf(graph))
    findings.push({ file: cycle[0] ?? '', line: 1, rule: 'cycle', what: cycle.join(' -> '), warning: false });
  return findings;
}

type Report = (line: number, rule: string, what: string, warning?: boolean) => void;

function checkFile(file: string, { imports, uses, strings }: SourceFacts, report: Report): void {
  const folder = folderOf(file);
  const allowed = mayImport[folder];
  // The recipe that builds a page is no part of it.
  if (allowed === undefined || file.endsWith('.config.ts')) return;
  for (const each of imports) checkImport(file, folder, allowed, each, report);
  if (folder === 'core')
    for (const { name, line } of uses)
      if (notInCore.has(name)) report(line, 'core-pure', `core uses ${name}; take it as an argument`);
  if (file === 'bucket/layout.ts') return;
  for (const { text, line } of strings)
    if (/(^|\/)people\//.test(text))
      report(line, 'layout', 'builds the name of an object; bucket/layout.ts alone does');
}

function checkWriting({ uses, imports }: SourceFacts, report: Report): void {
  for (const { name, line } of uses)
    if (writesPast.has(name)) report(line, 'terminal', `writes by ${name}; agent/terminal.ts alone does`);
  for (const { specifier, line } of imports)
    if (/^(node:)?console$/.test(specifier))
      report(line, 'terminal', 'writes by a console; agent/terminal.ts alone does');
}

function checkImport(file: string, folder: string, allowed: readonly string[], fact: ImportFact, report: Report): void {
  const { specifier, line } = fact;
  const target = targetOf(file, specifier);
  if (file === launcher && target === 'scripts/with-node.mjs') return;
  if (target !== null) {
    const other = folderOf(target);
    if (other !== folder && !allowed.includes(other)) report(line, 'folders', `${folder}/ may not import ${target}`);
    return;
  }
  if (specifier === '<computed>' && folder !== 'core' && folder !== 'renderer') return;
  if (folder === 'core' && !corePackages.test(specifier)) report(line, 'core-pure', `core may not import ${specifier}`);
  if (folder === 'renderer' && (specifier.startsWith('node:') || specifier === '<computed>'))
    report(line, 'renderer', `a page may not import ${specifier}`);
  for (const { packages, place, where } of onlyIn)
    if (packages.test(specifier) && !place(file)) report(line, 'only-in', `${specifier} is for ${where} alone`);
}

function folderOf(file: string): string {
  return file.split('/', 1)[0] ?? '';
}

/** The file that a relative import names, from the root; null for packages. */
function targetOf(file: string, specifier: string): string | null {
  if (!/^\.\.?\//.test(specifier)) return null;
  return posix.normalize(posix.join(posix.dirname(file), specifier.replace(/\?.*$/, '')));
}

/** Every cycle that a walk meets, once, from its first file in the order of names. Imports of types alone are erased and make none. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found = new Map<string, string[]>();
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (file: string): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      const ring = trail.slice(at);
      const first = ring.indexOf([...ring].sort()[0] ?? '');
      const turned = [...ring.slice(first), ...ring.slice(0, first)];
      found.set(turned.join(), [...turned, turned[0] ?? '']);
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    trail.pop();
    done.add(file);
  };
  for (const file of [...graph.keys()].sort()) visit(file);
  return [...found.values()];
}

const skipped = new Set(['node_modules', 'out', 'dist']);

/** The sources below `root`, as `checkLayering` takes them. */
export function readSources(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith('.')) walk(path);
      if (entry.isFile() && ['.ts', '.tsx', '.mts', '.mjs', '.js'].includes(extname(path)))
        files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  walk('');
  return files;
}

if (import.meta.main) {
  const findings = checkLayering(readSources(join(import.meta.dirname, '..')));
  for (const { file, line, rule, what, warning } of findings)
    console.log(`${file}:${line} ${warning ? 'warning ' : ''}${rule}: ${what}`);
  process.exitCode = findings.some(({ warning }) => !warning) ? 1 : 0;
}
