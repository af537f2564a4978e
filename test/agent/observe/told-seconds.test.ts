import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Recording } from '../../fixtures/day/recordings.ts';
import { day, noon, pass, started } from './conductor-scene.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

async function uncounted(): Promise<Recording> {
  const recording = await started('apps');
  recording.platform.letNobodyCount();
  await recording.agree('apps', 'input-counts');
  return recording;
}

const told = (recording: Recording): number => recording.view(day).totals.inputSeconds;

describe('seconds with input', () => {
  it('are told to nobody before counts are agreed to, nor once they are withdrawn', async () => {
    const recording = await started('apps');
    recording.platform.letNobodyCount();
    await recording.agree('apps');
    expect(recording.platform.telling).toBe(false);
    await recording.agree('apps', 'input-counts');
    recording.platform.putIn(noon, 2);
    await pass(5_000);
    await recording.withdraw('input-counts');
    expect(recording.platform.telling).toBe(false);
    recording.platform.putIn(noon + 6_000, 9);
    await pass(30_000);
    await recording.conductor.stop();
    expect(told(recording)).toBe(2);
  });

  it('of a pause are recorded neither while it lasts nor afterwards', async () => {
    const recording = await uncounted();
    recording.platform.putIn(noon, 3);
    await pass(5_000);
    await recording.pause(noon + 60_000);
    expect(recording.platform.telling).toBe(false);
    recording.platform.putIn(noon + 10_000, 9);
    await pass(60_000);
    expect(recording.platform.telling).toBe(true);
    // A sensor that was begun anew tells nothing of before; whatever it said would not be taken.
    recording.platform.putIn(noon + 20_000, 5);
    recording.platform.putIn(noon + 61_000, 4);
    await pass(10_000);
    await recording.conductor.stop();
    expect(told(recording)).toBe(7);
    for (const { start, end } of recording.records('input-seconds'))
      expect(end <= noon + 5_000 || start >= noon + 60_000).toBe(true);
  });

  it('of a removed span do not come back with what becomes known later', async () => {
    const recording = await uncounted();
    await pass(2_000);
    recording.platform.putIn(noon, 2);
    await pass(3_000);
    await recording.conductor.deleteSpan({ start: noon, end: noon + 5_000 });
    // The last second before it was not certain then.
    recording.platform.putIn(noon + 3_000, 4);
    await pass(10_000);
    await recording.conductor.stop();
    expect(told(recording)).toBe(2);
    for (const { start } of recording.records('input-seconds')) expect(start).toBeGreaterThanOrEqual(noon + 5_000);
  });
});
