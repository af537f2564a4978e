import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  activityName,
  dayKeyName,
  isPictureName,
  linkName,
  packName,
  sheetName,
  shotName,
} from '../../../bucket/layout.ts';
import { daySchema } from '../../../core/ids.ts';
import { expiresOn, goneBy, keptDaysOf, keyClasses } from '../../../core/organisation/retention.ts';
import { unwrap } from '../../../core/result.ts';
import { usualNoticeOf } from '../../../org/organisation.ts';
import type { Manager } from '../../../viewer/manager.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { codeOf } from '../../bucket/contract.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore, unreachable } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const day = daySchema.parse('2026-06-01');
/** Pictures are kept for 30 days, and what is kept longest for 90: when each of them is over, and the moment before. */
const pictures = { over: Date.parse('2026-07-01T00:00:00Z'), on: '2026-07-01' };
const all = { over: Date.parse('2026-08-30T00:00:00Z'), on: '2026-08-30' };

const built = new MemoryStore();
const store = new MemoryStore();
let office: Office;
let file: ViewerFile;
let device: MadeDevice;
let made: MadeDay;

beforeAll(async () => {
  office = await openOffice(built);
  file = await parsedViewerFile(office);
  device = await makeDevice(built, office);
  made = await makeDay(built, office, device, { day });
});
beforeEach(() => {
  store.refuse = () => null;
  store.objects.clear();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
});

const at = (now: number): Manager => openManagerOver(store, file, office, { clock: { now: () => now } });
const remove = (is: (name: string) => boolean) => {
  for (const key of made.keys()) if (is(made.nameOf(key) ?? '')) store.objects.delete(key);
};

async function checked(now: number) {
  const { service, close } = at(now);
  const opened = unwrap(await service.openDay({ person: device.person, day, reason: 'test' }));
  let found = unwrap(await service.checkDay({ person: device.person, day }));
  while (found.done < found.total) found = unwrap(await service.checkDay({ person: device.person, day }));
  close();
  const windows = opened.devices[0]?.view?.windows.length;
  return { windows, ...found.devices[0]?.chain };
}

describe('pictures that are gone', () => {
  it('are no fault once the notice no longer keeps them, and what was recorded beside them is whole', async () => {
    remove((name) => isPictureName(name) || name === dayKeyName('shots'));
    expect(await checked(pictures.over)).toMatchObject({
      ...{ windows: 3, state: 'verified', faults: [] },
      expired: { objects: 6, on: pictures.on },
    });
  });

  it('are missing a moment before, key and all', async () => {
    remove((name) => isPictureName(name) || name === dayKeyName('shots'));
    const found = await checked(pictures.over - 1);
    expect(found).toMatchObject({ windows: 3, state: 'broken' });
    expect(found.expired).toBeUndefined();
    expect(found.faults?.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      [...[0, 1, 2].map(sheetName), dayKeyName('shots'), ...[0, 1, 2].map((each) => shotName(shotId(each)))]
        .sort()
        .map((name) => `missing ${name}`),
    );
  });

  it('hide no picture that is there and altered, and nothing else that is gone', async () => {
    remove((name) => name === shotName(shotId(0)) || name === activityName(1));
    store.objects.set(made.keyOf(shotName(shotId(1))), new Uint8Array(9));
    const found = await checked(pictures.over);
    expect(found).toMatchObject({ state: 'broken', expired: { objects: 1, on: pictures.on } });
    expect(found.faults).toEqual([
      { kind: 'missing', name: activityName(1) },
      { kind: 'altered', name: shotName(shotId(1)) },
    ]);
  });

  it('are missing where the organisation’s word cannot be had', async () => {
    remove(isPictureName);
    store.objects.set('org.json', Buffer.from('{}'));
    const { service, close } = at(pictures.over);
    unwrap(await service.openDay({ person: device.person, day, reason: 'test' }));
    let found = unwrap(await service.checkDay({ person: device.person, day }));
    while (found.done < found.total) found = unwrap(await service.checkDay({ person: device.person, day }));
    close();
    expect(found.devices[0]?.chain).toMatchObject({ state: 'broken', faults: { length: 6 } });
  });

  it.each([
    ['a picture', (name: string) => name === shotName(shotId(0))],
    ['their key', (name: string) => name === dayKeyName('shots')],
  ])('say so when one of them is asked for: %s', async (_, is) => {
    remove(is);
    const asked = { person: device.person, day, device: device.device, id: shotId(0) };
    for (const [now, expired] of [
      [pictures.over - 1, false],
      [pictures.over, true],
    ] as const) {
      const { service, close } = at(now);
      unwrap(await service.openDay({ person: device.person, day, reason: 'test' }));
      expect(codeOf(await service.picture(asked)) === 'picture-expired').toBe(expired);
      close();
    }
  });
});

describe('the notice', () => {
  it('is asked for again where the bucket did not answer, and nothing is called missing meanwhile', async () => {
    remove(isPictureName);
    store.refuse = (_, key) => (key === 'org.json' ? unreachable : null);
    const { service, close } = at(pictures.over);
    unwrap(await service.openDay({ person: device.person, day, reason: 'test' }));
    expect(await service.checkDay({ person: device.person, day })).toMatchObject({ problem: unreachable });
    store.refuse = () => null;
    let found = unwrap(await service.checkDay({ person: device.person, day }));
    while (found.done < found.total) found = unwrap(await service.checkDay({ person: device.person, day }));
    expect(found.devices[0]?.chain).toMatchObject({ state: 'verified', expired: { objects: 6 } });
    close();
  });

  it('keeps a day as long as what of it is kept longest, whatever weeks that were handed in are', () => {
    const { document } = office.keys;
    const kept = { ...document, purposes: [...document.purposes, usualNoticeOf('timesheets')] };
    expect([expiresOn(kept, 'shots', day), expiresOn(kept, 'days', day)]).toEqual([pictures.on, all.on]);
    const without = document.purposes.filter(({ purpose }) => purpose !== 'screenshots');
    expect(expiresOn({ ...document, purposes: without }, 'shots', day)).toBe(all.on);
    expect([goneBy(kept, 'shots', day), goneBy(kept, 'days', day)]).toEqual(['2026-07-11', '2026-09-29']);
  });

  it('says nothing of days where it asks for nothing of a day', () => {
    const { document } = office.keys;
    const weeks = { ...document, purposes: [usualNoticeOf('timesheets')] };
    for (const keyClass of keyClasses)
      expect([keptDaysOf(weeks, keyClass), expiresOn(weeks, keyClass, day), goneBy(weeks, keyClass, day)]).toEqual([
        null,
        null,
        null,
      ]);
  });
});

describe('a day of which the beginning is gone', () => {
  it.each([
    [all.over - 1, 'ok'],
    [all.over, 'day-expired'],
  ])('is at %i %s', async (now, code) => {
    remove((name) => name !== linkName(2) && name !== packName);
    const { service, close } = at(now);
    expect(codeOf(await service.openDay({ person: device.person, day, reason: 'test' }))).toBe(code);
    close();
  });
});

describe('a day of which nothing is there', () => {
  it.each([
    [all.over - 1, 'day-empty'],
    [all.over, 'day-expired'],
  ])('is at %i %s', async (now, code) => {
    remove(() => true);
    const { service, close } = at(now);
    expect(await service.openDay({ person: device.person, day, reason: 'test' })).toMatchObject({ problem: { code } });
    close();
  });
});
