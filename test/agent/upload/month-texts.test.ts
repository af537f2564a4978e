import { describe, expect, it } from 'vitest';
import { monthSumsKey, monthTextsKey } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import { findInMonth } from '../../../core/reports/month-texts.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { monthOf } from '../../../core/time/month.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { monthIn, monthTextsIn } from '../../fixtures/day/months.ts';
import { unreachable } from '../../fixtures/memory-store.ts';
import { close, correct, newPlace, noonOf, type Place, window } from './derived-objects-scene.ts';

const dayAt = (number: number): Day => daySchema.parse(`2026-06-0${number}`);
const [first, second, third] = [dayAt(1), dayAt(2), dayAt(3)];
const june = monthOf(first);
const of = { person, device, month: june };
const texts = (place: Place, by = place.employee.identity) => monthTextsIn(place.store, of, by, place.publicKey);
const textDays = async (place: Place) => (await texts(place))?.days.map(({ day }) => day) ?? null;
const daysIn = async (place: Place) =>
  (await monthIn(place.store, of, place.employee.identity, place.publicKey))?.days.map(({ day }) => day) ?? null;

describe('what a search looks at of closed days', () => {
  it('lies beside their sums, without time that was deleted or taken back', async () => {
    const place = await newPlace();
    const uploader = place.open();
    const noon = noonOf(first);
    unwrap(await place.keeper.keep(first, [window(noon), { ...window(noon + 5 * minuteMs), title: 'gone' }], noon));
    unwrap(
      await place.keeper.removeSpan({ start: noon + 5 * minuteMs, end: noon + 7 * minuteMs }, noon + 8 * minuteMs),
    );
    await close(place, first);
    await uploader.flush();
    const told = await texts(place);
    expect(told).toMatchObject({ person, device, month: june, version: 1 });
    expect(told?.texts).toEqual([
      ['app', 'Editor', 'Editor'],
      ['title', 't', 'Editor'],
    ]);
    await correct(place, first);
    await uploader.flush();
    const found = findInMonth((await texts(place)) ?? { texts: [], days: [] }, ['meeting'], new Set([first]));
    expect(found.get(first)?.hits).toMatchObject([{ kind: 'entry', text: 'Meeting', start: noon, end: noon + hourMs }]);
  });

  it('is sealed to whom sums are, and put anew with them', async () => {
    const [all, part] = [await newKeyPair(), await newKeyPair()];
    const place = await newPlace();
    place.viewers = (day) => (day === first ? [all.recipient] : [all.recipient, part.recipient]);
    const uploader = place.open();
    await close(place, first);
    await close(place, second);
    await uploader.flush();
    expect([await texts(place, all.identity), await texts(place, part.identity)]).toMatchObject([{ version: 1 }, null]);
    place.viewers = () => [part.recipient];
    await uploader.flush();
    expect([await texts(place, all.identity), await texts(place, part.identity)]).toMatchObject([null, { version: 2 }]);
    databaseOf(place.vault).exec(`DELETE FROM closed_days WHERE day = '${second}'`);
    await uploader.flush();
    expect(await textDays(place)).toEqual([first]);
    place.time.now += 4_000 * 24 * hourMs;
    await uploader.flush();
    expect(await texts(place)).toMatchObject({ texts: [], days: [] });
  });

  it.each([
    ['was closed by an agent that wrote down none', 'NULL'],
    ['has what is kept of it damaged here', "x'00'"],
  ])('leaves a day to be opened that %s', async (_, kept) => {
    const place = await newPlace();
    const uploader = place.open();
    await close(place, first);
    await close(place, second);
    await uploader.flush();
    databaseOf(place.vault).exec(`UPDATE closed_days SET texts = ${kept}, hash = 'other' WHERE day = '${first}'`);
    await uploader.flush();
    expect([await textDays(place), await daysIn(place)]).toEqual([[second], [first, second]]);
  });

  it('leaves a day to be opened whose texts are more than any day of work has', async () => {
    const place = await newPlace();
    const uploader = place.open();
    const noon = noonOf(first);
    const long = Array.from({ length: 60 }, (_, at) => ({
      ...window(noon + at * minuteMs),
      title: `${at} ${'x'.repeat(9_900)}`,
    }));
    unwrap(await place.keeper.keep(first, long, noon));
    await close(place, first);
    await close(place, second);
    await uploader.flush();
    expect([await textDays(place), await daysIn(place)]).toEqual([[second], [first, second]]);
  });

  it('tells the bucket a size in steps, whatever titles a day had', async () => {
    const place = await newPlace();
    const uploader = place.open();
    const sizes: (number | undefined)[] = [];
    for (const day of [first, second, third]) {
      await close(place, day);
      await uploader.flush();
      sizes.push(place.store.objects.get(monthTextsKey('', { person, month: june, device }))?.length);
    }
    expect(new Set(sizes).size).toBe(1);
  });

  it('is not put alone: where its sums are refused, both are put again', async () => {
    const place = await newPlace();
    const sums = monthSumsKey('', of);
    const kept = place.store.put.bind(place.store);
    place.store.put = async (...args) => (args[0] === sums ? { ok: false, problem: unreachable } : kept(...args));
    await close(place, first);
    await place.open().flush();
    place.store.put = kept;
    await place.open().flush();
    expect([(await texts(place))?.version, await daysIn(place)]).toEqual([2, [first]]);
  });
});
