import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DayKeeper } from '../../../agent/day/day-keeper.ts';
import type { WebpEncoder } from '../../../agent/ports.ts';
import { sharpEncoder } from '../../../agent/screenshot/encode-sharp.ts';
import type { ObjectRow } from '../../../agent/vault/rows.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import { type Link, readLink } from '../../../core/day/chain.ts';
import { thumbnailBox } from '../../../core/day/contact-sheet.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { newKeyPair, openWith, readIdentityFile } from '../../../seal/age.ts';
import { keeperOf } from '../../fixtures/agent/keepers.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { openVault, settle, sheetsOf, shotId, someDay } from '../../fixtures/agent/vaults.ts';
import { verify } from '../../fixtures/day/chains.ts';
import { fakeEncoder } from '../../fixtures/day/encoders.ts';

const noon = Date.parse(`${someDay}T12:00:00Z`);
const midnight = Date.parse(`${someDay}T24:00:00Z`);
const holdMs = 10 * minuteMs;

const shotAt = (number: number, at: number, webp: Uint8Array = new Uint8Array([number])) => ({
  at,
  id: shotId(number),
  monitor: 'one',
  width: 4,
  height: 4,
  sameAs: null,
  covered: 0,
  webp,
});

function rowsOf(vault: Vault, kind: ObjectRow['kind']): ObjectRow[] {
  const names = databaseOf(vault).prepare('SELECT key FROM objects WHERE kind = ? ORDER BY id').all(kind);
  return names.map(({ key }) => vault.object(String(key)) as ObjectRow);
}

async function linksOf(vault: Vault): Promise<Link[]> {
  const read = rowsOf(vault, 'link').map(async (row) => readLink(await vault.read(row), verify));
  return (await Promise.all(read)).flatMap((each) => ('link' in each ? [each.link] : []));
}

/** What the links say of sheets: by name, the pictures of their cells. */
async function sheetsLinked(vault: Vault): Promise<Record<string, unknown>> {
  const entries = (await linksOf(vault)).flatMap((link) => link.entries);
  return Object.fromEntries(
    entries.filter(({ name }) => name.startsWith('sheets/')).map(({ name, cells }) => [name, cells]),
  );
}

async function place(encoder: WebpEncoder = fakeEncoder) {
  const vault = openVault();
  const employee = await newKeyPair();
  const keeper = await keeperOf(vault, { employee });
  const makeAt = (now: number) => sheetsOf(vault, keeper, () => now, { encoder: async () => encoder }).make();
  return { vault, keeper, employee, makeAt };
}

const advance = async (keeper: DayKeeper, now: number) => unwrap(await keeper.advance(now, 0));

