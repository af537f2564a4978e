import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '../../scripts/start-desktop.ts';

const usual = join(homedir(), '.local', 'share', 'plainsight');

describe('where a computer keeps its data', () => {
  it.each([
    [{}, usual],
    [{ XDG_DATA_HOME: '' }, usual],
    [{ XDG_DATA_HOME: 'data' }, usual],
    [{ XDG_DATA_HOME: './data' }, usual],
    [{ XDG_DATA_HOME: '/srv/data' }, '/srv/data/plainsight'],
  ])('by the XDG rules: %j', (env, folder) => expect(dataFolder(env, 'linux')).toBe(folder));

  it('is never the folder that something was started in', () => {
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(dataFolder({ XDG_DATA_HOME: '', LOCALAPPDATA: '' }, platform)).not.toMatch(/^(\.|plainsight|Plainsight)/);
  });
});
