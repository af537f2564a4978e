import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DayKeeper } from '../../agent/day/day-keeper.ts';
import { erasingOf } from '../../agent/erasures.ts';
import { Uploader } from '../../agent/upload/uploader.ts';
import type { Vault } from '../../agent/vault/vault.ts';
import { dayKeyName } from '../../bucket/layout.ts';
import { checkChain } from '../../core/day/chain.ts';
import { type Day, daySchema, recordIdSchema } from '../../core/ids.ts';
import type { Access } from '../../core/organisation/access.ts';
import { type ErasedClass, erasedOn, erasureOf } from '../../core/organisation/erasure.ts';
import { ok, unwrap } from '../../core/result.ts';
import { dayBounds, zoneSchema } from '../../core/time/calendar.ts';
import { newKeyPair } from '../../seal/age.ts';
import { codeOf } from '../bucket/contract.ts';
import { keeperOf } from '../fixtures/agent/keepers.ts';
import { countsAt, openVault, settle, shotId } from '../fixtures/agent/vaults.ts';
import { device, person, verify } from '../fixtures/day/chains.ts';
import { newFolder } from '../fixtures/folders.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';

const zone = zoneSchema.parse('UTC');
const [first, second] = ['2026-06-01', '2026-06-02'].map((each) => daySchema.parse(each)) as [Day, Day];
const later = dayBounds(second, zone).end + 3_600_000;
const employee = await newKeyPair();

let folder: string;
let vault: Vault;
let keeper: DayKeeper;
let access: Pick<Access, 'erasures'>;
let store: MemoryStore;

beforeEach(async () => {
  folder = newFolder();
  vault = openVault(folder);
  access = {};
  store = new MemoryStore();
  keeper = await keeperOver(vault);
  for (const [number, day] of [first, second].entries()) await record(day, number + 1);
});

const keeperOver = (over: Vault) =>
  keeperOf(over, {
    employee,
    holdMs: () => 0,
    erasedOn: (day, keyClass) => {
      const order = erasureOf(access.erasures, keyClass, day);
      return order === null ? null : erasedOn(order);
    },
  });

/** A closed day with a picture and its sheet. */
async function record(day: Day, number: number): Promise<void> {
  const { start, end } = dayBounds(day, zone);
  unwrap(await keeper.keep(day, [countsAt(start, 9)], start));
  const shot = { at: start, id: shotId(number), monitor: 'one', width: 4, height: 4, sameAs: null, covered: 0 };
  unwrap(await keeper.keepShot({ ...shot, webp: new TextEncoder().encode('picture') }));
  unwrap(await keeper.keep(day, [{ kind: 'shot', ...shot }], start));
  await settle(vault, keeper, end);
}

function order(from: Day | null, to: Day, ...classes: ErasedClass[]): void {
  const id = recordIdSchema.parse('1'.repeat(26));
  access = { erasures: [...(access.erasures ?? []), { id, at: later, from, to, classes }] };
}

/** Names of everything of a day in the vault. */
const names = (day: Day) =>
  [...vault.segments(day), ...vault.shots(day), vault.keyOf(day, 'days'), vault.keyOf(day, 'shots')].flatMap((row) =>
    row === null ? [] : [row.name],
  );
const files = (day: Day) => (existsSync(join(folder, 'objects', day)) ? readdirSync(join(folder, 'objects', day)) : []);

describe('a day that is to be erased', () => {
  it('is gone: rows, files, folder, keys in memory; the other stays whole', async () => {
    const other = [names(second), files(second)];
    order(first, first, 'days', 'shots');
    unwrap(await keeper.eraseOrdered());
    expect([names(first), files(first), vault.day(first)]).toEqual([[], [], null]);
    expect(existsSync(join(folder, 'objects', first))).toBe(false);
    expect([names(second), files(second)]).toEqual(other);
    expect(unwrap(await keeper.records(first))).toEqual([]);
    expect(unwrap(await keeper.records(second))).not.toEqual([]);
    // Asked again it changes nothing.
    unwrap(await keeper.eraseOrdered());
    expect([names(second), files(second)]).toEqual(other);
  });

  it('never begins again: no key is made for it, nothing of the person’s own is added to it, and what comes late goes on', async () => {
    order(null, first, 'days', 'shots');
    unwrap(await keeper.eraseOrdered());
    const { start } = dayBounds(first, zone);
    const entry = {
      kind: 'manual',
      id: recordIdSchema.parse('2'.repeat(26)),
      at: later,
      start,
      end: start + 60_000,
    } as const;
    const whole = { ...entry, label: 'x', category: null, note: null, isCall: false, needsApproval: false };
    expect(codeOf(await keeper.keepEntry(first, whole, later))).toBe('day-erased');
    expect(codeOf(await keeper.recordsIn(first, []))).toBe('day-erased');
    unwrap(await keeper.keep(first, [countsAt(start)], later));
    expect([names(first), vault.day(first)]).toEqual([[], null]);
    expect(vault.journal(daySchema.parse('2026-06-03'))).toHaveLength(1);
  });

  it('leaves what the month was made of, so that the month is put without it', async () => {
    for (const day of [first, second]) vault.months.keep(day, { sealed: new Uint8Array([1]), texts: null });
    order(first, first, 'days', 'shots');
    unwrap(await keeper.eraseOrdered());
    expect(vault.months.days().map(({ day }) => day)).toEqual([second]);
  });
});

