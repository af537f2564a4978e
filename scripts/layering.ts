// Which file may import what: `node scripts/layering.ts` prints what breaks a rule. Part of `npm run check`.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import { mayImport, orderWithin } from './layering/rules.ts';
import { factsOf, type ImportFact, type SourceFacts } from './layering/source-facts.ts';

/** A rule that a line of a file breaks. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly what: string;
}

/** Packages that one place alone may import, so that leaving them again means changing one place. */
const onlyIn: readonly {
  readonly packages: RegExp;
  readonly place: (file: string) => boolean;
  readonly where: string;
}[] = [
  { packages: /^electron(\/|$)/, place: (file) => file.startsWith('electron/'), where: 'electron/' },
  {
    packages: /^koffi$/,
    place: (file) => file.startsWith('ffi/'),
    where: 'ffi/',
  },
  { packages: /^@aws-sdk\//, place: (file) => file.startsWith('bucket/s3/'), where: 'bucket/s3/' },
  {
    packages: /^node:sqlite$/,
    place: (file) => /^(agent\/vault|bucket\/embedded)\//.test(file),
    where: 'agent/vault/ and bucket/embedded/',
  },
];

/** The folders that are pure, the same everywhere, and the packages that each may import. */
const purePackages: Readonly<Record<string, RegExp>> = {
  core: /^(zod|fflate|@noble\/[a-z-]+|@scure\/base)(\/|$)/,
  messages: /^(zod|intl-messageformat)(\/|$)/,
};

/** A clock, chance, or a place to run: what is pure is given what it needs of these. */
const notPure = new Set([
  ...['Date.now', 'new Date()', 'Math.random', 'performance', 'crypto', 'globalThis', 'process', 'Buffer', 'console'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'fetch', 'XMLHttpRequest', 'WebSocket'],
  ...['window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB', 'self'],
]);

/** What writes to a terminal or a log as it is. Texts from outside would drive it, so that one place writes, and makes visible what they hold. */
const writesPast = new Set(['process.stdout', 'process.stderr', 'console', 'globalThis.console']);
const writesFor = (file: string): boolean =>
  // The second one has to know whose terminal it is, and asks at it.
  ['agent/host/terminal.ts', 'cli/own-terminal.ts'].includes(file) ||
  (mayImport[folderOf(file)] === undefined && !/^scripts\/(start|desk|tour\/)/.test(file));

/** It brings the Node that all else runs on, so that it can use nothing of it. */
const launcher = 'cli/plainsight.mjs';

/** Lines; the tables of words are as long as what they say. */
const longestFile = 300;
const isTable = (file: string): boolean => /^(messages\/|core\/problem-codes\.ts$)/.test(file);

/** Files directly in one folder: as many as one look takes in. */
const fullestFolder = 16;

/** Checks a tree, given as text by path (relative to the root, with `/`). */
export function checkLayering(files: ReadonlyMap<string, string>): Finding[] {
  const findings: Finding[] = [];
  const graph = new Map<string, readonly string[]>();
  const exported = new Map<string, string[]>();
  for (const [file, text] of files) {
    const report: Report = (line, rule, what) => {
      findings.push({ file, line, rule, what });
    };
    const lines = text.split('\n').length - 1;
    if (lines > longestFile && !isTable(file)) report(lines, 'length', `${lines} lines; the most is ${longestFile}`);
    if (file.endsWith('.css')) continue;
    const facts = factsOf(file, text);
    if (facts.broken !== null) report(1, 'syntax', facts.broken);
    checkFile(file, facts, report);
    if (!writesFor(file) && file !== launcher) checkWriting(facts, report);
    if (mayImport[folderOf(file)] !== undefined && !file.endsWith('.config.ts'))
      for (const { name, line } of facts.exports) {
        const others = exported.get(name) ?? [];
        if (others.length > 0) report(line, 'double', `${name} is exported by ${others.join(' and ')} too`);
        exported.set(name, [...others, file]);
      }
    const targets = facts.imports.flatMap(({ specifier }) => targetOf(file, specifier) ?? []);
    graph.set(
      file,
      targets.filter((target) => files.has(target)),
    );
  }
  for (const cycle of cyclesOf(graph)) {
    const what = cycle.join(' -> ');
    findings.push({ file: cycle[0] ?? '', line: 1, rule: 'cycle', what });
  }
  return findings;
}

/** `files` are all that a folder holds, whatever their kind, as paths from the root. */
export function checkFolders(files: Iterable<string>): Finding[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([folder, count]) => folder !== '.' && count > fullestFolder)
    .map(([folder, count]) => {
      const what = `${count} files; the most is ${fullestFolder}`;
      return { file: folder, line: 1, rule: 'folder', what };
    });
}

