import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayClasses, timesheetsFolder } from '../../../bucket/layout.ts';
import type { ObjectVersion, VersionRange, VersionStore } from '../../../bucket/version-store.ts';
import { daySchema, personIdSchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, unwrap } from '../../../core/result.ts';
import { daysAfter } from '../../../core/time/calendar.ts';
import { createOrganisation, usualNoticeOf } from '../../../org/organisation.ts';
import { keptDaysOfClass } from '../../../org/retention/lifecycle-plan.ts';
import { removeFound, type SweepFinding, sweep } from '../../../org/retention/sweep.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

const made = await createOrganisation({ name: 'Test', controller });
const organisation = { ...made.document, purposes: [...made.document.purposes, usualNoticeOf('timesheets')] };
const today = daySchema.parse('2026-11-30');
const prefix = 'office/';
const ada = personIdSchema.parse('a'.repeat(26));
const bob = personIdSchema.parse('b'.repeat(26));
const device = 'd'.repeat(26);

/** A bucket with versions, in memory. Listings of folders show only what is not hidden. */
class Versions implements VersionStore {
  objects: ObjectVersion[] = [];
  refuse: (key: string) => boolean = () => false;
  /** How many more requests are answered. */
  answers = Number.POSITIVE_INFINITY;

  add(key: string, versions: readonly string[] = ['null'], isHidden = false): void {
    for (const version of versions) this.objects.push({ key, version, isMarker: false, bytes: 1 });
    if (isHidden) this.objects.push({ key, version: 'marker', isMarker: true, bytes: 0 });
  }

  async list({ prefix: of, after, before }: VersionRange) {
    if (this.answers-- <= 0) return fail(problem('store-busy', { host: 'b', status: 503, name: 'SlowDown' }));
    const isIn = ({ key }: ObjectVersion) =>
      key.startsWith(of) && (after === undefined || key > after) && (before === undefined || key < before);
    return ok(this.objects.filter(isIn).sort((a, b) => (a.key < b.key ? -1 : 1)));
  }

  async remove(versions: readonly Pick<ObjectVersion, 'key' | 'version'>[]) {
    // What is cut off has done a part.
    if (this.answers === 0)
      for (const { key } of versions.slice(0, versions.length / 2))
        this.objects = this.objects.filter((each) => each.key !== key);
    if (this.answers-- <= 0) return fail(problem('store-busy', { host: 'b', status: 503, name: 'SlowDown' }));
    const goes = (each: Pick<ObjectVersion, 'key' | 'version'>) => !this.refuse(each.key);
    const names = new Set(versions.filter(goes).map(({ key, version }) => `${key} ${version}`));
    this.objects = this.objects.filter(({ key, version }) => !names.has(`${key} ${version}`));
    const refused = versions.filter((each) => !goes(each));
    return ok(refused.map(({ key, version }) => ({ key, version, code: 'AccessDenied' })));
  }

  async versioning() {
    return ok(['on' as const]);
  }

  async listFolders(of: string) {
    const hidden = new Set(this.objects.filter(({ isMarker }) => isMarker).map(({ key }) => key));
    const names = this.objects
      .filter(({ key }) => key.startsWith(of) && !hidden.has(key))
      .map(({ key }) => key.slice(of.length).split('/')[0] ?? '');
    return ok([...new Set(names)]);
  }

  close(): void {}
}

async function swept(versions: Versions, isRemoving = false, people = [ada]) {
  const found: SweepFinding[] = [];
  const order: string[] = [];
  const done = await sweep(
    {
      ...{ versions, store: versions, prefix, organisation, people, today },
      onStep: ({ recordClass }) => void order.push(recordClass),
    },
    async (findings) => {
      found.push(...findings);
      if (!isRemoving) return ok(undefined);
      const removed = await removeFound(versions, findings);
      return removed.ok ? ok(undefined) : removed;
    },
  );
  return {
    found,
    done,
    keys: found.flatMap((each) => each.versions.map(({ key }) => key)),
    order: [...new Set(order)],
  };
}

const most = (recordClass: (typeof dayClasses)[number]): number =>
  keptDaysOfClass(organisation, recordClass)?.most ?? 0;
const keyOf = (recordClass: string, day: string, person: string = ada): string =>
  `${prefix}${recordClass}/${person}/${day}/${device}/x`;

