import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DayKeeper } from '../../../agent/day/day-keeper.ts';
import { Uploader } from '../../../agent/upload/uploader.ts';
import { Outbox } from '../../../agent/vault/outbox.ts';
import type { ObjectRow } from '../../../agent/vault/rows.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import { deviceDayFolder, latestKey } from '../../../bucket/layout.ts';
import { hashOf } from '../../../core/day/chain.ts';
import { summaryOf } from '../../../core/day/summary.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import type { Recipient } from '../../../core/organisation/recipient.ts';
import { problem } from '../../../core/problem.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { createOrganisation } from '../../../org/organisation.ts';
import { type KeyPair, newKeyPair } from '../../../seal/age.ts';
import { newSigningPair, signerOf } from '../../../seal/signing.ts';
import { countsAt, keeperOf, openVault, settle, shotId } from '../../fixtures/agent/vaults.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { digestIn, digestsOver, latestIn } from '../../fixtures/day/digests.ts';
import { manualAt, recordId } from '../../fixtures/day/entries.ts';
import { MemoryStore, unreachable } from '../../fixtures/memory-store.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

const day = daySchema.parse('2026-06-01');
const next = daySchema.parse('2026-06-02');
const noon = Date.parse(`${day}T12:00:00Z`);
const midnight = Date.parse(`${next}T00:00:00Z`);
const denied = problem('store-denied', { accessKeyId: 'PSKEY', object: 'day.age', bucket: 'plainsight' });

const folder = (of: Day = day) => deviceDayFolder('', person, of, device);
const pack = (of?: Day) => `${folder(of)}pack.bin`;
const summary = (of?: Day) => `${folder(of)}summary.age`;
const latest = latestKey('', person, device);

interface Place {
  readonly vault: Vault;
  readonly keeper: DayKeeper;
  readonly store: MemoryStore;
  readonly employee: KeyPair;
  readonly publicKey: ReturnType<typeof newSigningPair>['publicKey'];
  readonly time: { now: number };
  readonly problems: string[];
  organisation: Organisation;
  viewers: (day: Day) => Recipient[];
  /** Another uploader over the same vault, as after a restart. */
  open(): Uploader;
  /** Sends what is due, and waits for nothing. */
  send(uploader: Uploader): Promise<void>;
}

async function newPlace(): Promise<Place> {
  const vault = openVault();
  const employee = await newKeyPair();
  const signing = newSigningPair();
  const keeper = await keeperOf(vault, { employee, sign: signerOf(signing.privateKey), holdMs: () => 10 * minuteMs });
  const { document } = await createOrganisation({
    name: 'Test',
    controller,
    categories: [{ id: 'tools', name: { en: 'Tools' }, match: [{ app: 'editor' }] }],
  });
  const time = { now: noon };
  const store = new MemoryStore();
  const place: Place = {
    vault,
    keeper,
    store,
    employee,
    publicKey: signing.publicKey,
    time,
    problems: [],
    organisation: document,
    viewers: () => [],
    open() {
      const clock = { now: () => time.now };
      const given = { vault, keeper, store, person, device, privateKey: signing.privateKey };
      const follower = digestsOver(
        {
          ...given,
          organisation: () => place.organisation,
          always: () => [employee.recipient, ...place.organisation.recovery],
        },
        { clock, viewers: (of) => place.viewers(of), onProblem: ({ code }) => void place.problems.push(code) },
      );
      const outbox = new Outbox(vault.database);
      const options = { folder: vault.folder, outbox, store, clock, random: () => 0.5, onChange: () => {}, follower };
      const uploader = new Uploader(options);
      onTestFinished(() => uploader.stop());
      return uploader;
    },
    async send(uploader) {
      uploader.kick();
      await expect.poll(() => uploader.isIdle).toBe(true);
    },
  };
  return place;
}

const window = (start: number) =>
  ({
    kind: 'window',
    start,
    end: start + minuteMs,
    appId: 'editor',
    appName: 'Editor',
    title: 't',
    site: null,
    withheld: null,
  }) as const;

/** Records at `at` of which the hold is over at once: the day is moved along ten minutes later. */
async function keep({ keeper, time }: Place, at: number): Promise<void> {
  unwrap(await keeper.keep(keeper.dayOf(at), [window(at), countsAt(at)], at));
  time.now = at + 10 * minuteMs;
  unwrap(await keeper.advance(time.now, 0));
}

const rowsOf = ({ vault }: Place, kinds: readonly ObjectRow['kind'][], of: Day = day): ObjectRow[] =>
  vault.database
    .prepare('SELECT key, kind FROM objects WHERE day = ? ORDER BY id')
    .all(of)
    .filter(({ kind }) => kinds.some((each) => each === kind))
    .map(({ key }) => vault.object(String(key)) as ObjectRow);

const read = (place: Place, of: Day = day) =>
  digestIn(place.store, { person, device, day: of }, place.employee.identity, place.publicKey);
const readLatest = (place: Place, who: KeyPair = place.employee) =>
  latestIn(place.store, { person, device }, who.identity, place.publicKey);

