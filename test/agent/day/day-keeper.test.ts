import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Vault } from '../../../agent/vault/vault.ts';
import { hashOf, readLink, writeLink } from '../../../core/day/chain.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { dayBounds, hourMs, zoneSchema } from '../../../core/time/calendar.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { keeperOf } from '../../fixtures/agent/keepers.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { countsAt, openVault, settle, shotId } from '../../fixtures/agent/vaults.ts';
import { sign, verify } from '../../fixtures/day/chains.ts';
import { manualAt } from '../../fixtures/day/entries.ts';

const day = daySchema.parse('2026-06-01');
const noon = Date.parse('2026-06-01T12:00:00Z');
const midnight = Date.parse('2026-06-02T00:00:00Z');
const picture = (number: number, at = noon) => ({
  at,
  id: shotId(number),
  monitor: 'one',
  width: 4,
  height: 4,
  sameAs: null,
  covered: 0,
  webp: new Uint8Array([number]),
});

/** The links of a day as they are on disk, read with the device's key. */
async function linksOf(vault: Vault, of = day) {
  const rows = databaseOf(vault)
    .prepare("SELECT name FROM objects WHERE day = ? AND kind = 'link' ORDER BY id")
    .all(of);
  const { readFile } = await import('node:fs/promises');
  return Promise.all(
    rows.map(async ({ name }) => {
      const read = readLink(await readFile(join(vault.folder, 'objects', of, String(name).replace('/', '_'))), verify);
      if (!('link' in read)) throw new Error(read.fault);
      return read.link;
    }),
  );
}

