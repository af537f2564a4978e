import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ObjectRow } from '../../../agent/vault/rows.ts';
import { linkName, packName, summaryName } from '../../../bucket/layout.ts';
import { hashOf } from '../../../core/day/chain.ts';
import { summaryOf } from '../../../core/day/summary.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import type { Day } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { settle, shotId } from '../../fixtures/agent/vaults.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { derivedObjectIn } from '../../fixtures/day/derived-objects.ts';
import { manualAt } from '../../fixtures/day/entries.ts';
import { unreachable } from '../../fixtures/memory-store.ts';
import {
  day,
  keep,
  keyOf,
  latest,
  midnight,
  newPlace,
  next,
  noon,
  type Place,
  readLatest,
  window,
} from './derived-objects-scene.ts';

const denied = problem('store-denied', { accessKeyId: 'PSKEY', object: 'day.age', bucket: 'plainsight' });
const pack = (of?: Day) => keyOf(packName, of);
const summary = (of?: Day) => keyOf(summaryName, of);

const rowsOf = ({ vault }: Place, kinds: readonly ObjectRow['kind'][], of: Day = day): ObjectRow[] =>
  databaseOf(vault)
    .prepare('SELECT key, kind FROM objects WHERE day = ? ORDER BY id')
    .all(of)
    .filter(({ kind }) => kinds.some((each) => each === kind))
    .map(({ key }) => vault.object(String(key)) as ObjectRow);

const read = (place: Place, of: Day = day) =>
  derivedObjectIn(place.store, { person, device, day: of }, place.employee.identity, place.publicKey);

