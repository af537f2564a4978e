import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HistoryExpiry } from '../../../agent/day/history-expiry.ts';
import { LeftHistories } from '../../../agent/expiries.ts';
import { removeWeeks } from '../../../agent/timesheet/week-keeper.ts';
import type { NewObject } from '../../../agent/vault/rows.ts';
import { Vault } from '../../../agent/vault/vault.ts';
import { dayKeyName } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { daysAfter, hourMs } from '../../../core/time/calendar.ts';
import { createOrganisation, usualNoticeOf } from '../../../org/organisation.ts';
import { newObject, openVault, shotId } from '../../fixtures/agent/vaults.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

const { document } = await createOrganisation({ name: 'Test', controller });
const today = daySchema.parse('2026-11-30');
const noon = Date.parse(today) + 12 * hourMs;
/** Pictures have to be gone after 40 days, the rest after 120. */
const pictureDay = daysAfter(today, -40);
const oldDay = daysAfter(today, -120);

let serial = 0;
async function addDay(vault: Vault, day: Day): Promise<void> {
  const name = (text: string, change: Partial<NewObject>): NewObject =>
    newObject(text, { day, key: `k/${day}/${text}`, ...change });
  unwrap(await vault.addKey(day, 'days', 'age1', name(dayKeyName('days'), { kind: 'key' })));
  unwrap(await vault.addKey(day, 'shots', 'age1', name(dayKeyName('shots'), { kind: 'key' })));
  for (let seq = 0; seq < 70; seq++) {
    const shot = { id: shotId(++serial), monitor: 'one', width: 4, height: 4, covered: 0 };
    unwrap(await vault.addObject(name(`shots/${shot.id}`, { kind: 'shot', shot })));
  }
  unwrap(await vault.addObject(name('sheets/0', { kind: 'sheet', sheet: 0 })));
  unwrap(await vault.addSegment({ ...name('activity/0', { kind: 'activity' }), day }, 0, []));
  unwrap(vault.appendJournal(day, 1, 1, Buffer.from('sealed')));
  vault.months.keep(day, { sealed: Buffer.from('sealed sums'), texts: Buffer.from('sealed texts') });
}

const expiryOf = (
  vault: Pick<Vault, 'expired'>,
  change: Partial<ConstructorParameters<typeof HistoryExpiry>[0]> = {},
) =>
  new HistoryExpiry({
    ...{ rows: vault.expired, organisation: { current: document, answers: 1 }, clock: { now: () => noon }, pauseMs: 0 },
    onFailure: (error) => {
      throw error;
    },
    ...change,
  });

const filesOf = async (folder: string, day: Day) => readdir(join(folder, 'objects', day)).catch(() => null);

/** What is there of a day: pictures, segments, batches of the journal and sums. */
function leftOf(vault: Vault, day: Day) {
  const known = vault.day(day) !== null;
  const sums = vault.months.read(day) !== null;
  return [known, vault.shots(day).length, vault.segments(day).length, vault.journal(day).length, sums];
}
const whole = [true, 70, 1, 1, true];
const withoutPictures = [true, 0, 1, 1, true];
const nothing = [false, 0, 0, 0, false];