describe('a keeper of days', () => {
  it('gives records back in their order, from journal and segments', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    unwrap(await keeper.keep(day, [countsAt(noon, 1)], noon));
    unwrap(await keeper.keep(day, [countsAt(noon + 2_000, 2)], noon + 2_000));
    unwrap(await keeper.advance(noon + 600_000 + 1_000, 1_000));
    expect(vault.segments(day)).toHaveLength(1);
    expect(vault.journal(day)).toHaveLength(1);
    expect(unwrap(await keeper.records(day))).toEqual([countsAt(noon, 1), countsAt(noon + 2_000, 2)]);
  });

  it('gives them back after a restart, to the same employee only', async () => {
    const vault = openVault();
    const employee = await newKeyPair();
    unwrap(await (await keeperOf(vault, { employee })).keep(day, [countsAt(noon)], noon));
    const again = await keeperOf(vault, { employee });
    expect(unwrap(await again.records(day))).toEqual([countsAt(noon)]);
    const other = await keeperOf(vault);
    expect(await other.records(day)).toMatchObject({ ok: false, problem: { code: 'vault-unreadable' } });
  });

  it('links a picture when its hold is over and not before', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    unwrap(await keeper.keepShot(picture(1)));
    unwrap(await keeper.advance(noon + 599_999, 0));
    expect(await linksOf(vault)).toEqual([]);
    unwrap(await keeper.advance(noon + 600_000, 0));
    expect((await linksOf(vault)).map(({ entries }) => entries.map(({ name }) => name))).toEqual([
      [`shots/${shotId(1)}.webp.age`],
    ]);
  });

  it('closes a day once it is over and nothing of it is on hold', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    unwrap(await keeper.keep(day, [countsAt(midnight - 1)], midnight - 1));
    unwrap(await keeper.keepShot(picture(1, midnight - 1)));
    unwrap(await keeper.advance(midnight - 1, 0));
    unwrap(await keeper.advance(midnight, hourMs));
    expect(vault.day(day)?.closed).toBe(0);
    unwrap(await keeper.advance(midnight + 600_000, hourMs));
    // Its last sheet is still to come.
    expect(vault.day(day)?.closed).toBe(0);
    await settle(vault, keeper, midnight + 600_000);
    expect(vault.day(day)?.closed).toBe(1);
    const links = await linksOf(vault);
    expect(links.map(({ final }) => final)).toEqual([...links.slice(1).map(() => false), true]);
    expect(vault.journal(day)).toEqual([]);
  });

  it('closes a day of which every picture was deleted', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    unwrap(await keeper.keepShot(picture(1)));
    await vault.removeShot(shotId(1));
    unwrap(await keeper.advance(midnight, 0));
    expect(await linksOf(vault)).toMatchObject([{ seq: 0, entries: [], final: true }]);
  });

  it('puts what comes after a day was closed into the next one, so that it is not lost', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    unwrap(await keeper.keep(day, [countsAt(noon)], noon));
    unwrap(await keeper.advance(midnight, 0));
    unwrap(await keeper.keep(day, [countsAt(midnight - 5)], midnight + 5));
    const next = daySchema.parse('2026-06-02');
    expect(unwrap(await keeper.records(next))).toEqual([countsAt(midnight - 5)]);
    expect((await linksOf(vault)).filter(({ final }) => final)).toHaveLength(1);
  });

  it('opens a closed day again for the person’s own words, and closes it anew', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    unwrap(await keeper.keep(day, [countsAt(noon)], noon));
    unwrap(await keeper.advance(midnight, 0));
    expect(vault.day(day)?.closed).toBe(1);
    const entry = manualAt(noon, noon + hourMs);
    unwrap(await keeper.keepEntry(day, entry, midnight + 5));
    expect(vault.day(day)?.closed).toBe(0);
    expect(unwrap(await keeper.records(day))).toEqual([countsAt(noon), entry]);
    unwrap(await keeper.advance(midnight + 600_010, hourMs));
    expect(vault.day(day)?.closed).toBe(1);
    const links = await linksOf(vault);
    expect(links.map(({ entries, final }) => [entries.length, final])).toEqual([
      [1, true],
      [0, false],
      [1, true],
    ]);
    expect(links.map(({ previous }) => previous)).toEqual([
      null,
      ...links.slice(0, -1).map((link) => hashOf(writeLink(link, sign))),
    ]);
  });

  it('begins a day for words about one that has nothing else', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    unwrap(await keeper.keepEntry(day, manualAt(noon, noon + 1), midnight + 5));
    expect(unwrap(await keeper.records(day))).toHaveLength(1);
    unwrap(await keeper.advance(midnight + 600_005, hourMs));
    expect(vault.day(day)?.closed).toBe(1);
  });

  it('knows a day of 23 hours by its own end', async () => {
    const keeper = await keeperOf(openVault(), { zone: zoneSchema.parse('Europe/Berlin') });
    const spring = daySchema.parse('2026-03-29');
    expect(keeper.dayOf(Date.parse('2026-03-29T21:59:59Z'))).toBe(spring);
    expect(keeper.dayOf(Date.parse('2026-03-29T22:00:00Z'))).toBe('2026-03-30');
    expect(dayBounds(spring, keeper.zone).start).toBe(Date.parse('2026-03-28T23:00:00Z'));
  });

  it('goes on with other days where one cannot be opened, and says so', async () => {
    const vault = openVault();
    const employee = await newKeyPair();
    const keeper = await keeperOf(vault, { employee });
    const tomorrow = daySchema.parse('2026-06-02');
    unwrap(await keeper.keep(day, [countsAt(noon)], noon));
    unwrap(await keeper.keep(tomorrow, [countsAt(midnight)], midnight));
    rmSync(join(vault.folder, 'objects', day, 'days.key.age'));
    const again = await keeperOf(vault, { employee });
    const moved = await again.advance(midnight + hourMs, 0);
    expect(moved.ok).toBe(false);
    expect(vault.segments(tomorrow)).toHaveLength(1);
  });

  it('answers with a problem, never with an exception, when its vault is closed', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault);
    vault.close();
    for (const answer of [
      keeper.keep(day, [countsAt(noon)], noon),
      keeper.keepShot(picture(1)),
      keeper.advance(noon, 0),
      keeper.records(day),
    ])
      expect((await answer).ok).toBe(false);
  });

  it('makes hybrid days for an employee with hybrid keys', async () => {
    const vault = openVault();
    const keeper = await keeperOf(vault, { employee: await newKeyPair('hybrid') });
    unwrap(await keeper.keep(day, [countsAt(noon)], noon));
    expect(vault.day(day)?.recipient).toMatch(/^age1pq1/);
    expect(unwrap(await keeper.records(day))).toHaveLength(1);
  });
});