describe('pictures that are to be erased', () => {
  it('are gone with their key and sheets, and the chain of the rest verifies', async () => {
    order(null, first, 'shots');
    unwrap(await keeper.eraseOrdered());
    expect(names(first)).toEqual([expect.stringMatching(/^activity\//), dayKeyName('days')]);
    expect(names(second)).toHaveLength(4);
    const links = vault.derived.links(first);
    expect(links).toEqual([]);
    await upload(vault);
    const sent = vault.derived.links(first);
    const read = await Promise.all(
      sent.map(async (row, number) => ({ name: row.name, number, bytes: await vault.read(row) })),
    );
    const present = vault.segments(first).map(({ name, bytes }) => ({ name, bytes }));
    const checked = checkChain({
      expected: { person, device, day: first },
      links: read,
      present,
      isListed: (name) => name.startsWith('activity/'),
      verify,
    });
    expect(checked.report).toMatchObject({ state: 'verified', faults: [] });
    // Nothing of them was sent.
    expect([...store.objects.keys()].filter((key) => /^(shots|shot-keys)\//.test(key) && key.includes(first))).toEqual(
      [],
    );
  });
});

async function upload(from: Vault, answered = true): Promise<Uploader> {
  const keys = {
    ...{ refresh: async () => false, answered: answered ? ok(undefined) : null, answeredAt: answered ? later : null },
  };
  const erasing = erasingOf({
    access: { ...keys, current: access as Access },
    clock: { now: () => later },
    ...{
      keeper,
      weeks: { erase: () => ok(undefined) },
      store,
      isAnyQueued: () => vault.outbox.nextAt() !== null,
      log: () => {},
    },
  });
  const uploader = new Uploader({
    ...{ folder: from.folder, outbox: from.outbox, store, clock: { now: () => later }, random: () => 0.5 },
    onChange: () => {},
    admission: erasing.before({ isOwed: false, admit: async () => ok(undefined) }),
  });
  await uploader.flush();
  await uploader.stop();
  return uploader;
}

describe('a computer that comes online late', () => {
  it('asks nobody while nothing waits to leave', async () => {
    const refresh = async () => {
      throw new Error('asked');
    };
    const erasing = erasingOf({
      access: { current: access as Access, answered: null, answeredAt: null, refresh },
      clock: { now: () => later },
      ...{ keeper, weeks: { erase: () => ok(undefined) }, store, isAnyQueued: () => false, log: () => {} },
    });
    const admission = erasing.before({ isOwed: false, admit: async () => ok(undefined) });
    expect(codeOf(await admission.admit(new AbortController().signal))).toBe('ok');
  });

  it('asks what is to be erased before it sends anything, and sends nothing of it', async () => {
    const said: string[] = [];
    let answered: ReturnType<typeof ok<void>> | null = null;
    const erasing = erasingOf({
      access: {
        get current() {
          return access as Access;
        },
        get answered() {
          return answered;
        },
        get answeredAt() {
          return answered === null ? null : later;
        },
        refresh: async () => {
          said.push(`asked after ${store.puts.size}`);
          order(null, first, 'days', 'shots');
          answered = ok(undefined);
          return true;
        },
      },
      clock: { now: () => later },
      ...{
        keeper,
        weeks: { erase: () => ok(undefined) },
        store,
        isAnyQueued: () => vault.outbox.nextAt() !== null,
        log: () => {},
      },
    });
    const uploader = new Uploader({
      ...{ folder, outbox: vault.outbox, store, clock: { now: () => later }, random: () => 0.5, onChange: () => {} },
      admission: erasing.before({ isOwed: false, admit: async () => ok(undefined) }),
    });
    await uploader.flush();
    await uploader.stop();
    expect(said).toEqual(['asked after 0']);
    expect([...store.objects.keys()].filter((key) => key.includes(first))).toEqual([]);
    expect([...store.objects.keys()].filter((key) => key.includes(second))).not.toEqual([]);
  });

  it('sends nothing while nobody answers that', async () => {
    const erasing = erasingOf({
      access: {
        ...{ current: access as Access, answered: { ok: false, problem: unreachable }, answeredAt: null },
        refresh: async () => false,
      },
      clock: { now: () => later },
      ...{
        keeper,
        weeks: { erase: () => ok(undefined) },
        store,
        isAnyQueued: () => vault.outbox.nextAt() !== null,
        log: () => {},
      },
    });
    const admission = erasing.before({ isOwed: false, admit: async () => ok(undefined) });
    expect(await admission.admit(new AbortController().signal)).toEqual({ ok: false, problem: unreachable });
  });
});

it('a crash between rows and files leaves nothing that the next start keeps', async () => {
  order(first, first, 'days', 'shots');
  const held = vault.hold.removeFiles;
  vault.hold.removeFiles = async () => {};
  unwrap(await keeper.eraseOrdered());
  vault.hold.removeFiles = held;
  expect(files(first)).not.toEqual([]);
  vault.close();
  const again = openVault(folder);
  expect(files(first)).toEqual([]);
  expect(again.day(first)).toBeNull();
});
