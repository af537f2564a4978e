import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronProgram, findElectron } from '../../scripts/electron-runtime.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plainsight-runtime-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(folder: string, platform: NodeJS.Platform): Promise<string> {
  const program = electronProgram(join(root, folder), platform);
  await mkdir(dirname(program), { recursive: true });
  await writeFile(program, '');
  return join(root, folder);
}

describe('finding Electron’s runtime', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('on %s: asked for, then named, then installed', async (platform) => {
    expect(findElectron(root, {}, undefined, platform)).toBeNull();
    const installed = await put('node_modules/electron/dist', platform);
    expect(findElectron(root, {}, undefined, platform)).toBe(installed);
    const named = await put('named', platform);
    const env = { ELECTRON_OVERRIDE_DIST_PATH: named };
    expect(findElectron(root, env, undefined, platform)).toBe(named);
    const asked = await put('asked', platform);
    expect(findElectron(root, env, asked, platform)).toBe(asked);
  });

  it('takes no other one for a named one that is not there', async () => {
    await put('node_modules/electron/dist', 'linux');
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'gone') }, undefined, 'linux')).toBeNull();
  });
});
