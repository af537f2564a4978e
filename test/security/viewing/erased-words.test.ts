import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  accessKey,
  activityName,
  cardKey,
  dayKeyName,
  directoryKey,
  isPictureName,
  linkName,
  monthSumsKey,
  orgKey,
} from '../../../bucket/layout.ts';
import type { DaySummary } from '../../../core/day/summary.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { monthSchema } from '../../../core/time/month.ts';
import { openWith, sealTo } from '../../../seal/age.ts';
import { signDocument } from '../../../seal/signing.ts';
import { codeOf } from '../../bucket/contract.ts';
import { makeDay, strangeBytes } from '../../fixtures/day/made-days.ts';
import { openManagerOver } from '../../fixtures/organisation/managers.ts';

import {
  allOver,
  before,
  day,
  device,
  file,
  isPictures,
  made,
  no,
  type Ordered,
  office,
  order,
  orderedOn,
  other,
  pictureNames,
  picturesOver,
  prepareErased,
  recovering,
  remove,
  sayAnew,
  seen,
  store,
  stranger,
} from './erased-scene.ts';

/**
 * Words of the organisation's that the operator puts back, moves or changes: of what was erased, and of how long things are kept. What cannot be
 * told is here too.
 */

prepareErased();

describe('a word of the organisation’s that the operator puts back', () => {
  it('as it was before the order is not taken by a program that has seen a later one', async () => {
    const earlier = store.objects.get(directoryKey('', office.viewer.certificate.viewer)) ?? new Uint8Array();
    await order('the day');
    const manager = openManagerOver(store, file, office, { clock: { now: () => before } });
    expect(codeOf(await manager.service.openDay({ person: device.person, day, reason: 'test' }))).toBe(
      'day-not-erased',
    );
    store.objects.set(directoryKey('', office.viewer.certificate.viewer), earlier);
    expect(codeOf(await manager.service.people({}))).toBe('directory-outdated');
    const again = await manager.service.openDay({ person: device.person, day, reason: 'test' });
    expect(codeOf(again)).toBe('directory-outdated');
    manager.close();
  });

  it('shows what was erased as missing to one that has not, and never the other way round', async () => {
    const earlier = store.objects.get(directoryKey('', office.viewer.certificate.viewer)) ?? new Uint8Array();
    await order('pictures');
    remove(isPictures);
    store.objects.set(directoryKey('', office.viewer.certificate.viewer), earlier);
    expect(await seen(before)).toBe('broken: 7 missing, day-key-missing');
  });

  it('about another person, copied over theirs, is not taken', async () => {
    await order('another person');
    const theirs = store.objects.get(`people/${stranger}/access.json`) ?? new Uint8Array();
    store.objects.set(`people/${device.person}/access.json`, theirs);
    remove(isPictures);
    expect(await seen(before)).toBe('broken: 7 missing, day-key-missing');
  });
});

describe('an order that the operator moves', () => {
  const directory = () => directoryKey('', office.viewer.certificate.viewer);

  it('to another day or person, inside of what was signed, is not taken', async () => {
    await order('another day');
    const opened = await openWith(office.viewer.identity, store.objects.get(directory()) ?? no);
    const signed = Buffer.from(opened ?? no).toString();
    expect(signed).toContain('2026-05-31');
    const moved = Buffer.from(signed.replaceAll('2026-05-31', day));
    store.objects.set(directory(), await sealTo([office.viewer.certificate.recipient], moved));
    remove(() => true);
    expect(await seen(before)).toBe('directory-foreign');
  });

  it('by an access.json from before it takes nothing from what viewers are told', async () => {
    const earlier = store.objects.get(accessKey('', device.person)) ?? no;
    await order('the day');
    store.objects.set(accessKey('', device.person), earlier);
    expect(await seen(before)).toBe('day-not-erased');
    remove(() => true);
    expect(await seen(before)).toBe('day-erased');
  });

  it('by a card from before it is missing to who recovers, and one of another person is refused', async () => {
    const card = cardKey('', device.person);
    const earlier = store.objects.get(card) ?? no;
    await order('the day');
    remove(() => true);
    const reader = recovering(before);
    expect(unwrap(await reader.erasedDay(unwrap(await reader.card(device.person)), day))).toMatchObject({
      code: 'day-erased',
    });
    store.objects.set(card, earlier);
    expect(unwrap(await reader.erasedDay(unwrap(await reader.card(device.person)), day))).toBeNull();
    await order('another person');
    store.objects.set(card, store.objects.get(cardKey('', stranger)) ?? strangeBytes());
    expect(codeOf(await reader.card(device.person))).not.toBe('ok');
  });
});

