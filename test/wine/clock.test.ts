import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityRecord, WindowRecord } from '../../core/day/activity.ts';
import { viewOfDay } from '../../core/day/view.ts';
import { until } from '../desktop.ts';
import { newCast } from './agent/cast.ts';
import { recordsOf } from './agent/minute.ts';
import { type RecordedSide, recordedOn } from './agent/recorded-side.ts';
import { untilRecording } from './agent/script.ts';
import { type SettableClock, settableClock } from './agent/settable-clock.ts';
import { openWindowsSide, type WindowsSide } from './agent/sides.ts';
import { underWine, wine } from './scene.ts';

const hourMs = 3_600_000;
/** Longer than the least that a window is recorded for. */
const stayMs = 2_500;
/** Node on Windows notices at the next minute that the time was set forward; the rest is what a busy machine takes. */
const noticedMs = 150_000;
/** Less than the time since the person agreed, by the minute that the first change takes. */
const backSeconds = 30;
const text = 'abcdefghij';

describe.skipIf(!wine.ok)(underWine('a clock that is set while the agent records'), () => {
  let clock: SettableClock;
  let side: WindowsSide;
  let recorded: RecordedSide;
  const titles: string[] = [];
  const driven: string[] = [];
  let typed = 0;

  beforeAll(async () => {
    if (!wine.ok) throw new Error(wine.why);
    clock = await settableClock(join(import.meta.dirname, '..', '..', '.cache', `clock-${process.pid}`));
    side = await openWindowsSide(wine.value, clock.env);
    const { ledger, notes } = newCast();
    for (const each of [ledger, { ...notes, title: 'Letters' }]) {
      titles.push(each.title);
      await side.windows.call('make', each);
    }
    recorded = await recordedOn(side);
    await untilRecording(recorded);
  }, 400_000);

  afterAll(async () => {
    await recorded?.office.close();
    await side?.end();
    await clock?.remove();
  }, 60_000);

  /** Another window is in front and typed into, until the record has both. */
  async function work(): Promise<void> {
    const title = titles[driven.length % titles.length] ?? '';
    const found = await side.desktop.xdotool('search', '--onlyvisible', '--name', `^${title}$`);
    await side.desktop.activate(found.trim().split('\n').at(-1) ?? '');
    driven.push(title);
    await side.desktop.xdotool('type', '--delay', '5', text);
    typed += text.length;
    await wait(stayMs);
    await until(async () => {
      const records = await recordsOf(recorded);
      return (windowsIn(records).at(-1)?.title === title && keysIn(records) >= typed) || null;
    }, noticedMs);
  }

  /** Works on until the record shows that the time was set. */
  async function workUntil(isNoticed: (records: readonly ActivityRecord[]) => boolean): Promise<void> {
    const late = Date.now() + noticedMs;
    do await work();
    while (!isNoticed(await recordsOf(recorded)) && Date.now() < late);
    await work();
    expect(isNoticed(await recordsOf(recorded))).toBe(true);
  }

  it('has each window and each key once, and of an hour that was skipped that nothing is known', {
    timeout: 3 * noticedMs,
  }, async () => {
    const began = Date.now();
    await work();
    await work();
    await clock.set(hourMs / 1_000);
    await workUntil((records) => records.some((each) => each.kind === 'state' && each.state === 'suspended'));
    // Into time that was recorded already. Not before the person agreed: nothing is recorded then.
    await clock.set(-backSeconds);
    await workUntil((records) => {
      const starts = windowsIn(records).map(({ start }) => start);
      return (starts.at(-1) ?? 0) < Math.max(...starts) - hourMs / 2;
    });
    const tookMs = Date.now() - began;

    const records = await recordsOf(recorded);
    expect(keysIn(records)).toBe(typed);
    const shown = windowsIn(records).map(({ title }) => title);
    // Before the first one Wine gives the focus to and fro; a minute or a clock cuts windows, which is no other window.
    const order = shown.filter((title, index) => title !== shown[index - 1]);
    expect(order.slice(-driven.length)).toEqual(driven);
    for (const { start, end } of windowsIn(records)) {
      expect(end).toBeGreaterThan(start);
      expect(end - start).toBeLessThan(tookMs);
    }
    const skipped = records.flatMap((each) =>
      each.kind === 'state' && each.state === 'suspended' ? each.end - each.start : [],
    );
    expect(skipped).toEqual([expect.toSatisfy((ms: number) => ms > hourMs - stayMs && ms < hourMs + tookMs)]);
    // No time counts twice: all windows together last no longer than it took.
    const { windows } = viewOfDay('2026-01-01' as Parameters<typeof viewOfDay>[0], 'UTC', records);
    const sum = windows.reduce((ms, each) => ms + each.end - each.start, 0);
    expect(sum).toBeLessThan(tookMs + 60_000);
    for (const [index, each] of windows.slice(1).entries())
      expect(each.start).toBeGreaterThanOrEqual(windows[index]?.end ?? 0);
  });
});

function windowsIn(records: readonly ActivityRecord[]): WindowRecord[] {
  return records.filter((record) => record.kind === 'window');
}

function keysIn(records: readonly ActivityRecord[]): number {
  return records.reduce((sum, each) => sum + (each.kind === 'counts' ? each.keys : 0), 0);
}