describe('what is beyond the most on the person’s computer', () => {
  it('goes on the day on which it has to be gone: pictures first, with their key and files, sums with the day', async () => {
    const folder = newFolder();
    const vault = openVault(folder);
    const days = [oldDay, daysAfter(oldDay, 1), pictureDay, daysAfter(pictureDay, 1), today];
    for (const day of days) await addDay(vault, day);
    await expiryOf(vault).run();
    expect(days.map((day) => leftOf(vault, day))).toEqual([nothing, withoutPictures, withoutPictures, whole, whole]);
    expect(vault.keyOf(pictureDay, 'shots')).toBeNull();
    expect(vault.keyOf(pictureDay, 'days')).not.toBeNull();
    expect(await filesOf(folder, oldDay)).toBeNull();
    expect(await filesOf(folder, pictureDay)).toHaveLength(2);
    expect(await filesOf(folder, today)).toHaveLength(74);
  });

  it('goes in small steps, and a stop comes between two of them; the next look goes on', async () => {
    const vault = openVault();
    await addDay(vault, pictureDay);
    const steps: number[] = [];
    const rows = {
      removePictures: async (...args: Parameters<Vault['expired']['removePictures']>) => {
        const count = await vault.expired.removePictures(...args);
        steps.push(count);
        void expiry.stop();
        return count;
      },
      removeDays: async () => 0,
    };
    const expiry = expiryOf(vault, { rows });
    await expiry.run();
    expect(steps).toEqual([50]);
    expect(vault.shots(pictureDay)).toHaveLength(21);
    await expiryOf(vault).run();
    expect(leftOf(vault, pictureDay)).toEqual(withoutPictures);
  });

  it('leaves nothing behind where a crash came between rows and files', async () => {
    const folder = newFolder();
    const first = unwrap(Vault.open(folder));
    await addDay(first, oldDay);
    // As a crash leaves it: the rows are gone, the files are not.
    const rows = first.expired as unknown as { removeDays: Vault['expired']['removeDays'] };
    await rows.removeDays(daysAfter(oldDay, 1), 1000);
    first.close();
    const { writeFile, mkdir } = await import('node:fs/promises');
    await mkdir(join(folder, 'objects', oldDay), { recursive: true });
    await writeFile(join(folder, 'objects', oldDay, 'shots_left'), 'left');
    const again = openVault(folder);
    await expiryOf(again).run();
    expect(leftOf(again, oldDay)).toEqual(nothing);
    expect((await filesOf(folder, oldDay)) ?? []).toEqual([]);
  });

  it('goes when people were told that it would where it is no longer asked for', async () => {
    const vault = openVault();
    for (const day of [oldDay, daysAfter(oldDay, 1)]) await addDay(vault, day);
    const formerlyKept = { shots: { least: 30, most: 40 }, days: { least: 90, most: 120 } };
    const weeks = { ...document, purposes: [usualNoticeOf('timesheets')], formerlyKept };
    await expiryOf(vault, { organisation: { current: weeks, answers: 1 } }).run();
    expect(leftOf(vault, oldDay)).toEqual(nothing);
    expect(leftOf(vault, daysAfter(oldDay, 1))).toEqual(withoutPictures);
  });

  it('stays where the notice says nothing of a day', async () => {
    const vault = openVault();
    await addDay(vault, oldDay);
    const weeks = { ...document, purposes: [usualNoticeOf('timesheets')] };
    await expiryOf(vault, { organisation: { current: weeks, answers: 1 } }).run();
    expect(leftOf(vault, oldDay)).toEqual(whole);
  });

  it('goes after an answer of the store and no sooner, so that a clock that is ahead takes nothing along', async () => {
    vi.useFakeTimers();
    try {
      const organisation = { current: document, answers: 0 };
      const removePictures = vi.fn(async () => 0);
      const expiry = expiryOf(openVault(), { organisation, rows: { removePictures, removeDays: async () => 0 } });
      expiry.start(1_000);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(removePictures).not.toHaveBeenCalled();
      organisation.answers = 1;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(removePictures).toHaveBeenCalledTimes(1);
      organisation.answers = 2;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(removePictures).toHaveBeenCalledTimes(2);
      await expiry.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('weeks by project', () => {
  const names = (vault: Vault) => vault.own.names();
  /** 760 days before 30 November 2026 is 1 November 2024; 2024-W43 ends on 27 October, 2024-W44 on 3 November. */
  const withWeeks = { ...document, purposes: [...document.purposes, usualNoticeOf('timesheets')] };
  const fill = (vault: Vault) => {
    for (const name of ['week 2024-W43', 'week 2024-W44', 'week 2026-W48', 'rules'])
      unwrap(vault.own.set(name, Buffer.from('sealed')));
  };

  it('go once their last day had to be gone, and nothing else that the person wrote', async () => {
    const vault = openVault();
    fill(vault);
    const organisation = { current: withWeeks, answers: 1 };
    await expiryOf(vault, { organisation, weeks: (is) => removeWeeks(vault.own, is) }).run();
    expect(names(vault)).toEqual(['rules', 'week 2024-W44', 'week 2026-W48']);
  });

  it('stay where the notice asks for none', async () => {
    const vault = openVault();
    fill(vault);
    await expiryOf(vault, { weeks: (is) => removeWeeks(vault.own, is) }).run();
    expect(names(vault)).toHaveLength(4);
  });
});

describe('what is kept of an enrolment that was left', () => {
  const organisation = (purposes = document.purposes) =>
    Buffer.from(JSON.stringify({ payload: JSON.stringify({ ...document, purposes }), signature: '' })).toString(
      'base64',
    );
  const left = async (folder: string, name: string, notice: string | null) => {
    const vault = unwrap(Vault.open(join(folder, name)));
    for (const day of [oldDay, pictureDay, today]) await addDay(vault, day);
    if (notice !== null) vault.setFact('organisation', notice);
    unwrap(vault.own.set('week 2024-W43', Buffer.from('sealed')));
    vault.close();
  };
  const look = (folder: string, name: string) => {
    const vault = unwrap(Vault.open(join(folder, name)));
    const found = [oldDay, pictureDay, today].map((day) => leftOf(vault, day));
    vault.close();
    return found;
  };
  const options = {
    clock: { now: () => noon },
    pauseMs: 0,
    onFailure: (error: unknown) => {
      throw error;
    },
  };

  it('goes beyond the most of its own last notice, and stays where there is none that is understood', async () => {
    const folder = newFolder();
    await left(folder, 'history-1', organisation());
    await left(folder, 'history-2', organisation([]));
    await left(folder, 'history-10', null);
    await left(folder, 'history-x', organisation());
    await new LeftHistories(folder, options).run();
    expect(look(folder, 'history-1')).toEqual([nothing, withoutPictures, whole]);
    for (const name of ['history-2', 'history-10', 'history-x'])
      expect(look(folder, name)).toEqual([whole, whole, whole]);
  });

  it('is looked at once a day, and not after the agent ended', async () => {
    const folder = newFolder();
    const histories = new LeftHistories(folder, options);
    await histories.run();
    await left(folder, 'history-1', organisation());
    await histories.run();
    const stopped = new LeftHistories(folder, options);
    stopped.stop();
    await stopped.run();
    expect(look(folder, 'history-1')[0]).toEqual(whole);
  });
});
