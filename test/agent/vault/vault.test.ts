import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Vault } from '../../../agent/vault/vault.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { newObject, newShot, openVault, shotId, someDay } from '../../fixtures/agent/vaults.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { killedItself } from '../../fixtures/systems.ts';

const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;
const addDay = async (vault: Vault) =>
  unwrap(await vault.addKey(someDay, 'days', 'age1day', newObject('days.key.age', { day: someDay, kind: 'key' })));
// A process that was killed early enough has not even made the folder.
const filesOf = (vault: Vault, day: string) => {
  const folder = join(vault.folder, 'objects', day);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

describe('opening a vault', () => {
  it('that another has open is refused by name, and possible afterwards', () => {
    const first = openVault();
    expect(codeOf(Vault.open(first.folder))).toBe('vault-in-use');
    first.close();
    const second = Vault.open(first.folder);
    expect(codeOf(second)).toBe('ok');
    unwrap(second).close();
  });

  it.each<[string, (path: string) => void]>([
    [
      'another file',
      (path) => writeFileSync(path, 'not a database, but long enough to have a header of some kind'.repeat(9)),
    ],
    ['one cut in its first page', (path) => truncateSync(path, 700)],
    ['one overwritten in its middle', (path) => writeFileSync(path, readFileSync(path).fill(0xff, 20, 4_000))],
  ])('whose database is %s is a problem and no exception', (_, damage) => {
    const vault = openVault();
    vault.close();
    damage(join(vault.folder, 'vault.db'));
    expect(codeOf(Vault.open(vault.folder))).toBe('vault-damaged');
  });

  it('that a newer version made is refused', () => {
    const vault = openVault();
    databaseOf(vault).exec('PRAGMA user_version = 99');
    vault.close();
    expect(codeOf(Vault.open(vault.folder))).toBe('vault-damaged');
  });

  it('removes files that no row speaks of, and nothing else', async () => {
    const vault = openVault();
    unwrap(await vault.addObject(newObject('one')));
    vault.close();
    const objects = join(vault.folder, 'objects');
    writeFileSync(join(objects, 'other', 'one.tmp'), 'half');
    writeFileSync(join(objects, 'other', 'orphan'), 'whole');
    writeFileSync(join(objects, '.DS_Store'), 'left by a desktop');
    mkdirSync(join(objects, '2026-01-01'));
    const again = openVault(vault.folder);
    expect(filesOf(again, 'other')).toEqual(['one']);
    expect(existsSync(join(objects, '.DS_Store'))).toBe(true);
  });
});

describe('an object', () => {
  it('is never replaced, and the one that is there stays whole', async () => {
    const vault = openVault();
    const first = newObject('one');
    unwrap(await vault.addObject(first));
    expect(codeOf(await vault.addObject({ ...first, sealed: new Uint8Array(3) }))).toBe('vault-object-exists');
    expect(readFileSync(join(vault.folder, 'objects', 'other', 'one'))).toEqual(Buffer.from(first.sealed));
  });

  it('leaves no file where its row failed', async () => {
    const vault = openVault();
    databaseOf(vault).exec("CREATE TRIGGER refuse BEFORE INSERT ON objects BEGIN SELECT RAISE(ABORT, 'no'); END");
    expect(codeOf(await vault.addObject(newObject('one')))).toBe('disk-failed');
    expect(filesOf(vault, 'other')).toEqual([]);
  });

  it('and what goes with it are kept together or not at all', async () => {
    const vault = openVault();
    await addDay(vault);
    unwrap(vault.appendJournal(someDay, 1, 1, new Uint8Array([1])));
    const rows = vault.journal(someDay);
    databaseOf(vault).exec("CREATE TRIGGER refuse BEFORE UPDATE ON days BEGIN SELECT RAISE(ABORT, 'no'); END");
    const segment = newObject('activity/000000.ndjson.gz.age', { kind: 'activity' });
    expect(codeOf(await vault.addSegment({ ...segment, day: someDay }, 0, rows))).toBe('disk-failed');
    expect(vault.journal(someDay)).toHaveLength(1);
    expect(vault.segments(someDay)).toEqual([]);
    databaseOf(vault).exec('DROP TRIGGER refuse');
    unwrap(await vault.addSegment({ ...segment, day: someDay }, 0, rows));
    expect(vault.journal(someDay)).toEqual([]);
    expect(vault.segments(someDay)).toHaveLength(1);
  });
});

describe('a picture', () => {
  it('can be removed while it is on hold, file and row', async () => {
    const vault = openVault();
    await addDay(vault);
    unwrap(await vault.addObject(newShot(1, 100)));
    expect(await vault.removeShot(shotId(1))).toBe(true);
    expect(vault.shot(shotId(1))).toBeNull();
    expect(filesOf(vault, someDay)).toEqual(['days.key.age']);
    expect(await vault.removeShot(shotId(1))).toBe(false);
  });

  it('cannot be removed once a link vouches for it', async () => {
    const vault = openVault();
    await addDay(vault);
    unwrap(await vault.addObject(newShot(1, 100)));
    const ids = vault.unlinked(someDay, 100).map(({ id }) => id);
    const link = { ...newObject('chain/000000.json', { kind: 'link' }), day: someDay };
    unwrap(await vault.addLink(link, 0, 'hash', ids, false));
    expect(await vault.removeShot(shotId(1))).toBe(false);
    expect(vault.shot(shotId(1))?.state).toBe('ready');
  });

  it('that is removed while its link is signed makes that link stale, and nothing of it is kept', async () => {
    const vault = openVault();
    await addDay(vault);
    for (const number of [1, 2]) unwrap(await vault.addObject(newShot(number, 100)));
    const ids = vault.unlinked(someDay, 100).map(({ id }) => id);
    await vault.removeShot(shotId(2));
    const link = { ...newObject('chain/000000.json', { kind: 'link' }), day: someDay };
    expect(codeOf(await vault.addLink(link, 0, 'hash', ids, false))).toBe('link-stale');
    expect(vault.day(someDay)).toMatchObject({ next_link: 0, link_hash: null });
    expect(vault.shot(shotId(1))).toMatchObject({ linked: 0, state: 'hold' });
    expect(filesOf(vault, someDay)).not.toContain('chain_000000.json');
  });

  it('is not offered to a link before its hold is over', async () => {
    const vault = openVault();
    await addDay(vault);
    unwrap(await vault.addObject(newShot(1, 100)));
    expect(vault.unlinked(someDay, 99)).toEqual([]);
    expect(vault.countOnHold(someDay)).toBe(1);
  });
});

describe('a process that is killed', () => {
  const child = fileURLToPath(new URL('../../fixtures/agent/vault-writer.ts', import.meta.url));

  it.each([0, 1, 2, 3, 5, 8])('after %d more objects leaves whole objects and rows that have their files', (count) => {
    const folder = newFolder();
    const run = spawnSync(process.execPath, [child, folder, String(count)], { encoding: 'utf8' });
    expect(run).toMatchObject(killedItself);
    const said = run.stdout.split('\n').filter((line) => line !== '');
    const vault = openVault(folder);
    const rows = databaseOf(vault).prepare('SELECT name, file, bytes FROM objects').all();
    for (const { file, bytes } of rows) expect(readFileSync(join(folder, String(file)))).toHaveLength(Number(bytes));
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(said));
    expect(filesOf(vault, 'other')).toHaveLength(rows.length);
  });
});

