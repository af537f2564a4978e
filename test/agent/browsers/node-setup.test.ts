import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { browsersUnderNode } from '../../../agent/browsers/node-setup.ts';

const run = promisify(execFile);

describe('what browsers start for an agent under Node', () => {
  it('is the native host on the same Node', () => {
    const [program, ...rest] = browsersUnderNode('linux', {})?.hostCommand ?? [];
    expect(program).toBe(process.execPath);
    expect(rest.at(-1)).toMatch(/native-host-process\.ts$/);
    expect(browsersUnderNode('win32', {})).toBeNull();
  });

  it.skipIf(process.platform !== 'linux')(
    'compiles once what it runs, as its agent does, and gets nothing else of it (Linux)',
    async () => {
      const env = { NODE_COMPILE_CACHE: '/nowhere', MALLOC_ARENA_MAX: '2', SECRET: 'secret' };
      const [program = '', ...rest] = browsersUnderNode('linux', env)?.hostCommand ?? [];
      const place = rest.indexOf(process.execPath);
      const { stdout } = await run(program, rest.slice(0, place).concat('/usr/bin/env'), { env: {} });
      expect(stdout.trim().split('\n')).toEqual(['NODE_COMPILE_CACHE=/nowhere', 'MALLOC_ARENA_MAX=2']);
    },
  );
});