describe('what lies beside a day', () => {
  it('is sent after the link that it covers: pack, summary, latest', async () => {
    const place = await newPlace();
    await keep(place, noon);
    await place.open().flush();
    const puts = place.store.calls.filter(({ verb }) => verb === 'put').map(({ key }) => key);
    expect(puts.slice(-4)).toEqual([keyOf(linkName(0)), pack(), summary(), latest]);
    expect(puts).toHaveLength(6);
  });

  it('has the very bytes of links and segments, and the sums of exactly these records', async () => {
    const place = await newPlace();
    await keep(place, noon);
    await keep(place, noon + hourMs);
    await place.open().flush();
    const { pack: packed, summary: summed } = await read(place);
    const rows = [...rowsOf(place, ['link']), ...rowsOf(place, ['activity'])];
    expect([...(packed ?? [])].map(([name, bytes]) => [name, hashOf(bytes)])).toEqual(
      rows.map(({ name, sha256 }) => [name, sha256]),
    );
    const records = unwrap(await place.keeper.records(day));
    const frame = {
      person,
      device,
      links: 2,
      head: rowsOf(place, ['link'])[1]?.sha256 ?? null,
      final: false,
      organisation: place.organisation.version,
      categories: place.organisation.categories,
    };
    expect(summed).toEqual(summaryOf(viewOfDay(day, 'UTC', records), frame));
    expect(summed?.categories).toEqual([{ category: 'tools', ms: 2 * minuteMs }]);
  });

  it('knows nothing of what is on hold', async () => {
    const place = await newPlace();
    await keep(place, noon);
    unwrap(await place.keeper.keep(day, [window(place.time.now)], place.time.now));
    unwrap(
      await place.keeper.keepShot({
        at: place.time.now,
        id: shotId(1),
        monitor: 'one',
        width: 4,
        height: 4,
        sameAs: null,
        covered: 0,
        webp: new Uint8Array([1]),
      }),
    );
    unwrap(await place.keeper.advance(place.time.now, 0));
    await place.open().flush();
    const { pack: packed, summary: summed } = await read(place);
    expect([...(packed?.keys() ?? [])]).toEqual(['chain/000000.json', 'activity/000000.ndjson.gz.age']);
    expect(summed).toMatchObject({ last: noon + minuteMs, links: 1 });
    expect(await readLatest(place)).toMatchObject({ last: noon + minuteMs });
  });

  it('says that the day is closed once its last link has arrived', async () => {
    const place = await newPlace();
    await keep(place, noon);
    await settle(place.vault, place.keeper, midnight + hourMs);
    place.time.now = midnight + hourMs;
    place.store.refuse = (_, key) => (key.endsWith('chain/000001.json') ? unreachable : null);
    const uploader = place.open();
    await uploader.flush();
    expect(place.store.objects.has(summary())).toBe(false);
    place.store.refuse = () => null;
    await uploader.flush();
    expect((await read(place)).summary).toMatchObject({ final: true, links: 2 });
  });

  it('is renewed at most every 30 s while the day goes on, and the pack where it lacks more than two objects', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await keep(place, noon);
    await place.send(uploader);
    expect([pack(), summary(), latest].map((key) => place.store.puts.get(key))).toEqual([undefined, 1, 1]);
    await keep(place, noon + 1_000);
    await place.send(uploader);
    expect([pack(), summary(), latest].map((key) => place.store.puts.get(key))).toEqual([undefined, 1, 1]);
    place.time.now += 30_000;
    await place.send(uploader);
    expect([pack(), summary(), latest].map((key) => place.store.puts.get(key))).toEqual([1, 2, 2]);
    expect((await read(place)).summary).toMatchObject({ links: 2 });
    await place.send(uploader);
    expect(place.store.puts.get(summary())).toBe(2);
  });

  it('is renewed by itself when its time has come', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await keep(place, noon);
    await place.send(uploader);
    await keep(place, noon + 1_000);
    // The timer counts on the machine's own clock: at its least of 200 ms it looks again.
    await place.send(uploader);
    place.time.now += 28_999;
    await place.send(uploader);
    expect(place.store.puts.get(summary())).toBe(1);
    place.time.now += 1;
    await expect.poll(() => place.store.puts.get(summary()), { timeout: 60_000 }).toBe(2);
  });

  it('is one upload after hours without a network', async () => {
    const place = await newPlace();
    place.store.refuse = () => unreachable;
    const uploader = place.open();
    for (let hour = 0; hour < 5; hour++) {
      await keep(place, noon + hour * hourMs);
      await place.send(uploader);
    }
    place.store.refuse = () => null;
    await uploader.flush();
    expect([pack(), summary(), latest].map((key) => place.store.puts.get(key))).toEqual([1, 1, 1]);
    expect((await read(place)).pack?.size).toBe(10);
  });

  it('is made again where a crash came before it was noted, and is the same', async () => {
    const place = await newPlace();
    await keep(place, noon);
    await place.open().flush();
    const before = await read(place);
    databaseOf(place.vault).exec('UPDATE days SET summed = 0, packed = 0');
    await place.open().flush();
    expect([pack(), summary()].map((key) => place.store.puts.get(key))).toEqual([2, 2]);
    expect(await read(place)).toEqual(before);
  });

  it('is not sent again after a restart without anything new', async () => {
    const place = await newPlace();
    await keep(place, noon);
    await place.open().flush();
    await place.open().flush();
    expect([pack(), summary(), latest].map((key) => place.store.puts.get(key))).toEqual([1, 1, 1]);
  });

  it.each([
    ['pack', () => pack()],
    ['summary', () => summary()],
    ['latest', () => latest],
  ])('keeps no object from being sent where the bucket does not take the %s', async (_, refusedKey) => {
    const place = await newPlace();
    place.store.refuse = (_verb, key) => (key === refusedKey() ? denied : null);
    const uploader = place.open();
    for (let hour = 0; hour < 3; hour++) {
      await keep(place, noon + hour * hourMs);
      await uploader.flush();
    }
    expect(uploader.problem).toBeNull();
    expect(place.problems).toContain('store-denied');
    expect([...place.store.objects.keys()].filter((key) => key.includes('/chain/'))).toHaveLength(3);
    place.store.refuse = () => null;
    await uploader.flush();
    expect(place.store.objects.has(refusedKey())).toBe(true);
  });

  it('waits longer and longer while it is refused', async () => {
    const place = await newPlace();
    place.store.refuse = (_verb, key) => (key === summary() ? denied : null);
    const uploader = place.open();
    await keep(place, noon);
    await place.send(uploader);
    await place.send(uploader);
    expect(place.problems).toHaveLength(1);
    place.time.now += 2_000;
    await place.send(uploader);
    expect(place.problems).toHaveLength(2);
    place.time.now += 1_999;
    await place.send(uploader);
    expect(place.problems).toHaveLength(2);
  });

  it('is not put off for longer where the clock was ahead, and is set right', async () => {
    const place = await newPlace();
    place.store.refuse = (_verb, key) => (key === summary() ? denied : null);
    const uploader = place.open();
    await keep(place, noon);
    place.time.now += 400 * 24 * hourMs;
    await place.send(uploader);
    expect(place.problems).toHaveLength(1);
    place.store.refuse = () => null;
    place.time.now -= 400 * 24 * hourMs;
    await place.send(uploader);
    expect(place.store.objects.has(summary())).toBe(true);
  });

  it('goes without a part that is not whole on this disk any more', async () => {
    const place = await newPlace();
    await keep(place, noon);
    await keep(place, noon + hourMs);
    const uploader = place.open();
    await place.send(uploader);
    const [first, second] = rowsOf(place, ['link']);
    writeFileSync(join(place.vault.folder, first?.file ?? ''), 'altered');
    rmSync(join(place.vault.folder, second?.file ?? ''));
    await keep(place, noon + 2 * hourMs);
    await uploader.flush();
    expect([...((await read(place)).pack?.keys() ?? [])]).toEqual([
      'chain/000002.json',
      ...[0, 1, 2].map((seq) => `activity/00000${seq}.ndjson.gz.age`),
    ]);
  });

  it('is renewed for a past day that the person has something to say about', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await keep(place, noon);
    await settle(place.vault, place.keeper, midnight + hourMs);
    await keep(place, midnight + 2 * hourMs);
    await uploader.flush();
    const at = place.time.now;
    unwrap(await place.keeper.keepEntry(day, manualAt(noon, noon + hourMs, { at, needsApproval: true }), at));
    place.time.now += 10 * minuteMs;
    unwrap(await place.keeper.advance(place.time.now, 0));
    await uploader.flush();
    const { summary: summed, pack: packed } = await read(place);
    expect(summed).toMatchObject({ final: true, links: 4, entries: [{ label: 'Meeting', needsApproval: true }] });
    expect(packed?.has('activity/000001.ndjson.gz.age')).toBe(true);
    expect(await readLatest(place)).toMatchObject({ day: next, waiting: [{ day, label: 'Meeting' }] });
  });
});
