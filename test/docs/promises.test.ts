import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from '../../cli/program.ts';
import { startCommand } from '../../scripts/start-options.ts';
import { firstColumn, pageAt, root, section } from './pages.ts';

describe('README.md', () => {
  const opening = pageAt('README.md').text.split('\n').slice(0, 30).join('\n');

  it.each([
    ['what it records', /\*\*Records\*\*/],
    ['what it never records', /\*\*Never records\*\*/],
    ['a picture of the page', /!\[[^\]]+\]\(docs\/images\/[a-z]+\.png\)/],
    ['the command to start', /^ {4}npm start/m],
    ['the command to test', /^ {4}npm test/m],
    ['where the data lives', /\*\*Where the data lives\*\*/],
  ])('says within thirty lines %s', (_, what) => {
    expect(opening).toMatch(what);
  });

  it('lists every option of npm start', () => {
    const options = startCommand(() => 0).options.map(({ long }) => long ?? '');
    const told = firstColumn(section(pageAt('README.md'), 'Options of `npm start`')).map((each) => each.split(' ')[0]);
    expect(options.length).toBeGreaterThan(3);
    expect(told).toEqual(options.filter((option) => option !== '--help'));
  });

  it('lists every command of plainsight', () => {
    const commands = program().commands.map((command) => command.name());
    expect(commands.length).toBeGreaterThan(3);
    expect(firstColumn(section(pageAt('README.md'), 'Commands')).sort()).toEqual(commands.sort());
  });
});

describe('docs/security.md', () => {
  it('names a test beside every property', () => {
    const rows = section(pageAt('docs/security.md'), 'Properties')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (property|---|\*\*)/.test(line));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter((row) => !/`test\/[\w/-]+\.test\.tsx?`/.test(row))).toEqual([]);
  });
});

describe('docs/bench.md', () => {
  it('explains every row of the bench, and no other', () => {
    const files = globSync('bench/rows/**/*.ts', { cwd: root });
    const ids = files.flatMap((file) =>
      [
        ...readFileSync(join(root, file), 'utf8').matchAll(
          /\b(?:id: |row\(|stop\(|compared\(|wallRow\()'([a-z0-9-]+)'/g,
        ),
      ].map((match) => match[1] ?? ''),
    );
    expect(ids.length).toBeGreaterThan(6);
    expect(firstColumn(pageAt('docs/bench.md').text).sort()).toEqual([...new Set(ids)].sort());
  });
});

describe('CHANGELOG.md', () => {
  it('has a section for the version that this is', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(pageAt('CHANGELOG.md').text).toMatch(new RegExp(`^## ${version.replaceAll('.', '\\.')}\\b`, 'm'));
  });
});
