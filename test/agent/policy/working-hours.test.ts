import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebpEncoder } from '../../../agent/ports.ts';
import type { WorkingHours } from '../../../core/time/working-hours.ts';
import { fakeEncoder } from '../../fixtures/day/encoders.ts';
import { Recording } from '../../fixtures/day/recordings.ts';

/** A Monday. */
const noon = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;
const hours = (from: number, to: number): WorkingHours => [{ weekday: 1, spans: [{ from, to }] }];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function started(change: Partial<Pick<Recording, 'hours' | 'encoder'>> = {}): Promise<Recording> {
  const recording = Object.assign(new Recording(), change);
  await recording.conductor.start();
  await recording.agree();
  return recording;
}

/** When everything that was kept ended or happened. */
function instants(recording: Recording): number[] {
  return recording.kept.flatMap(({ record }) =>
    record.kind === 'header' || record.kind === 'sensor' ? [] : 'end' in record ? [record.end] : [record.at],
  );
}

describe('working hours', () => {
  it('stop every sensor at the minute in which they end, and keep nothing after it, not even a state', async () => {
    const recording = await started({ hours: hours(600, 725) });
    recording.platform.focus('within');
    await pass(4 * minute + 59_000);
    recording.platform.type(3);
    await pass(1_000);
    expect(recording.platform).toMatchObject({ watching: false, counting: false });
    recording.platform.focus('secret');
    recording.platform.type(100);
    await pass(60 * minute);
    await recording.conductor.stop();
    expect(Math.max(...instants(recording))).toBe(noon + 5 * minute);
    expect(JSON.stringify(recording.kept)).not.toContain('secret');
    expect(recording.records('counts').reduce((sum, { keys }) => sum + keys, 0)).toBe(3);
    expect(recording.errors).toEqual([]);
  });

  it('start every sensor at the minute in which they begin', async () => {
    const recording = await started({ hours: hours(725, 800) });
    recording.platform.focus('before');
    await pass(5 * minute - 1);
    expect(recording.platform).toMatchObject({ watching: false, windowStarts: 0, counting: false });
    expect(recording.kept).toEqual([]);
    await pass(1);
    expect(recording.platform).toMatchObject({ watching: true, counting: true });
    await pass(minute);
    await recording.conductor.stop();
    expect(recording.records('window')[0]?.start).toBe(noon + 5 * minute);
    for (const { start } of recording.records('state')) expect(start).toBeGreaterThanOrEqual(noon + 5 * minute);
  });

  it('that end while the timer is late end what was open at their end', async () => {
    const recording = await started({ hours: hours(600, 725) });
    recording.platform.focus('within');
    await pass(5 * minute - 100);
    // Forty seconds in which nothing ran, less than what counts as sleep.
    vi.setSystemTime(noon + 5 * minute + 40_000);
    await pass(200);
    await recording.conductor.stop();
    expect(Math.max(...instants(recording))).toBeLessThanOrEqual(noon + 5 * minute);
  });

  it('are heeded when the clock is set forward past their end', async () => {
    const recording = await started({ hours: hours(600, 800) });
    recording.platform.focus('within');
    await pass(minute);
    vi.setSystemTime(noon + 120 * minute);
    await pass(10_000);
    expect(recording.platform).toMatchObject({ watching: false, counting: false });
    await recording.conductor.stop();
    expect(Math.max(...instants(recording))).toBeLessThanOrEqual(noon + 80 * minute);
  });

  it('and back before it', async () => {
    const recording = await started({ hours: hours(600, 725) });
    await pass(6 * minute);
    expect(recording.platform.watching).toBe(false);
    vi.setSystemTime(noon);
    await pass(10_000);
    await recording.conductor.change(() => {});
    expect(recording.platform.watching).toBe(true);
    await pass(6 * minute);
    expect(recording.platform.watching).toBe(false);
    await recording.conductor.stop();
  });

  it('are not told of by a sleep that began and ended within them', async () => {
    const recording = await started({
      hours: [
        {
          weekday: 1,
          spans: [
            { from: 600, to: 725 },
            { from: 780, to: 900 },
          ],
        },
      ],
    });
    await pass(minute);
    vi.setSystemTime(noon + 70 * minute);
    await pass(10_000);
    await recording.conductor.stop();
    const slept = recording.records('state').filter(({ state }) => state === 'suspended');
    expect(slept.map(({ start, end }) => [Math.round((start - noon) / minute), (end - noon) / minute])).toEqual([
      [1, 5],
      [60, expect.closeTo(70, 0)],
    ]);
  });

  it('are worked out once a span, not once a window', async () => {
    let looks = 0;
    const counted = new Proxy(hours(600, 800), {
      get: (target, key, receiver) => {
        if (key === 'find') looks++;
        return Reflect.get(target, key, receiver);
      },
    });
    const recording = await started({ hours: counted });
    expect(looks).toBeGreaterThan(0);
    looks = 0;
    for (let at = 0; at < 100; at++) recording.gate.ask('apps', Date.now() + at);
    expect(looks).toBe(0);
    await recording.conductor.stop();
  });

  it('say when work begins again, and null where it does not', async () => {
    const recording = await started({ hours: hours(600, 725) });
    const { gate } = recording;
    expect(gate.workAgainAt(noon)).toBe(noon);
    expect(gate.workAgainAt(noon + 6 * minute)).toBe(Date.parse('2026-06-08T10:00:00Z'));
    recording.hours = [];
    expect(gate.workAgainAt(noon)).toBeNull();
    await recording.conductor.stop();
  });
});

it('a pause ends at its end, to the millisecond', async () => {
  const recording = await started();
  await recording.pause(noon + 61_234);
  await pass(61_233);
  expect(recording.platform.watching).toBe(false);
  await pass(1);
  expect(recording.platform.watching).toBe(true);
  expect(recording.gate.pause).toBeNull();
  await recording.conductor.stop();
});

describe('a picture that is being encoded', () => {
  const stops: [string, (recording: Recording) => Promise<void>][] = [
    ['a pause', (recording) => recording.pause()],
    ['a withdrawal', (recording) => recording.withdraw()],
    ['a withdrawal of pictures alone', (recording) => recording.withdraw('screenshots')],
    [
      'the end of working hours',
      (recording) =>
        recording.conductor.change(() => {
          recording.hours = [];
        }),
    ],
    [
      'a rule that no longer parses',
      (recording) =>
        recording.conductor.change(() => {
          recording.rules = null;
          recording.gate.setSettingsValid(false);
        }),
    ],
  ];

  it.each(stops)('when %s begins is dropped, not kept', async (_, stop) => {
    let release: () => void = () => {};
    let encoding = false;
    const encoder: WebpEncoder = {
      ...fakeEncoder,
      encode: async () => {
        encoding = true;
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return new Uint8Array([1]);
      },
    };
    const recording = await started({ encoder });
    await pass(30_000);
    expect(encoding).toBe(true);
    await stop(recording);
    release();
    await pass(1_000);
    expect(recording.pictures).toEqual([]);
    expect(recording.records('shot')).toEqual([]);
    await recording.conductor.stop();
    expect(recording.records('shot')).toEqual([]);
  });
});