describe('what a vault holds', () => {
  it('is told by the day, newest first, with its pictures and whether it is closed', async () => {
    const vault = openVault();
    expect(vault.days()).toEqual([]);
    await addDay(vault);
    unwrap(await vault.addObject(newShot(1, 1)));
    unwrap(await vault.addObject(newShot(2, 1)));
    const link = newObject('chain/000000.json', { day: someDay, kind: 'link' });
    const later = daySchema.parse('2026-06-02');
    const key = newObject('days.key.age', { day: later, kind: 'key', key: 'k/later' });
    unwrap(await vault.addKey(later, 'days', 'age1later', key));
    unwrap(await vault.addLink({ ...link, day: someDay }, 0, 'hash', [], true));
    expect(vault.days()).toEqual([
      { day: later, shots: 0, isClosed: false },
      { day: someDay, shots: 2, isClosed: true },
    ]);
  });

  it('grows with what is put into it', async () => {
    const vault = openVault();
    const empty = vault.size();
    await addDay(vault);
    unwrap(await vault.addObject(newObject('large', { sealed: new Uint8Array(100_000) })));
    const { bytes, days } = vault.size();
    expect(bytes - empty.bytes).toBeGreaterThanOrEqual(100_000);
    expect([empty.days, days]).toEqual([0, 1]);
  });
});