describe('a sweep', () => {
  it('finds the day on which it had to be gone, and not the one after', async () => {
    const versions = new Versions();
    for (const recordClass of dayClasses)
      for (const back of [0, -1, 1]) versions.add(keyOf(recordClass, daysAfter(today, -most(recordClass) - back)));
    const { found } = await swept(versions);
    const days = (recordClass: string) =>
      found.filter((each) => each.recordClass === recordClass).map(({ day }) => day);
    for (const recordClass of dayClasses)
      expect(days(recordClass)).toEqual([
        daysAfter(today, -most(recordClass) - 1),
        daysAfter(today, -most(recordClass)),
      ]);
    for (const each of found) expect(each.goneBy <= today).toBe(true);
  });

  it('looks at keys first', async () => {
    const { order } = await swept(new Versions());
    expect(order).toHaveLength(8);
    for (const key of ['days-keys', 'shot-keys', 'months'])
      for (const other of ['days', 'shots', 'sums']) expect(order.indexOf(key)).toBeLessThan(order.indexOf(other));
  });

  it('finds every version, also of people of whom only hidden ones are left, and of people who were forgotten', async () => {
    const versions = new Versions();
    const old = '2025-01-01';
    versions.add(keyOf('shots', old), ['1', '2'], true);
    versions.add(keyOf('days', old, bob));
    const { keys } = await swept(versions, true);
    expect(keys).toHaveLength(4);
    expect(versions.objects).toEqual([]);
  });

  describe('of a month', () => {
    // 30 November without 120 days is 2 August; without 90 it is 1 September.
    const month = (name: string, file = 'sums.age') => `${prefix}months/${ada}/${name}/${device}/${file}`;
    const put = (key: string, on: string | null, version = 'null') => ({
      ...{ key, version, isMarker: false, bytes: 1, ...(on === null ? {} : { modifiedAt: Date.parse(on) }) },
    });

    it.each(['sums.age', 'texts.age', 'of a later version.age'])(
      'finds %s by the first day that it may still hold',
      async (file) => {
        const versions = new Versions();
        const named = (name: string) => month(name, file);
        for (const name of ['2026-07', '2026-08', '2026-09', 'x']) versions.objects.push(put(named(name), null));
        expect((await swept(versions)).keys).toEqual([named('2026-07'), named('2026-08')]);
      },
    );

    it.each<[string, string | null, string | null]>([
      // Put while all of August was within the least: it holds the 1st, which is over.
      ['put in September', '2026-09-15T00:00:00Z', '2026-08-01'],
      ['put on the last day that holds one that is over', '2026-10-31T23:59:59Z', '2026-08-02'],
      ['put without any that is over', '2026-11-01T00:00:00Z', null],
      ['put anew every day', '2026-11-29T12:00:00Z', null],
      ['put at no time that there is', '9999-12-31T23:59:59Z', null],
      ['of which the store says no time', null, '2026-08-01'],
    ])('finds one that was %s only where it may hold a day that is over', async (_, on, by) => {
      const versions = new Versions();
      versions.objects.push(put(month('2026-08'), on));
      expect((await swept(versions)).found.map(({ day }) => day)).toEqual(by === null ? [] : [by]);
    });

    it('finds an earlier version where the last one was put without what is over', async () => {
      const versions = new Versions();
      versions.objects.push(put(month('2026-08'), '2026-09-15', '1'), put(month('2026-08'), '2026-11-29', '2'));
      const { found } = await swept(versions, true);
      expect(found.flatMap((each) => each.versions.map(({ version }) => version))).toEqual(['1']);
      expect(versions.objects).toMatchObject([{ version: '2' }]);
    });

    it('finds it once its last day is over, whenever it was put', async () => {
      const versions = new Versions();
      versions.objects.push(put(month('2026-07'), '2026-11-29'));
      expect((await swept(versions)).found.map(({ day }) => day)).toEqual(['2026-07-31']);
    });
  });

  describe('of what a computer wrote last', () => {
    const latest = (of: string = ada) => `${prefix}people/${of}/latest/${device}.age`;
    const put = (key: string, on: string | null) => ({
      ...{ key, version: 'null', isMarker: false, bytes: 1, ...(on === null ? {} : { modifiedAt: Date.parse(on) }) },
    });

    it.each([
      // It may hold an entry of 90 days before, which is to be gone 120 days after that one.
      ['put so long ago that what it holds is over', '2026-10-31T23:59:59Z', ['2026-08-02']],
      ['put since', '2026-11-01T00:00:00Z', []],
      ['put by a computer that runs', '2026-11-30T08:00:00Z', []],
      ['of which the store says no time', null, ['2026-08-02']],
    ])('finds what was %s', async (_, on, days) => {
      const versions = new Versions();
      versions.objects.push(put(latest(), on));
      expect((await swept(versions, true)).found.map(({ day }) => day)).toEqual(days);
      expect(versions.objects).toHaveLength(1 - days.length);
    });

    it('finds it, and weeks, of somebody whom the organisation no longer knows', async () => {
      const versions = new Versions();
      const week = `${timesheetsFolder(prefix, bob)}${device}/2024-W43.age`;
      versions.objects.push(put(latest(bob), '2026-01-01T00:00:00Z'));
      versions.add(week);
      expect((await swept(versions, true)).keys).toEqual([latest(bob), week]);
      expect(versions.objects).toEqual([]);
    });
  });

  it('finds weeks that were handed in by the last day of each', async () => {
    const versions = new Versions();
    const week = (name: string) => `${timesheetsFolder(prefix, ada)}${device}/${name}.age`;
    for (const name of ['2024-W44', '2024-W45', '2026-W01', 'x']) versions.add(week(name));
    // 2024-W44 ends on 3 November: 760 days later is 3 December 2026.
    expect((await swept(versions)).keys).toEqual([]);
    versions.add(week('2024-W43'));
    expect((await swept(versions)).keys).toEqual([week('2024-W43')]);
  });

  it.each([
    ['no day', keyOf('shots', '2025-13-01')],
    ['a name that is before every day', keyOf('shots', '0')],
    ['a day in the future', keyOf('shots', '2027-01-01')],
    ['no person', keyOf('shots', '2025-01-01', 'somebody')],
    ['another prefix', `other/shots/${ada}/2025-01-01/${device}/x`],
    ['another class', `${prefix}holds/${ada}/2025-01-01/${device}/x`],
    ['a card', `${prefix}people/${ada}/card.age`],
    ['a receipt', `${prefix}people/${ada}/views/${ada}/2025-01-01.age`],
    ['something that is not ours', 'logs/2025-01-01'],
  ])('leaves %s alone', async (_, key) => {
    const versions = new Versions();
    versions.add(key);
    expect((await swept(versions, true, [ada, bob])).keys).toEqual([]);
    expect(versions.objects).toHaveLength(1);
  });

  it('finds what was planted and nothing else', async () => {
    const anyDay = fc.integer({ min: -400, max: 30 }).map((back) => daysAfter(today, back));
    const anyKey = fc.tuple(fc.constantFrom(...dayClasses), anyDay, fc.constantFrom(ada, bob));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyKey, { selector: (each) => each.join(), maxLength: 40 }), async (planted) => {
        const versions = new Versions();
        for (const [recordClass, day, person] of planted) versions.add(keyOf(recordClass, day, person));
        const due = planted.filter(([recordClass, day]) => daysAfter(day, most(recordClass)) <= today);
        const keys = due.map(([recordClass, day, person]) => keyOf(recordClass, day, person));
        expect((await swept(versions)).keys.toSorted()).toEqual(keys.toSorted());
      }),
    );
  });

  it('that is cut off anywhere, in the middle of a deletion too, leaves keys of nothing and goes on when it is given again', async () => {
    const days = ['2025-01-01', '2025-01-02'];
    const fill = () => {
      const versions = new Versions();
      for (const day of days)
        for (const recordClass of dayClasses) versions.add(keyOf(recordClass, day), ['1', '2'], true);
      versions.add(`${prefix}months/${ada}/2025-01/${device}/sums.age`);
      for (const recordClass of dayClasses) versions.add(keyOf(recordClass, today));
      return versions;
    };
    const kept = dayClasses.map((recordClass) => keyOf(recordClass, today)).sort();
    const all = fill();
    all.answers = 1_000;
    unwrap((await swept(all, true)).done);
    const requests = 1_000 - all.answers;
    expect(requests).toBeGreaterThan(10);
    for (let answers = 0; answers < requests; answers++) {
      const versions = fill();
      versions.answers = answers;
      expect((await swept(versions, true)).done.ok).toBe(false);
      const left = (recordClass: string, day: string) =>
        versions.objects.some(({ key }) => key === keyOf(recordClass, day));
      for (const day of days)
        for (const [key, content] of [
          ['days-keys', 'days'],
          ['shot-keys', 'shots'],
          ['days-keys', 'sums'],
        ] as const)
          if (left(key, day)) expect(left(content, day), `${content} of ${day} at ${answers}`).toBe(true);
      versions.answers = Number.POSITIVE_INFINITY;
      unwrap((await swept(versions, true)).done);
      expect(versions.objects.map(({ key }) => key).sort()).toEqual(kept);
      expect((await swept(versions)).found).toEqual([]);
    }
  });

  it('answers what the store did not remove', async () => {
    const versions = new Versions();
    versions.refuse = (key) => key.includes('/shots/');
    for (const recordClass of ['shots', 'shot-keys']) versions.add(keyOf(recordClass, '2025-01-01'));
    const { found } = await swept(versions);
    const refused = unwrap(await removeFound(versions, found));
    expect(refused.map(({ key }) => key)).toEqual([keyOf('shots', '2025-01-01')]);
    expect(versions.objects).toHaveLength(1);
  });
});
