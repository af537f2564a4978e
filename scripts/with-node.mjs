// node scripts/with-node.mjs <script.ts> [arguments]
//
// Runs a script of this project on the Node that the lock file names, after installing what the lock file names. This is
// the first file that runs in a fresh clone: plain JavaScript, on whatever Node is there (20.19 or newer), with nothing installed.
// Node itself is a package like any other, one for each system, with its hash in the lock file: no install script runs for it.

import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { constants } from 'node:os';
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { startProgress } from './progress.mjs';

const windows = process.platform === 'win32';
const projectRoot = resolve(fileURLToPath(import.meta.url), '..', '..');

// What this project needs where the registry has no Node of the locked version: a Node of the same line, that the person installed.
const ownNodeFrom = [24, 18];

/** The package that is Node for this system. */
const nodePackage = `node-${windows ? 'win' : process.platform}-${process.arch}`;

/** Where the Node is that this project runs on, once installed: the locked one, or the one that runs now where none is locked for this system. */
export function projectNode(root = projectRoot) {
  if (!isNodeLocked(root)) return process.execPath;
  return join(root, 'node_modules', nodePackage, 'bin', windows ? 'node.exe' : 'node');
}

function isNodeLocked(root) {
  return Object.hasOwn(packagesOf(join(root, 'package-lock.json')) ?? {}, `node_modules/${nodePackage}`);
}

/** Whether node_modules holds exactly what package-lock.json says, by the record that npm itself leaves there; the tools only where they are wanted. */
function isInstalled(root, withTools) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const there = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !there) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = there[path];
    // Other platforms' binaries are optional, and absent here; npm also passes over an optional one that it could not fetch.
    const mayLack = entry.optional || entry.devOptional || (entry.dev && !withTools);
    if (!found) return Boolean(mayLack) && path !== `node_modules/${nodePackage}`;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

// Whatever the person's npm is set to: nothing runs at install time, and neither Node (optional) nor the tools (dev) are left out.
const ci = ['ci', '--loglevel=http', '--ignore-scripts', '--include=dev', '--include=optional'];

/**
 * Installs the locked packages, Node among them, where they are missing. Throws `StepFailed`, whose message is for people. Who only
 * uses the product (`withTools` false) may have left out what builds and tests it.
 */
export async function ensureInstalled({ root = projectRoot, withTools = true } = {}) {
  if (!isInstalled(root, withTools) || !existsSync(projectNode(root))) {
    const putBack = windows ? setRunningNodeAside(root) : () => {};
    const total = Object.keys(packagesOf(join(root, 'package-lock.json')) ?? {}).length;
    let fetched = 0;
    await npm(root, 'Installing packages', ci, (line, progress) => {
      if (line.includes('.tgz')) progress.update(`${++fetched} of at most ${total}`);
    }).finally(putBack);
  }
  if (!existsSync(projectNode(root)))
    throw new StepFailed(
      `npm has finished, but ${projectNode(root)} is not there.\nRemove the folder node_modules, then run the same command again.`,
    );
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (!isNodeLocked(root) && (major < ownNodeFrom[0] || (major === ownNodeFrom[0] && minor < ownNodeFrom[1])))
    throw new StepFailed(
      `No Node is locked for ${process.platform} on ${process.arch}, and this one is ${process.versions.node}.\nInstall Node ${ownNodeFrom.join('.')} or newer, then run the same command again.`,
    );
  linkNode(root);
}

/**
 * After the first start `node` means the project's own on Windows, by npm's shim in node_modules/.bin. Windows removes no program that
 * runs, and npm removes all of node_modules; but it renames one, within a disk. Answers what puts it back where npm brought none.
 */
function setRunningNodeAside(root) {
  const aside = join(root, '.cache', 'node-set-aside');
  try {
    mkdirSync(aside, { recursive: true });
    for (const name of readdirSync(aside)) rmSync(join(aside, name), { force: true });
  } catch {
    // One of them runs still.
  }
  const { execPath, pid } = process;
  if (!inside(join(root, 'node_modules'), execPath) || !existsSync(execPath)) return () => {};
  const kept = join(aside, `${pid}.exe`);
  try {
    renameSync(execPath, kept);
    return () => {
      if (existsSync(dirname(execPath)) && !existsSync(execPath)) renameSync(kept, execPath);
    };
  } catch {
    throw new StepFailed(
      'The lock file has changed, and the Node that runs cannot be replaced.\nRemove the folder node_modules, then run the same command again.',
    );
  }
}

/** A name for the project's Node that is the same on every system but Windows: `node_modules/node/bin/node`. */
function linkNode(root) {
  const link = join(root, 'node_modules', 'node', 'bin', 'node');
  if (windows || !isNodeLocked(root) || existsSync(link)) return;
  try {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), projectNode(root)), link);
  } catch {
    // Nothing of ours goes by this name, and another start may just have made it.
  }
}

/**
 * How Node runs where it stays for weeks beside other programs. Compiled code is kept from one start to the next: without that
 * each start loads a compiler for TypeScript, 25 MB that stay. Little is allocated, so that the part of the heap for what is
 * young, and the C library's pools for threads, need not grow to what a server would want. The engine collects and compiles
 * on the one thread: with helpers each small collection wakes four of them, which were two thirds of all wake-ups at rest.
 */
