// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the sources that are checked here hold templates

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFolders, checkLayering, readSources } from '../../scripts/layering.ts';

/** What is found in a tree of these files, as `file:line rule`. */
function found(files: Readonly<Record<string, string>>): string[] {
  return checkLayering(new Map(Object.entries(files))).map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

const lines = (count: number) => '// a line\n'.repeat(count);

describe('a tree that keeps the rules', () => {
  it('has no finding', () => {
    const tree = {
      'core/a.ts': `import { z } from 'zod';\nimport { sha256 } from '@noble/hashes/sha2.js';\nimport { b } from './b.ts';`,
      'core/b.ts': `export const at = (now: number) => new Date(now); // never Date.now()\nconst text = 'Math.random() import "node:fs"';`,
      'ipc/c.ts': `import { a } from '../core/a.ts';`,
      'seal/s.ts': `import { a } from '../core/a.ts';`,
      'bucket/layout.ts': 'export const key = (p: string) => `people/${p}/`;',
      'bucket/s3/s3-store.ts': `import { S3Client } from '@aws-sdk/client-s3';\nimport { key } from '../layout.ts';`,
      'agent/d.ts': `import { readFile } from 'node:fs/promises';\nimport { x } from '../bucket/s3/s3-store.ts';\nconst m = await import(name);`,
      'electron/main.ts': `import { app } from 'electron';\nimport { d } from '../agent/d.ts';`,
      'web/server.ts': `import { d } from '../agent/d.ts';\nimport { v } from '../viewer/v.ts';`,
      'cli/plainsight.mjs': `import { runWithNode } from '../scripts/with-node.mjs';`,
      'cli/main.ts': `import { s } from '../web/server.ts';`,
      'renderer/page.tsx': `import { c } from '../ipc/c.ts';\nimport React from 'react';\nconst x = <p>import 'node:fs'</p>;`,
      'renderer/vite.config.ts': `import { fileURLToPath } from 'node:url';`,
      'test/core/a.test.ts': `import { app } from 'electron';\nimport { d } from '../../agent/d.ts';\nconst k = 'people/x';`,
      'scripts/s.ts': `import { S3Client } from '@aws-sdk/client-s3';`,
    };
    expect(found(tree)).toEqual([]);
  });
});

describe('folders', () => {
  it.each([
    ['core', 'ipc'],
    ['ipc', 'bucket'],
    ['ffi', 'disk'],
    ['disk', 'seal'],
    ['seal', 'ipc'],
    ['bucket', 'ffi'],
    ['bucket', 'agent'],
    ['agent', 'viewer'],
    ['viewer', 'org'],
    ['org', 'agent'],
    ['agent', 'electron'],
    ['electron', 'web'],
    ['web', 'electron'],
    ['electron', 'cli'],
    ['cli', 'electron'],
    ['renderer', 'bucket'],
    ['renderer', 'agent'],
    ['web', 'renderer'],
    ['core', 'test'],
    ['agent', 'scripts'],
  ])('%s may not import %s', (from, to) => {
    expect(found({ [`${from}/a.ts`]: `\nimport { b } from '../${to}/b.ts';` })).toEqual([`${from}/a.ts:2 folders`]);
  });

  it.each([
    ['export from', `export { b } from '../agent/b.ts';`],
    ['export all', `export * from '../agent/b.ts';`],
    ['export all under a name', `export * as b from '../agent/b.ts';`],
    ['import for its effect', `import '../agent/b.ts';`],
    ['import of types', `import type { B } from '../agent/b.ts';`],
    ['import()', `const b = await import('../agent/b.ts');`],
    ['import() in a function, over lines', `function f() {\n  return import(\n    '../agent/b.ts'\n  );\n}`],
    ['the type import()', `type B = import('../agent/b.ts').B;`],
    ['import = require()', `import b = require('../agent/b.ts');`],
    ['require()', `const b = require('../agent/b.ts');`],
    ['an import over lines', `import {\n  a,\n  b,\n} from '../agent/b.ts';`],
    ['a detour', `import { b } from './x/../../agent/b.ts';`],
    ['a query', `import b from '../agent/b.ts?raw';`],
    ['an import after a template', 'const s = `a ${"`"} b`; import { b } from "../agent/b.ts";'],
    ['an import with attributes', `import b from '../agent/b.json' with { type: 'json' };`],
  ])('sees %s', (_form, text) => {
    expect(found({ 'ipc/a.ts': text }).map((each) => each.replace(/:\d+/, ''))).toEqual(['ipc/a.ts folders']);
  });

  it.each([
    ['in a comment', `// import { b } from '../agent/b.ts'\n/* export * from '../agent/b.ts' */`],
    ['in a string', `const s = "import { b } from '../agent/b.ts'";`],
    ['in a template', "const s = `import('../agent/b.ts')`;"],
    ['in a regular expression', `const r = /import '..\\/agent\\/b.ts'/;`],
    ['as a method', `a.require('../agent/b.ts');`],
  ])('does not take for an import what stands %s', (_where, text) => {
    expect(found({ 'ipc/a.ts': text })).toEqual([]);
  });
});

describe('packages', () => {
  it.each([
    ['core/a.ts', 'node:fs', 'pure'],
    ['core/a.ts', 'fs', 'pure'],
    ['core/a.ts', 'react', 'pure'],
    ['core/a.ts', 'zodiac', 'pure'],
    ['core/a.ts', 'intl-messageformat', 'pure'],
    ['messages/a.ts', 'node:fs', 'pure'],
    ['messages/a.ts', '@noble/hashes/sha2.js', 'pure'],
    ['agent/a.ts', 'electron', 'only-in'],
    ['web/a.ts', 'electron/main', 'only-in'],
    ['bucket/settings.ts', '@aws-sdk/client-s3', 'only-in'],
    ['agent/a.ts', '@aws-sdk/client-s3', 'only-in'],
    ['agent/capture/windows/api/user32.ts', 'koffi', 'only-in'],
    ['agent/page/a.ts', 'node:sqlite', 'only-in'],
    ['viewer/a.ts', 'node:sqlite', 'only-in'],
    ['renderer/a.tsx', 'node:fs', 'renderer'],
  ])('%s may not import %s', (file, specifier, rule) => {
    expect(found({ [file]: `import '${specifier}';` })).toEqual([`${file}:1 ${rule}`]);
  });

  it('an import that cannot be read ahead is refused in core and in pages', () => {
    expect(found({ 'core/a.ts': 'await import(name);' })).toEqual(['core/a.ts:1 pure']);
    expect(found({ 'renderer/a.ts': 'await import(`./${name}.ts`);' })).toEqual(['renderer/a.ts:1 renderer']);
  });
});

describe('what is pure', () => {
  it.each([
    'Date.now();',
    'Date?.now();',
    `Date['now']();`,
    'const { now } = Date;',
    'const clock = Date.now;',
    'new Date();',
    'new Date;',
    'Date();',
    'Math.random();',
    'crypto.getRandomValues(a);',
    'setTimeout(f, 1);',
    'const later = setTimeout;',
    'process.env;',
    'document.title;',
    'window.open();',
    'f(navigator);',
    'fetch(url);',
    'const o = { fetch };',
    'console.log(1);',
  ])('may not say %s', (text) => {
    expect(found({ 'core/a.ts': text })[0]).toBe('core/a.ts:1 pure');
    expect(found({ 'messages/a.ts': text })[0]).toBe('messages/a.ts:1 pure');
    expect(found({ 'agent/a.ts': text }).filter((each) => each.endsWith('pure'))).toEqual([]);
  });

  it('not by way of globalThis', () => {
    expect(found({ 'core/a.ts': 'globalThis.Date.now();' })).toContain('core/a.ts:1 pure');
    expect(found({ 'core/a.ts': 'new globalThis.Date();' })).toContain('core/a.ts:1 pure');
  });

  it.each([
    'new Date(at);',
    'Date.UTC(2026, 0);',
    'Math.max(1, 2);',
    'a.process.window.document;',
    'type A = { readonly window: string; fetch(): void };',
    'const f = (window: string) => window.length;',
    'const { window } = rules; use(window);',
    'for (const window of windows) use(window);',
    'const o = { document: 1, process() {} };',
  ])('may say %s', (text) => {
    expect(found({ 'core/a.ts': text, 'messages/a.ts': text })).toEqual([]);
  });
});

describe('the names of objects', () => {
  it.each(["const k = 'people/' + id;", 'const k = `${prefix}people/${id}`;', 'const k = `a/people/${id}`;'])(
    '%s',
    (text) => {
      expect(found({ 'viewer/a.ts': text })).toEqual(['viewer/a.ts:1 layout']);
      expect(found({ 'bucket/layout.ts': text })).toEqual([]);
    },
  );
});

describe('cycles', () => {
  it('are found once each, whatever file one starts from', () => {
    const cycle = {
      'core/c.ts': `import './a.ts';`,
      'core/a.ts': `import './b.ts';`,
      'core/b.ts': `import './c.ts';`,
      'core/d.ts': `import './a.ts';`,
    };
    const findings = checkLayering(new Map(Object.entries(cycle)));
    expect(findings.map(({ what }) => what)).toEqual(['core/a.ts -> core/b.ts -> core/c.ts -> core/a.ts']);
  });

  it('a file that imports itself is one', () => {
    expect(found({ 'test/a.ts': `import './a.ts';` })).toEqual(['test/a.ts:1 cycle']);
  });

  it('count imports of types too', () => {
    const tree = { 'core/a.ts': `import type { B } from './b.ts';`, 'core/b.ts': `import { type A } from './a.ts';` };
    expect(found(tree)).toEqual(['core/a.ts:1 cycle']);
  });

  it('a diamond is none', () => {
    const tree = {
      'core/a.ts': `import './b.ts'; import './c.ts';`,
      'core/b.ts': `import type { D } from './d.ts'; import './d.ts';`,
      'core/c.ts': `import './d.ts';`,
      'core/d.ts': 'export const d = 1;',
    };
    expect(found(tree)).toEqual([]);
  });
});

describe('the order of sub-folders', () => {
  it.each([
    ['agent/vault/a.ts', '../ports.ts', []],
    ['agent/vault/a.ts', './b.ts', []],
    ['agent/agent.ts', './page/b.ts', []],
    ['agent/page/a.ts', '../vault/b.ts', []],
    ['agent/vault/a.ts', '../page/b.ts', ['agent/vault/a.ts:1 order']],
    ['agent/vault/a.ts', '../agent.ts', ['agent/vault/a.ts:1 order']],
    ['agent/nowhere/a.ts', '../vault/b.ts', ['agent/nowhere/a.ts:1 order']],
    ['core/time/a.ts', '../reports/b.ts', ['core/time/a.ts:1 order']],
  ])('%s imports %s', (file, target, expected) => {
    expect(found({ [file]: `import '${target}';` })).toEqual(expected);
    expect(found({ [file]: `import type { A } from '${target}';` })).toEqual(expected);
  });
});

describe('folders', () => {
  const files = (count: number) => Array.from({ length: count }, (_, at) => `core/day/${at}.ts`);

  it.each([
    [16, []],
    [17, ['core/day']],
  ])('with %i files', (count, expected) => {
    expect(checkFolders(files(count)).map(({ file }) => file)).toEqual(expected);
  });

  it('do not count what their sub-folders hold', () => {
    expect(checkFolders([...files(16), 'core/day/deeper/a.ts'])).toEqual([]);
  });
});

describe('exported names', () => {
  it('stand for one thing in the product', () => {
    const tree = { 'agent/a.ts': 'export const name = 1;', 'viewer/b.ts': 'export function name() {}' };
    expect(found(tree)).toEqual(['viewer/b.ts:1 double']);
  });

  it.each([
    ['passed on', { 'agent/a.ts': 'export const name = 1;', 'viewer/b.ts': `export { name } from '../agent/a.ts';` }],
    ['not exported', { 'agent/a.ts': 'export const name = 1;', 'bucket/b.ts': 'const name = 1;' }],
    ['in a test', { 'agent/a.ts': 'export const name = 1;', 'test/b.ts': 'export const name = 1;' }],
  ])('count once: %s', (_, tree) => {
    expect(found(tree).filter((each) => each.endsWith('double'))).toEqual([]);
  });
});

describe('length and syntax', () => {
  it.each([
    ['test/a.ts', 300, []],
    ['test/a.ts', 301, ['test/a.ts:301 length']],
    ['messages/a.ts', 301, []],
    ['renderer/a.css', 301, ['renderer/a.css:301 length']],
  ])('%s: %i lines', (file, count, expected) => {
    expect(found({ [file]: lines(count) })).toEqual(expected);
  });

  it('a file that does not parse is a finding, not an exception', () => {
    expect(found({ 'core/a.ts': 'import {' })).toEqual(['core/a.ts:1 syntax']);
  });
});

describe('what writes to a terminal', () => {
  it.each([
    ['cli/a.ts', 'console.log(name);'],
    ['electron/a.ts', 'console.warn(name);'],
    ['viewer/a.ts', 'process.stdout.write(name);'],
    ['web/a.ts', "process['stderr'].write(name);"],
    ['org/a.ts', 'const { stdout } = process; stdout.write(name);'],
    ['agent/a.ts', 'globalThis.console.log(name);'],
    ['bucket/a.ts', "import { Console } from 'node:console';"],
    ['scripts/start.ts', 'console.log(name);'],
    ['scripts/tour/a.ts', 'console.log(name);'],
  ])('%s may not: %s', (file, text) => {
    expect(found({ [file]: text }).map((each) => each.replace(/:\d+/, ''))).toContain(`${file} terminal`);
  });

  it('is one place of the product, and tools of the project beside it', () => {
    expect(found({ 'agent/host/terminal.ts': 'process[to].write(line); process.stdout.write(line);' })).toEqual([]);
    expect(found({ 'scripts/check.ts': 'console.log(output);' })).toEqual([]);
  });
});

it('reads this project’s own files', () => {
  const files = readSources(join(import.meta.dirname, '..', '..'));
  expect(files.has('core/result.ts')).toBe(true);
  expect(files.has('test/scripts/layering.test.ts')).toBe(true);
  expect([...files.keys()].filter((file) => file.includes('node_modules'))).toEqual([]);
});
