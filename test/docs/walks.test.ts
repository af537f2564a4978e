import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../scripts/layering/source-facts.ts';
import { pageAt, root } from './pages.ts';

/** A file of a walk, and whether it imports the next one or is imported by it; null at the end of a walk. */
interface Step {
  readonly file: string;
  readonly towards: '→' | '←' | null;
}

const { text } = pageAt('docs/architecture.md');
const section = /^## Three walks$([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
const walks = section
  .split(/^### /m)
  .slice(1)
  .map((walk) => {
    // An item may go on in the next line.
    const [title = '', ...lines] = walk.replaceAll('\n   ', ' ').split('\n');
    const steps = lines.flatMap((line): Step[] => {
      const [, file, towards] = /^\d+\. `([^`]+)`.*?(?: (→|←))?$/.exec(line) ?? [];
      return file === undefined ? [] : [{ file, towards: towards === '→' || towards === '←' ? towards : null }];
    });
    return { title, steps };
  });

function imports(from: string, to: string): boolean {
  return factsOf(from, readFileSync(join(root, from), 'utf8')).imports.some(
    ({ specifier }) => posix.normalize(posix.join(posix.dirname(from), specifier)) === to,
  );
}

it('there are three', () => expect(walks).toHaveLength(3));

describe.each(walks)('the walk “$title”', ({ steps }) => {
  it('has at most twelve hops, through files that exist', () => {
    expect(steps.length).toBeGreaterThan(4);
    expect(steps.length).toBeLessThanOrEqual(13);
    expect(steps.map(({ file }) => file).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('goes from one file to the next by an import', () => {
    expect(steps.at(-1)?.towards).toBeNull();
    for (const [at, { file, towards }] of steps.slice(0, -1).entries()) {
      const next = steps[at + 1]?.file ?? '';
      expect([file, towards, next, towards === '→' ? imports(file, next) : imports(next, file)]).toEqual([
        file,
        towards,
        next,
        true,
      ]);
    }
  });
});