type Report = (line: number, rule: string, what: string) => void;

function checkFile(file: string, { imports, uses, strings }: SourceFacts, report: Report): void {
  const folder = folderOf(file);
  const allowed = mayImport[folder];
  // The recipe that builds a page is no part of it.
  if (allowed === undefined || file.endsWith('.config.ts')) return;
  for (const each of imports) checkImport(file, folder, allowed, each, report);
  if (purePackages[folder] !== undefined)
    for (const { name, line } of uses)
      if (notPure.has(name)) report(line, 'pure', `${folder} uses ${name}; take it as an argument`);
  if (file === 'bucket/layout.ts') return;
  for (const { text, line } of strings)
    if (/(^|\/)people\//.test(text) && !/^\.\.?\//.test(text))
      report(line, 'layout', 'builds the name of an object; bucket/layout.ts alone does');
}

function checkWriting({ uses, imports }: SourceFacts, report: Report): void {
  for (const { name, line } of uses)
    if (writesPast.has(name)) report(line, 'terminal', `writes by ${name}; agent/host/terminal.ts alone does`);
  for (const { specifier, line } of imports)
    if (/^(node:)?console$/.test(specifier))
      report(line, 'terminal', 'writes by a console; agent/host/terminal.ts alone does');
}

function checkImport(file: string, folder: string, allowed: readonly string[], fact: ImportFact, report: Report): void {
  const { specifier, line } = fact;
  const target = targetOf(file, specifier);
  if (file === launcher && target !== null && /^scripts\/.*\.mjs$/.test(target)) return;
  if (target !== null) {
    const other = folderOf(target);
    if (other !== folder && !allowed.includes(other)) report(line, 'folders', `${folder}/ may not import ${target}`);
    if (other === folder) checkOrder(file, target, line, report);
    return;
  }
  const pure = purePackages[folder];
  if (specifier === '<computed>' && pure === undefined && folder !== 'renderer') return;
  if (pure?.test(specifier) === false) report(line, 'pure', `${folder} may not import ${specifier}`);
  if (folder === 'renderer' && (specifier.startsWith('node:') || specifier === '<computed>'))
    report(line, 'renderer', `a page may not import ${specifier}`);
  for (const { packages, place, where } of onlyIn)
    if (packages.test(specifier) && !place(file)) report(line, 'only-in', `${specifier} is for ${where} alone`);
}

function checkOrder(file: string, target: string, line: number, report: Report): void {
  const order = orderWithin[folderOf(file)];
  const from = partOf(file);
  const to = partOf(target);
  // What lies at the root of a folder puts its parts together.
  if (order === undefined || from === null || from === to || order.freely.includes(target)) return;
  const [at, below] = [order.parts.indexOf(from), to === null ? -1 : order.parts.indexOf(to)];
  if (at < 0) report(line, 'order', `${folderOf(file)}/${from}/ has no place in the order`);
  else if (below < 0 || below > at) report(line, 'order', `${from}/ may not import ${target}`);
}

/** The sub-folder that a file is in; null at the root of a folder. */
function partOf(file: string): string | null {
  const parts = file.split('/');
  return parts.length > 2 ? (parts[1] ?? null) : null;
}

function folderOf(file: string): string {
  return file.split('/', 1)[0] ?? '';
}

/** The file that a relative import names, from the root; null for packages. */
function targetOf(file: string, specifier: string): string | null {
  if (!/^\.\.?\//.test(specifier)) return null;
  return posix.normalize(posix.join(posix.dirname(file), specifier.replace(/\?.*$/, '')));
}

/** Every cycle that a walk meets, once, from its first file in the order of names. An import of a type counts: it makes a reader go round all the same. */
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
      if (entry.isFile() && ['.ts', '.tsx', '.mts', '.mjs', '.js', '.css'].includes(extname(path)))
        files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  walk('');
  return files;
}

/** All rules, on what is below `root`. */
export function findingsIn(root: string): Finding[] {
  const files = readSources(root);
  return [...checkLayering(files), ...checkFolders(files.keys())];
}

if (import.meta.main) {
  const findings = findingsIn(join(import.meta.dirname, '..'));
  for (const { file, line, rule, what } of findings) console.log(`${file}:${line} ${rule}: ${what}`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
