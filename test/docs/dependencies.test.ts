import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstColumn, pageAt, root, section } from './pages.ts';

const names = z.record(z.string(), z.string()).transform((versions) => Object.keys(versions).sort());
const { dependencies, devDependencies, optionalDependencies } = z
  .object({ dependencies: names, devDependencies: names, optionalDependencies: names })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const page = pageAt('docs/dependencies.md');

describe('docs/dependencies.md', () => {
  it('lists what is needed at run time, and nothing else', () => {
    expect(firstColumn(section(page, 'At run time')).sort()).toEqual(dependencies);
  });

  it('lists what is needed for development, and nothing else', () => {
    expect(firstColumn(section(page, 'For development')).sort()).toEqual(devDependencies);
  });

  it('lists what is one for each system, and nothing else', () => {
    expect(firstColumn(section(page, 'For each system')).sort()).toEqual(optionalDependencies);
  });

  it('gives a reason for each', () => {
    const rows = page.text.split('\n').filter((line) => /^\| `/.test(line));
    expect(rows.filter((row) => (row.split('|')[2] ?? '').trim().length < 8)).toEqual([]);
  });
});