export function leanNode(root = projectRoot) {
  return {
    flags: ['--max-semi-space-size=2', '--single-threaded'],
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), MALLOC_ARENA_MAX: '2' },
  };
}

/**
 * Runs `script` on the project's Node, with the signals that arrive here, and answers with its exit code. `lean`, as `leanNode` says, is
 * for what stays: it takes the place of this process where the system can do that, which would only wait, with memory of its own.
 */
export function runWithNode(script, args, root = projectRoot, lean = null) {
  const tools = [dirname(projectNode(root)), join(root, 'node_modules', '.bin')];
  const env = withPath([...tools, ...pathOf(process.env).filter((folder) => !tools.includes(folder))]);
  const node = projectNode(root);
  if (lean !== null && !windows && process.execve)
    process.execve(node, [node, ...lean.flags, script, ...args], { ...env, ...lean.env });
  const options = { stdio: 'inherit', env: { ...env, ...lean?.env } };
  return settled(spawn(node, [...(lean?.flags ?? []), script, ...args], options));
}

/** A step that a person can do something about. */
export class StepFailed extends Error {}

async function npm(root, label, args, onLine) {
  const progress = startProgress(label);
  // npm through the Node that runs it, not through ours: `npm ci` removes ours while it works.
  const outer = pathOf(process.env).filter((folder) => !inside(join(root, 'node_modules'), folder));
  const node = [process.env.npm_node_execpath, process.execPath].find(
    (file) => file && existsSync(file) && !inside(join(root, 'node_modules'), file),
  );
  // On Windows `npm` is a script of the shell, and npm lies beside the Node that was installed.
  const beside = windows && node && join(dirname(node), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const cli = [process.env.npm_execpath, beside].find(
    (file) => file && basename(file) === 'npm-cli.js' && existsSync(file),
  );
  const options = { cwd: root, env: withPath(outer), stdio: ['ignore', 'pipe', 'pipe'] };
  const byName = () =>
    windows ? spawn(['npm', ...args].join(' '), { ...options, shell: true }) : spawn('npm', args, options);
  const child = node && cli ? spawn(node, [cli, ...args], options) : byName();
  let log = '';
  let rest = '';
  const read = (chunk) => {
    log = (log + chunk).slice(-200_000);
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line, progress);
  };
  child.stdout.setEncoding('utf8').on('data', read);
  child.stderr.setEncoding('utf8').on('data', read);
  const code = await settled(child).catch((error) => {
    log += `npm error ${error.message}\n`;
    return 1;
  });
  if (code === 0) return progress.done();
  progress.fail();
  throw new StepFailed(`${errorOf(log)}\n${remedyFor(log)}`);
}

/** npm's own words for what went wrong, without the hundreds of lines around them. */
function errorOf(log) {
  const lines = log.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  const told = lines.filter((line) => !line.includes('A complete log of this run'));
  return (told.length > 0 ? told : log.trim().split('\n')).slice(0, 15).join('\n');
}

function remedyFor(log) {
  const again = 'then run the same command again.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT/.test(log))
    return `The npm registry could not be reached. Check the network and any proxy (npm config get proxy), ${again}`;
  if (/UNABLE_TO_GET_ISSUER|SELF_SIGNED_CERT|UNABLE_TO_VERIFY/.test(log))
    return `The registry's certificate is not trusted here. Point npm at your certificates (npm config set cafile <file>), ${again}`;
  if (/ENOSPC/.test(log)) return `The disk is full. Free about 2 GB, ${again}`;
  if (/EACCES|EPERM/.test(log)) return `npm may not write here. Check who owns this folder and node_modules, ${again}`;
  if (/EUSAGE|can only install packages when/.test(log))
    return `package.json and package-lock.json disagree. Run "npm install", look at what changed, ${again}`;
  if (/spawn npm ENOENT/.test(log)) return `npm is not on the PATH. Install it with Node, ${again}`;
  return `Remove the folder node_modules, ${again}`;
}

/** Waits for `child`, passing on signals, and answers with its exit code (128 + the signal's number when one ended it). */
function settled(child) {
  const signals = windows ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT'];
  const pass = (signal) => {
    // On Windows the console tells every program in it, and passing it on would end the child before it has kept anything.
    if (windows) return;
    // Ctrl+C in a terminal reaches the child by itself; a second one would read as "now, at once".
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolveCode, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolveCode(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));
  }).finally(() => {
    for (const signal of signals) process.off(signal, pass);
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

function inside(folder, file) {
  const path = relative(folder, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

// Windows spells it `Path`; the spelling that is there must be kept, or a child sees two.
const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';

function pathOf(env) {
  return (env[pathKey] ?? '').split(delimiter).filter(Boolean);
}

function withPath(folders) {
  return { ...process.env, [pathKey]: folders.join(delimiter) };
}

async function main([script, ...args]) {
  if (!script) throw new StepFailed('usage: node scripts/with-node.mjs <script.ts> [arguments]');
  await ensureInstalled();
  return runWithNode(resolve(script), args);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      const said = String(error instanceof StepFailed ? error.message : error.stack);
      process.stderr.write(`${said.replace(/[^\n\P{C}]/gu, '\ufffd')}\n`);
      process.exitCode = 1;
    },
  );
}
