import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandFrom, hashOf } from '../../scripts/program/built.mjs';

const scripts = join(import.meta.dirname, '..', '..', 'scripts');
let root: string;
let path: string;

const node = `node-${process.platform}-${process.arch}`;
const nodePath = `node_modules/${node}`;
const locked = { version: '24.0.0', integrity: 'sha512-a', optional: true };
const lock = { packages: { '': {}, [nodePath]: locked } };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'with-node-'));
  path = `${join(root, 'bin')}:/usr/bin:/bin`;
  await mkdir(join(root, 'scripts'));
  await mkdir(join(root, 'bin'));
  await mkdir(join(root, 'scripts', 'program'));
  for (const file of ['with-node.mjs', 'progress.mjs', 'program/built.mjs'])
    await copyFile(join(scripts, file), join(root, 'scripts', file));
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
  await writeFile(join(root, 'hello.mjs'), `console.log('hello', process.argv[2]); process.exit(7);`);
  await npmThat(installs);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A stand-in for npm that installs what the lock file names: notes what it was asked, and puts this Node where its package would. */
const installs = `
case "$1" in
  ci) rm -rf node_modules; mkdir -p ${nodePath}/bin && cp package-lock.json node_modules/.package-lock.json
      ln -s '${process.execPath}' ${nodePath}/bin/node ;;
esac
for i in $(seq 500); do echo "npm http fetch GET 200 https://registry/p$i.tgz"; echo "npm warn EBADENGINE $i" >&2; done`;

async function npmThat(body: string): Promise<void> {
  const file = join(root, 'bin', 'npm');
  await writeFile(file, `#!/bin/sh\necho "$*" >> '${join(root, 'asked')}'\n${body}\n`);
  await chmod(file, 0o755);
}

function start(script: string, ...args: string[]): ChildProcess {
  const child = { cwd: root, env: { ...process.env, PATH: path, npm_execpath: '' }, stdio: ['ignore', 'pipe', 'pipe'] };
  return spawn(process.execPath, [join(root, script), ...args], child as SpawnOptions);
}

const run = (...args: string[]) => ended(start('scripts/with-node.mjs', ...args));

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

