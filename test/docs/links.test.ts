import { existsSync, globSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allPages, anchors, codeSpans, type Page, pageAt, prose, root } from './pages.ts';

const made = new Set(['node_modules', 'out', 'dist', '.git']);
const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !made.has(entry.name))
  .map(({ name }) => name);

/** The code spans of a page that name something of this repository: they begin with one of its folders. */
function namedPaths(page: Page): string[] {
  return codeSpans(page).filter((span) => {
    const [folder = '', ...rest] = span.split('/');
    return folders.includes(folder) && rest.length > 0 && !/[\s<>…@]/.test(span);
  });
}

function isThere(path: string): boolean {
  return path.includes('*') ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path));
}

/** Relative links and pictures, as `[text](target)`. */
function links(page: Page): string[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** Why a link leads nowhere, or null. */
function brokenBecause(page: Page, target: string): string | null {
  const [file = '', anchor] = target.split('#', 2);
  const path = file === '' ? page.path : normalize(join(dirname(page.path), file));
  if (!existsSync(join(root, path))) return `${path} is not there`;
  if (anchor === undefined) return null;
  return anchors(pageAt(path)).includes(anchor) ? null : `${path} has no heading #${anchor}`;
}

describe.each(allPages().map((page) => [page.path, page] as const))('%s', (_, page) => {
  it('names only files and folders that exist', () => {
    expect(namedPaths(page).filter((path) => !isThere(path))).toEqual([]);
  });

  it('has no link that leads nowhere', () => {
    expect(links(page).flatMap((target) => brokenBecause(page, target) ?? [])).toEqual([]);
  });

  it('is reached from README, directly or over other pages', () => {
    const seen = new Set<string>();
    const follow = (path: string): void => {
      if (seen.has(path) || !existsSync(join(root, path))) return;
      seen.add(path);
      if (statSync(join(root, path)).isDirectory()) {
        for (const name of readdirSync(join(root, path))) follow(normalize(join(path, name)));
      } else if (path.endsWith('.md')) {
        for (const target of links(pageAt(path)))
          follow(normalize(join(dirname(path), target.split('#', 1)[0] ?? '')).replace(/\/$/, ''));
      }
    };
    follow('README.md');
    expect([...seen]).toContain(page.path);
  });
});

describe('the checks themselves', () => {
  const page = { path: 'docs/x.md', text: 'See `core/nothing.ts`, [a](nowhere.md), [b](security.md#no-such-heading).' };

  it('find a file that is not there', () => {
    expect(namedPaths(page).filter((path) => !isThere(path))).toEqual(['core/nothing.ts']);
  });

  it('find links that lead nowhere', () => {
    expect(links(page).flatMap((target) => brokenBecause(page, target) ?? [])).toEqual([
      'docs/nowhere.md is not there',
      'docs/security.md has no heading #no-such-heading',
    ]);
  });
});
