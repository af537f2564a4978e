import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronProgram, findElectron } from '../../../scripts/electron/electron-runtime.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'plainsight-runtime-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(folder: string, platform: NodeJS.Platform): Promise<string> {
  const program = electronProgram(join(root, folder), platform);
  await mkdir(dirname(program), { recursive: true });
  await writeFile(program, 'program');
  await writeFile(join(root, folder, 'version'), '45.4.1');
  return join(root, folder);
}

/** As the installer of the package leaves it: `path.txt` comes last. */
async function install(platform: NodeJS.Platform): Promise<string> {
  const dist = await put('node_modules/electron/dist', platform);
  await writeFile(join(dirname(dist), 'package.json'), JSON.stringify({ version: '45.4.1' }));
  await writeFile(join(dirname(dist), 'path.txt'), 'electron');
  return dist;
}

describe('finding Electron’s runtime', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('on %s: asked for, then named, then installed', async (platform) => {
    expect(findElectron(root, {}, undefined, platform)).toBeNull();
    const installed = await install(platform);
    expect(findElectron(root, {}, undefined, platform)).toBe(installed);
    const named = await put('named', platform);
    const env = { ELECTRON_OVERRIDE_DIST_PATH: named };
    expect(findElectron(root, env, undefined, platform)).toBe(named);
    const asked = await put('asked', platform);
    expect(findElectron(root, env, asked, platform)).toBe(asked);
  });

  it('takes no other one for a named one that is not there', async () => {
    await install('linux');
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'gone') }, undefined, 'linux')).toBeNull();
  });

  it.each([
    ['nothing said that it came to its end', (dist: string) => rm(join(dirname(dist), 'path.txt'))],
    ['it is of another version', (dist: string) => writeFile(join(dist, 'version'), '44.0.0')],
    ['its version is missing', (dist: string) => rm(join(dist, 'version'))],
    ['its program is empty', (dist: string) => writeFile(electronProgram(dist, 'linux'), '')],
  ])('takes none that was half unpacked: %s', async (_, spoil) => {
    const dist = await install('linux');
    expect(findElectron(root, {}, undefined, 'linux')).toBe(dist);
    await spoil(dist);
    expect(findElectron(root, {}, undefined, 'linux')).toBeNull();
  });

  it('takes none that was named and half unpacked', async () => {
    const named = await put('named', 'linux');
    await rm(join(named, 'version'));
    expect(findElectron(root, {}, named, 'linux')).toBeNull();
  });
});
