import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layLinkAside, takeLinkAside } from '../../../electron/system/link-aside.ts';
import { newFolder } from '../../fixtures/folders.ts';

const link = 'plainsight://enrol?d=SECRET';

describe('a link on the command line', () => {
  it('is laid aside for this account alone, given once, and gone', () => {
    const folder = join(newFolder(), 'data');
    expect(layLinkAside(['--in-tray', link], '/', folder)).toEqual(['--in-tray']);
    const file = join(folder, 'opened-link');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
    expect(takeLinkAside(folder)).toBe(link);
    expect(existsSync(file)).toBe(false);
    expect(takeLinkAside(folder)).toBeNull();
  });

  it('takes the place of one that was left, and of a link of the file system', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'opened-link'), 'plainsight://enrol?d=OLD', { mode: 0o644 });
    expect(layLinkAside([link, 'PLAINSIGHT://enrol?d=OTHER'], '/', folder)).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'opened-link')).mode & 0o077).toBe(0);
    expect(takeLinkAside(folder)).toBe('PLAINSIGHT://enrol?d=OTHER');
  });

  it('is all that is laid aside, and only where that can be done', () => {
    const folder = newFolder();
    expect(layLinkAside(['--in-tray'], '/', folder)).toBeNull();
    expect(layLinkAside(['a.plainsight'], '/', folder)).toBeNull();
    mkdirSync(join(folder, 'opened-link'));
    expect(layLinkAside([link], '/', folder)).toBeNull();
  });

  it('is taken for nothing else than a link', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'opened-link'), '/etc/passwd');
    expect(takeLinkAside(folder)).toBeNull();
    expect(existsSync(join(folder, 'opened-link'))).toBe(false);
  });
});