describe('what lies beside a day', () => {
  it('is sent after the link that it covers: pack, summary, latest', async () => {
    const place = await newPlace();
    await keep(place, noon);
    await place.open().flush();
    const puts = place.store.calls.filter(({ verb }) => verb === 'put').map(({ key }) => key);
    expect(puts.slice(-4)).toEqual([`${folder()}chain/000000.json`, pack(), summary(), latest]);
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
    await expect.poll(() => place.store.puts.get(summary()), { timeout: 5_000 }).toBe(2);
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
    place.vault.database.exec('UPDATE days SET summed = 0, packed = 0');
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

describe('the latest of a device', () => {
  /** Says something of `of` that waits for an answer, and sends it. */
  async function enter(place: Place, uploader: Uploader, of: Day, number: number): Promise<void> {
    const start = Date.parse(`${of}T08:00:00Z`);
    const at = place.time.now + number;
    const entry = manualAt(start, start + hourMs, {
      id: recordId(number),
      label: `Entry ${number}`,
      at,
      needsApproval: true,
    });
    unwrap(await place.keeper.keepEntry(of, entry, at));
    place.time.now += 20 * minuteMs;
    unwrap(await place.keeper.advance(place.time.now, 0));
    await uploader.flush();
  }
  const labels = async (place: Place, who?: KeyPair) =>
    (await readLatest(place, who))?.waiting.map(({ label }) => label);

  it('is of the newest day, says when it was written, and opens to recovery and those with access', async () => {
    const place = await newPlace();
    const viewer = await newKeyPair();
    place.viewers = () => [viewer.recipient];
    await keep(place, noon);
    await place.open().flush();
    const said = await readLatest(place);
    expect(said).toMatchObject({
      at: place.time.now,
      day,
      zone: 'UTC',
      first: noon,
      recordedMs: minuteMs,
      waiting: [],
    });
    expect(await readLatest(place, viewer)).toEqual(said);
    expect(await readLatest(place, await newKeyPair())).toBeNull();
  });

  it('no longer opens to somebody whose access was taken away', async () => {
    const place = await newPlace();
    const viewer = await newKeyPair();
    place.viewers = () => [viewer.recipient];
    const uploader = place.open();
    await keep(place, noon);
    await uploader.flush();
    place.viewers = () => [];
    await keep(place, noon + hourMs);
    await uploader.flush();
    expect(await readLatest(place, viewer)).toBeNull();
    expect(await readLatest(place)).not.toBeNull();
  });

  it('names what waits on any day, also after a restart, until it was taken back or is too old', async () => {
    const place = await newPlace();
    const first = place.open();
    await keep(place, midnight + 12 * hourMs);
    await enter(place, first, day, 1);
    await enter(place, first, next, 2);
    expect(await labels(place)).toEqual(['Entry 1', 'Entry 2']);
    const second = place.open();
    await enter(place, second, next, 3);
    expect(await labels(place)).toEqual(['Entry 1', 'Entry 2', 'Entry 3']);
    const at = place.time.now;
    const back = {
      kind: 'correction',
      id: recordId(9),
      at,
      of: recordId(1),
      label: null,
      category: null,
      note: null,
      isCall: false,
      isTakenBack: true,
      needsApproval: false,
    } as const;
    unwrap(await place.keeper.keepEntry(day, { ...back, start: noon, end: noon + 1 }, at));
    place.time.now += 10 * minuteMs;
    unwrap(await place.keeper.advance(place.time.now, 0));
    await second.flush();
    expect(await labels(place)).toEqual(['Entry 2', 'Entry 3']);
    const purposes = place.organisation.purposes.map((notice) => ({ ...notice, keptDays: 1 }));
    place.organisation = { ...place.organisation, purposes };
    await keep(place, midnight + 40 * hourMs);
    await place.open().flush();
    expect(await labels(place)).toEqual([]);
  });

  it('names at most the 50 that were said last', async () => {
    const place = await newPlace();
    const uploader = place.open();
    for (let number = 1; number <= 52; number++) {
      const at = noon + number;
      unwrap(
        await place.keeper.keepEntry(
          day,
          manualAt(noon - hourMs, noon, { id: recordId(number), label: `Entry ${number}`, at, needsApproval: true }),
          at,
        ),
      );
    }
    place.time.now += hourMs;
    unwrap(await place.keeper.advance(place.time.now, 0));
    await uploader.flush();
    const said = await labels(place);
    expect([said?.length, said?.[0], said?.at(-1)]).toEqual([50, 'Entry 3', 'Entry 52']);
  });

  it('tells nobody of entries of a day that they may not open', async () => {
    const place = await newPlace();
    const viewer = await newKeyPair();
    place.viewers = (of) => (of === day ? [] : [viewer.recipient]);
    const uploader = place.open();
    await keep(place, midnight + 12 * hourMs);
    await enter(place, uploader, day, 1);
    await enter(place, uploader, next, 2);
    expect(await labels(place, viewer)).toEqual(['Entry 2']);
  });

  it('keeps nothing of what an entry says outside of its day', async () => {
    const place = await newPlace();
    await keep(place, midnight + 12 * hourMs);
    await enter(place, place.open(), day, 1);
    expect(place.vault.fact('waiting-days')).toBe(JSON.stringify([day]));
  });
});
