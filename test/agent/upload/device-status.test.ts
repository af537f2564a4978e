import { describe, expect, it } from 'vitest';
import type { Uploader } from '../../../agent/upload/uploader.ts';
import type { Day } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { type KeyPair, newKeyPair } from '../../../seal/age.ts';
import { manualAt, recordId } from '../../fixtures/day/entries.ts';
import { day, keep, midnight, newPlace, next, noon, type Place, readLatest, window } from './derived-objects-scene.ts';

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

  it('tells the states of the day and around what waits by the quarter of an hour, and nothing else of them', async () => {
    const place = await newPlace();
    const uploader = place.open();
    const worked = { kind: 'state', start: noon, end: noon + 40 * minuteMs, state: 'active', reason: null } as const;
    unwrap(await place.keeper.keep(day, [worked, window(noon)], noon));
    place.time.now = noon + hourMs;
    unwrap(await place.keeper.advance(place.time.now, 0));
    await enter(place, uploader, day, 1);
    const said = await readLatest(place);
    const strip = [{ start: noon, end: noon + 45 * minuteMs, state: 'active' }];
    expect(said?.strip).toEqual(strip);
    // From eight to nine, with half an hour before and after: nothing was recorded then.
    expect(said?.waiting[0]?.around).toEqual([]);
    expect(JSON.stringify(said)).not.toContain('Editor');
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
    const purposes = place.organisation.purposes.map((notice) => ({ ...notice, keptDays: { least: 1, most: 4 } }));
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