describe('the sheet of an hour', () => {
  it('is made once the hour is over and no picture of it is on hold any more', async () => {
    const { vault, keeper, makeAt } = await place();
    for (const [number, at] of [
      [1, noon],
      [2, noon + 59 * minuteMs],
    ] as const)
      unwrap(await keeper.keepShot(shotAt(number, at)));
    await advance(keeper, noon + hourMs - 1);
    await makeAt(noon + hourMs - 1);
    await advance(keeper, noon + hourMs + holdMs - 2 * minuteMs);
    await makeAt(noon + hourMs + holdMs - 2 * minuteMs);
    expect(rowsOf(vault, 'sheet')).toEqual([]);
    await advance(keeper, noon + hourMs + holdMs);
    await makeAt(noon + hourMs + holdMs);
    expect(rowsOf(vault, 'sheet')).toMatchObject([{ name: 'sheets/000000.webp.age', linked: 0, state: 'hold' }]);
    await advance(keeper, noon + hourMs + holdMs + 1);
    expect(await sheetsLinked(vault)).toEqual({ 'sheets/000000.webp.age': [shotId(1), shotId(2)] });
    expect(rowsOf(vault, 'sheet')).toMatchObject([{ linked: 1, state: 'ready' }]);
  });

  it('is made once: later looks find nothing to do', async () => {
    const { vault, keeper, makeAt } = await place();
    unwrap(await keeper.keepShot(shotAt(1, noon)));
    await advance(keeper, noon + 2 * hourMs);
    await makeAt(noon + 2 * hourMs);
    await makeAt(noon + 2 * hourMs);
    expect(rowsOf(vault, 'sheet')).toHaveLength(1);
  });

  it('does not wait for the hour where the day is over', async () => {
    const { vault, keeper } = await place();
    unwrap(await keeper.keepShot(shotAt(1, midnight - 1)));
    await settle(vault, keeper, midnight + holdMs);
    expect(Object.keys(await sheetsLinked(vault))).toHaveLength(1);
  });

  it('has up to 24 thumbnails, and the hour as many sheets as that takes', async () => {
    const { vault, keeper, makeAt } = await place();
    for (let number = 0; number < 27; number++) unwrap(await keeper.keepShot(shotAt(number, noon + number)));
    unwrap(await keeper.keepShot(shotAt(27, noon + hourMs)));
    await advance(keeper, noon + 3 * hourMs);
    await makeAt(noon + 3 * hourMs);
    await advance(keeper, noon + 3 * hourMs);
    const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => shotId(from + index));
    expect(await sheetsLinked(vault)).toEqual({
      'sheets/000000.webp.age': numbers(0, 24),
      'sheets/000001.webp.age': numbers(24, 27),
      'sheets/000002.webp.age': numbers(27, 28),
    });
  });

  it('shows each picture where its cell is, and opens with the key of the day’s pictures', async () => {
    const encoder = await sharpEncoder();
    const { vault, keeper, employee, makeAt } = await place(encoder);
    const sizes = [
      { width: 640, height: 400 },
      { width: 300, height: 600 },
      { width: 100, height: 50 },
    ];
    for (const [index, { width, height }] of sizes.entries()) {
      const rgb = new Uint8Array(width * height * 3).fill(40 + 60 * index);
      const webp = await encoder.encode({ rgb, width, height });
      unwrap(await keeper.keepShot({ ...shotAt(index, noon + index, webp), width, height }));
    }
    await advance(keeper, noon + 2 * hourMs);
    await makeAt(noon + 2 * hourMs);
    const key = await openWith(
      employee.identity,
      await vault.read(vault.keyOf(keeper.dayOf(noon), 'shots') as ObjectRow),
    );
    const identity = readIdentityFile(key ?? new Uint8Array());
    if (identity === null) throw new Error('the day has no key');
    const sheet = await encoder.decode(
      (await openWith(identity, await vault.read(rowsOf(vault, 'sheet')[0] as ObjectRow))) ?? new Uint8Array(),
    );
    expect([sheet.width, sheet.height]).toEqual([720, 150]);
    const colourAt = (x: number, y: number) => sheet.rgb[(Math.floor(y) * sheet.width + Math.floor(x)) * 3] ?? -1;
    for (const [index, size] of sizes.entries()) {
      const { x, y, width, height } = thumbnailBox(index, size);
      for (const [dx, dy] of [
        [0.1, 0.1],
        [0.5, 0.5],
        [0.9, 0.9],
      ] as const)
        expect(Math.abs(colourAt(x + width * dx, y + height * dy) - (40 + 60 * index))).toBeLessThan(6);
    }
  });

  it('shows nothing of a picture that was deleted, and a covered one as it was covered', async () => {
    // Its pictures are one pixel, of the colour that they are a byte of; a sheet is the colour in the middle of its first cell.
    const pixel: WebpEncoder = {
      ...fakeEncoder,
      decode: async ([colour]) => ({ rgb: new Uint8Array(3).fill(colour ?? 0), width: 1, height: 1 }),
      encode: async ({ rgb, width }) => new Uint8Array([rgb[(74 * width + 119) * 3] ?? 0]),
    };
    const { vault, keeper, makeAt } = await place(pixel);
    for (const number of [1, 2]) unwrap(await keeper.keepShot(shotAt(number, noon + number)));
    await vault.removeShot(shotId(1));
    const row = vault.shot(shotId(2)) as ObjectRow;
    unwrap(await keeper.editPicture(someDay, row, async () => ok(new Uint8Array([99]))));
    await advance(keeper, noon + 2 * hourMs);
    await makeAt(noon + 2 * hourMs);
    await advance(keeper, noon + 2 * hourMs);
    expect(await sheetsLinked(vault)).toEqual({ 'sheets/000000.webp.age': [shotId(2)] });
    const sheet = await keeper.picture(someDay, () => vault.read(rowsOf(vault, 'sheet')[0] as ObjectRow));
    expect([...unwrap(sheet)]).toEqual([99]);
  });

  it('goes without a picture that cannot be read or decoded, and the day is closed all the same', async () => {
    const bad: WebpEncoder = {
      ...fakeEncoder,
      decode: async (webp) => (webp[0] === 2 ? Promise.reject(new Error('no picture')) : fakeEncoder.decode(webp)),
    };
    const { vault, keeper, makeAt } = await place(bad);
    for (const number of [1, 2, 3]) unwrap(await keeper.keepShot(shotAt(number, noon + number)));
    await advance(keeper, noon + 2 * hourMs);
    rmSync(join(vault.folder, (vault.shot(shotId(3)) as ObjectRow).file));
    await makeAt(noon + 2 * hourMs);
    await advance(keeper, midnight);
    expect(await sheetsLinked(vault)).toEqual({ 'sheets/000000.webp.age': [shotId(1)] });
    expect((await linksOf(vault)).at(-1)).toMatchObject({ final: true });
  });

  it('is not there where none of its pictures can be shown, and the day is closed all the same', async () => {
    const broken = async () => Promise.reject(new Error('no encoder'));
    const { vault, keeper, makeAt } = await place({ ...fakeEncoder, encode: broken });
    unwrap(await keeper.keepShot(shotAt(1, noon)));
    await advance(keeper, midnight);
    await makeAt(midnight);
    await advance(keeper, midnight);
    expect(rowsOf(vault, 'sheet')).toEqual([]);
    expect((await linksOf(vault)).at(-1)).toMatchObject({ final: true });
  });

  it('stays due where the disk is full', async () => {
    const { vault, keeper, makeAt } = await place();
    unwrap(await keeper.keepShot(shotAt(1, noon)));
    await advance(keeper, noon + 2 * hourMs);
    databaseOf(vault).exec(
      "CREATE TRIGGER full BEFORE INSERT ON objects BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
    );
    await makeAt(noon + 2 * hourMs);
    expect(vault.sheets.missing(someDay)).toHaveLength(1);
    databaseOf(vault).exec('DROP TRIGGER full');
    await makeAt(noon + 2 * hourMs);
    expect(rowsOf(vault, 'sheet')).toHaveLength(1);
  });

  it('is vouched for before the day is closed, and nothing comes after that', async () => {
    const { vault, keeper, makeAt } = await place();
    unwrap(await keeper.keepShot(shotAt(1, noon)));
    await advance(keeper, midnight);
    await advance(keeper, midnight);
    expect((await linksOf(vault)).map(({ final }) => final)).toEqual([false]);
    await makeAt(midnight);
    await advance(keeper, midnight);
    expect((await linksOf(vault)).map(({ final, entries }) => [final, entries.map(({ name }) => name)])).toEqual([
      [false, [`shots/${shotId(1)}.webp.age`]],
      [true, ['sheets/000000.webp.age']],
    ]);
    await makeAt(midnight);
    expect(rowsOf(vault, 'sheet')).toHaveLength(1);
  });

  it('that is being made when the agent ends is made at the next start', async () => {
    const { vault, keeper, makeAt } = await place();
    for (const number of [1, 2]) unwrap(await keeper.keepShot(shotAt(number, noon + number)));
    await advance(keeper, noon + 2 * hourMs);
    let stopped: Promise<void> | null = null;
    const sheets = sheetsOf(vault, keeper, () => noon + 2 * hourMs, {
      encoder: async () => ({
        ...fakeEncoder,
        decode: async (webp) => {
          stopped ??= sheets.stop();
          return fakeEncoder.decode(webp);
        },
      }),
    });
    sheets.kick();
    await expect.poll(() => stopped).not.toBeNull();
    await stopped;
    expect(rowsOf(vault, 'sheet')).toEqual([]);
    await makeAt(noon + 2 * hourMs);
    expect(rowsOf(vault, 'sheet')).toHaveLength(1);
  });
});
