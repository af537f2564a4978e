import { describe, expect, it } from 'vitest';
import { deviceStatusKey, monthSumsKey, summaryName } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { findInMonth } from '../../../core/reports/month-texts.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { type Month, monthOf } from '../../../core/time/month.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { derivedObjectIn } from '../../fixtures/day/derived-objects.ts';
import { monthIn, monthTextsIn, summariesOf } from '../../fixtures/day/months.ts';
import { unreachable } from '../../fixtures/memory-store.ts';
import { close, correct, keep, keyOf, newPlace, noonOf, type Place } from './derived-objects-scene.ts';

const denied = problem('store-denied', { accessKeyId: 'PSKEY', object: 'sums.age', bucket: 'plainsight' });
const dayAt = (number: number): Day => daySchema.parse(`2026-06-0${number}`);
const [first, second, third] = [dayAt(1), dayAt(2), dayAt(3)];
const june = monthOf(first);
const key = (month: Month = june) => monthSumsKey('', { person, month, device });
const summary = (day: Day) => keyOf(summaryName, day);
const read = (place: Place, month = june) =>
  monthIn(place.store, { person, device, month }, place.employee.identity, place.publicKey);
const summaryIn = async (place: Place, day: Day) =>
  (await derivedObjectIn(place.store, { person, device, day }, place.employee.identity, place.publicKey)).summary;
const daysIn = async (place: Place) => (await read(place))?.days.map(({ day }) => day) ?? null;

/** What may be in the bucket at any moment: no month tells of a day other than its summary there, to searches neither. */
async function expectNothingHidden(place: Place): Promise<void> {
  const sums = await read(place);
  for (const each of sums === null ? [] : summariesOf(sums)) expect(each).toEqual(await summaryIn(place, each.day));
  const of = { person, device, month: june };
  const texts = await monthTextsIn(place.store, of, place.employee.identity, place.publicKey);
  const found = texts === null ? [] : [...findInMonth(texts, ['meeting'], new Set([first, second, third]))];
  for (const [day, { hits }] of found) expect(hits).toHaveLength((await summaryIn(place, day))?.entries.length ?? -1);
}