describe('a day whose time is over, to who recovers', () => {
  it.each<[string, (name: string) => boolean, boolean]>([
    ['whole', () => false, false],
    ['gone', () => true, true],
    ['without its first link', (name) => name === linkName(0), true],
    ['without its key', (name) => name === dayKeyName('days'), true],
    ['without a segment', (name) => name === activityName(1), false],
  ])('%s, is told as what it is, and a moment before it is not', async (_, is, isOver) => {
    remove(is);
    const told = async (now: number) => unwrap(await recovering(now).expiredDay(device, day))?.code ?? null;
    expect(await told(allOver - 1)).toBeNull();
    expect(await told(allOver)).toBe(isOver ? 'day-expired' : null);
  });
});

describe('an earlier word of how long things are kept, put back', () => {
  const recordedUnderNewest = async () => {
    const sums = (summary: DaySummary) => ({ ...summary, organisation: summary.organisation + 1 });
    const again = await makeDay(store, office, device, { day, sums });
    for (const key of again.keys()) if (isPictures(again.nameOf(key) ?? '')) store.objects.delete(key);
  };

  it('lets nothing pass off as expired that a later one keeps, where the day was recorded under that one', async () => {
    await recordedUnderNewest();
    const earlier = await sayAnew(200);
    expect(await seen(picturesOver)).toBe('broken: 7 missing, day-key-missing');
    store.objects.set(orgKey(''), earlier);
    expect(await seen(picturesOver)).toBe('broken: 1 old-notice, 7 missing, day-key-missing');
  });

  it('is asked for again where the later one came while the key was open', async () => {
    await recordedUnderNewest();
    const { service, close } = openManagerOver(store, file, office, { clock: { now: () => picturesOver } });
    unwrap(await service.openDay({ person: device.person, day, reason: 'test' }));
    await sayAnew(10);
    let found = unwrap(await service.checkDay({ person: device.person, day }));
    while (found.done < found.total) found = unwrap(await service.checkDay({ person: device.person, day }));
    expect(found.devices[0]?.chain).toMatchObject({ state: 'verified', expired: { objects: 6, on: '2026-06-11' } });
    close();
  });

  it('is not taken by a program that has seen the later one: nothing is called expired by it', async () => {
    remove(isPictures);
    const earlier = await sayAnew(200);
    const { service, close } = openManagerOver(store, file, office, { clock: { now: () => picturesOver } });
    unwrap(await service.openDay({ person: device.person, day, reason: 'test' }));
    unwrap(await service.checkDay({ person: device.person, day }));
    store.objects.set(orgKey(''), earlier);
    let found = unwrap(await service.checkDay({ person: device.person, day }));
    while (found.done < found.total) found = unwrap(await service.checkDay({ person: device.person, day }));
    expect(found.devices[0]?.chain).toMatchObject({ state: 'broken', faults: { length: 7 } });
    close();
  });

  it('to a program that has just been started takes a day that is wholly gone for over (cannot be told)', async () => {
    remove(() => true);
    const earlier = await sayAnew(200);
    expect(await seen(allOver)).toBe('day-empty');
    store.objects.set(orgKey(''), earlier);
    expect(await seen(allOver)).toBe('day-expired');
  });

  it('is found by who recovers as well', async () => {
    await recordedUnderNewest();
    store.objects.set(orgKey(''), await sayAnew(200));
    const reader = recovering(picturesOver);
    const card = unwrap(await reader.card(device.person));
    const [own] = unwrap(await reader.devices(card, day)).devices;
    if (own === undefined) throw new Error('no device');
    const { report } = unwrap(await reader.open(card, day, own));
    expect(report.expired).toBeUndefined();
    expect(report.faults.map(({ kind }) => kind)).toContain('old-notice');
  });
});