const asked = async () => (await readFile(join(root, 'asked'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
const installing = ['ci --loglevel=http --ignore-scripts --include=dev --include=optional'];

describe.skipIf(process.platform === 'win32')('with-node (a shell script stands in for npm)', () => {
  it('installs in a fresh clone, runs the script, and keeps its arguments and exit code', async () => {
    const { code, out, err } = await run('hello.mjs', 'you');
    expect({ code, out }).toEqual({ code: 7, out: 'hello you\n' });
    expect(await asked()).toEqual(installing);
    // Two lines of progress instead of a thousand of npm's.
    expect(err.trim().split('\n')).toHaveLength(2);
  });

  it('installs once', async () => {
    await run('hello.mjs');
    await run('hello.mjs');
    expect(await asked()).toEqual(installing);
  });

  it.each([
    ['another version', { ...locked, version: '24.1.0' }],
    ['other bytes', { ...locked, integrity: 'sha512-b' }],
  ])('installs again when the lock file names %s', async (_what, entry) => {
    await run('hello.mjs');
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { [nodePath]: entry } }));
    expect((await run('hello.mjs')).code).toBe(7);
    expect((await asked()).slice(1)).toEqual(installing);
  });

  it.each([
    ['a package that is missing', {}, 1],
    ['another platform’s package that is missing', { optional: true }, 0],
  ])('%s', async (_what, more, installs) => {
    await run('hello.mjs');
    const packages = { ...lock.packages, 'node_modules/other': { version: '1.0.0', ...more } };
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }));
    await run('hello.mjs');
    expect((await asked()).slice(1)).toHaveLength(installs);
  });

  it('asks for what builds and tests the product to run a script, and not to run the product', async () => {
    await run('hello.mjs');
    await mkdir(join(root, 'cli'));
    await copyFile(join(scripts, '..', 'cli', 'plainsight.mjs'), join(root, 'cli', 'plainsight.mjs'));
    await writeFile(join(root, 'cli', 'main.ts'), `console.log('main', process.argv[2]);`);
    const withTool = { ...lock.packages, 'node_modules/tool': { version: '1.0.0', integrity: 'sha512-t', dev: true } };
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: withTool }));
    expect(await ended(start('cli/plainsight.mjs', 'doctor'))).toEqual({ code: 0, out: 'main doctor\n', err: '' });
    expect(await asked()).toEqual(installing);
    await run('hello.mjs');
    expect(await asked()).toEqual([...installing, ...installing]);
    const product = { ...withTool, 'node_modules/needed': { version: '1.0.0', integrity: 'sha512-n' } };
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: product }));
    expect(await ended(start('cli/plainsight.mjs', 'doctor'))).toMatchObject({ code: 0, out: 'main doctor\n' });
    expect(await asked()).toHaveLength(3);
  });

  it('runs the command as it was built from what lies here, and its sources where it was built from anything else', async () => {
    await mkdir(join(root, 'cli'));
    await mkdir(join(root, 'out', 'cli'), { recursive: true });
    await copyFile(join(scripts, '..', 'cli', 'plainsight.mjs'), join(root, 'cli', 'plainsight.mjs'));
    await writeFile(join(root, 'cli', 'main.ts'), `console.log('main', process.argv[2]);`);
    await writeFile(join(root, 'out', 'cli', 'plainsight.js'), `console.log('built', process.argv[2]);`);
    const doctor = async () => (await ended(start('cli/plainsight.mjs', 'doctor'))).out;
    expect(await doctor()).toBe('main doctor\n');
    await writeFile(join(root, 'out', 'cli', '.made-from'), hashOf(root, commandFrom));
    expect(await doctor()).toBe('built doctor\n');
    await writeFile(join(root, 'cli', 'other.ts'), '');
    expect(await doctor()).toBe('main doctor\n');
    await rm(join(root, 'cli', 'other.ts'));
    expect(await doctor()).toBe('built doctor\n');
    await rm(join(root, 'out', 'cli', '.made-from'));
    expect(await doctor()).toBe('main doctor\n');
  });

  it('keeps no process of its own beside an agent', async () => {
    await mkdir(join(root, 'cli'));
    await copyFile(join(scripts, '..', 'cli', 'plainsight.mjs'), join(root, 'cli', 'plainsight.mjs'));
    await writeFile(
      join(root, 'cli', 'main.ts'),
      `console.log(process.pid, process.execArgv.length > 0, process.argv.slice(2).join(' ')); process.exit(5);`,
    );
    const agent = start('cli/plainsight.mjs', 'agent', '--json-lines');
    expect(await ended(agent)).toEqual({
      code: 5,
      out: `${agent.pid} true agent --json-lines\n`,
      err: expect.any(String),
    });
  });

  it.each([
    ['npm error code ENOTFOUND', 'The npm registry could not be reached.'],
    ['npm error code ENOSPC', 'The disk is full.'],
    ['npm ERR! code EACCES', 'npm may not write here.'],
    ['npm error code EUSAGE', 'package.json and package-lock.json disagree.'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', "The registry's certificate is not trusted here."],
    ['npm error something new', 'Remove the folder node_modules'],
  ])('shows npm’s own error and what to do: %s', async (error, remedy) => {
    await npmThat(`${installs}\necho '${error}' >&2; exit 1`);
    const { code, out, err } = await run('hello.mjs');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`${error}\n${remedy}`);
    expect(err).not.toContain('EBADENGINE');
  });

  it('installs again where npm passed over Node, though it is optional, and says so when it stays away', async () => {
    await run('hello.mjs');
    const there = { packages: { '': {} } };
    await npmThat(`rm -rf node_modules/${node}; echo '${JSON.stringify(there)}' > node_modules/.package-lock.json`);
    await writeFile(join(root, 'node_modules', '.package-lock.json'), JSON.stringify(there));
    const { code, err } = await run('hello.mjs');
    expect(code).toBe(1);
    expect(await asked()).toEqual([...installing, ...installing]);
    expect(err).toContain(`${node}/bin/node is not there`);
  });

  it('has a name for Node that does not tell the system, and follows it when the lock file changes', async () => {
    await run('hello.mjs');
    expect(await realpath(join(root, 'node_modules/node/bin/node'))).toBe(await realpath(process.execPath));
  });

  it('runs on the Node that is there where none is locked for this system, if it is new enough', async () => {
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {} } }));
    const { code, out } = await run('hello.mjs', 'you');
    expect({ code, out }).toEqual({ code: 7, out: 'hello you\n' });
  });

  it('says so when there is no npm', async () => {
    path = join(root, 'scripts');
    const { code, err } = await run('hello.mjs');
    expect(code).toBe(1);
    expect(err).toContain('npm is not on the PATH.');
  });

  it('passes SIGTERM on, and waits for what the script makes of it', async () => {
    await writeFile(
      join(root, 'wait.mjs'),
      `process.on('SIGTERM', () => { console.log('told'); process.exit(9); }); setInterval(() => {}, 1000); console.log('up');`,
    );
    const child = start('scripts/with-node.mjs', 'wait.mjs');
    let out = '';
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      if (String(chunk).includes('up')) child.kill('SIGTERM');
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, out }).toEqual({ code: 9, out: 'up\ntold\n' });
  });

  it('answers 128 and the number for a script that a signal ended', async () => {
    await writeFile(join(root, 'die.mjs'), `process.kill(process.pid, 'SIGKILL');`);
    expect((await run('die.mjs')).code).toBe(137);
  });
});