describe('the closed days of a month', () => {
  it('lie together once a day is closed, each as it lies beside its day, and today is none of them', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await keep(place, noonOf(first));
    await uploader.flush();
    expect(place.store.objects.has(key())).toBe(false);
    await close(place, first);
    await close(place, second);
    await keep(place, noonOf(third));
    await uploader.flush();
    const sums = await read(place);
    expect(sums).toMatchObject({ person, device, month: june, version: 1 });
    expect(sums === null ? [] : summariesOf(sums)).toEqual([
      await summaryIn(place, first),
      await summaryIn(place, second),
    ]);
    expect(await daysIn(place)).toEqual([first, second]);
  });

  it('are an object of each month, and only that of the day is put again', async () => {
    const place = await newPlace();
    const uploader = place.open();
    const [before, after] = [daySchema.parse('2026-05-31'), first];
    await close(place, before);
    await uploader.flush();
    await close(place, after);
    await uploader.flush();
    await uploader.flush();
    expect([monthOf(before), june].map((month) => place.store.puts.get(key(month)))).toEqual([1, 1]);
    expect((await read(place, monthOf(before)))?.days.map(({ day }) => day)).toEqual([before]);
  });

  it('are put without a day before its new sums are, and then with them', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await close(place, first);
    await close(place, second);
    await uploader.flush();
    await correct(place, first);
    const days: (readonly Day[] | null)[] = [];
    const puts: string[] = [];
    place.store.refuse = (verb, name) => {
      if (verb === 'put' && (name === key() || name === summary(first))) puts.push(name);
      return null;
    };
    const kept = place.store.put.bind(place.store);
    place.store.put = async (...args) => {
      const put = await kept(...args);
      if (args[0] === key()) days.push(await daysIn(place));
      return put;
    };
    await uploader.flush();
    expect(puts).toEqual([key(), summary(first), key()]);
    expect(days).toEqual([[second], [first, second]]);
    expect((await read(place))?.days[0]?.entries).toMatchObject([{ label: 'Meeting' }]);
    expect((await read(place))?.version).toBe(3);
  });

  it.each([
    ['before the bucket has what it puts', false],
    ['after the bucket has what it puts', true],
  ])(
    'hide nothing newer where the agent is killed %s, and are whole after the next start',
    async (_, arrives) => {
      for (let at = 0; ; at++) {
        const place = await newPlace();
        await close(place, first);
        await close(place, second);
        await place.open().flush();
        await correct(place, second);
        await close(place, third);
        let left = at;
        const kept = place.store.put.bind(place.store);
        place.store.put = async (...args) => {
          left--;
          if (left >= 0) return kept(...args);
          if (left === -1 && arrives) place.store.objects.set(args[0], Uint8Array.from(args[1]));
          return { ok: false, problem: unreachable };
        };
        const killed = place.open();
        await killed.flush();
        await killed.stop();
        await expectNothingHidden(place);
        place.store.put = kept;
        const uploader = place.open();
        await uploader.flush();
        await uploader.stop();
        await expectNothingHidden(place);
        expect(await daysIn(place)).toEqual([first, second, third]);
        expect((await read(place))?.days[1]?.entries).toMatchObject([{ label: 'Meeting' }]);
        // Nothing was left to be cut off.
        if (left >= 0) return expect(at).toBeGreaterThan(8);
      }
    },
    600_000,
  );

  it('never have the same version twice, though a put was not noted', async () => {
    const place = await newPlace();
    await close(place, first);
    await place.open().flush();
    databaseOf(place.vault).exec("UPDATE months SET sent = ''");
    await place.open().flush();
    expect((await read(place))?.version).toBe(2);
    expect(await daysIn(place)).toEqual([first]);
  });

  it('are sealed to who may open every one of them, and anew when that changes', async () => {
    const [all, part] = [await newKeyPair(), await newKeyPair()];
    const place = await newPlace();
    place.viewers = (day) => (day === first ? [all.recipient] : [all.recipient, part.recipient]);
    const opens = async ({ identity }: typeof all, month = june) =>
      (await monthIn(place.store, { person, device, month }, identity, place.publicKey)) !== null;
    const uploader = place.open();
    await close(place, first);
    await close(place, second);
    await uploader.flush();
    expect([await opens(all), await opens(part), await opens(place.employee)]).toEqual([true, false, true]);
    place.viewers = () => [part.recipient];
    await uploader.flush();
    expect([await opens(all), await opens(part)]).toEqual([false, true]);
    await uploader.flush();
    expect(place.store.puts.get(key())).toBe(2);
  });

  it('are put anew without a day that is gone from this computer, or that the notice keeps no longer', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await close(place, first);
    await close(place, second);
    await uploader.flush();
    databaseOf(place.vault).exec(`DELETE FROM closed_days WHERE day = '${second}'`);
    await uploader.flush();
    expect(await daysIn(place)).toEqual([first]);
    place.time.now += 4_000 * 24 * hourMs;
    await uploader.flush();
    expect(await daysIn(place)).toEqual([]);
  });

  it('leave out a day of which what is kept here is damaged: it is read by itself', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await close(place, first);
    await close(place, second);
    await uploader.flush();
    databaseOf(place.vault).exec(`UPDATE closed_days SET sealed = x'00', hash = 'other' WHERE day = '${first}'`);
    await uploader.flush();
    expect(await daysIn(place)).toEqual([second]);
  });

  it('hold up nothing else where the bucket refuses them', async () => {
    const place = await newPlace();
    place.store.refuse = (verb, name) => (verb === 'put' && name === key() ? denied : null);
    const uploader = place.open();
    await close(place, first);
    await uploader.flush();
    await close(place, second);
    await correct(place, first);
    await uploader.flush();
    expect(place.problems).toContain('store-denied');
    expect(place.store.objects.has(summary(second))).toBe(true);
    expect(place.store.objects.has(deviceStatusKey('', person, device))).toBe(true);
    expect(await summaryIn(place, first)).toMatchObject({ entries: [{ label: 'Meeting' }] });
    place.store.refuse = () => null;
    await uploader.flush();
    expect(await daysIn(place)).toEqual([first, second]);
  });

  it('keep new sums back while what would hide them cannot be replaced', async () => {
    const place = await newPlace();
    const uploader = place.open();
    await close(place, first);
    await uploader.flush();
    await correct(place, first);
    place.store.refuse = (verb, name) => (verb === 'put' && name === key() ? unreachable : null);
    await uploader.flush();
    await expectNothingHidden(place);
    expect(await summaryIn(place, first)).toMatchObject({ entries: [] });
  });
});