describe('who recovers', () => {
  const recovery = () => recovering(before);

  it('is told by the person’s card, and is given no picture that is to be erased', async () => {
    await order('pictures');
    const reader = recovery();
    const card = unwrap(await reader.card(device.person));
    const [own] = unwrap(await reader.devices(card, day)).devices;
    if (own === undefined) throw new Error('no device');
    const visited: string[] = [];
    const opened = unwrap(await reader.open(card, day, own, async ({ name }) => void visited.push(name)));
    expect(visited.filter(isPictureName)).toEqual([]);
    expect(opened.report.faults.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      [...pictureNames, dayKeyName('shots')].sort().map((name) => `not-erased ${name}`),
    );
  });

  it.each([
    ['gone', () => remove(() => true), 'day-erased'],
    ['there', () => {}, 'day-not-erased'],
    ['gone but its first link', () => remove((name) => name !== linkName(0)), 'day-not-erased'],
  ])('is told of a day that is %s', async (_, change, code) => {
    await order('the day');
    change();
    const reader = recovery();
    const card = unwrap(await reader.card(device.person));
    expect(unwrap(await reader.erasedDay(card, day))).toMatchObject({ code, values: { day, on: orderedOn } });
  });
});

it('a search and sums open nothing of a day that is to be erased', async () => {
  await order('the day');
  const { service, close } = openManagerOver(store, file, office, { clock: { now: () => before } });
  const period = unwrap(await service.period({ person: device.person, from: day, to: day, reason: 'test' }));
  expect(period.days).toEqual([]);
  expect(period.missing.map(({ problem }) => problem.code)).toEqual(['day-not-erased']);
  close();
});

describe('the sums of a month, put back', () => {
  const layTogether = async () => {
    const third = await makeDay(store, office, device, { day: daySchema.parse('2026-06-03'), from: 30 });
    const days = [made, other, third].map(({ summary }) => {
      const { format: _, person: __, device: ___, ...own } = summary;
      return own;
    });
    const sums = {
      ...{ format: 'plainsight-month/1', person: device.person, device: device.device },
      ...{ month: '2026-06', version: 1, days },
    };
    const signed = gzipSync(signDocument(sums, device.signing.privateKey));
    const key = monthSumsKey('', { person: device.person, device: device.device, month: monthSchema.parse('2026-06') });
    store.objects.set(key, await sealTo([office.viewer.certificate.recipient], signed));
  };
  const told = async (now: number) => {
    const { service, close } = openManagerOver(store, file, office, { clock: { now: () => now } });
    const to = daySchema.parse('2026-06-03');
    const period = unwrap(await service.period({ person: device.person, from: day, to, reason: 'test' }));
    close();
    const ofDay = period.missing.filter((each) => each.day === day).map(({ problem }) => problem.code);
    const gone = period.gone.filter(({ from }) => from === day).map(({ because }) => because);
    return [...(period.days.some((each) => each.day === day) ? ['told'] : []), ...ofDay, ...gone].join();
  };

  it.each<[string, () => void, Ordered, readonly [string, string]]>([
    ['is there', () => {}, 'nothing', ['told', 'told']],
    ['is gone', () => remove(() => true), 'nothing', ['day-key-missing', 'expired']],
    [
      'has lost its key',
      () => remove((name) => name === dayKeyName('days')),
      'nothing',
      ['day-key-missing', 'expired'],
    ],
    ['was erased', () => remove(() => true), 'the day', ['day-not-erased', 'day-not-erased']],
    ['was to be erased and is there', () => {}, 'the day', ['day-not-erased', 'day-not-erased']],
    ['is gone, and another was erased', () => remove(() => true), 'another day', ['day-key-missing', 'expired']],
    [
      'is gone, and another person’s was erased',
      () => remove(() => true),
      'another person',
      ['day-key-missing', 'expired'],
    ],
  ])('pass off nothing where a day that they name %s', async (_, change, ordered, expected) => {
    await layTogether();
    change();
    await order(ordered);
    expect([await told(before), await told(allOver)]).toEqual(expected);
  });
});
